using System.Text.Json;
using System.Text.Json.Nodes;
using Weir.Arrow;
using Weir.Catalog;
using Weir.Plugins;
using Weir.Plugins.Options;

namespace Weir.Sessions;

/// <summary>A call of a plugin's table function whose arguments are a JSON object, checked as the options of a provider are.</summary>
internal static class TableFunctionCall
{
    /// <summary>The call as a SELECT.</summary>
    /// <param name="plugin">The plugin's name.</param>
    /// <param name="function">The function.</param>
    /// <param name="argumentsJson">Arguments by name.</param>
    /// <exception cref="WeirException">WEIR3222: they do not fit the parameters.</exception>
    public static string Sql(string plugin, PluginTableFunction function, string argumentsJson)
    {
        string complete = OptionsSchema.Parse($"{plugin}.{function.Name}", SchemaOf(function).ToJsonString()).Complete(argumentsJson);
        using JsonDocument arguments = JsonDocument.Parse(complete);
        IEnumerable<string> named = arguments.RootElement.EnumerateObject().Select(member => $"{SqlText.Name(member.Name)} := {Literal(member.Value)}");
        return $"SELECT * FROM {SqlText.Name(function.Name)}({string.Join(", ", named)})";
    }

    private static JsonObject SchemaOf(PluginTableFunction function)
    {
        JsonObject properties = [];
        JsonArray required = [];
        foreach (PluginParameter parameter in function.Parameters)
        {
            JsonArray types = [.. Types(parameter.Type).Select(type => JsonValue.Create(type))];
            JsonObject schema = new() { ["type"] = types };
            if (parameter.DefaultJson is { } otherwise)
                schema["default"] = JsonNode.Parse(otherwise);
            else
                required.Add((JsonNode)parameter.Name);
            properties[parameter.Name] = schema;
        }
        return new JsonObject { ["type"] = "object", ["properties"] = properties, ["required"] = required, ["additionalProperties"] = false };
    }

    private static string[] Types(ArrowType? type) => type?.Id switch
    {
        ArrowTypeId.Boolean => ["boolean", "null"],
        ArrowTypeId.Int8 or ArrowTypeId.Int16 or ArrowTypeId.Int32 or ArrowTypeId.Int64
            or ArrowTypeId.UInt8 or ArrowTypeId.UInt16 or ArrowTypeId.UInt32 or ArrowTypeId.UInt64 => ["integer", "null"],
        ArrowTypeId.Float or ArrowTypeId.Double or ArrowTypeId.Decimal128 => ["number", "null"],
        null => ["string", "number", "boolean", "null"],
        _ => ["string", "null"],
    };

    private static string Literal(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.String => SqlText.Literal(value.GetString()!),
        JsonValueKind.Null => "NULL",
        _ => value.GetRawText(),
    };
}
