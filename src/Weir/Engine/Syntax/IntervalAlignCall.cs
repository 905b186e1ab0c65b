using System.Text.Json.Nodes;
using Weir.Diagnostics;

namespace Weir.Engine.Syntax;

/// <summary>A call of interval_align, read.</summary>
/// <param name="Left">The left table, as it stands in FROM.</param>
/// <param name="Right">The right table, as it stands in FROM.</param>
/// <param name="Options">Checked.</param>
internal sealed record IntervalAlignCall(JsonObject Left, JsonObject Right, IntervalAlignOptions Options)
{
    private static readonly string[] Positional = ["left_table", "right_table", "mode"];

    /// <summary>Reads a call.</summary>
    /// <param name="function">The node of the call.</param>
    /// <param name="place">Where it stands, for errors.</param>
    /// <exception cref="WeirException">WEIR3300 to WEIR3302.</exception>
    public static IntervalAlignCall Read(JsonObject function, string place)
    {
        Dictionary<string, JsonObject> arguments = new(StringComparer.OrdinalIgnoreCase);
        int count = 0;
        foreach (JsonObject argument in SyntaxNode.List(function, "children").Cast<JsonObject>())
        {
            (string name, JsonObject value) = Named(argument) ?? (count < Positional.Length
                ? (Positional[count++], argument)
                : throw IntervalErrors.Operand($"more than {Positional.Length} arguments have no name", place));
            if (!arguments.TryAdd(name, value))
                throw IntervalErrors.OptionInvalid(name, "given twice", "one value", place);
        }
        JsonObject left = Operand(arguments, Positional[0], place), right = Operand(arguments, Positional[1], place);
        return new IntervalAlignCall(left, right, new IntervalAlignOptions(Literals(arguments, place), place));
    }

    // name => value and name := value are kept as an alias, name = value as a comparison.
    private static (string Name, JsonObject Value)? Named(JsonObject argument)
    {
        if (SyntaxNode.Member(argument, "type") == "COMPARE_EQUAL" && argument["left"] is JsonObject left
            && SyntaxNode.List(left, "column_names") is [JsonNode name])
        {
            return (name.GetValue<string>(), (JsonObject)argument["right"]!);
        }
        string alias = SyntaxNode.Member(argument, "alias");
        return alias.Length > 0 ? (alias, argument) : null;
    }

    private static JsonObject Operand(Dictionary<string, JsonObject> arguments, string name, string place)
    {
        if (!arguments.Remove(name, out JsonObject? given))
            throw IntervalErrors.Operand($"the argument {name} is missing", place);
        if (SyntaxNode.Member(given, "class") == "SUBQUERY" && SyntaxNode.Member(given, "subquery_type") == "SCALAR")
            return SyntaxNode.Subquery(SyntaxNode.Copy((JsonObject)given["subquery"]!["node"]!), name);
        if (SyntaxNode.List(given, "column_names") is { Count: 1 or 2 or 3 } parts)
            return Table([.. parts.Select(part => part!.GetValue<string>())]);
        if (SyntaxLiteral.TryRead(given, out object? literal) && literal is string { Length: > 0 } table)
            return Table([table]);
        throw IntervalErrors.Operand($"the argument {name} is no table", place);
    }

    private static JsonObject Table(string[] parts)
    {
        JsonObject table = SyntaxNode.Table(parts[^1]);
        table["schema_name"] = parts.Length > 1 ? parts[^2] : "";
        table["catalog_name"] = parts.Length > 2 ? parts[0] : "";
        return table;
    }

    private static Dictionary<string, object?> Literals(Dictionary<string, JsonObject> arguments, string place)
    {
        Dictionary<string, object?> literals = new(StringComparer.OrdinalIgnoreCase);
        foreach ((string name, JsonObject value) in arguments)
            literals[name] = SyntaxLiteral.TryRead(value, out object? literal) ? literal
                : throw IntervalErrors.OptionInvalid(name, "an expression", "a literal", place);
        return literals;
    }
}
