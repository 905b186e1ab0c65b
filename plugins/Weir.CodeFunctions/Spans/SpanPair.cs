using Weir.Plugins;

namespace Weir.CodeFunctions.Spans;

/// <summary>The spans of both arguments of a function; one a thread.</summary>
internal sealed class SpanPair
{
    public SpanBatch Left { get; } = new();

    public SpanBatch Right { get; } = new();

    /// <summary>Reads both, and makes the results of rows NULL where one is.</summary>
    public void Read(string function, ColumnView left, ColumnView right, ColumnResult result)
    {
        Left.Read(function, left, result.RowCount);
        Right.Read(function, right, result.RowCount);
        Left.Mask(result);
        Right.Mask(result);
    }
}
