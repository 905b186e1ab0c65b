namespace Weir.Engine.Syntax;

/// <summary>The columns of a table of which something is known in each file, as far as a statement has asked for them.</summary>
/// <param name="find">
/// Makes the column of a path of names, the first that of a column of the table; null when there is none or nothing is known of it.
/// </param>
/// <param name="has">Whether the table has a column of a name, also one of which nothing is known.</param>
internal sealed class BoundsColumns(Func<IReadOnlyList<string>, BoundsColumn?> find, Func<string, bool> has)
{
    private readonly Dictionary<string, BoundsColumn> _found = new(StringComparer.Ordinal);

    /// <summary>The columns that were found so far.</summary>
    public IReadOnlyCollection<BoundsColumn> Found => _found.Values;

    /// <summary>Whether the table has a column of a name.</summary>
    public bool Has(string name) => has(name);

    /// <summary>The column of a path of names; null when nothing is known.</summary>
    public BoundsColumn? Find(IReadOnlyList<string> path)
    {
        if (find(path) is not { } column)
            return null;
        _found.TryAdd(column.Key, column);
        return column;
    }
}
