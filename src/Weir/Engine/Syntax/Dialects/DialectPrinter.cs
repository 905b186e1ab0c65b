using System.Text;
using System.Text.Json;

namespace Weir.Engine.Syntax.Dialects;

/// <summary>
/// Writes a query in another dialect, so that it means there what it means to the engine. What cannot be written so is refused with its place;
/// nothing is left out and nothing is passed on in the hope that it fits.
/// </summary>
internal sealed class DialectPrinter
{
    private readonly DialectText _text;
    private readonly DialectExpressions _expressions;

    private DialectPrinter(DialectText text)
    {
        _text = text;
        _expressions = new DialectExpressions(text, Query);
    }

    private DialectRules Rules => _text.Rules;

    /// <summary>Writes a statement.</summary>
    /// <param name="statement">A statement of a tree without members that have their default.</param>
    /// <param name="sql">The text that it was written as.</param>
    /// <param name="dialect">The dialect, another than the engine's.</param>
    /// <exception cref="WeirException">WEIR4032: a part cannot be written.</exception>
    public static string Print(JsonElement statement, string sql, DialectKind dialect)
    {
        DialectText text = new(dialect, sql);
        string query = new DialectPrinter(text).Query(statement.GetProperty("node"));
        return text.Settings.Count > 0 ? $"{query} SETTINGS {string.Join(", ", text.Settings)}" : query;
    }

    private string Query(JsonElement node)
    {
        string with = With(node), modifiers;
        switch (SyntaxNode.Member(node, "type"))
        {
            case "SELECT_NODE":
                string select = Select(node);
                return with + select + Modifiers(node);
            case "SET_OPERATION_NODE":
                string both = SetOperation(node);
                modifiers = Modifiers(node);
                return Rules.WrapsSetOperations && with.Length + modifiers.Length > 0 ? $"{with}SELECT * FROM ({both}){modifiers}" : with + both + modifiers;
            case var other:
                throw _text.Refuse(node, $"has no query like {other.ToLowerInvariant().Replace('_', ' ')}");
        }
    }

    private string With(JsonElement node)
    {
        if (!node.TryGetProperty("cte_map", out JsonElement with) || DialectText.List(with, "map") is not { Length: > 0 } entries)
            return "";
        bool isRecursive = false;
        List<string> parts = [];
        foreach (JsonElement entry in entries)
        {
            JsonElement value = entry.GetProperty("value"), query = value.GetProperty("query").GetProperty("node");
            bool isOwn = SyntaxNode.Member(query, "type") == "RECURSIVE_CTE_NODE";
            isRecursive |= isOwn;
            string[] aliases = DialectText.Texts(value, "aliases");
            if (aliases.Length > 0 && !Rules.HasColumnAliases)
                throw _text.Refuse(query, "takes no names of columns behind a name of WITH", "Name the columns in the query.");
            parts.Add($"{_text.Name(SyntaxNode.Member(entry, "key"))}{(aliases.Length > 0 ? $" ({_text.Names(aliases)})" : "")} AS ({(isOwn ? Recursive(query) : Query(query))})");
        }
        return $"WITH {(isRecursive ? "RECURSIVE " : "")}{string.Join(", ", parts)} ";
    }

    private string Recursive(JsonElement node)
    {
        if (!Rules.HasRecursiveWith)
            throw _text.Refuse(node, "has no WITH RECURSIVE");
        bool isAll = node.TryGetProperty("union_all", out JsonElement all) && all.ValueKind == JsonValueKind.True;
        if (!isAll || DialectText.List(node, "key_targets").Length > 0)
            throw _text.Refuse(node, "has no recursive query that keeps each row once", "Use UNION ALL.");
        return $"{Query(node.GetProperty("left"))} UNION ALL {Query(node.GetProperty("right"))}";
    }

    private string Select(JsonElement node)
    {
        StringBuilder text = new("SELECT ");
        if (DialectText.List(node, "modifiers").FirstOrDefault(modifier => SyntaxNode.Member(modifier, "type") == "DISTINCT_MODIFIER") is { ValueKind: JsonValueKind.Object } distinct)
            text.Append(DialectText.List(distinct, "distinct_on_targets") is { Length: > 0 } targets ? throw _text.Refuse(targets[0], "has no DISTINCT ON") : "DISTINCT ");
        text.AppendJoin(", ", DialectText.List(node, "select_list").Select(Item));
        if (node.TryGetProperty("from_table", out JsonElement from) && SyntaxNode.Member(from, "type") != "EMPTY")
            text.Append(" FROM ").Append(From(from));
        if (node.TryGetProperty("where_clause", out JsonElement where))
            text.Append(" WHERE ").Append(_expressions.Print(where));
        text.Append(Groups(node));
        if (node.TryGetProperty("having", out JsonElement having))
            text.Append(" HAVING ").Append(_expressions.Print(having));
        if (node.TryGetProperty("qualify", out JsonElement qualify))
            text.Append(" QUALIFY ").Append(Rules.HasQualify ? _expressions.Print(qualify) : throw _text.Refuse(qualify, "has no QUALIFY", "Filter in a query around this one."));
        if (node.TryGetProperty("sample", out JsonElement sample))
            throw _text.Refuse(sample, "takes samples differently");
        return text.ToString();
    }

    private string Item(JsonElement item)
    {
        string written = SyntaxNode.Member(item, "class") == "STAR" ? Star(item) : _expressions.Print(item);
        return SyntaxNode.Member(item, "alias") is { Length: > 0 } alias ? $"{written} AS {_text.Name(alias)}" : written;
    }

    private string Star(JsonElement star)
    {
        _text.RequireNone(star, "columns", "has no COLUMNS(...) as the engine has it");
        if (DialectText.List(star, "rename_list").Length > 0)
            throw _text.Refuse(star, "has no RENAME behind a star", "Name the columns.");
        string text = SyntaxNode.Member(star, "relation_name") is { Length: > 0 } table ? $"{_text.Name(table)}.*" : "*";
        string[] left = [.. DialectText.List(star, "exclude_list").Concat(DialectText.List(star, "qualified_exclude_list")).Select(name => name.ValueKind == JsonValueKind.String ? name.GetString()! : SyntaxNode.Member(name, "column"))];
        if (left.Length > 0)
            text += Rules.StarExcept is { } except ? $" {except} ({_text.Names(left)})" : throw _text.Refuse(star, "has no EXCLUDE behind a star", "Name the columns.");
        if (DialectText.List(star, "replace_list") is { Length: > 0 } replaced)
            text += Rules.HasStarReplace
                ? $" REPLACE ({string.Join(", ", replaced.Select(entry => $"{_expressions.Print(entry.GetProperty("value"))} AS {_text.Name(SyntaxNode.Member(entry, "key"))}"))})"
                : throw _text.Refuse(star, "has no REPLACE behind a star", "Name the columns.");
        return text;
    }

    private string Groups(JsonElement node)
    {
        if (SyntaxNode.Member(node, "aggregate_handling") == "FORCE_AGGREGATES")
            return Rules.HasGroupByAll ? " GROUP BY ALL" : throw _text.Refuse(node, "has no GROUP BY ALL", "Name the columns.");
        string[] keys = [.. DialectText.List(node, "group_expressions").Select(_expressions.Print)];
        JsonElement[] sets = DialectText.List(node, "group_sets");
        if (keys.Length == 0 && sets.Length <= 1)
            return "";
        if (sets.Length > 1)
            _text.Needs(Rules.GroupingSetting);
        return sets.Length <= 1 ? $" GROUP BY {string.Join(", ", keys)}"
            : $" GROUP BY GROUPING SETS ({string.Join(", ", sets.Select(set => $"({string.Join(", ", set.EnumerateArray().Select(key => keys[key.GetInt32()]))})"))})";
    }

    private string From(JsonElement from)
    {
        if (from.TryGetProperty("sample", out _))
            throw _text.Refuse(from, "takes samples differently");
        switch (SyntaxNode.Member(from, "type"))
        {
            case "BASE_TABLE":
                if (from.TryGetProperty("at_clause", out _))
                    throw _text.Refuse(from, "reads older versions of a table differently");
                string[] path = [.. ((string[])[SyntaxNode.Member(from, "catalog_name"), SyntaxNode.Member(from, "schema_name"), SyntaxNode.Member(from, "table_name")]).Where(part => part.Length > 0)];
                return string.Join('.', path.Select(_text.Name)) + Alias(from);
            case "SUBQUERY":
                return Values(from) ?? $"({Query(from.GetProperty("subquery").GetProperty("node"))}){Alias(from)}";
            case "JOIN":
                return Join(from);
            case "TABLE_FUNCTION":
                throw _text.Refuse(from, $"has no function {SyntaxNode.Member(from.GetProperty("function"), "function_name")} in FROM that gives the same");
            case var other:
                throw _text.Refuse(from, $"has no {other.ToLowerInvariant().Replace('_', ' ')} in FROM as the engine has it");
        }
    }

    private string Alias(JsonElement from)
    {
        string alias = SyntaxNode.Member(from, "alias");
        string[] columns = DialectText.Texts(from, "column_name_alias");
        if (columns.Length > 0 && !Rules.HasColumnAliases)
            throw _text.Refuse(from, "takes no names of columns behind a name of FROM", "Name the columns in a query.");
        return alias.Length == 0 ? "" : $" AS {_text.Name(alias)}{(columns.Length > 0 ? $"({_text.Names(columns)})" : "")}";
    }

    // VALUES with names: without them dialects call the columns differently.
    private string? Values(JsonElement from)
    {
        JsonElement node = from.GetProperty("subquery").GetProperty("node");
        if (!node.TryGetProperty("from_table", out JsonElement list) || SyntaxNode.Member(list, "type") != "EXPRESSION_LIST")
            return null;
        if (DialectText.Texts(from, "column_name_alias").Length == 0)
            throw _text.Refuse(from, "calls the columns of VALUES differently", "Give them names: AS name(column, ...).");
        IEnumerable<string> rows = DialectText.List(list, "values").Select(row => $"({string.Join(", ", row.EnumerateArray().Select(_expressions.Print))})");
        return $"(VALUES {string.Join(", ", rows)}){Alias(from)}";
    }

    private string Join(JsonElement from)
    {
        string kind = SyntaxNode.Member(from, "join_type"), form = SyntaxNode.Member(from, "ref_type");
        bool isHalf = kind is "SEMI" or "ANTI";
        string word = (form, kind) switch
        {
            ("CROSS", _) => "CROSS JOIN",
            ("NATURAL", _) when !Rules.HasNaturalJoin => throw _text.Refuse(from, "has no NATURAL JOIN", "Use USING."),
            ("REGULAR" or "NATURAL", _) when isHalf => Rules.HalfJoin is { } side ? $"{side} {kind} JOIN" : throw _text.Refuse(from, $"has no {kind} JOIN", "Use EXISTS."),
            ("REGULAR" or "NATURAL", "INNER" or "LEFT" or "RIGHT") => $"{kind} JOIN",
            ("REGULAR" or "NATURAL", "FULL" or "OUTER") => "FULL JOIN",
            _ => throw _text.Refuse(from, $"has no {form} JOIN as the engine has it"),
        };
        if (kind is "LEFT" or "RIGHT" or "FULL" or "OUTER")
            _text.Needs(Rules.OuterJoinSetting);
        JsonElement right = from.GetProperty("right");
        string side2 = SyntaxNode.Member(right, "type") == "JOIN" ? $"({From(right)})" : From(right);
        string condition = from.TryGetProperty("condition", out JsonElement on) ? $" ON {_expressions.Print(on)}"
            : DialectText.Texts(from, "using_columns") is { Length: > 0 } shared ? $" USING ({_text.Names(shared)})" : "";
        return $"{From(from.GetProperty("left"))} {(form == "NATURAL" ? "NATURAL " : "")}{word} {side2}{condition}";
    }

    private string SetOperation(JsonElement node)
    {
        bool isAll = !node.TryGetProperty("setop_all", out JsonElement all) || all.ValueKind == JsonValueKind.True;
        string word = SyntaxNode.Member(node, "setop_type") is { Length: > 0 } kind ? kind : "UNION";
        if (word is not ("UNION" or "INTERSECT" or "EXCEPT"))
            throw _text.Refuse(node, "has no UNION BY NAME", "Name the columns on both sides in the same order.");
        word += isAll ? " ALL" : Rules.SaysDistinct ? " DISTINCT" : "";
        return $"({Query(node.GetProperty("left"))}) {word} ({Query(node.GetProperty("right"))})";
    }

    private string Modifiers(JsonElement node)
    {
        StringBuilder text = new();
        foreach (JsonElement modifier in DialectText.List(node, "modifiers"))
        {
            switch (SyntaxNode.Member(modifier, "type"))
            {
                case "ORDER_MODIFIER":
                    text.Append(" ORDER BY ").Append(DialectOrder.Keys(DialectText.List(modifier, "orders"), _expressions.Print, _text));
                    break;
                case "LIMIT_MODIFIER":
                    string limit = modifier.TryGetProperty("limit", out JsonElement count) ? $" LIMIT {_expressions.Print(count)}" : "";
                    string offset = modifier.TryGetProperty("offset", out JsonElement first) ? $" OFFSET {_expressions.Print(first)}" : "";
                    text.Append(Rules.OffsetFirst ? offset + limit : limit + offset);
                    break;
                case "DISTINCT_MODIFIER":
                    break;
                case var other:
                    throw _text.Refuse(node, $"has no {other.ToLowerInvariant().Replace('_', ' ')}");
            }
        }
        return text.ToString();
    }
}
