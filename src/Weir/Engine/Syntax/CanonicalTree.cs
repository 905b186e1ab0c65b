using System.Buffers;
using System.Runtime.InteropServices;
using System.Text;
using System.Text.Json;

namespace Weir.Engine.Syntax;

/// <summary>
/// A syntax tree as bytes that are the same for texts that mean the same: without places in the text, and with names whose case the engine
/// does not look at in small letters. Names that a result shows keep theirs, as do literals.
/// </summary>
internal static class CanonicalTree
{
    // Places where a text is a name that only finds something.
    private static readonly HashSet<string> Names = new(StringComparer.Ordinal)
    {
        "column_names", "table_name", "schema_name", "catalog_name", "function_name", "schema", "catalog", "relation_name",
        "using_columns", "exclude_list", "cte_name", "identifier", "column", "table", "groups",
    };

    private static readonly HashSet<string>.AlternateLookup<ReadOnlySpan<char>> NamesBySpan = Names.GetAlternateLookup<ReadOnlySpan<char>>();

    private const int NameBytesMax = 256;

    /// <summary>The bytes of one statement.</summary>
    /// <param name="statement">A statement of a tree without members that have their default.</param>
    public static ReadOnlyMemory<byte> Of(JsonElement statement)
    {
        ArrayBufferWriter<byte> output = new(8192);
        using (Utf8JsonWriter writer = new(output, new JsonWriterOptions { SkipValidation = true }))
            Write(writer, statement, isName: false);
        return output.WrittenMemory;
    }

    private static void Write(Utf8JsonWriter writer, JsonElement node, bool isName)
    {
        switch (node.ValueKind)
        {
            case JsonValueKind.Object:
                writer.WriteStartObject();
                WriteMembers(writer, node);
                writer.WriteEndObject();
                break;
            case JsonValueKind.Array:
                writer.WriteStartArray();
                foreach (JsonElement item in node.EnumerateArray())
                    Write(writer, item, isName);
                writer.WriteEndArray();
                break;
            case JsonValueKind.String when isName:
                WriteSmall(writer, node);
                break;
            default:
                node.WriteTo(writer);
                break;
        }
    }

    // The engine writes the members of a kind of node in one order.
    private static void WriteMembers(Utf8JsonWriter writer, JsonElement node)
    {
        bool isSource = false, isWith = false;
        foreach (JsonProperty member in node.EnumerateObject())
        {
            ReadOnlySpan<byte> name = JsonMarshal.GetRawUtf8PropertyName(member);
            if (name.SequenceEqual("query_location"u8))
                continue;
            // A source of rows has no class; its alias is a name, where that of an expression is what a result shows.
            isSource |= name.SequenceEqual("type"u8) && !node.TryGetProperty("class"u8, out _);
            isWith |= name.SequenceEqual("key"u8) && node.TryGetProperty("value"u8, out JsonElement value) && value.ValueKind == JsonValueKind.Object && value.TryGetProperty("query"u8, out _);
            if (IsPlain(name))
                writer.WritePropertyName(name);
            else
                writer.WritePropertyName(member.Name);
            bool isName = IsOfNames(name) || (isSource && name.SequenceEqual("alias"u8)) || (isWith && name.SequenceEqual("key"u8));
            Write(writer, member.Value, isName);
        }
    }

    private static bool IsOfNames(ReadOnlySpan<byte> name)
    {
        Span<char> letters = stackalloc char[NameBytesMax];
        return name.Length <= NameBytesMax && NamesBySpan.Contains(letters[..Encoding.UTF8.GetChars(name, letters)]);
    }

    // As the engine compares names: letters of ASCII alone.
    private static void WriteSmall(Utf8JsonWriter writer, JsonElement node)
    {
        ReadOnlySpan<byte> quoted = JsonMarshal.GetRawUtf8Value(node);
        ReadOnlySpan<byte> name = quoted[1..^1];
        if (name.Length > NameBytesMax || !IsPlain(name))
            name = Encoding.UTF8.GetBytes(node.GetString()!);
        Span<byte> small = name.Length <= NameBytesMax ? stackalloc byte[NameBytesMax] : new byte[name.Length];
        for (int i = 0; i < name.Length; i++)
            small[i] = name[i] is >= (byte)'A' and <= (byte)'Z' ? (byte)(name[i] | ' ') : name[i];
        writer.WriteStringValue(small[..name.Length]);
    }

    // Without an escape the bytes in the JSON text are those of the text itself.
    private static bool IsPlain(ReadOnlySpan<byte> name) => !name.Contains((byte)'\\');
}
