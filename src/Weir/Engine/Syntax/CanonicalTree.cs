using System.Buffers;
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
                writer.WriteStringValue(Small(node.GetString()!));
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
            if (member.NameEquals("query_location"))
                continue;
            // A source of rows has no class; its alias is a name, where that of an expression is what a result shows.
            isSource |= member.NameEquals("type") && !node.TryGetProperty("class", out _);
            isWith |= member.NameEquals("key") && node.TryGetProperty("value", out JsonElement value) && value.ValueKind == JsonValueKind.Object && value.TryGetProperty("query", out _);
            writer.WritePropertyName(member.Name);
            bool isName = Names.Contains(member.Name) || (isSource && member.NameEquals("alias")) || (isWith && member.NameEquals("key"));
            Write(writer, member.Value, isName);
        }
    }

    // As the engine compares names: letters of ASCII alone.
    private static string Small(string name)
    {
        StringBuilder small = new(name.Length);
        foreach (char letter in name)
            small.Append(char.IsAsciiLetterUpper(letter) ? (char)(letter | ' ') : letter);
        return small.ToString();
    }
}
