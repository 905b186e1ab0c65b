using System.Globalization;

namespace Weir.Engine.Syntax.Lineage;

/// <summary>What is known of some rows: of a table, a query, a function.</summary>
/// <param name="Columns">The columns that are known, in order.</param>
/// <param name="Presence">What decides which rows there are, and how they are ordered; never changed.</param>
internal sealed record FlowRows(IReadOnlyList<FlowColumn> Columns, IReadOnlySet<Flow> Presence)
{
    public static readonly IReadOnlySet<Flow> None = new HashSet<Flow>();

    /// <summary>Rows without columns.</summary>
    public static readonly FlowRows Empty = new([], None);

    /// <summary>Gives the column of a name that is not among the known ones; null when all columns are known.</summary>
    public Func<string, FlowColumn>? Other { get; init; }

    /// <summary>What any of the columns depends on that are not known.</summary>
    public IReadOnlySet<Flow> Rest { get; init; } = None;

    /// <summary>Why not all columns are known; null when they are.</summary>
    public string? Unknown { get; init; }

    /// <summary>Whether there may be columns that are not known.</summary>
    public bool IsOpen => Other is not null;

    /// <summary>What all columns together depend on.</summary>
    public HashSet<Flow> Everything()
    {
        HashSet<Flow> all = [.. Rest];
        foreach (FlowColumn column in Columns)
            all.UnionWith(column.Flows);
        return all;
    }

    /// <summary>The column of a name; null when there is none.</summary>
    public FlowColumn? Find(string name)
    {
        if (Columns.FirstOrDefault(column => column.Is(name)) is { } found)
            return found;
        // A column whose name only the engine knows may be the one.
        FlowColumn[] nameless = [.. Columns.Where(column => column.Name is null)];
        if (nameless.Length == 0)
            return Other?.Invoke(name);
        HashSet<Flow> all = [.. nameless.SelectMany(column => column.Flows)];
        if (Other?.Invoke(name) is { } other)
            all.UnionWith(other.Flows);
        return new FlowColumn(name, all);
    }

    /// <summary>The same rows with other names for the first columns, as a source of FROM has them: no name twice.</summary>
    public FlowRows Named(IReadOnlyList<string> names)
    {
        FlowColumn[] columns = [.. Columns.Select((column, place) => place < names.Count ? column with { Name = names[place] } : column), .. Further(names)];
        HashSet<string> taken = new(StringComparer.OrdinalIgnoreCase);
        return this with { Columns = [.. columns.Select(column => column.Name is { } name ? column with { Name = Free(name, taken) } : column)] };
    }

    // The engine numbers the columns that have the name of one before them.
    private static string Free(string name, HashSet<string> taken)
    {
        string free = name;
        for (int number = 1; !taken.Add(free); number++)
            free = string.Create(CultureInfo.InvariantCulture, $"{name}_{number}");
        return free;
    }

    private IEnumerable<FlowColumn> Further(IReadOnlyList<string> names) =>
        IsOpen ? names.Skip(Columns.Count).Select(name => new FlowColumn(name, Rest)) : [];
}
