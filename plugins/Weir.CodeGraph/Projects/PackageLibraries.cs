using System.Text.Json;

namespace Weir.CodeGraph.Projects;

/// <summary>Which assemblies of packages a restored project is compiled against, as <c>obj/project.assets.json</c> lists them.</summary>
internal static class PackageLibraries
{
    /// <summary>Full paths of the assemblies; null when the project was not restored.</summary>
    /// <param name="projectFolder">The folder of the project file.</param>
    /// <param name="framework"><c>net10.0</c>.</param>
    /// <exception cref="JsonException">The file is no JSON.</exception>
    public static IReadOnlyList<string>? Of(string projectFolder, string framework)
    {
        string file = Path.Combine(projectFolder, "obj", "project.assets.json");
        if (!File.Exists(file))
            return null;
        using JsonDocument assets = JsonDocument.Parse(File.ReadAllBytes(file));
        JsonElement root = assets.RootElement;
        if (!root.TryGetProperty("targets", out JsonElement targets) || !root.TryGetProperty("libraries", out JsonElement libraries))
            return [];
        string[] folders = root.TryGetProperty("packageFolders", out JsonElement named) ? [.. named.EnumerateObject().Select(folder => folder.Name)] : [];
        JsonProperty target = targets.EnumerateObject().FirstOrDefault(candidate => Fits(candidate.Name, framework));
        return target.Value.ValueKind == JsonValueKind.Object ? [.. Libraries(target.Value, libraries, folders)] : [];
    }

    private static IEnumerable<string> Libraries(JsonElement target, JsonElement libraries, string[] folders)
    {
        foreach (JsonProperty package in target.EnumerateObject())
        {
            if (!libraries.TryGetProperty(package.Name, out JsonElement library) || !library.TryGetProperty("path", out JsonElement path)
                || package.Value.GetProperty("type").GetString() != "package")
                continue;
            string? folder = folders.Select(folder => Path.Combine(folder, path.GetString()!)).FirstOrDefault(Directory.Exists);
            if (folder is null)
                continue;
            if (package.Value.TryGetProperty("compile", out JsonElement compile))
                foreach (JsonProperty asset in compile.EnumerateObject())
                    if (asset.Name.EndsWith(".dll", StringComparison.Ordinal) && Path.Combine(folder, asset.Name) is var file && File.Exists(file))
                        yield return file;
            // The standard's own assemblies are given by a build file of the package.
            if (package.Name.StartsWith("NETStandard.Library/", StringComparison.OrdinalIgnoreCase) && Path.Combine(folder, "build", "netstandard2.0", "ref") is var standard && Directory.Exists(standard))
                foreach (string file in Directory.GetFiles(standard, "*.dll"))
                    yield return file;
        }
    }

    // Old names are long: .NETStandard,Version=v2.0. A target with a runtime has a slash.
    private static bool Fits(string target, string framework) =>
        !target.Contains('/', StringComparison.Ordinal)
        && (target == framework || target.Replace(".NETStandard,Version=v", "netstandard", StringComparison.Ordinal) == framework
            || target.Replace(".NETCoreApp,Version=v", "net", StringComparison.Ordinal) == framework);
}
