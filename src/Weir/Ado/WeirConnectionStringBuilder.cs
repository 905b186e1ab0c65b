using System.Data.Common;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using Weir.Ado.Fields;
using Weir.Build.Plan;
using Weir.Diagnostics;

namespace Weir.Ado;

/// <summary>
/// A connection string of Weir: how a runtime is opened (<c>Profile</c>, <c>Threads</c>, <c>Memory Limit</c>, <c>Spill Folder</c>,
/// <c>Spill Limit</c>, <c>Allow Files Outside Tables</c>, <c>Plugins</c>, <c>Plugin Folder</c>), what statements may do (<c>Policy</c>), how
/// commands start (<c>Command Timeout</c>, <c>Batch Rows</c>), what .NET types values have (<c>Huge Integers</c>, <c>Array Nullability
/// Mode</c>), and its tables (<c>Table.orders=lake/orders</c>). A key or value that is none of these is an error. Not thread-safe.
/// </summary>
[SuppressMessage("Design", "CA1010:Generic interface should also be implemented", Justification = "The base class is what ADO.NET has.")]
[SuppressMessage("Naming", "CA1710:Identifiers should have correct suffix", Justification = "Builders of ADO.NET are called so.")]
public sealed class WeirConnectionStringBuilder : DbConnectionStringBuilder
{
    /// <summary>An empty string.</summary>
    public WeirConnectionStringBuilder()
    {
    }

    /// <summary>Reads a string.</summary>
    /// <param name="connectionString">The string; null for an empty one.</param>
    /// <exception cref="WeirException">WEIR8030: a key is not known. WEIR8031: a value cannot be used.</exception>
    /// <exception cref="ArgumentException">The text is no connection string.</exception>
    public WeirConnectionStringBuilder(string? connectionString) => ConnectionString = connectionString;

    /// <summary>The value of a key.</summary>
    /// <param name="keyword">The key; spaces and case do not count.</param>
    /// <exception cref="WeirException">WEIR8030: the key is not known. WEIR8031: the value cannot be used.</exception>
    /// <exception cref="ArgumentException">The string does not have the key.</exception>
    [AllowNull]
    public override object this[string keyword]
    {
        get => base[Canonical(keyword)];
        set
        {
            string text = Convert.ToString(value, CultureInfo.InvariantCulture) ?? "";
            if (ConnectionKey.Find(Required(keyword)) is { } key && value is not null && !key.Accepts(text))
                throw AdoErrors.ValueInvalid(key.Name, text, key.Expected);
            base[Canonical(keyword)] = value is null ? null : text;
        }
    }

    /// <summary>The profile: one of <see cref="RuntimeProfile.PresetNames"/> or a file with one as JSON; null for a runtime's defaults.</summary>
    public string? Profile { get => Text(ConnectionKey.Profile); set => this[ConnectionKey.Profile] = value; }

    /// <summary>What statements may do: one of <see cref="SqlPolicy.PresetNames"/> or a file with a policy as JSON; null for what the runtime says.</summary>
    public string? Policy { get => Text(ConnectionKey.Policy); set => this[ConnectionKey.Policy] = value; }

    /// <summary>Threads of the engine; null for one a core.</summary>
    public int? Threads { get => Number("Threads"); set => this["Threads"] = value; }

    /// <summary>Most memory of the engine, such as <c>512MiB</c>; null for the default.</summary>
    public string? MemoryLimit { get => Text("Memory Limit"); set => this["Memory Limit"] = value; }

    /// <summary>Folder for what does not fit into memory; null for none.</summary>
    public string? SpillFolder { get => Text("Spill Folder"); set => this["Spill Folder"] = value; }

    /// <summary>Names or paths of plugins, with commas between them; null for none.</summary>
    public string? Plugins { get => Text("Plugins"); set => this["Plugins"] = value; }

    /// <summary>Seconds that a command waits for the engine, 0 for no limit; null for 30.</summary>
    public int? CommandTimeout { get => Number(ConnectionKey.CommandTimeout); set => this[ConnectionKey.CommandTimeout] = value; }

    /// <summary>Most rows that a reader takes from the engine at once; null for 16,384.</summary>
    public int? BatchRows { get => Number(ConnectionKey.BatchRows); set => this[ConnectionKey.BatchRows] = value; }

    /// <summary>What a HUGEINT is unless a type is asked for: <c>decimal</c>, which code over ADO.NET converts, or <c>BigInteger</c>, which holds all of them; null for <c>decimal</c>.</summary>
    public string? HugeIntegers { get => Text(ConnectionKey.HugeIntegers); set => this[ConnectionKey.HugeIntegers] = value; }

    /// <summary>Whether items of lists and values of maps may be null unless a type is asked for: <c>never</c> (<c>int[]</c>) or <c>always</c> (<c>int?[]</c>); null for <c>never</c>.</summary>
    public string? ArrayNullabilityMode { get => Text(ConnectionKey.ArrayNullability); set => this[ConnectionKey.ArrayNullability] = value; }

    /// <summary>The tables, by their names: locations as <see cref="DatasetLocation.Detect"/> reads them.</summary>
    public IReadOnlyDictionary<string, string> Tables => Keys.Cast<string>()
        .Where(key => key.StartsWith(ConnectionKey.TablePrefix, StringComparison.OrdinalIgnoreCase))
        .ToDictionary(key => key[ConnectionKey.TablePrefix.Length..], key => (string)base[key], StringComparer.OrdinalIgnoreCase);

    /// <summary>Gives a table a name.</summary>
    /// <param name="name">The name.</param>
    /// <param name="location">Where it lies, as <see cref="DatasetLocation.Detect"/> reads it.</param>
    /// <returns>This builder.</returns>
    public WeirConnectionStringBuilder AddTable(string name, string location)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(name);
        this[ConnectionKey.TablePrefix + name] = location;
        return this;
    }

    /// <inheritdoc/>
    public override bool ContainsKey(string keyword) => base.ContainsKey(Canonical(keyword));

    /// <inheritdoc/>
    public override bool Remove(string keyword) => base.Remove(Canonical(keyword));

    /// <inheritdoc/>
    public override bool TryGetValue(string keyword, [NotNullWhen(true)] out object? value) => base.TryGetValue(Canonical(keyword), out value);

    /// <summary>Applies what the string says of the runtime.</summary>
    internal void Configure(WeirOptions options)
    {
        foreach (ConnectionKey key in ConnectionKey.All)
            if (key.Runtime is { } apply && base.TryGetValue(key.Name, out object? value))
                apply(options, (string)value);
    }

    /// <summary>What the string says of commands.</summary>
    internal AdoSettings Settings()
    {
        AdoSettings defaults = new();
        return new AdoSettings(CommandTimeout ?? defaults.CommandTimeoutSeconds, BatchRows ?? defaults.BatchRows, new ValueChoices(
            HasBigIntegers: ConnectionKey.Is(HugeIntegers, ConnectionKey.BigInteger), HasNullableItems: ConnectionKey.Is(ArrayNullabilityMode, ConnectionKey.Always)));
    }

    /// <summary>The profile with all that it says beside resources, changed by other keys of the string; null where options say all of it.</summary>
    /// <exception cref="WeirException">WEIR8080: the file holds none.</exception>
    internal RuntimeProfile? WholeProfile(WeirOptions written)
    {
        if (Profile is not { } name || EngineProfile.All.Any(profile => profile.Name == name))
            return null;
        RuntimeProfile profile = RuntimeProfile.PresetNames.Contains(name) ? RuntimeProfile.Preset(name) : RuntimeProfile.Read(File.ReadAllText(name));
        ExecutionProfile execution = profile.Execution;
        return profile with
        {
            Execution = execution with
            {
                TargetPartitions = written.Threads ?? execution.TargetPartitions,
                MemoryLimitBytes = written.MemoryLimitBytes ?? execution.MemoryLimitBytes,
                SpillDir = written.SpillFolder ?? execution.SpillDir,
                MaxTempDirectoryBytes = written.SpillBytesMax ?? execution.MaxTempDirectoryBytes,
            },
            Policies = ContainsKey("Allow Files Outside Tables")
                ? profile.Policies with { AllowFilesOutsideTables = written.AllowFilesOutsideTables }
                : profile.Policies,
        };
    }

    /// <summary>What the string says of sessions.</summary>
    /// <exception cref="WeirException">WEIR5023: the file holds no policy.</exception>
    internal SessionOptions SessionOptions() => new()
    {
        Policy = Policy is not { } name ? null : SqlPolicy.PresetNames.Contains(name) ? SqlPolicy.Named(name) : SqlPolicy.FromJson(File.ReadAllText(name)),
    };

    /// <summary>The string must not say how a runtime is opened.</summary>
    /// <exception cref="WeirException">WEIR8031: it does.</exception>
    internal void RequireNoRuntime()
    {
        if (ConnectionKey.All.FirstOrDefault(key => key.Runtime is not null && base.ContainsKey(key.Name)) is { } found)
            throw AdoErrors.KeyOfRuntime(found.Name);
    }

    /// <summary>Gives a session the tables of the string.</summary>
    /// <exception cref="WeirException">WEIR8003: the format of a location cannot be told.</exception>
    internal void Register(Session session)
    {
        foreach ((string name, string location) in Tables)
            session.Register(name, DatasetLocation.Detect(location));
    }

    private string? Text(string key) => base.TryGetValue(key, out object? value) ? (string)value : null;

    private int? Number(string key) => Text(key) is { } text ? int.Parse(text, CultureInfo.InvariantCulture) : null;

    private static string Canonical(string keyword) => ConnectionKey.Find(Required(keyword))?.Name ?? keyword;

    private static string Required(string keyword)
    {
        ArgumentNullException.ThrowIfNull(keyword);
        return keyword;
    }
}
