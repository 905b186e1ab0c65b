using System.Text;
using System.Text.Json;

namespace Weir.Diagnostics;

/// <summary>Finds the line of a JSON path (<c>$.a[2].b</c>) in a text, for error messages.</summary>
internal static class JsonPositions
{
    /// <summary>The line, from 1, of the value at the path or of the deepest value on the way to it; null when the text is not JSON.</summary>
    public static long? LineOf(string text, string path)
    {
        byte[] utf8 = Encoding.UTF8.GetBytes(text);
        Utf8JsonReader reader = new(utf8);
        try
        {
            return reader.Read() ? 1 + utf8.AsSpan(0, (int)Find(ref reader, Steps(path))).Count((byte)'\n') : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

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

    private static string[] Steps(string path) =>
        [.. path.Replace("[", ".[", StringComparison.Ordinal).Split('.', StringSplitOptions.RemoveEmptyEntries).Skip(1)];
}
