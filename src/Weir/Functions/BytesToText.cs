using System.Buffers;
using System.Text;
using System.Text.Unicode;
using Weir.Arrow;
using Weir.Engine;

namespace Weir.Functions;

/// <summary>
/// utf8_text(bytes): the text that the bytes are in UTF-8. Each ill-formed sequence becomes one U+FFFD
/// and nothing beside it changes: "maximal subparts", as the WHATWG Encoding Standard and .NET decode.
/// </summary>
internal static class BytesToText
{
    private static ReadOnlySpan<byte> Replacement => "\uFFFD"u8;

    public static ScalarFunction Function { get; } = new("utf8_text", new ScalarOverload
    {
        Arguments = [ArrowType.Binary],
        Result = ArrowType.Utf8,
        Kernel = Decode,
        NewState = static _ => new RowBuffer(),
    });

    private static void Decode(ref ScalarCall call)
    {
        RowBuffer buffer = (RowBuffer)call.State!;
        VectorView bytes = call.Argument(0);
        foreach (int row in call.Rows)
        {
            ReadOnlySpan<byte> content = bytes.Bytes(row);
            call.Result.SetBytes(row, Utf8.IsValid(content) ? content : Mended(content, buffer));
        }
    }

    private static ReadOnlySpan<byte> Mended(ReadOnlySpan<byte> content, RowBuffer buffer)
    {
        buffer.Clear();
        int wellFormedFrom = 0;
        for (int at = 0; at < content.Length; )
        {
            OperationStatus found = Rune.DecodeFromUtf8(content[at..], out _, out int length);
            if (found != OperationStatus.Done)
            {
                buffer.Append(content[wellFormedFrom..at]);
                buffer.Append(Replacement);
                wellFormedFrom = at + length;
            }
            at += length;
        }
        buffer.Append(content[wellFormedFrom..]);
        return buffer.Written;
    }
}
