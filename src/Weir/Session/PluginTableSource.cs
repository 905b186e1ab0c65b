namespace Weir;

/// <summary>A table of a plugin: which provider opens it, with which options. Immutable.</summary>
/// <param name="Plugin">Name of a plugin that the session has.</param>
/// <param name="Provider">Name of one of its table providers, or of one of its table functions.</param>
/// <param name="OptionsJson">
/// A JSON object: the options that the provider declares, or the arguments of the table function by name. See
/// <c>SELECT signature FROM weir_functions()</c>.
/// </param>
public sealed record PluginTableSource(string Plugin, string Provider, string OptionsJson = "{}")
{
    /// <summary>
    /// The state that the table must be in, as the provider named it before; a query that finds it in another is
    /// refused. Null (the default): the state that it has. Only for tables of providers.
    /// </summary>
    public string? SnapshotId { get; init; }
}
