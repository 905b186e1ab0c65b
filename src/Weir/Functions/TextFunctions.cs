using Weir.Arrow;
using Weir.Engine;

namespace Weir.Functions;

/// <summary>utf8_normalize(value [, form [, casefold [, collapse_ws]]]); the options are the same for all rows.</summary>
internal static class TextFunctions
{
    private static readonly ArrowType[] Arguments = [ArrowType.Utf8, ArrowType.Utf8, ArrowType.Boolean, ArrowType.Boolean];

    public static IEnumerable<ScalarFunction> All => [Normalize("utf8_normalize"), Normalize("normalize_utf8")];

    private static ScalarFunction Normalize(string name) => new(name,
    [
        .. Enumerable.Range(1, 4).Select(count => new ScalarOverload
        {
            Arguments = Arguments[..count],
            Result = ArrowType.Utf8,
            Kernel = Normalize,
            Bind = static call => Options.Read(call),
            NewState = bound => new Row((Options)bound!, new TextNormalizer()),
            SeesNulls = count > 1,
        }),
    ]);

    private static void Normalize(ref ScalarCall call)
    {
        (Options options, TextNormalizer normalizer) = (Row)call.State!;
        VectorView value = call.Argument(0);
        foreach (int row in call.Rows)
        {
            ReadOnlySpan<byte> normal = value.IsNull(row)
                ? []
                : normalizer.Normalize(value.Bytes(row), options.Form, options.Lower, options.Collapse);
            if (normal.IsEmpty)
                call.Result.SetNull(row);
            else
                call.Result.SetBytes(row, normal);
        }
    }

    private sealed record Row(Options Options, TextNormalizer Normalizer);

    private sealed record Options(UnicodeForm Form, bool Lower, bool Collapse)
    {
        public static Options Read(ScalarBinding call) => new(
            Constant(call, 1) is { } form ? FormOf(form) : UnicodeForm.Nfkc,
            Constant(call, 2) is not "false",
            Constant(call, 3) is not "false");

        // An option that is left out or null has its default.
        private static string? Constant(ScalarBinding call, int index)
        {
            if (index >= call.ArgumentCount)
                return null;
            return call.TryGetConstant(index, out string? text)
                ? text
                : throw new ArgumentException($"Argument {index + 1} of utf8_normalize is an option: give a literal, not a value that depends on the row.");
        }

        private static UnicodeForm FormOf(string name) => name.Trim().ToUpperInvariant() switch
        {
            "NFC" => UnicodeForm.Nfc,
            "NFD" => UnicodeForm.Nfd,
            "NFKD" => UnicodeForm.Nfkd,
            _ => UnicodeForm.Nfkc,
        };
    }
}
