using System.Globalization;
using System.Numerics;
using System.Text;
using System.Text.Json;

namespace Weir.Engine.Syntax.Dialects;

/// <summary>Constants of a tree as literals of a dialect.</summary>
internal static class DialectLiteral
{
    /// <summary>A constant; null when the dialect has no literal of its type.</summary>
    public static string? Of(JsonElement constant, DialectRules rules)
    {
        JsonElement value = constant.GetProperty("value");
        if (value.TryGetProperty("is_null", out JsonElement isNull) && isNull.ValueKind == JsonValueKind.True)
            return "NULL";
        JsonElement type = value.GetProperty("type");
        if (!value.TryGetProperty("value", out JsonElement content))
            return null;
        return SyntaxNode.Member(type, "id") switch
        {
            "INTEGER" or "BIGINT" or "SMALLINT" or "TINYINT" or "UBIGINT" or "UINTEGER" => Signed(content.GetRawText()),
            "HUGEINT" when content.ValueKind == JsonValueKind.Object => Huge(content, rules),
            "DECIMAL" when content.ValueKind == JsonValueKind.Number => Decimal(content, type, rules),
            "DOUBLE" => Double(content.GetDouble()),
            "BOOLEAN" => content.GetBoolean() ? "TRUE" : "FALSE",
            "VARCHAR" => Text(content.GetString()!, rules),
            _ => null,
        };
    }

    /// <summary>A text as a literal; in parts where it would be read for the name of a variable.</summary>
    public static string Text(string text, DialectRules rules)
    {
        string[] parts = rules.SubstitutesVariables ? text.Split("${") : [text];
        return parts.Length == 1 ? Quoted(text, rules)
            : $"concat({string.Join(", ", parts.Select((part, place) => Quoted((place == 0 ? "" : "{") + part + (place == parts.Length - 1 ? "" : "$"), rules)))})";
    }

    private static string Quoted(string text, DialectRules rules)
    {
        StringBuilder literal = new("'");
        foreach (char sign in text)
        {
            _ = sign switch
            {
                '\'' => literal.Append(rules.HasBackslash ? "\\'" : "''"),
                '\\' when rules.HasBackslash => literal.Append("\\\\"),
                _ => literal.Append(sign),
            };
        }
        return literal.Append('\'').ToString();
    }

    private static string Signed(string digits) => digits.StartsWith('-') ? $"({digits})" : digits;

    private static string? Huge(JsonElement parts, DialectRules rules)
    {
        BigInteger number = (new BigInteger(parts.GetProperty("upper").GetInt64()) << 64) + parts.GetProperty("lower").GetUInt64();
        return rules.WideNumber is { } form ? string.Format(CultureInfo.InvariantCulture, form, number) : null;
    }

    private static string Decimal(JsonElement content, JsonElement type, DialectRules rules)
    {
        BigInteger digits = BigInteger.Parse(content.GetRawText(), CultureInfo.InvariantCulture);
        int scale = DialectTypes.Scale(type);
        string text = BigInteger.Abs(digits).ToString(CultureInfo.InvariantCulture).PadLeft(scale + 1, '0');
        string number = (digits.Sign < 0 ? "-" : "") + text[..^scale] + (scale > 0 ? "." + text[^scale..] : "");
        return rules.HasDecimalLiterals ? Signed(number) : $"toDecimal{(DialectTypes.Width(type) <= 18 ? 64 : 128)}('{number}', {scale})";
    }

    // With an exponent the literal is a DOUBLE in every dialect.
    private static string? Double(double number) => !double.IsFinite(number) ? null
        : Signed(number.ToString("R", CultureInfo.InvariantCulture) is var digits && digits.Contains('E', StringComparison.Ordinal) ? digits : digits + "E0");
}
