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
    private readonly DialectFrom _from;

    private DialectPrinter(DialectText text)
    {
        _text = text;
        _expressions = new DialectExpressions(text, Query);
        _from = new DialectFrom(text, _expressions, Query);
    }

    private DialectRules Rules => _text.Rules;

    /// <summary>Writes a statement.</summary>
    /// <param name="statement">A statement of a tree without members that have their default.</param>
    /// <param name="sql">The text that it was written as.</param>
    /// <param name="dialect">The dialect, another than the engine's.</param>
    /// <exception cref="WeirException">WEIR4032: a part cannot be written.</exception>
    public static string Print(JsonElement statement, string sql, DialectKind dialect)
    {
        JsonElement node = statement.GetProperty("node");
        DialectText text = new(dialect, sql);
        string query = new DialectPrinter(text).Query(node);
        if (text.PrefersColumns)
        {
            // What the setting means for the whole query is known only now: it is written once more under it.
            text = new DialectText(dialect, sql);
            text.Needs(text.Rules.ColumnNameSetting);
            query = new DialectPrinter(text).Query(node);
        }
        return text.Settings.Count > 0 ? $"{query} SETTINGS {string.Join(", ", text.Settings)}" : query;
    }

    private string Query(JsonElement node)
    {
        bool isSelect = SyntaxNode.Member(node, "type") == "SELECT_NODE";
        DialectNames? outer = _expressions.Enter(isSelect ? new DialectNames(node, _text) : null);
        string with = With(node), body = isSelect ? Select(node) : SetOperation(node), modifiers = Modifiers(node);
        _expressions.Enter(outer);
        return !isSelect && Rules.WrapsSetOperations && with.Length + modifiers.Length > 0 ? $"{with}SELECT * FROM ({body}){modifiers}" : with + body + modifiers;
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
            string[] aliases = DialectText.Texts(value, "aliases") is { Length: > 0 } named || !isOwn || !Rules.NamesRecursiveColumns ? DialectText.Texts(value, "aliases") : RecursiveColumns(query);
            if (aliases.Length > 0 && !Rules.HasColumnAliases)
                throw _text.Refuse(query, "takes no names of columns behind a name of WITH", "Name the columns in the query.");
            parts.Add($"{_text.Name(SyntaxNode.Member(entry, "key"))}{(aliases.Length > 0 ? $" ({_text.Names(aliases)})" : "")} AS ({(isOwn ? Recursive(query) : Query(query))})");
        }
        return $"WITH {(isRecursive ? "RECURSIVE " : "")}{string.Join(", ", parts)} ";
    }

    private string[] RecursiveColumns(JsonElement query) => DialectSources.ColumnsOfQuery(query.GetProperty("left")) is { } columns && columns.All(name => name.Length > 0)
        ? [.. columns] : throw _text.Refuse(query, "needs the names of a recursive query's columns, and the query does not name them all", "Write them behind its name: WITH RECURSIVE name(column, ...).");

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
        text.AppendJoin(", ", DialectText.List(node, "select_list").Select((item, place) => Item(node, item, place)));
        if (node.TryGetProperty("from_table", out JsonElement from) && SyntaxNode.Member(from, "type") != "EMPTY")
            text.Append(" FROM ").Append(_from.Print(from));
        if (node.TryGetProperty("where_clause", out JsonElement where))
            text.Append(" WHERE ").Append(_expressions.Print(where, DialectClause.Where));
        text.Append(Groups(node));
        if (node.TryGetProperty("having", out JsonElement having))
            text.Append(" HAVING ").Append(_expressions.Print(having, DialectClause.Having));
        if (node.TryGetProperty("qualify", out JsonElement qualify))
            text.Append(" QUALIFY ").Append(Rules.HasQualify ? _expressions.Print(qualify, DialectClause.Qualify) : throw _text.Refuse(qualify, "has no QUALIFY", "Filter in a query around this one."));
        if (node.TryGetProperty("sample", out _))
            throw _text.Refuse(node, "takes samples differently");
        return text.ToString();
    }

    private string Item(JsonElement select, JsonElement item, int place)
    {
        string written = SyntaxNode.Member(item, "class") == "STAR" ? Star(select, item, place) : _expressions.Print(item, DialectClause.Item, place);
        return SyntaxNode.Member(item, "alias") is { Length: > 0 } alias ? $"{written} AS {_text.Name(alias)}" : written;
    }

    private string Star(JsonElement select, JsonElement star, int place)
    {
        _text.RequireNone(star, "columns", "has no COLUMNS(...) as the engine has it");
        if (DialectText.List(star, "rename_list").Length > 0)
            throw _text.Refuse(star, "has no RENAME behind a star", "Name the columns.");
        if (select.TryGetProperty("from_table", out JsonElement from) && DialectSources.SharesColumns(from))
            throw _text.Refuse(star, "gives the columns of a star in another order where tables share columns by USING or NATURAL", "Name the columns.");
        string text = SyntaxNode.Member(star, "relation_name") is { Length: > 0 } table ? $"{_text.Name(table)}.*" : "*";
        JsonElement[] ofTables = DialectText.List(star, "qualified_exclude_list");
        if (ofTables.Length > 0 && text == "*" && DialectSources.Only(select) is null)
            throw _text.Refuse(star, "leaves columns of all tables out behind a star, and not those of one", "Name the columns.");
        string[] left = [.. DialectText.Texts(star, "exclude_list"), .. ofTables.Select(name => SyntaxNode.Member(name, "column"))];
        if (left.Length > 0)
            text += Rules.StarExcept is { } except ? $" {except} ({_text.Names(left)})" : throw _text.Refuse(star, "has no EXCLUDE behind a star", "Name the columns.");
        if (DialectText.List(star, "replace_list") is { Length: > 0 } replaced)
            text += Rules.HasStarReplace
                ? $" REPLACE ({string.Join(", ", replaced.Select(entry => $"{_expressions.Print(entry.GetProperty("value"), DialectClause.Item, place)} AS {_text.Name(SyntaxNode.Member(entry, "key"))}"))})"
                : throw _text.Refuse(star, "has no REPLACE behind a star", "Name the columns.");
        return text;
    }

    private string Groups(JsonElement node)
    {
        if (SyntaxNode.Member(node, "aggregate_handling") == "FORCE_AGGREGATES")
            return Rules.HasGroupByAll ? " GROUP BY ALL" : throw _text.Refuse(node, "has no GROUP BY ALL", "Name the columns.");
        string[] keys = [.. DialectText.List(node, "group_expressions").Select(key => _expressions.Print(key, DialectClause.Group))];
        JsonElement[] sets = DialectText.List(node, "group_sets");
        if (keys.Length == 0 && sets.Length <= 1)
            return "";
        if (sets.Length > 1)
            _text.Needs(Rules.GroupingSetting);
        return sets.Length <= 1 ? $" GROUP BY {string.Join(", ", keys)}"
            : $" GROUP BY GROUPING SETS ({string.Join(", ", sets.Select(set => $"({string.Join(", ", set.EnumerateArray().Select(key => keys[key.GetInt32()]))})"))})";
    }

    private string SetOperation(JsonElement node)
    {
        if (SyntaxNode.Member(node, "type") is not "SET_OPERATION_NODE" and var other)
            throw _text.Refuse(node, $"has no query like {other.ToLowerInvariant().Replace('_', ' ')}");
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
                    text.Append(" ORDER BY ").Append(DialectOrder.Keys(DialectText.List(modifier, "orders"), _expressions.Key, _text));
                    break;
                case "LIMIT_MODIFIER":
                    string limit = modifier.TryGetProperty("limit", out JsonElement count) ? $" LIMIT {_expressions.Print(count, DialectClause.Order)}" : "";
                    string offset = modifier.TryGetProperty("offset", out JsonElement first) ? $" OFFSET {_expressions.Print(first, DialectClause.Order)}" : "";
                    text.Append(Rules.OffsetFirst ? offset + limit : limit + offset);
                    break;
                case "DISTINCT_MODIFIER":
                    break;
                case var other:
                    throw _text.Refuse(modifier, $"has no {other.ToLowerInvariant().Replace('_', ' ')}");
            }
        }
        return text.ToString();
    }
}
