namespace Weir.Engine.Syntax.Lineage;

/// <summary>A source of FROM: rows under a name.</summary>
/// <param name="Alias">The name by which expressions call it; empty when it has none.</param>
/// <param name="Rows">Its rows.</param>
internal sealed record FlowSource(string Alias, FlowRows Rows)
{
    /// <summary>Columns that a join made one with those of a source before, and that are not seen without the source's name.</summary>
    public IReadOnlySet<string> Hidden { get; init; } = new HashSet<string>();

    /// <summary>Columns that a join made of this source's and those of a source behind, as they are seen without the source's name.</summary>
    public IReadOnlyDictionary<string, FlowColumn> Merged { get; init; } = new Dictionary<string, FlowColumn>();

    public bool IsNamed(string name) => Alias.Length > 0 && Alias.Equals(name, StringComparison.OrdinalIgnoreCase);

    /// <summary>The columns that a star gives.</summary>
    public IEnumerable<FlowColumn> Shown => Rows.Columns
        .Where(column => column.Name is null || !Hidden.Contains(column.Name))
        .Select(column => column.Name is not null && Merged.TryGetValue(column.Name, out FlowColumn? merged) ? merged : column);

    /// <summary>A column by its name alone, among those that are known; null when there is none.</summary>
    public FlowColumn? Known(string name) => Hidden.Contains(name) ? null
        : Merged.TryGetValue(name, out FlowColumn? merged) ? merged
        : Rows.Columns.FirstOrDefault(column => column.Is(name));
}
