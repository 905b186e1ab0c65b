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
            "HUGEINT" when content.ValueKind == JsonValueKind.Object => Signed(Huge(content)),
            "DECIMAL" when content.ValueKind == JsonValueKind.Number => Signed(Decimal(content, type.GetProperty("type_info"))),
            "DOUBLE" => Double(content.GetDouble()),
            "BOOLEAN" => content.GetBoolean() ? "TRUE" : "FALSE",
            "VARCHAR" => Text(content.GetString()!, rules),
            _ => null,
        };
    }

    /// <summary>A text as a literal.</summary>
    public static string Text(string text, DialectRules rules)
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

    private static string Huge(JsonElement parts) =>
        ((new BigInteger(parts.GetProperty("upper").GetInt64()) << 64) + parts.GetProperty("lower").GetUInt64()).ToString(CultureInfo.InvariantCulture);

    private static string Decimal(JsonElement content, JsonElement info)
    {
        BigInteger digits = BigInteger.Parse(content.GetRawText(), CultureInfo.InvariantCulture);
        int scale = info.TryGetProperty("scale", out JsonElement places) ? places.GetInt32() : 0;
        string text = BigInteger.Abs(digits).ToString(CultureInfo.InvariantCulture).PadLeft(scale + 1, '0');
        return (digits.Sign < 0 ? "-" : "") + text[..^scale] + (scale > 0 ? "." + text[^scale..] : "");
    }

    // With an exponent the literal is a DOUBLE in every dialect.
    private static string? Double(double number) => !double.IsFinite(number) ? null
        : Signed(number.ToString("R", CultureInfo.InvariantCulture) is var digits && digits.Contains('E', StringComparison.Ordinal) ? digits : digits + "E0");
}
