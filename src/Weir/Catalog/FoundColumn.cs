namespace Weir.Catalog;

/// <summary>A column that files have.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Type">Its type; null where files have none, and a reader makes what is asked for.</param>
internal sealed record FoundColumn(string Name, ColumnType? Type);
