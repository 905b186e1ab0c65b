namespace Weir.Plugins;

/// <summary>How many rows a table has.</summary>
/// <param name="Rows">Rows, 0 or more.</param>
/// <param name="IsExact">False for an estimate.</param>
public readonly record struct PluginRowCount(long Rows, bool IsExact);
