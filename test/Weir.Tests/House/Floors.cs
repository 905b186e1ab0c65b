namespace Weir.Tests.House;

/// <summary>Who may use whom: one row a folder, ground first. The table of ARCHITECTURE.md.</summary>
internal static class Floors
{
    private static readonly string[] DeltaFloors = ["Delta/Actions", "Delta/Log", "Delta/Table", "Delta/Commands"];

    private static readonly Dictionary<string, string[]> Allowed = new()
    {
        ["Contract"] = [],
        ["Hashing"] = [],
        ["Diagnostics"] = ["Contract"],
        ["Storage"] = ["Contract", "Diagnostics"],
        ["Engine"] = ["Contract", "Diagnostics"],
        ["Delta/Actions"] = ["Contract", "Storage", "Diagnostics"],
        ["Delta/Log"] = ["Contract", "Storage", "Hashing", "Diagnostics", "Delta/Actions"],
        ["Delta/Table"] = ["Contract", "Storage", "Hashing", "Diagnostics", "Delta/Actions", "Delta/Log"],
        ["Delta/Commands"] = ["Contract", "Storage", "Hashing", "Diagnostics", "Delta/Actions", "Delta/Log", "Delta/Table"],
        ["Functions"] = ["Contract", "Diagnostics", "Hashing", "Engine"],
        ["Plugins"] = ["Contract", "Diagnostics", "Hashing"],
        ["Catalog"] = ["Contract", "Storage", "Diagnostics", .. DeltaFloors],
        ["Relations"] = ["Diagnostics", "Engine"],
        ["Policy"] = ["Contract", "Engine", "Catalog", "Diagnostics"],
        ["Session"] = ["Contract", "Diagnostics", "Hashing", "Storage", "Engine", .. DeltaFloors, "Functions", "Plugins", "Catalog", "Policy", "Relations"],
        ["Build"] = ["Contract", "Diagnostics", "Hashing", "Storage", "Delta/Table", "Plugins", "Catalog", "Session"],
        ["Profiles"] = ["Contract", "Diagnostics", "Hashing", "Engine", "Plugins", "Catalog", "Policy", "Session", "Build"],
        ["root"] = ["Contract", "Diagnostics", "Hashing", "Storage", "Engine", .. DeltaFloors, "Functions", "Plugins", "Catalog", "Policy", "Relations", "Session", "Build", "Profiles", "Ado"],
        ["Ado"] = ["Contract", "Diagnostics", "Engine", "Plugins", "Catalog", "Policy", "Session", "Build", "Profiles", "root"],
        ["Observability"] = ["Contract", "Diagnostics", "Catalog", "Session", "root"],
        ["Cli"] = ["Contract", "Plugins", "Catalog", "Policy", "Session", "Build", "Profiles", "root", "Diagnostics"],
    };

    /// <summary>The floor a file stands on, from its path in the repository.</summary>
    public static string Of(string path)
    {
        string[] parts = path.Split('/');
        if (path.StartsWith("src/Weir.Contract/", StringComparison.Ordinal))
            return "Contract";
        if (path.StartsWith("src/Weir.Cli/", StringComparison.Ordinal))
            return "Cli";
        if (parts.Length == 3)
            return "root";
        return parts[2] == "Delta" ? $"Delta/{parts[3]}" : parts[2];
    }

    public static bool IsKnown(string floor) => Allowed.ContainsKey(floor);

    public static bool MayUse(string from, string to) => from == to || Allowed[from].Contains(to);

    public static string AllowedFor(string floor) => Allowed[floor].Length == 0 ? "nothing" : string.Join(", ", Allowed[floor]);
}
