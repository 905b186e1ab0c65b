using Weir.Arrow;
using Weir.Plugins;

namespace Weir.CodeFunctions.Spans;

/// <summary>Makes spans.</summary>
internal static class SpanMaking
{
    private static readonly StructType Span = new(
    [
        new Field("bstart", ArrowType.Int64), new Field("bend", ArrowType.Int64), new Field("line_base", ArrowType.Int32),
        new Field("col_unit", ArrowType.Utf8), new Field("end_exclusive", ArrowType.Boolean),
    ]);

    private static ReadOnlySpan<byte> DefaultColUnit => "byte"u8;

    /// <summary>A span of a text as a struct. The struct is never NULL; its bounds may be.</summary>
    /// <param name="bstart">Where the span begins.</param>
    /// <param name="bend">Where it ends; that it ends before it begins is not checked.</param>
    /// <param name="lineBase">The number of the first line, 0 or 1; NULL says that lines are not known.</param>
    /// <param name="colUnit">What bounds and columns count; NULL is <c>byte</c>.</param>
    /// <param name="endExclusive">Whether the end does not belong to the span; NULL is true.</param>
    /// <param name="result">The structs.</param>
    /// <example><code>SELECT span_make(1, 5).bend  -- 5</code></example>
    [ScalarFunction("span_make", Aliases = ["span"], SeesNulls = true, ResultType = nameof(TypeOfSpan))]
    public static void Make(
        [Of<long>] ColumnView bstart,
        [Of<long>] ColumnView bend,
        [Of<int>, Default(0)] ColumnView lineBase,
        [Of<string>, Default("byte")] ColumnView colUnit,
        [Of<bool>, Default(true)] ColumnView endExclusive,
        ColumnResult result)
    {
        Copy<long>(bstart, result.Field(0));
        Copy<long>(bend, result.Field(1));
        // A line base that is given as NULL stays NULL: it says that lines are not known.
        Copy<int>(lineBase, result.Field(2));
        WriteUnits(colUnit, result.Field(3));
        WriteExclusive(endExclusive, result.Field(4));
    }

    /// <summary>The type of a span.</summary>
    public static ArrowType TypeOfSpan(IReadOnlyList<ArrowType> _) => Span;

    private static void WriteUnits(ColumnView source, ColumnResult target)
    {
        if (source.IsConstant)
        {
            target.FillBytes(source.IsNull(0) ? DefaultColUnit : source.GetBytes(0));
            return;
        }
        for (int row = 0; row < target.RowCount; row++)
            target.SetBytes(row, source.IsNull(row) ? DefaultColUnit : source.GetBytes(row));
    }

    private static void WriteExclusive(ColumnView source, ColumnResult target)
    {
        if (source.IsConstant)
        {
            target.FillBoolean(source.IsNull(0) || source.GetBoolean(0));
            return;
        }
        for (int row = 0; row < target.RowCount; row++)
            target.SetBoolean(row, source.IsNull(row) || source.GetBoolean(row));
    }

    private static void Copy<T>(ColumnView source, ColumnResult target) where T : unmanaged
    {
        ReadOnlySpan<T> values = source.Values<T>();
        Span<T> results = target.Values<T>();
        if (source.IsConstant)
            results.Fill(values[0]);
        else
            values[..results.Length].CopyTo(results);
        if (source.AllValid)
            return;
        for (int row = 0; row < target.RowCount; row++)
        {
            if (source.IsNull(row))
                target.SetNull(row);
        }
    }
}
