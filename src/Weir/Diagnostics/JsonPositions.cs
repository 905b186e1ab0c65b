using System.Runtime.InteropServices;
using System.Text;
using System.Text.Json;

namespace Weir.Diagnostics;

/// <summary>Finds the line of a JSON path (<c>$.a[2].b</c>) in a text, for error messages.</summary>
internal static class JsonPositions
{
    private const int ValueCharactersMax = 60;

    /// <summary>The line, from 1, of the value at the path or of the deepest value on the way to it; null when the text is not JSON.</summary>
    public static long? LineOf(string text, string path)
    {
        byte[] utf8 = Encoding.UTF8.GetBytes(text);
        Utf8JsonReader reader = new(utf8);
        try
        {
            return reader.Read() ? 1 + utf8.AsSpan(0, (int)Find(ref reader, CollectionsMarshal.AsSpan(Steps(path)))).Count((byte)'\n') : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    /// <summary>The value at the path as it is written, long ones cut; null when there is none, or the text is not JSON.</summary>
    public static string? ValueAt(string text, string path)
    {
        try
        {
            using JsonDocument document = JsonDocument.Parse(text);
            JsonElement value = document.RootElement;
            foreach (string step in Steps(path))
            {
                bool isItem = value.ValueKind == JsonValueKind.Array && int.TryParse(step.Trim('[', ']'), out int index) && index < value.GetArrayLength();
                if (isItem)
                    value = value[int.Parse(step.Trim('[', ']'), System.Globalization.CultureInfo.InvariantCulture)];
                else if (value.ValueKind != JsonValueKind.Object || !value.TryGetProperty(step, out value))
                    return null;
            }
            string raw = value.GetRawText();
            return raw.Length <= ValueCharactersMax ? raw : string.Concat(raw.AsSpan(0, ValueCharactersMax), " ...");
        }
        catch (JsonException)
        {
            return null;
        }
    }

    /// <summary>The path of a member whose name may be any text.</summary>
    public static string Member(string path, string name) =>
        name.Length > 0 && name.All(letter => char.IsAsciiLetterOrDigit(letter) || letter is '_' or '-') ? $"{path}.{name}" : $"{path}['{name}']";

    // The reader stands on a value. Returns the offset of what the steps lead to, as far as they lead.
    private static long Find(ref Utf8JsonReader reader, ReadOnlySpan<string> steps)
    {
        long here = reader.TokenStartIndex;
        if (steps.IsEmpty || reader.TokenType is not (JsonTokenType.StartObject or JsonTokenType.StartArray))
            return here;
        int index = 0;
        while (reader.Read() && reader.TokenType is not (JsonTokenType.EndObject or JsonTokenType.EndArray))
        {
            string step = $"[{index++}]";
            if (reader.TokenType == JsonTokenType.PropertyName)
            {
                step = reader.GetString()!;
                reader.Read();
            }
            if (step == steps[0])
                return Find(ref reader, steps[1..]);
            reader.Skip();
        }
        return here;
    }

    // $.a[2].b['c.d'] to a, [2], b, c.d.
    private static List<string> Steps(string path)
    {
        List<string> steps = [];
        for (int at = 1; at < path.Length;)
        {
            bool isQuoted = path.AsSpan(at).StartsWith("['");
            int start = isQuoted ? at + 2 : path[at] == '.' ? at + 1 : at;
            int end = isQuoted ? path.IndexOf("']", start, StringComparison.Ordinal) : path.AsSpan(start + 1).IndexOfAny('.', '[') + start + 1;
            if (end < start + (isQuoted ? 0 : 1))
                end = path.Length;
            steps.Add(path[start..end]);
            at = isQuoted ? Math.Min(path.Length, end + 2) : end;
        }
        return steps;
    }
}
