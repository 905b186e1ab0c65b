using Weir.Arrow;
using Weir.Engine;

namespace Weir.Functions;

/// <summary>stable_hash64, stable_hash128, stable_id, stable_id_parts.</summary>
internal static class IdFunctions
{
    private const int PartsMax = 64;

    public static IEnumerable<ScalarFunction> All =>
    [
        .. Aliases(new ScalarOverload { Arguments = [ArrowType.Utf8], Result = ArrowType.Int64, Kernel = Hash64 }, "stable_hash64", "hash64"),
        .. Aliases(Text([ArrowType.Utf8], Hash128), "stable_hash128", "hash128"),
        .. Aliases(Text([ArrowType.Utf8, ArrowType.Utf8], Id), "stable_id"),
        .. Aliases(
            Text([ArrowType.Utf8, ArrowType.Utf8], IdOfParts) with
            {
                FurtherArguments = ArrowType.Utf8,
                SeesNulls = true,
                Bind = RequireParts,
                NewState = _ => new PartBuffers(new RowBuffer(), new RowBuffer()),
            },
            "stable_id_parts", "stable_id_multi"),
    ];

    private static IEnumerable<ScalarFunction> Aliases(ScalarOverload overload, params string[] names) =>
        names.Select(name => new ScalarFunction(name, overload));

    private static ScalarOverload Text(IReadOnlyList<ArrowType> arguments, ScalarKernel kernel) => new()
    {
        Arguments = arguments,
        Result = ArrowType.Utf8,
        Kernel = kernel,
        NewState = _ => new RowBuffer(),
    };

    private static object? RequireParts(ScalarBinding call) => call.ArgumentCount <= PartsMax + 1
        ? null
        : throw new ArgumentException($"An id has at most {PartsMax} parts; {call.ArgumentCount - 1} are given.");

    private static void Hash64(ref ScalarCall call)
    {
        VectorView value = call.Argument(0);
        Span<long> result = call.Result.Values<long>();
        foreach (int row in call.Rows)
            result[row] = StableId.Hash64(value.Bytes(row));
    }

    private static void Hash128(ref ScalarCall call)
    {
        RowBuffer buffer = (RowBuffer)call.State!;
        VectorView value = call.Argument(0);
        foreach (int row in call.Rows)
        {
            buffer.Clear();
            StableId.AppendHash128(value.Bytes(row), buffer);
            call.Result.SetBytes(row, buffer.Written);
        }
    }

    private static void Id(ref ScalarCall call)
    {
        RowBuffer buffer = (RowBuffer)call.State!;
        VectorView prefix = call.Argument(0), value = call.Argument(1);
        foreach (int row in call.Rows)
        {
            StableId.Write(prefix.Bytes(row), value.Bytes(row), buffer);
            call.Result.SetBytes(row, buffer.Written);
        }
    }

    private static void IdOfParts(ref ScalarCall call)
    {
        (RowBuffer id, RowBuffer parts) = (PartBuffers)call.State!;
        VectorView prefix = call.Argument(0);
        foreach (int row in call.Rows)
        {
            if (prefix.IsNull(row))
            {
                call.Result.SetNull(row);
                continue;
            }
            parts.Clear();
            for (int i = 1; i < call.ArgumentCount; i++)
            {
                VectorView part = call.Argument(i);
                if (i > 1)
                    parts.Append([StableId.PartSeparator]);
                parts.Append(part.IsNull(row) ? StableId.NullPart : part.Bytes(row));
            }
            StableId.Write(prefix.Bytes(row), parts.Written, id);
            call.Result.SetBytes(row, id.Written);
        }
    }

    private sealed record PartBuffers(RowBuffer Id, RowBuffer Parts);
}
