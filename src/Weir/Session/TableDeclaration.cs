namespace Weir;

/// <summary>What a CREATE EXTERNAL TABLE statement declares. Immutable.</summary>
/// <param name="Name">The table.</param>
/// <param name="Location">Where its rows lie; null for a table of a plugin.</param>
/// <param name="Plugin">What opens it; null for rows at a location.</param>
public sealed record TableDeclaration(TableName Name, DatasetLocation? Location, PluginTableSource? Plugin);
