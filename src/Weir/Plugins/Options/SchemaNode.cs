using System.Globalization;
using System.Text.Json;

namespace Weir.Plugins.Options;

/// <summary>
/// The part of JSON Schema that options may use. A schema with any other keyword is refused: a rule
/// that is not understood must not look as if it had been checked.
/// </summary>
internal static class SchemaNode
{
    private static readonly HashSet<string> Remarks = new(StringComparer.Ordinal) { "$schema", "title", "description", "examples", "default" };

    private static readonly string[] Types = ["object", "array", "string", "integer", "number", "boolean", "null"];

    /// <summary>What is wrong with a schema of an object; null when nothing is.</summary>
    public static string? FaultOf(JsonElement schema) =>
        schema.ValueKind != JsonValueKind.Object ? "it is no JSON object"
        : TypeOf(schema) is not ("object" or "any") ? "its type is not object"
        : NodeFault(schema, "$");

    /// <summary>JSON type or types of a schema, joined by <c>|</c>; <c>any</c> when it says none.</summary>
    public static string TypeOf(JsonElement schema) =>
        schema.ValueKind != JsonValueKind.Object || !schema.TryGetProperty("type", out JsonElement type) ? "any"
        : type.ValueKind == JsonValueKind.Array ? string.Join('|', type.EnumerateArray())
        : type.ToString();

    /// <summary>Where and why a value does not fit a schema that is sound; null when it does.</summary>
    public static string? FaultOf(JsonElement value, JsonElement schema, string path)
    {
        if (schema.ValueKind is JsonValueKind.True or JsonValueKind.False)
            return schema.ValueKind == JsonValueKind.True ? null : $"{path} is not an option";
        string types = TypeOf(schema);
        if (types != "any" && !types.Split('|').Any(type => Is(value, type)))
            return $"{path} is {value.GetRawText()}, expected is {types.Replace("|", " or ", StringComparison.Ordinal)}";
        foreach (JsonProperty rule in schema.EnumerateObject())
        {
            if (RuleFault(value, rule, schema, path) is { } fault)
                return fault;
        }
        return null;
    }

    private static string? RuleFault(JsonElement value, JsonProperty rule, JsonElement schema, string path)
    {
        string Expected(string what, string unit = "") => $"{path} is {value.GetRawText()}, expected is {what} {rule.Value.GetRawText()}{unit}";
        return rule.Name switch
        {
            "enum" when !rule.Value.EnumerateArray().Any(one => JsonElement.DeepEquals(one, value)) =>
                $"{path} is {value.GetRawText()}, expected is one of {string.Join(", ", rule.Value.EnumerateArray().Select(one => one.GetRawText()))}",
            "const" when !JsonElement.DeepEquals(rule.Value, value) => $"{path} is {value.GetRawText()}, expected is {rule.Value.GetRawText()}",
            "minimum" when Number(value) < Number(rule.Value) => Expected("at least"),
            "maximum" when Number(value) > Number(rule.Value) => Expected("at most"),
            "exclusiveMinimum" when Number(value) <= Number(rule.Value) => Expected("above"),
            "exclusiveMaximum" when Number(value) >= Number(rule.Value) => Expected("below"),
            "minLength" when Length(value) < rule.Value.GetInt32() => Expected("a length of at least"),
            "maxLength" when Length(value) > rule.Value.GetInt32() => Expected("a length of at most"),
            "minItems" when Items(value) < rule.Value.GetInt32() => Expected("at least", " items"),
            "maxItems" when Items(value) > rule.Value.GetInt32() => Expected("at most", " items"),
            "required" => MissingFault(value, rule.Value, path),
            "properties" or "additionalProperties" => MembersFault(value, schema, path),
            "items" when value.ValueKind == JsonValueKind.Array => value.EnumerateArray()
                .Select((item, i) => FaultOf(item, rule.Value, string.Create(CultureInfo.InvariantCulture, $"{path}[{i}]")))
                .FirstOrDefault(fault => fault is not null),
            _ => null,
        };
    }

    private static string? MissingFault(JsonElement value, JsonElement names, string path) => value.ValueKind != JsonValueKind.Object
        ? null
        : names.EnumerateArray().Select(name => name.GetString()!).FirstOrDefault(name => !value.TryGetProperty(name, out _)) is { } missing
            ? $"{path}.{missing} is required and not given"
            : null;

    private static string? MembersFault(JsonElement value, JsonElement schema, string path)
    {
        if (value.ValueKind != JsonValueKind.Object)
            return null;
        schema.TryGetProperty("properties", out JsonElement properties);
        schema.TryGetProperty("additionalProperties", out JsonElement others);
        foreach (JsonProperty member in value.EnumerateObject())
        {
            string at = $"{path}.{member.Name}";
            string? fault = properties.ValueKind == JsonValueKind.Object && properties.TryGetProperty(member.Name, out JsonElement known)
                ? FaultOf(member.Value, known, at)
                : others.ValueKind == JsonValueKind.Undefined ? null : FaultOf(member.Value, others, at);
            if (fault is not null)
                return fault;
        }
        return null;
    }

    private static bool Is(JsonElement value, string type) => type switch
    {
        "object" => value.ValueKind == JsonValueKind.Object,
        "array" => value.ValueKind == JsonValueKind.Array,
        "string" => value.ValueKind == JsonValueKind.String,
        "boolean" => value.ValueKind is JsonValueKind.True or JsonValueKind.False,
        "null" => value.ValueKind == JsonValueKind.Null,
        "number" => value.ValueKind == JsonValueKind.Number,
        _ => value.ValueKind == JsonValueKind.Number && value.TryGetDecimal(out decimal number) && decimal.IsInteger(number),
    };

    // Not a number where the value is none: every comparison with it is false.
    private static double Number(JsonElement value) => value.ValueKind == JsonValueKind.Number ? value.GetDouble() : double.NaN;

    private static int? Length(JsonElement value) => value.ValueKind == JsonValueKind.String ? value.GetString()!.EnumerateRunes().Count() : null;

    private static int? Items(JsonElement value) => value.ValueKind == JsonValueKind.Array ? value.GetArrayLength() : null;

    private static string? NodeFault(JsonElement schema, string path)
    {
        if (schema.ValueKind is JsonValueKind.True or JsonValueKind.False)
            return null;
        if (schema.ValueKind != JsonValueKind.Object)
            return $"{path} is neither an object nor true or false";
        return schema.EnumerateObject().Select(rule => KeywordFault(rule, $"{path}.{rule.Name}")).FirstOrDefault(fault => fault is not null);
    }

    private static string? KeywordFault(JsonProperty rule, string path) => rule.Name switch
    {
        _ when Remarks.Contains(rule.Name) => null,
        "type" => TypesOf(rule.Value).All(type => Types.Contains(type, StringComparer.Ordinal)) ? null : $"{path} is none of {string.Join(", ", Types)}",
        "const" => null,
        "enum" => rule.Value.ValueKind == JsonValueKind.Array ? null : $"{path} is no list",
        "required" => rule.Value.ValueKind == JsonValueKind.Array && rule.Value.EnumerateArray().All(name => name.ValueKind == JsonValueKind.String)
            ? null : $"{path} is no list of names",
        "minimum" or "maximum" or "exclusiveMinimum" or "exclusiveMaximum" =>
            rule.Value.ValueKind == JsonValueKind.Number ? null : $"{path} is no number",
        "minLength" or "maxLength" or "minItems" or "maxItems" =>
            rule.Value.ValueKind == JsonValueKind.Number && rule.Value.TryGetInt32(out int count) && count >= 0 ? null : $"{path} is no count",
        "items" or "additionalProperties" => NodeFault(rule.Value, path),
        "properties" => rule.Value.ValueKind != JsonValueKind.Object
            ? $"{path} is no object"
            : rule.Value.EnumerateObject().Select(member => NodeFault(member.Value, $"{path}.{member.Name}")).FirstOrDefault(fault => fault is not null),
        _ => $"{path} is a keyword that is not supported",
    };

    private static IEnumerable<string?> TypesOf(JsonElement type) => type.ValueKind switch
    {
        JsonValueKind.String => [type.GetString()],
        JsonValueKind.Array when type.GetArrayLength() > 0 => type.EnumerateArray().Select(one => one.ValueKind == JsonValueKind.String ? one.GetString() : null),
        _ => [null],
    };
}
