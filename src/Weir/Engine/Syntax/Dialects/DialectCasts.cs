using System.Globalization;
using System.Numerics;
using System.Text.Json;

namespace Weir.Engine.Syntax.Dialects;

/// <summary>
/// Casts in the words of a dialect. The engine rounds what does not fit the digits of a type, decimals half away from zero and DOUBLEs to the even
/// neighbour; dialects cut, or round otherwise. So a cast that may lose digits is written with a rounding that gives the same, or refused.
/// </summary>
/// <param name="text">Names, literals and refusals.</param>
internal sealed class DialectCasts(DialectText text)
{
    private DialectKind Dialect => text.Dialect;

    /// <summary>A cast.</summary>
    /// <param name="node">The cast.</param>
    /// <param name="print">Writes its child.</param>
    public string Print(JsonElement node, Func<JsonElement, string> print)
    {
        JsonElement child = node.GetProperty("child"), type = node.GetProperty("cast_type");
        // What the grammar writes as a word is a cast of a letter in the tree.
        if (SyntaxNode.Member(type, "id") == "BOOLEAN" && DialectText.Literal(child) is "t" or "f")
            return DialectText.Literal(child) == "t" ? "TRUE" : "FALSE";
        string name = DialectTypes.Of(type, Dialect, text.Name) ?? throw text.Refuse(node, $"has no type like {DialectTypes.Named(type)}", "Use a type that both have.");
        bool isTry = node.TryGetProperty("try_cast", out JsonElement flag) && flag.ValueKind == JsonValueKind.True;
        if (DialectValues.IsNull(child))
            return $"CAST(NULL AS {name})";
        string id = SyntaxNode.Member(type, "id");
        string value = DialectValues.IsWhole(id) ? Whole(node, child, id, isTry, print)
            : Loses(child, type) ? throw text.Refuse(node, "rounds to the digits of a type differently, and this cast may round", "Cast whole numbers, or each value by itself and to a type that holds all its digits.")
            : print(child);
        if (Dialect != DialectKind.ClickHouse)
            return $"{(isTry ? "TRY_CAST" : "CAST")}({value} AS {name})";
        // A cast of ClickHouse takes the lowest bits of a number that is too wide.
        return isTry || DialectValues.IsWhole(id)
            ? $"{(isTry ? "accurateCastOrNull" : "accurateCast")}({value}, {DialectLiteral.Text(name, text.Rules)})" : $"CAST({value} AS {name})";
    }

    private string Whole(JsonElement node, JsonElement child, string type, bool isTry, Func<JsonElement, string> print)
    {
        string value = print(child);
        if (DialectText.Literal(child) is { } digits)
            return Fits(digits, type) ? value : throw text.Refuse(node, $"reads the text '{digits}' differently as a whole number", "Write the number.");
        return (DialectValues.Of(child), Dialect) switch
        {
            (DialectValueKind.Whole or DialectValueKind.Rounded, _) => value,
            (DialectValueKind.Decimal, DialectKind.Spark) => $"round({value})",
            (DialectValueKind.Decimal, DialectKind.Trino) => value,
            (DialectValueKind.Double, DialectKind.Spark) => $"bround({value})",
            (DialectValueKind.Double, DialectKind.ClickHouse) => $"round({value})",
            // A text with a fraction is rounded by the engine and an error to the others.
            (DialectValueKind.Text, DialectKind.Spark or DialectKind.Trino) when !isTry => value,
            _ => throw text.Refuse(node, "rounds to whole numbers differently, and this value may have a fraction", "Cast a value that is seen to be whole, as floor(x) or round(x), or a text, as CAST(x AS VARCHAR)."),
        };
    }

    private static bool Fits(string digits, string type)
    {
        if (!BigInteger.TryParse(digits, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out BigInteger number))
            return false;
        bool isSigned = type[0] != 'U';
        int bits = (isSigned ? type : type[1..]) switch { "TINYINT" => 8, "SMALLINT" => 16, "INTEGER" => 32, "BIGINT" => 64, _ => 128 };
        BigInteger end = BigInteger.One << (isSigned ? bits - 1 : bits);
        return number < end && number >= (isSigned ? -end : BigInteger.Zero);
    }

    // Whether a cast to a type that is not of whole numbers itself drops digits in another way than the engine.
    private bool Loses(JsonElement child, JsonElement type)
    {
        DialectValueKind kind = DialectValues.Of(child);
        return SyntaxNode.Member(type, "id") switch
        {
            "DECIMAL" when Dialect == DialectKind.ClickHouse => kind != DialectValueKind.Whole && (Scale(child) is not { } scale || scale > DialectTypes.Scale(type)),
            "DECIMAL" => kind == DialectValueKind.Double,
            "LIST" or "STRUCT" => kind != DialectValueKind.Whole && DialectTypes.Leaves(type).Any(leaf => DialectValues.IsWhole(SyntaxNode.Member(leaf, "id")) || Loses(child, leaf)),
            _ => false,
        };
    }

    private static int? Scale(JsonElement node) =>
        SyntaxNode.Member(node, "class") == "CAST" && node.GetProperty("cast_type") is var type && SyntaxNode.Member(type, "id") == "DECIMAL" ? DialectTypes.Scale(type)
        : SyntaxNode.Member(node, "class") == "CONSTANT" && node.GetProperty("value").GetProperty("type") is var own && SyntaxNode.Member(own, "id") == "DECIMAL" ? DialectTypes.Scale(own)
        : null;
}
