using System.Text.Json;

namespace Weir.Engine.Syntax.Dialects;

/// <summary>Operators and calls of functions in the words of a dialect.</summary>
/// <param name="text">Names, literals and refusals.</param>
internal sealed class DialectCalls(DialectText text)
{
    /// <summary>A call.</summary>
    /// <param name="node">The call, for refusals.</param>
    /// <param name="name">The function.</param>
    /// <param name="arguments">Its arguments.</param>
    /// <param name="parts">The same as they are written.</param>
    public string Print(JsonElement node, string name, JsonElement[] arguments, string[] parts)
    {
        switch (name)
        {
            case "+" or "-" or "*" or "%" when parts.Length == 2:
                return $"({parts[0]} {name} {parts[1]})";
            case "-" or "+" when parts.Length == 1:
                return $"({name}{parts[0]})";
            case "/" when parts.Length == 2:
                // A quotient is a DOUBLE to the engine, of whole numbers and decimals too.
                return $"({Double(parts[0])} / {(text.Dialect == DialectKind.ClickHouse && DialectValues.Of(arguments[1]) == DialectValueKind.Decimal ? Double(parts[1]) : parts[1])})";
            case "//" or "divide" when parts.Length == 2 && !arguments.All(argument => DialectValues.Of(argument) == DialectValueKind.Whole):
                throw text.Refuse(node, "divides to whole numbers where the engine does so for whole numbers alone, and these may be others", "Cast both sides, as CAST(floor(x) AS BIGINT).");
            case "date_trunc" when parts.Length == 2:
                return Truncated(node, name, arguments, parts);
            case "split_part" when parts.Length == 3 && !(DialectText.Literal(arguments[1]) is { Length: > 0 } && IsPlace(arguments[2])):
                throw text.Refuse(node, "counts the parts of this text differently", "Give the separator and the place as literals, the place from 1 on.");
            case "~~" or "!~~" or "~~*" or "!~~*" when parts.Length == 2:
                return Like(node, name, arguments[1], parts);
            case "list_value":
                return text.Dialect switch
                {
                    DialectKind.Spark => $"array({string.Join(", ", parts)})",
                    DialectKind.Trino => $"ARRAY[{string.Join(", ", parts)}]",
                    _ => $"[{string.Join(", ", parts)}]",
                };
            case "struct_pack":
                return Struct(node, arguments, parts);
            case "substring" or "substr" when parts.Length is 2 or 3:
                return Substring(node, arguments[1], parts);
            case "concat":
                if (!arguments.All(argument => DialectValues.Of(argument) == DialectValueKind.Text))
                    throw text.Refuse(node, "joins lists, numbers and texts differently, and these may not all be texts", "Cast each argument to VARCHAR.");
                // The engine leaves NULLs out.
                return text.Dialect == DialectKind.ClickHouse
                    ? $"concat({string.Join(", ", parts.Select(part => $"coalesce(toString({part}), '')"))})"
                    : $"concat_ws('', {string.Join(", ", parts)})";
            default:
                return Mapped(node, name, arguments, parts);
        }
    }

    private string Mapped(JsonElement node, string name, JsonElement[] arguments, string[] parts)
    {
        if (arguments.Any(argument => SyntaxNode.Member(argument, "alias").Length > 0))
            throw text.Refuse(node, $"takes no arguments by name, as this call of {name} has", "Give the arguments by their order.");
        if (DialectFunctions.Template(name, parts.Length, text.Dialect) is not { } template)
            throw text.Refuse(node, $"has no function that gives the same as {name} with {parts.Length} arguments");
        string call = template;
        // From the last, so that what an argument holds is not taken for a place.
        int at = call.Length;
        while ((at = at == 0 ? -1 : call.LastIndexOf('{', at - 1)) >= 0)
        {
            int place = call[at + 1] - '0';
            call = $"{call[..at]}{parts[place]}{call[(at + 3)..]}";
        }
        return call;
    }

    private string Like(JsonElement node, string name, JsonElement pattern, string[] parts)
    {
        bool isNegated = name[0] == '!', isAnyCase = name[^1] == '*';
        (string value, string written) = (parts[0], parts[1]);
        if (text.Rules.HasBackslash)
        {
            // A backslash of a pattern is a sign like any other to the engine.
            string known = DialectText.Literal(pattern)
                ?? throw text.Refuse(node, "reads a backslash in a pattern as an escape, and this pattern is computed", "Write the pattern as a literal.");
            written = DialectLiteral.Text(known.Replace("\\", "\\\\", StringComparison.Ordinal), text.Rules);
        }
        if (isAnyCase && !text.Rules.HasIlike)
            (value, written, isAnyCase) = ($"lower({value})", $"lower({written})", false);
        return $"({value} {(isNegated ? "NOT " : "")}{(isAnyCase ? "ILIKE" : "LIKE")} {written})";
    }

    private string Struct(JsonElement node, JsonElement[] arguments, string[] parts) => text.Dialect == DialectKind.Spark
        ? $"named_struct({string.Join(", ", arguments.Zip(parts, (argument, part) => $"{DialectLiteral.Text(SyntaxNode.Member(argument, "alias"), text.Rules)}, {part}"))})"
        : throw text.Refuse(node, "has no struct literal without types", "Write a cast of it to a STRUCT type, or its fields as columns.");

    private string Substring(JsonElement node, JsonElement start, string[] parts)
    {
        if (!IsPlace(start))
            throw text.Refuse(node, "counts a start before the first character differently", "Begin at a literal of 1 or more.");
        return $"{(text.Dialect == DialectKind.ClickHouse ? "substringUTF8" : "substring")}({string.Join(", ", parts)})";
    }

    private static bool IsPlace(JsonElement node) => SyntaxNode.Member(node, "type") == "VALUE_CONSTANT" && node.GetProperty("value").TryGetProperty("value", out JsonElement place)
        && place.ValueKind == JsonValueKind.Number && place.TryGetInt32(out int number) && number > 0;

    private string Truncated(JsonElement node, string name, JsonElement[] arguments, string[] parts)
    {
        string? unit = DialectText.Literal(arguments[0])?.ToLowerInvariant();
        return unit is "year" or "quarter" or "month" or "week" or "day" or "hour" or "minute" or "second"
            ? Mapped(node, name, arguments, [DialectLiteral.Text(unit, text.Rules), parts[1]])
            : throw text.Refuse(arguments[0], unit is null ? "takes no unit of date_trunc that is computed" : $"has no unit '{unit}' of date_trunc as the engine has it", "Use the literal year, quarter, month, week, day, hour, minute or second.");
    }

    private string Double(string value) => $"CAST({value} AS {(text.Dialect == DialectKind.ClickHouse ? "Nullable(Float64)" : "DOUBLE")})";
}
