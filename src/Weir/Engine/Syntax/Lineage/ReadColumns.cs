namespace Weir.Engine.Syntax.Lineage;

/// <summary>The columns that a query reads, by number, and the sources that have them. Used by one reading.</summary>
internal sealed class ReadColumns
{
    private readonly List<(string Source, string Column)> _columns = [];
    private readonly Dictionary<string, Dictionary<string, int>> _numbers = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>The source and the name of a column.</summary>
    public (string Source, string Column) this[int number] => _columns[number];

    /// <summary>The rows of a source whose columns are read as they are.</summary>
    /// <param name="source">Its name.</param>
    /// <param name="columns">Its columns; null when they are not known.</param>
    public FlowRows Rows(string source, IReadOnlyList<string>? columns) => columns is null
        ? FlowRows.Empty with
        {
            Other = name => Column(source, name),
            Rest = new HashSet<Flow> { new(Number(source, "*"), LineageKind.Identity) },
            Unknown = $"the columns of {source} are not known",
        }
        : new FlowRows([.. columns.Select(name => Column(source, name))], FlowRows.None);

    private FlowColumn Column(string source, string name) => new(name, new HashSet<Flow> { new(Number(source, name), LineageKind.Identity) });

    private int Number(string source, string column)
    {
        if (!_numbers.TryGetValue(source, out Dictionary<string, int>? columns))
            _numbers[source] = columns = new Dictionary<string, int>(StringComparer.OrdinalIgnoreCase);
        if (!columns.TryGetValue(column, out int number))
        {
            columns[column] = number = _columns.Count;
            _columns.Add((source, column));
        }
        return number;
    }
}
