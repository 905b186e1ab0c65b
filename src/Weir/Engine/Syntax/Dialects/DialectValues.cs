using System.Text.Json;

namespace Weir.Engine.Syntax.Dialects;

/// <summary>What a query's text alone tells of the values of an expression.</summary>
internal enum DialectValueKind
{
    Unknown,

    /// <summary>Of a type of whole numbers, or a truth value.</summary>
    Whole,

    /// <summary>Without a fraction, of whichever type of numbers.</summary>
    Rounded,

    Decimal,
    Double,
    Text,
}

/// <summary>Tells what values an expression has. A column has no type that a text tells, so most expressions over columns are unknown.</summary>
internal static class DialectValues
{
    private static readonly HashSet<string> WholeTypes = new(StringComparer.Ordinal)
        { "TINYINT", "SMALLINT", "INTEGER", "BIGINT", "HUGEINT", "UTINYINT", "USMALLINT", "UINTEGER", "UBIGINT", "UHUGEINT" };

    private static readonly Dictionary<string, DialectValueKind> Functions = Names(
        (DialectValueKind.Whole, "count count_star length strlen strpos instr position year month day hour minute date_part date_diff datediff array_length row_number rank dense_rank ntile & | xor contains starts_with ends_with list_contains ~~ !~~ ~~* !~~*"),
        (DialectValueKind.Rounded, "ceil ceiling floor"),
        (DialectValueKind.Double, "/ sqrt exp ln log10 log2 pow power ^ ** sin cos avg mean stddev stddev_samp var_samp variance percent_rank cume_dist"),
        (DialectValueKind.Text, "lower upper trim ltrim rtrim replace substring substr split_part reverse md5 string_agg concat"));

    // What they give is one of the values that they are given, or a sum of them.
    private static readonly HashSet<string> Passing = new(StringComparer.OrdinalIgnoreCase)
        { "abs", "sum", "min", "max", "any_value", "max_by", "min_by", "arg_max", "arg_min", "lag", "lead", "first_value", "last_value", "nth_value", "nullif", "mod" };

    private static readonly HashSet<string> Arithmetic = new(StringComparer.Ordinal) { "+", "-", "*", "%" };

    /// <summary>Whether a type of the engine is one of whole numbers.</summary>
    public static bool IsWhole(string type) => WholeTypes.Contains(type);

    /// <summary>What is seen of the values of an expression.</summary>
    public static DialectValueKind Of(JsonElement node) => SyntaxNode.Member(node, "class") switch
    {
        "CONSTANT" => OfType(node.GetProperty("value").GetProperty("type")),
        "CAST" => OfType(node.GetProperty("cast_type")),
        "COMPARISON" or "CONJUNCTION" or "BETWEEN" => DialectValueKind.Whole,
        "CASE" => Common([.. DialectText.List(node, "case_checks").Select(check => check.GetProperty("then_expr")), .. node.TryGetProperty("else_expr", out JsonElement otherwise) ? [otherwise] : (JsonElement[])[]]),
        "OPERATOR" => SyntaxNode.Member(node, "type") switch
        {
            "OPERATOR_COALESCE" => Common(DialectText.List(node, "children")),
            "OPERATOR_NOT" or "OPERATOR_IS_NULL" or "OPERATOR_IS_NOT_NULL" or "COMPARE_IN" or "COMPARE_NOT_IN" => DialectValueKind.Whole,
            _ => DialectValueKind.Unknown,
        },
        "FUNCTION" or "WINDOW" => OfCall(SyntaxNode.Member(node, "function_name"), DialectText.List(node, "children")),
        _ => DialectValueKind.Unknown,
    };

    private static DialectValueKind OfType(JsonElement type) => SyntaxNode.Member(type, "id") switch
    {
        "BOOLEAN" => DialectValueKind.Whole,
        var id when IsWhole(id) => DialectValueKind.Whole,
        "DECIMAL" => DialectTypes.Scale(type) == 0 ? DialectValueKind.Rounded : DialectValueKind.Decimal,
        "DOUBLE" or "FLOAT" => DialectValueKind.Double,
        "VARCHAR" => DialectValueKind.Text,
        _ => DialectValueKind.Unknown,
    };

    private static DialectValueKind OfCall(string name, JsonElement[] arguments)
    {
        if (Functions.TryGetValue(name, out DialectValueKind kind))
            return kind;
        if (arguments.Length == 1 && name == "round")
            return DialectValueKind.Rounded;
        if (arguments.Length == 2 && name == "||")
            return arguments.Any(argument => Of(argument) == DialectValueKind.Text) ? DialectValueKind.Text : DialectValueKind.Unknown;
        if (name is "//" or "divide")
            return Common(arguments) == DialectValueKind.Whole ? DialectValueKind.Whole : DialectValueKind.Unknown;
        if (arguments.Length > 0 && (Arithmetic.Contains(name) || name is "greatest" or "least" or "ifnull" or "list_value"))
            return Common(arguments);
        return arguments.Length > 0 && Passing.Contains(name) ? Of(arguments[0]) : DialectValueKind.Unknown;
    }

    // Numbers of two kinds are of the wider one; the kinds stand in that order.
    private static DialectValueKind Common(JsonElement[] nodes)
    {
        DialectValueKind[] kinds = [.. nodes.Where(node => !IsNull(node)).Select(Of).Distinct().Order()];
        return kinds.Length == 0 || kinds[0] == DialectValueKind.Unknown || (kinds.Length > 1 && kinds[^1] == DialectValueKind.Text) ? DialectValueKind.Unknown : kinds[^1];
    }

    /// <summary>Whether an expression is the literal NULL.</summary>
    public static bool IsNull(JsonElement node) => SyntaxNode.Member(node, "type") == "VALUE_CONSTANT"
        && node.GetProperty("value").TryGetProperty("is_null", out JsonElement isNull) && isNull.ValueKind == JsonValueKind.True;

    private static Dictionary<string, DialectValueKind> Names(params (DialectValueKind Kind, string Names)[] rows) =>
        rows.SelectMany(row => row.Names.Split(' ').Select(name => (name, row.Kind))).ToDictionary(row => row.name, row => row.Kind, StringComparer.OrdinalIgnoreCase);
}
