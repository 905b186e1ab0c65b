using Weir.Arrow;

namespace Weir;

/// <summary>
/// A table whose rows come from Arrow streams that the program makes: one for each reading, or one that can be read once. Safe for
/// use by many threads.
/// </summary>
public sealed class StreamTableSource
{
    private readonly Func<CancellationToken, RecordBatchReader> _open;
    private int _isUsed;

    /// <summary>Rows that can be read any number of times.</summary>
    /// <param name="open">Opens a stream; called once for each reading, on any thread. What it answers is disposed when it was read.</param>
    public StreamTableSource(Func<CancellationToken, RecordBatchReader> open)
    {
        ArgumentNullException.ThrowIfNull(open);
        _open = open;
    }

    private StreamTableSource(RecordBatchReader once)
    {
        _open = _ => once;
        IsSingleUse = true;
    }

    /// <summary>Whether the rows can be read once.</summary>
    public bool IsSingleUse { get; }

    /// <summary>Rows of one stream. The first query that names the table reads it; the next is an error (WEIR8057).</summary>
    /// <param name="stream">The stream; disposed with the query that reads it.</param>
    /// <returns>The table.</returns>
    public static StreamTableSource Once(RecordBatchReader stream)
    {
        ArgumentNullException.ThrowIfNull(stream);
        return new StreamTableSource(stream);
    }

    /// <summary>Opens a stream; null when the only one was opened before.</summary>
    internal RecordBatchReader? TryOpen(CancellationToken cancellationToken) =>
        IsSingleUse && Interlocked.Exchange(ref _isUsed, 1) == 1 ? null : _open(cancellationToken);
}
