using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Weir.Diagnostics;

namespace Weir.Delta.Actions;

/// <summary>
/// Parses and prints schema strings ("Schema Serialization Format"). Parsing is strict: a type
/// that this version does not know ends in <see cref="JsonException"/>, for a column read with a
/// guessed type would be wrong rows.
/// </summary>
internal static class DeltaSchemaText
{
    private const int NestingMax = 100;

    /// <summary>Parses a schema string, whose outermost type must be a struct.</summary>
    public static DeltaStruct Parse(string text)
    {
        using JsonDocument document = JsonDocument.Parse(text, new JsonDocumentOptions { MaxDepth = 4 * NestingMax });
        return ParseType(document.RootElement, path: "", depth: 0) as DeltaStruct
            ?? throw new JsonException("The schema is not a struct.");
    }

    public static string Print(DeltaStruct schema)
    {
        using MemoryStream buffer = new();
        using (Utf8JsonWriter json = new(buffer, new JsonWriterOptions { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping }))
            PrintType(json, schema);
        return Encoding.UTF8.GetString(buffer.GetBuffer(), 0, (int)buffer.Length);
    }

    private static DeltaType ParseType(JsonElement json, string path, int depth)
    {
        if (depth > NestingMax)
            throw new JsonException($"The type of column '{path}' nests deeper than {NestingMax} levels.");
        if (json.ValueKind == JsonValueKind.String)
            return ParsePrimitive(json.GetString()!, path);
        return Text(json, "type", path) switch
        {
            "struct" => new DeltaStruct(ParseFields(json, path, depth)),
            "array" => new DeltaArray(
                ParseType(Member(json, "elementType", path), $"{path}.element", depth + 1),
                Flag(json, "containsNull", path)),
            "map" => new DeltaMap(
                ParseType(Member(json, "keyType", path), $"{path}.key", depth + 1),
                ParseType(Member(json, "valueType", path), $"{path}.value", depth + 1),
                Flag(json, "valueContainsNull", path)),
            string other => ParsePrimitive(other, path),
        };
    }

    private static DeltaType ParsePrimitive(string name, string path)
    {
        return (DeltaType?)DeltaType.Primitives.FirstOrDefault(type => type.Name == name)
            ?? ParseDecimal(name)
            ?? throw new JsonException($"Column '{path}' has the type '{name}', which this version does not know.");
    }

    private static DeltaDecimal? ParseDecimal(string name)
    {
        // Spark's default when nothing is said.
        if (name == "decimal")
            return new DeltaDecimal(10, 0);
        if (!name.StartsWith("decimal(", StringComparison.Ordinal) || !name.EndsWith(')'))
            return null;
        string[] parts = name["decimal(".Length..^1].Split(',', StringSplitOptions.TrimEntries);
        return parts.Length == 2
            && int.TryParse(parts[0], NumberStyles.None, CultureInfo.InvariantCulture, out int precision)
            && int.TryParse(parts[1], NumberStyles.None, CultureInfo.InvariantCulture, out int scale)
            && precision is >= 1 and <= 38
            && scale <= precision
                ? new DeltaDecimal(precision, scale)
                : null;
    }

    private static List<StructField> ParseFields(JsonElement json, string path, int depth)
    {
        JsonElement list = Member(json, "fields", path);
        if (list.ValueKind != JsonValueKind.Array)
            throw new JsonException($"'fields' of '{path}' is not an array.");
        List<StructField> fields = [];
        // The protocol: names are unique whatever their case. Engines that fold case would mix two columns up.
        HashSet<string> names = new(StringComparer.OrdinalIgnoreCase);
        foreach (JsonElement item in list.EnumerateArray())
        {
            string name = Text(item, "name", path);
            string fieldPath = path.Length == 0 ? name : $"{path}.{name}";
            if (!names.Add(name))
                throw new JsonException($"Two columns are named '{fieldPath}' (case does not count).");
            fields.Add(new StructField(
                name,
                ParseType(Member(item, "type", fieldPath), fieldPath, depth + 1),
                !item.TryGetProperty("nullable", out JsonElement nullable) || nullable.ValueKind != JsonValueKind.False,
                ParseMetadata(item, fieldPath)));
        }
        return fields;
    }

    private static FieldMetadata ParseMetadata(JsonElement field, string path)
    {
        if (!field.TryGetProperty("metadata", out JsonElement metadata) || metadata.ValueKind == JsonValueKind.Null)
            return FieldMetadata.Empty;
        if (metadata.ValueKind != JsonValueKind.Object)
            throw new JsonException($"The metadata of column '{path}' is not an object.");
        Dictionary<string, string> members = new(StringComparer.Ordinal);
        foreach (JsonProperty member in metadata.EnumerateObject())
            members[member.Name] = member.Value.GetRawText();
        return members.Count == 0 ? FieldMetadata.Empty : new FieldMetadata(members);
    }

    private static JsonElement Member(JsonElement json, string name, string path) =>
        json.ValueKind == JsonValueKind.Object && json.TryGetProperty(name, out JsonElement value)
            ? value
            : throw new JsonException($"The type of '{path}' lacks the member '{name}'.");

    private static string Text(JsonElement json, string name, string path)
    {
        JsonElement value = Member(json, name, path);
        return value.ValueKind == JsonValueKind.String
            ? value.GetString()!
            : throw new JsonException($"'{name}' of '{path}' is not a string.");
    }

    private static bool Flag(JsonElement json, string name, string path) => Member(json, name, path).ValueKind switch
    {
        JsonValueKind.True => true,
        JsonValueKind.False => false,
        _ => throw new JsonException($"'{name}' of '{path}' is neither true nor false."),
    };

    private static void PrintType(Utf8JsonWriter json, DeltaType type)
    {
        switch (type)
        {
            case DeltaPrimitive or DeltaDecimal:
                json.WriteStringValue(type.ToString());
                break;
            case DeltaArray array:
                json.WriteStartObject();
                json.WriteString("type"u8, "array"u8);
                json.WritePropertyName("elementType"u8);
                PrintType(json, array.Element);
                json.WriteBoolean("containsNull"u8, array.ContainsNull);
                json.WriteEndObject();
                break;
            case DeltaMap map:
                json.WriteStartObject();
                json.WriteString("type"u8, "map"u8);
                json.WritePropertyName("keyType"u8);
                PrintType(json, map.Key);
                json.WritePropertyName("valueType"u8);
                PrintType(json, map.Value);
                json.WriteBoolean("valueContainsNull"u8, map.ValueContainsNull);
                json.WriteEndObject();
                break;
            case DeltaStruct structure:
                json.WriteStartObject();
                json.WriteString("type"u8, "struct"u8);
                json.WriteStartArray("fields"u8);
                foreach (StructField field in structure.Fields)
                    PrintField(json, field);
                json.WriteEndArray();
                json.WriteEndObject();
                break;
            default:
                throw Invariant.Unreachable(type);
        }
    }

    private static void PrintField(Utf8JsonWriter json, StructField field)
    {
        json.WriteStartObject();
        json.WriteString("name"u8, field.Name);
        json.WritePropertyName("type"u8);
        PrintType(json, field.Type);
        json.WriteBoolean("nullable"u8, field.Nullable);
        json.WriteStartObject("metadata"u8);
        foreach ((string name, string value) in field.Metadata.Members)
        {
            json.WritePropertyName(name);
            json.WriteRawValue(value);
        }
        json.WriteEndObject();
        json.WriteEndObject();
    }
}
