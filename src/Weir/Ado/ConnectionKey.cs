using System.Globalization;
using Weir.Build.Plan;
using Weir.Diagnostics;
using Weir.Plugins;

namespace Weir.Ado;

/// <summary>A key of connection strings: one row a key, in the order in which they are applied.</summary>
/// <param name="Name">The key; spaces and case do not count.</param>
/// <param name="Expected">What its values are, for errors.</param>
/// <param name="Accepts">Whether a value is one of these.</param>
/// <param name="Runtime">What it does to the options of a runtime; null when it is of the provider.</param>
internal sealed record ConnectionKey(string Name, string Expected, Func<string, bool> Accepts, Action<WeirOptions, string>? Runtime = null)
{
    public const string CommandTimeout = "Command Timeout";
    public const string BatchRows = "Batch Rows";
    public const string Profile = "Profile";
    public const string Policy = "Policy";
    public const string HugeIntegers = "Huge Integers";
    public const string BigInteger = "BigInteger";
    public const string ArrayNullability = "Array Nullability Mode";
    public const string Always = "always";

    /// <summary>Begins a key that gives a table its name: <c>Table.orders=lake/orders</c>.</summary>
    public const string TablePrefix = "Table.";

    public static readonly IReadOnlyList<ConnectionKey> All =
    [
        new(Profile, $"one of {string.Join(", ", RuntimeProfile.PresetNames)}, or a file with a profile as JSON",
            value => RuntimeProfile.PresetNames.Contains(value) || File.Exists(value), Resources),
        new("Threads", "a whole number above 0", value => Number(value, 1) is not null, (options, value) => options.Threads = Number(value, 1)),
        new("Memory Limit", ByteSize.Expected, value => ByteSize.TryRead(value) is not null, (options, value) => options.MemoryLimitBytes = ByteSize.TryRead(value)),
        new("Spill Folder", "a path", value => value.Length > 0, (options, value) => options.SpillFolder = value),
        new("Spill Limit", ByteSize.Expected, value => ByteSize.TryRead(value) is not null, (options, value) => options.SpillBytesMax = ByteSize.TryRead(value)),
        new("Allow Files Outside Tables", "true or false", value => bool.TryParse(value, out _), (options, value) => options.AllowFilesOutsideTables = bool.Parse(value)),
        new("Plugins", "names or paths of plugins, with commas between them", value => value.Length > 0, Plugins),
        new("Plugin Folder", "a path", value => value.Length > 0, (options, value) => options.PluginBaseDirectory = value),
        new(Policy, $"one of {string.Join(", ", SqlPolicy.PresetNames)}, or a file with a policy as JSON",
            value => SqlPolicy.PresetNames.Contains(value) || File.Exists(value)),
        new(CommandTimeout, "seconds, 0 for no limit", value => Number(value, 0) is not null),
        new(BatchRows, "a whole number above 0", value => Number(value, 1) is not null),
        new(HugeIntegers, $"decimal or {BigInteger}", value => Is(value, "decimal") || Is(value, BigInteger)),
        new(ArrayNullability, $"never or {Always}", value => Is(value, "never") || Is(value, Always)),
    ];

    /// <summary>The key of a name; null for that of a table.</summary>
    /// <exception cref="WeirException">WEIR8030: there is none.</exception>
    public static ConnectionKey? Find(string name)
    {
        if (name.StartsWith(TablePrefix, StringComparison.OrdinalIgnoreCase) && name.Length > TablePrefix.Length)
            return null;
        string bare = Bare(name);
        return All.FirstOrDefault(key => Bare(key.Name) == bare)
            ?? throw AdoErrors.KeyUnknown(name, All.Select(key => key.Name).Append(TablePrefix + "NAME"));
    }

    public static bool Is(string? value, string word) => word.Equals(value, StringComparison.OrdinalIgnoreCase);

    public static int? Number(string value, int min) =>
        int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out int number) && number >= min ? number : null;

    private static string Bare(string name) => name.Replace(" ", "", StringComparison.Ordinal).ToUpperInvariant();

    // Builds of the same name have the same resources; what else a profile says, options cannot.
    private static void Resources(WeirOptions options, string value)
    {
        if (EngineProfile.All.FirstOrDefault(named => named.Name == value) is not { } profile)
            return;
        options.ProfileName = profile.Name;
        options.Threads = profile.Threads;
        options.MemoryLimitBytes = profile.MemoryLimitBytes;
        options.SpillBytesMax = profile.SpillBytesMax;
        options.SpillFolder = Path.Combine(Path.GetTempPath(), "weir-spill");
    }

    private static void Plugins(WeirOptions options, string value)
    {
        foreach (string name in value.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
            options.Plugins.Add(new PluginReference(name));
    }
}
