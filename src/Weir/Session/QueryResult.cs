using Weir.Arrow;
using Weir.Engine;

namespace Weir;

/// <summary>
/// The answer of one query as a stream: batches are made while they are read, and nothing is kept.
/// It owns an engine connection until it is disposed, so dispose it; it stays readable when its
/// session is disposed first, but not when the runtime is. Read once, by one thread at a time;
/// <see cref="Dispose"/> is safe from any thread and ends a read that is under way.
/// </summary>
public sealed class QueryResult : IDisposable, IAsyncDisposable
{
    private readonly RecordBatchReader _reader;
    private readonly Func<bool> _isTruncated;
    private int _taken;

    internal QueryResult(RecordBatchReader reader, Func<bool> isTruncated, IReadOnlyList<TableBinding> tables)
    {
        _reader = reader;
        _isTruncated = isTruncated;
        Tables = tables;
    }

    /// <summary>Names and types of the columns; known before the first row.</summary>
    public Schema Schema => _reader.Schema;

    /// <summary>What the engine calls the types of the columns.</summary>
    internal IReadOnlyList<EngineType> Types { get; init; } = [];

    /// <summary>What an EXPLAIN found that its query calls of plugins.</summary>
    internal IReadOnlyList<string> PluginCalls { get; init; } = [];

    /// <summary>Rows that the statement has written; null for one that writes none.</summary>
    internal long? RowsWritten { get; set; }

    /// <summary>The tables that the query read, with the version of each Delta table.</summary>
    public IReadOnlyList<TableBinding> Tables { get; }

    /// <summary>True once <see cref="Query.MaxRows"/> has cut rows off; known when the stream has ended.</summary>
    public bool IsTruncated => _isTruncated();

    /// <summary>The batches in order; each is the caller's to dispose. Can be asked for once.</summary>
    /// <param name="cancellationToken">Interrupts the engine.</param>
    /// <returns>The stream; the engine is waited for on the thread pool.</returns>
    /// <exception cref="WeirException">WEIR4xxx: the engine failed; batches that came before are valid.</exception>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    /// <exception cref="ObjectDisposedException">This result or the runtime was disposed, also while a read went on.</exception>
    /// <exception cref="InvalidOperationException">The stream was taken before.</exception>
    public IAsyncEnumerable<RecordBatch> Batches(CancellationToken cancellationToken = default) =>
        Take().ReadAllAsync(cancellationToken);

    /// <summary>The same stream as a reader, for synchronous code and for the Arrow C stream interface. Can be asked for once.</summary>
    /// <returns>A reader; disposing it disposes this result.</returns>
    /// <exception cref="InvalidOperationException">The stream was taken before.</exception>
    public RecordBatchReader AsReader() => Take();

    /// <summary>Reads to the end and keeps all rows in memory.</summary>
    /// <param name="cancellationToken">Interrupts the engine.</param>
    /// <returns>The batches in order; the caller disposes each.</returns>
    /// <exception cref="WeirException">WEIR4xxx: the engine failed; nothing is kept.</exception>
    /// <exception cref="OperationCanceledException">The token was cancelled; nothing is kept.</exception>
    /// <exception cref="ObjectDisposedException">As for <see cref="Batches"/>; nothing is kept.</exception>
    /// <exception cref="InvalidOperationException">The stream was taken before.</exception>
    public async Task<IReadOnlyList<RecordBatch>> CollectAsync(CancellationToken cancellationToken = default)
    {
        List<RecordBatch> batches = [];
        try
        {
            await foreach (RecordBatch batch in Batches(cancellationToken).ConfigureAwait(false))
                batches.Add(batch);
            return batches;
        }
        catch
        {
            batches.ForEach(batch => batch.Dispose());
            throw;
        }
    }

    /// <summary>Ends the query and gives its connection back. Further calls do nothing.</summary>
    public void Dispose() => _reader.Dispose();

    /// <inheritdoc cref="Dispose"/>
    public ValueTask DisposeAsync()
    {
        Dispose();
        return ValueTask.CompletedTask;
    }

    private RecordBatchReader Take() =>
        Interlocked.Exchange(ref _taken, 1) == 0
            ? _reader
            : throw new InvalidOperationException("The rows of a query result are a stream and can be read once; run the query again.");
}
