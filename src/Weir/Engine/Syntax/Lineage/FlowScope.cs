namespace Weir.Engine.Syntax.Lineage;

/// <summary>What names mean at one place of a query.</summary>
/// <param name="outer">What they mean around it; null at the outermost query.</param>
internal sealed class FlowScope(FlowScope? outer)
{
    private readonly Dictionary<string, IReadOnlySet<Flow>> _aliases = new(StringComparer.OrdinalIgnoreCase);
    private readonly Dictionary<string, FlowRows> _queries = new(StringComparer.OrdinalIgnoreCase);
    private readonly List<HashSet<string>> _parameters = [];

    public FlowScope? Outer => outer;

    /// <summary>The sources of FROM so far, in order.</summary>
    public List<FlowSource> Sources { get; } = [];

    /// <summary>Whether names of the select list come before columns, as in ORDER BY.</summary>
    public bool PrefersAliases { get; set; }

    /// <summary>The column that a star in an expression stands for now; null: it stands for all.</summary>
    public FlowColumn? StarColumn { get; set; }

    /// <summary>Gives a WITH query its name.</summary>
    public void Define(string query, FlowRows rows) => _queries[query] = rows;

    /// <summary>The rows of a WITH query of here or around; null when there is none of the name.</summary>
    public FlowRows? Query(string name) => _queries.TryGetValue(name, out FlowRows? rows) ? rows : outer?.Query(name);

    /// <summary>Gives an expression of the select list its name.</summary>
    public void Name(string alias, IReadOnlySet<Flow> flows) => _aliases.TryAdd(alias, flows);

    /// <summary>Lets names be parameters of a lambda, until <see cref="LeaveLambda"/>.</summary>
    public void EnterLambda(IEnumerable<string> parameters) => _parameters.Add(new HashSet<string>(parameters, StringComparer.OrdinalIgnoreCase));

    public void LeaveLambda() => _parameters.RemoveAt(_parameters.Count - 1);

    /// <summary>What a reference depends on; null when nothing here has the name.</summary>
    /// <param name="names">The reference's parts: a column and fields of it, or a table, a column and fields of it.</param>
    /// <param name="isField">Whether a field is taken out of what has the name.</param>
    public IReadOnlySet<Flow>? Find(IReadOnlyList<string> names, out bool isField)
    {
        isField = names.Count > 1;
        // What a parameter of a lambda holds comes from the list beside the lambda, which is followed on its own.
        if (_parameters.Any(parameters => parameters.Contains(names[0])))
            return FlowRows.None;
        if (PrefersAliases && names.Count == 1 && _aliases.TryGetValue(names[0], out IReadOnlySet<Flow>? preferred))
            return preferred;
        if (Qualified(names) is var (flows, count))
        {
            isField = names.Count > count;
            return flows;
        }
        return Known(names[0]) ?? Alias(names[0]) ?? WholeRow(names) ?? Possible(names) ?? outer?.Find(names, out isField);
    }

    /// <summary>The source of a name, here or around; null when there is none.</summary>
    public FlowSource? Source(string name) => Sources.FirstOrDefault(source => source.IsNamed(name)) ?? outer?.Source(name);

    // With the number of parts that name the column.
    private (IReadOnlySet<Flow> Flows, int Parts)? Qualified(IReadOnlyList<string> names)
    {
        for (int table = 0; table < Math.Min(3, names.Count - 1); table++)
            if (Sources.FirstOrDefault(source => source.IsNamed(names[table]))?.Rows.Find(names[table + 1]) is { } column)
                return (column.Flows, table + 2);
        return null;
    }

    private IReadOnlySet<Flow>? Known(string name)
    {
        FlowColumn[] found = [.. Sources.Select(source => source.Known(name)).OfType<FlowColumn>()];
        return found.Length switch
        {
            0 => null,
            1 => found[0].Flows,
            _ => found.SelectMany(column => column.Flows).ToHashSet(),
        };
    }

    private IReadOnlySet<Flow>? Alias(string name) => _aliases.GetValueOrDefault(name);

    private HashSet<Flow>? WholeRow(IReadOnlyList<string> names) =>
        names.Count == 1 ? Sources.FirstOrDefault(source => source.IsNamed(names[0]))?.Rows.Everything() : null;

    // Where a source has the name, its column is meant, and that is none that is known.
    private HashSet<Flow>? Possible(IReadOnlyList<string> names)
    {
        if (names.Count > 1 && Sources.Exists(source => source.IsNamed(names[0])))
            return null;
        FlowColumn[] possible = [.. Sources.Where(source => !source.Hidden.Contains(names[0])).Select(source => source.Rows.Find(names[0])).OfType<FlowColumn>()];
        return possible.Length == 0 ? null : possible.SelectMany(column => column.Flows).ToHashSet();
    }
}
