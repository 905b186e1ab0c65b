using Weir.Arrow;
using Weir.Engine;

namespace Weir.Functions;

/// <summary>span_make: a span as a struct. The struct is never null; its bounds may be.</summary>
internal static class SpanFunctions
{
    private const int DefaultLineBase = 0;

    private static readonly ArrowType[] Arguments =
        [ArrowType.Int64, ArrowType.Int64, ArrowType.Int32, ArrowType.Utf8, ArrowType.Boolean];

    private static readonly StructType Span = new(
    [
        new Field("bstart", ArrowType.Int64), new Field("bend", ArrowType.Int64), new Field("line_base", ArrowType.Int32),
        new Field("col_unit", ArrowType.Utf8), new Field("end_exclusive", ArrowType.Boolean),
    ]);

    public static IEnumerable<ScalarFunction> All => [Make("span_make"), Make("span")];

    private static ReadOnlySpan<byte> DefaultColUnit => "byte"u8;

    // Two to five arguments: what follows the bounds has defaults.
    private static ScalarFunction Make(string name) => new(name,
    [
        .. Enumerable.Range(2, 4).Select(count => new ScalarOverload
        {
            Arguments = Arguments[..count],
            Result = Span,
            SeesNulls = true,
            Kernel = Write,
        }),
    ]);

    private static void Write(ref ScalarCall call)
    {
        WriteBound(ref call, 0);
        WriteBound(ref call, 1);
        WriteLineBase(ref call);
        WriteColUnit(ref call);
        WriteEndExclusive(ref call);
    }

    private static void WriteBound(ref ScalarCall call, int index)
    {
        VectorWriter target = call.Result.Field(index);
        VectorView source = call.Argument(index);
        foreach (int row in call.Rows)
        {
            if (source.IsNull(row))
                target.SetNull(row);
            else
                target.Values<long>()[row] = source.Values<long>()[row];
        }
    }

    // A line base that is given as null stays null: it says that lines are not known.
    private static void WriteLineBase(ref ScalarCall call)
    {
        VectorWriter target = call.Result.Field(2);
        foreach (int row in call.Rows)
        {
            if (call.ArgumentCount <= 2)
                target.Values<int>()[row] = DefaultLineBase;
            else if (call.Argument(2).IsNull(row))
                target.SetNull(row);
            else
                target.Values<int>()[row] = call.Argument(2).Values<int>()[row];
        }
    }

    private static void WriteColUnit(ref ScalarCall call)
    {
        VectorWriter target = call.Result.Field(3);
        foreach (int row in call.Rows)
            target.SetBytes(row, call.ArgumentCount <= 3 || call.Argument(3).IsNull(row) ? DefaultColUnit : call.Argument(3).Bytes(row));
    }

    private static void WriteEndExclusive(ref ScalarCall call)
    {
        VectorWriter target = call.Result.Field(4);
        foreach (int row in call.Rows)
            target.Values<byte>()[row] = call.ArgumentCount <= 4 || call.Argument(4).IsNull(row) ? (byte)1 : call.Argument(4).Values<byte>()[row];
    }
}
