using Weir.Arrow;
using Weir.Plugins;

namespace Weir.CodeFunctions;

/// <summary>Spans of source text as structs.</summary>
internal static class CodeSpans
{
    private static readonly StructType Span = new(
    [
        new Field("bstart", ArrowType.Int64), new Field("bend", ArrowType.Int64), new Field("line_base", ArrowType.Int32),
        new Field("col_unit", ArrowType.Utf8), new Field("end_exclusive", ArrowType.Boolean),
    ]);

    private static ReadOnlySpan<byte> DefaultColUnit => "byte"u8;

    /// <summary>A span as a struct. The struct is never NULL; its bounds may be.</summary>
    [ScalarFunction("code_span_make", Aliases = ["code_span"], SeesNulls = true, ResultType = nameof(TypeOfSpan))]
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
        ColumnResult units = result.Field(3), exclusive = result.Field(4);
        for (int row = 0; row < result.RowCount; row++)
        {
            units.SetBytes(row, colUnit.IsNull(row) ? DefaultColUnit : colUnit.GetBytes(row));
            exclusive.SetBoolean(row, endExclusive.IsNull(row) || endExclusive.GetBoolean(row));
        }
    }

    /// <summary>The type of a span.</summary>
    public static ArrowType TypeOfSpan(IReadOnlyList<ArrowType> _) => Span;

    private static void Copy<T>(ColumnView source, ColumnResult target) where T : unmanaged
    {
        ReadOnlySpan<T> values = source.Values<T>();
        Span<T> results = target.Values<T>();
        for (int row = 0; row < target.RowCount; row++)
        {
            if (source.IsNull(row))
                target.SetNull(row);
            else
                results[row] = values[source.IsConstant ? 0 : row];
        }
    }
}
