using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.Json;

namespace Weir.Hashing;

/// <summary>
/// One text for one JSON value: no white space, object members sorted by the UTF-8 bytes of their
/// names, arrays as they are, text escaped only where JSON demands it, integers in decimal, other
/// numbers in the shortest form that reads back the same.
/// </summary>
internal static class CanonicalJson
{
    public static ReadOnlyMemory<byte> Of(JsonElement value)
    {
        ArrayBufferWriter<byte> output = new();
        Write(value, output);
        return output.WrittenMemory;
    }

    private static void Write(JsonElement value, ArrayBufferWriter<byte> output)
    {
        switch (value.ValueKind)
        {
            case JsonValueKind.Object:
                WriteObject(value, output);
                break;
            case JsonValueKind.Array:
                WriteArray(value, output);
                break;
            case JsonValueKind.String:
                WriteText(value.GetString()!, output);
                break;
            case JsonValueKind.Number:
                Raw(Number(value), output);
                break;
            default:
                Raw(value.GetRawText(), output);
                break;
        }
    }

    private static void WriteObject(JsonElement value, ArrayBufferWriter<byte> output)
    {
        Raw("{", output);
        string separator = "";
        foreach (JsonProperty member in value.EnumerateObject().OrderBy(m => Encoding.UTF8.GetBytes(m.Name), ByteOrder.Instance))
        {
            Raw(separator, output);
            WriteText(member.Name, output);
            Raw(":", output);
            Write(member.Value, output);
            separator = ",";
        }
        Raw("}", output);
    }

    private static void WriteArray(JsonElement value, ArrayBufferWriter<byte> output)
    {
        Raw("[", output);
        string separator = "";
        foreach (JsonElement item in value.EnumerateArray())
        {
            Raw(separator, output);
            Write(item, output);
            separator = ",";
        }
        Raw("]", output);
    }

    private static void WriteText(string text, ArrayBufferWriter<byte> output)
    {
        StringBuilder escaped = new("\"", text.Length + 2);
        foreach (char c in text)
        {
            _ = c switch
            {
                '"' => escaped.Append("\\\""),
                '\\' => escaped.Append("\\\\"),
                '\b' => escaped.Append("\\b"),
                '\f' => escaped.Append("\\f"),
                '\n' => escaped.Append("\\n"),
                '\r' => escaped.Append("\\r"),
                '\t' => escaped.Append("\\t"),
                < ' ' => escaped.Append(CultureInfo.InvariantCulture, $"\\u{(int)c:x4}"),
                _ => escaped.Append(c),
            };
        }
        Raw(escaped.Append('"').ToString(), output);
    }

    private static string Number(JsonElement value)
    {
        if (value.TryGetInt64(out long integer))
            return integer.ToString(CultureInfo.InvariantCulture);
        return value.TryGetUInt64(out ulong large)
            ? large.ToString(CultureInfo.InvariantCulture)
            : value.GetDouble().ToString("R", CultureInfo.InvariantCulture);
    }

    private static void Raw(string text, ArrayBufferWriter<byte> output) => Encoding.UTF8.GetBytes(text, output);

    private sealed class ByteOrder : IComparer<byte[]>
    {
        public static readonly ByteOrder Instance = new();

        public int Compare(byte[]? x, byte[]? y) => x.AsSpan().SequenceCompareTo(y);
    }
}
