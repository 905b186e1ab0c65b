using Weir.Plugins;

namespace Weir.CodeFunctions.Spans;

/// <summary>What can be asked of spans. A span whose end belongs to it reaches one further than its <c>bend</c>.</summary>
internal static class SpanFunctions
{
    /// <summary>How long a span is; NULL when a bound is.</summary>
    /// <param name="span">A span, as <c>span_make</c> makes it.</param>
    /// <param name="spans">Of the thread.</param>
    /// <param name="result">The length in the unit of the bounds.</param>
    /// <example><code>SELECT span_len(span_make(5, 20, end_exclusive := false))  -- 16</code></example>
    [ScalarFunction("span_len", SeesNulls = true)]
    public static void Length(ColumnView span, SpanBatch spans, [Of<long>] ColumnResult result)
    {
        spans.Read("span_len", span, result.RowCount);
        spans.Mask(result);
        ReadOnlySpan<long> starts = spans.Starts, ends = spans.Ends;
        Span<long> lengths = result.Values<long>();
        long overflows = 0;
        for (int row = 0; row < lengths.Length; row++)
        {
            long length = unchecked(ends[row] - starts[row]);
            overflows |= (ends[row] ^ starts[row]) & (ends[row] ^ length);
            lengths[row] = length;
        }
        if (overflows < 0)
            RequireLengths(spans);
    }

    /// <summary>Whether two spans have a place in common; NULL when a bound is.</summary>
    /// <param name="a">A span.</param>
    /// <param name="b">Another one.</param>
    /// <param name="spans">Of the thread.</param>
    /// <param name="result">Whether they overlap.</param>
    /// <example><code>SELECT span_overlaps(span_make(0, 5), span_make(5, 9))  -- false</code></example>
    [ScalarFunction("span_overlaps", SeesNulls = true)]
    public static void Overlap(ColumnView a, ColumnView b, SpanPair spans, [Of<bool>] ColumnResult result)
    {
        spans.Read("span_overlaps", a, b, result);
        ReadOnlySpan<long> starts = spans.Left.Starts, ends = spans.Left.Ends, otherStarts = spans.Right.Starts, otherEnds = spans.Right.Ends;
        for (int row = 0; row < starts.Length; row++)
            result.SetBoolean(row, starts[row] < otherEnds[row] & otherStarts[row] < ends[row]);
    }

    /// <summary>Whether one span holds all of another; NULL when a bound is.</summary>
    /// <param name="a">The outer span.</param>
    /// <param name="b">The inner span.</param>
    /// <param name="spans">Of the thread.</param>
    /// <param name="result">Whether all of <paramref name="b"/> lies in <paramref name="a"/>.</param>
    /// <example><code>SELECT span_contains(span_make(0, 10), span_make(2, 10))  -- true</code></example>
    [ScalarFunction("span_contains", SeesNulls = true)]
    public static void Contain(ColumnView a, ColumnView b, SpanPair spans, [Of<bool>] ColumnResult result)
    {
        spans.Read("span_contains", a, b, result);
        ReadOnlySpan<long> starts = spans.Left.Starts, ends = spans.Left.Ends, innerStarts = spans.Right.Starts, innerEnds = spans.Right.Ends;
        for (int row = 0; row < starts.Length; row++)
            result.SetBoolean(row, starts[row] <= innerStarts[row] & innerEnds[row] <= ends[row]);
    }

    /// <summary>A score for candidates that a span is matched with: the shorter the candidate, the higher.</summary>
    /// <param name="leftStart">Where the span begins; not used.</param>
    /// <param name="leftEnd">Where it ends; not used.</param>
    /// <param name="rightStart">Where the candidate begins.</param>
    /// <param name="rightEnd">Where the candidate ends.</param>
    /// <returns>The candidate's length, negated.</returns>
    /// <example><code>SELECT interval_align_score(0, 5, 10, 20)  -- -10.0</code></example>
    [ScalarFunction("interval_align_score", Total = true)]
    public static double Score(long leftStart, long leftEnd, long rightStart, long rightEnd)
    {
        long length = unchecked(rightEnd - rightStart);
        bool overflows = ((rightEnd ^ rightStart) & (rightEnd ^ length)) < 0;
        return overflows ? (double)rightStart - rightEnd : -(double)length;
    }

    /// <summary>A score of a code property graph: the number itself, as DOUBLE.</summary>
    /// <param name="value">Any number.</param>
    /// <returns>The same number; rows keep their order.</returns>
    /// <example><code>SELECT cpg_score(2)  -- 2.0</code></example>
    [ScalarFunction("cpg_score", Total = true)]
    public static double CpgScore(double value) => value;

    // Where a span is NULL, what stands in its bounds may be anything.
    private static void RequireLengths(SpanBatch spans)
    {
        for (int row = 0; row < spans.Starts.Length; row++)
        {
            (long start, long end) = (spans.Starts[row], spans.Ends[row]);
            if (spans.IsValid(row) && (Int128)end - start is var length && (length > long.MaxValue || length < long.MinValue))
                throw new ArgumentException($"The span from {start} to {end} is longer than a BIGINT can say.");
        }
    }
}
