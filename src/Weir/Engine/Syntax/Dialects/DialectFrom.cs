using System.Text.Json;

namespace Weir.Engine.Syntax.Dialects;

/// <summary>FROM in the words of a dialect.</summary>
/// <param name="text">Names, literals and refusals.</param>
/// <param name="expressions">Writes conditions of joins and rows of VALUES.</param>
/// <param name="query">Writes a query that stands in FROM.</param>
internal sealed class DialectFrom(DialectText text, DialectExpressions expressions, Func<JsonElement, string> query)
{
    private const string Lateral = "LATERAL ";

    private DialectRules Rules => text.Rules;

    /// <summary>A source, or several that are joined.</summary>
    /// <param name="from">The source.</param>
    public string Print(JsonElement from) => Print(from, []);

    private string Print(JsonElement from, string[] earlier)
    {
        if (from.TryGetProperty("sample", out _))
            throw text.Refuse(from, "takes samples differently");
        switch (SyntaxNode.Member(from, "type"))
        {
            case "BASE_TABLE":
                if (from.TryGetProperty("at_clause", out _))
                    throw text.Refuse(from, "reads older versions of a table differently");
                string[] path = [.. ((string[])[SyntaxNode.Member(from, "catalog_name"), SyntaxNode.Member(from, "schema_name"), SyntaxNode.Member(from, "table_name")]).Where(part => part.Length > 0)];
                return string.Join('.', path.Select(text.Name)) + Alias(from, DialectText.Texts(from, "column_name_alias"));
            case "SUBQUERY":
                return Subquery(from, earlier);
            case "EXPRESSION_LIST":
                return Values(from, from);
            case "JOIN":
                return Join(from, earlier);
            case "TABLE_FUNCTION":
                throw text.Refuse(from, $"has no function {SyntaxNode.Member(from.GetProperty("function"), "function_name")} in FROM that gives the same");
            case var other:
                throw text.Refuse(from, $"has no {other.ToLowerInvariant().Replace('_', ' ')} in FROM as the engine has it");
        }
    }

    private string Alias(JsonElement from, IReadOnlyList<string> columns, string otherwise = "")
    {
        string alias = SyntaxNode.Member(from, "alias") is { Length: > 0 } given ? given : otherwise;
        if (columns.Count > 0 && !Rules.HasColumnAliases)
            throw text.Refuse(from, "takes no names of columns behind a name of FROM", "Name the columns in a query.");
        return alias.Length == 0 ? "" : $" AS {text.Name(alias)}{(columns.Count > 0 ? $"({text.Names(columns)})" : "")}";
    }

    private string Subquery(JsonElement from, string[] earlier)
    {
        JsonElement node = from.GetProperty("subquery").GetProperty("node");
        // What stands around a list of values alone is made by the grammar.
        bool isValues = node.TryGetProperty("from_table", out JsonElement list) && SyntaxNode.Member(list, "type") == "EXPRESSION_LIST" && DialectText.List(node, "modifiers").Length == 0;
        if (isValues)
            return Values(from, list);
        bool isLateral = DialectSources.IsLateral(node, earlier, text.Sql);
        if (isLateral && !Rules.HasLateral)
            throw text.Refuse(node, "has no subquery in FROM that takes columns of tables before it", "Join with a query that does not, and compare in the condition.");
        return $"{(isLateral ? Lateral : "")}({query(node)}){Alias(from, DialectText.Texts(from, "column_name_alias"))}";
    }

    // Without names dialects call the columns differently.
    private string Values(JsonElement from, JsonElement list)
    {
        string[][] rows = [.. DialectText.List(list, "values").Select(row => row.EnumerateArray().Select(value => expressions.Print(value, DialectClause.Join)).ToArray())];
        return $"(VALUES {string.Join(", ", rows.Select(row => $"({string.Join(", ", row)})"))}){Alias(from, DialectSources.Columns(from)!, "valueslist")}";
    }

    private string Join(JsonElement from, string[] earlier)
    {
        string kind = SyntaxNode.Member(from, "join_type"), form = SyntaxNode.Member(from, "ref_type");
        bool isHalf = kind is "SEMI" or "ANTI";
        string word = (form, kind) switch
        {
            ("CROSS", _) => "CROSS JOIN",
            ("NATURAL", _) when !Rules.HasNaturalJoin => throw text.Refuse(from, "has no NATURAL JOIN", "Use USING."),
            ("REGULAR" or "NATURAL", _) when isHalf => Rules.HalfJoin is { } side ? $"{side} {kind} JOIN" : throw text.Refuse(from, $"has no {kind} JOIN", "Use EXISTS."),
            ("REGULAR" or "NATURAL", "INNER" or "LEFT" or "RIGHT") => $"{kind} JOIN",
            ("REGULAR" or "NATURAL", "FULL" or "OUTER") => "FULL JOIN",
            _ => throw text.Refuse(from, $"has no {form} JOIN as the engine has it"),
        };
        if (kind is "LEFT" or "RIGHT" or "FULL" or "OUTER")
            text.Needs(Rules.OuterJoinSetting);
        JsonElement left = from.GetProperty("left"), right = from.GetProperty("right");
        string before = Print(left, earlier), after = Print(right, [.. earlier, .. DialectSources.Names(left)]);
        if (SyntaxNode.Member(right, "type") == "JOIN")
            after = $"({after})";
        string condition = from.TryGetProperty("condition", out JsonElement on) ? $" ON {expressions.Print(on, DialectClause.Join)}"
            : DialectText.Texts(from, "using_columns") is { Length: > 0 } shared ? $" USING ({text.Names(shared)})" : "";
        if (after.StartsWith(Lateral, StringComparison.Ordinal) && form != "CROSS" && condition != " ON TRUE" && !Rules.HasLateralCondition)
            throw text.Refuse(right, "has no condition beside a subquery that takes columns of tables before it", "Put the condition into the subquery, or write ON TRUE.");
        return $"{before} {(form == "NATURAL" ? "NATURAL " : "")}{word} {after}{condition}";
    }
}
