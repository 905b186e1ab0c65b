using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Weir.Diagnostics;
using Weir.Plugins;

namespace Weir.Engine.Syntax;

/// <summary>The value of a parameter that a call leaves out.</summary>
internal readonly struct DefaultValue
{
    private readonly JsonElement _value;

    private DefaultValue(JsonElement value) => _value = value;

    /// <summary>Reads a parameter's default.</summary>
    /// <exception cref="WeirException">WEIR3214: it is no JSON scalar.</exception>
    public static DefaultValue Read(PluginParameter parameter)
    {
        Invariant.Holds(parameter.DefaultJson is not null);
        try
        {
            using JsonDocument document = JsonDocument.Parse(parameter.DefaultJson);
            if (document.RootElement.ValueKind is not (JsonValueKind.Object or JsonValueKind.Array))
                return new DefaultValue(document.RootElement.Clone());
        }
        catch (JsonException cause)
        {
            throw PluginSqlErrors.DefaultInvalid(parameter.Name, parameter.DefaultJson, cause);
        }
        throw PluginSqlErrors.DefaultInvalid(parameter.Name, parameter.DefaultJson);
    }

    /// <summary>The value as a literal for people.</summary>
    public string ToSql() => _value.ValueKind switch
    {
        JsonValueKind.String => EngineText.Literal(_value.GetString()!),
        JsonValueKind.Null => "NULL",
        _ => _value.GetRawText(),
    };

    /// <summary>The value as a literal of the tree, which the engine converts to the parameter's type as any literal.</summary>
    public JsonObject ToNode() => _value.ValueKind switch
    {
        JsonValueKind.String => SyntaxNode.Text(_value.GetString()!),
        JsonValueKind.Null => SyntaxNode.Null(),
        JsonValueKind.True or JsonValueKind.False => SyntaxNode.Cast(SyntaxNode.Text(_value.GetRawText()), "BOOLEAN"),
        _ => Number(),
    };

    private JsonObject Number()
    {
        string text = _value.GetRawText();
        if (int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out int number))
            return SyntaxNode.Integer(number);
        bool isWhole = Int128.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out Int128 whole);
        string type = !isWhole ? "DOUBLE" : whole >= long.MinValue && whole <= long.MaxValue ? "BIGINT" : "HUGEINT";
        return SyntaxNode.Cast(SyntaxNode.Text(text), type);
    }
}
