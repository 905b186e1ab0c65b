using Weir.Arrow;
using Weir.Diagnostics;
using Weir.Plugins;

namespace Weir.Engine;

/// <summary>
/// A table of a plugin as SQL reads it, any number of times and by several threads. Immutable; the table is
/// disposed when the last holder has gone, so never under a scan.
/// </summary>
internal sealed class EngineTableSource : IDisposable
{
    private readonly PluginTable _table;
    private int _holders = 1;

    /// <param name="connection">Whose settings types are converted with.</param>
    /// <param name="plugin">Name of the plugin, for errors; null when it is not known here.</param>
    /// <param name="name">The table's name in SQL, for errors.</param>
    /// <param name="table">Belongs to this from now on, also when this fails.</param>
    /// <exception cref="WeirException">WEIR4016: a column's type has no SQL counterpart. WEIR3205: names that repeat.</exception>
    public EngineTableSource(DuckConnectionHandle connection, string? plugin, string name, PluginTable table)
    {
        Plugin = plugin;
        Name = name;
        _table = table;
        List<StreamColumn> columns = [];
        try
        {
            Schema = table.Schema;
            if (Schema.Fields.Select(field => field.Name).Distinct(StringComparer.OrdinalIgnoreCase).Count() != Schema.Fields.Count)
                throw PluginEngineErrors.TableInvalid(plugin, name, $"has two columns of one name: {Schema}");
            foreach (Field field in Schema.Fields)
                columns.Add(new StreamColumn(connection, name, field));
            PartitionCount = table.PartitionCount is int count and > 0
                ? count
                : throw PluginEngineErrors.TableInvalid(plugin, name, $"has {table.PartitionCount} partitions instead of at least one");
            RowCount = table.RowCount is not { Rows: < 0 } rows ? table.RowCount
                : throw PluginEngineErrors.TableInvalid(plugin, name, $"says that it has {rows} rows");
        }
        catch
        {
            columns.ForEach(column => column.Dispose());
            table.Dispose();
            throw;
        }
        Columns = columns;
    }

    public string? Plugin { get; }

    public string Name { get; }

    public Schema Schema { get; }

    public IReadOnlyList<StreamColumn> Columns { get; }

    public int PartitionCount { get; }

    public PluginRowCount? RowCount { get; }

    /// <summary>Conditions for every scan; see <see cref="PluginScanRequest.Filters"/>. They outlive this.</summary>
    public IReadOnlyList<PluginFilter>? Filters { get; init; }

    /// <summary>See <see cref="PluginScanRequest.LimitRows"/>.</summary>
    public long? LimitRows { get; init; }

    /// <summary>
    /// Begins to read a partition.
    /// </summary>
    /// <param name="partition">From 0.</param>
    /// <param name="projection">The columns; none of them for rows alone.</param>
    /// <param name="cancellationToken">Ends the scan.</param>
    public RecordBatchReader Scan(int partition, int[] projection, CancellationToken cancellationToken)
    {
        bool isAll = projection.Length == Columns.Count && projection.Select((column, i) => column == i).All(same => same);
        return _table.Scan(
            new PluginScanRequest(partition) { Projection = isAll ? null : projection, Filters = Filters, LimitRows = LimitRows },
            cancellationToken);
    }

    /// <summary>Refuses a batch or stream that is not what was asked for.</summary>
    /// <exception cref="WeirException">WEIR3205.</exception>
    public void Require(Schema found, int[] projection)
    {
        bool fits = found.Fields.Count == projection.Length;
        for (int i = 0; fits && i < projection.Length; i++)
            fits = found.Fields[i].Type.Equals(Columns[projection[i]].Field.Type);
        if (!fits)
            throw PluginEngineErrors.TableInvalid(Plugin, Name,
                $"gave the columns ({found}), where ({string.Join(", ", projection.Select(column => Columns[column].Field))}) were asked for");
    }

    /// <summary>One more holder, which disposes this as well.</summary>
    public EngineTableSource Share()
    {
        Interlocked.Increment(ref _holders);
        return this;
    }

    public void Dispose()
    {
        if (Interlocked.Decrement(ref _holders) != 0)
            return;
        foreach (StreamColumn column in Columns)
            column.Dispose();
        _table.Dispose();
    }

    /// <summary>What a failure of the table becomes.</summary>
    public Exception Failure(Exception e, bool cancelled) => e switch
    {
        WeirException => e,
        OperationCanceledException when cancelled => e,
        _ => PluginEngineErrors.TableFailed(Plugin, Name, e),
    };
}
