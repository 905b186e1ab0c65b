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
    /// <param name="open">Opens a stream; called once for each reading, on any thread. What it answers is disposed when it was read. What it throws, or null, ends the query (WEIR8063).</param>
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

    /// <summary>Opens a stream.</summary>
    /// <param name="cancellationToken">Handed to the program.</param>
    /// <param name="isUsed">Whether the only one was opened before; nothing is opened then.</param>
    /// <returns>What the program answered, which may be null.</returns>
    internal RecordBatchReader? Open(CancellationToken cancellationToken, out bool isUsed)
    {
        isUsed = IsSingleUse && Interlocked.Exchange(ref _isUsed, 1) == 1;
        return isUsed ? null : _open(cancellationToken);
    }
}
