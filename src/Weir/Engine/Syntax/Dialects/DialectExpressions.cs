using System.Globalization;
using System.Text.Json;

namespace Weir.Engine.Syntax.Dialects;

/// <summary>Expressions in the words of a dialect.</summary>
/// <param name="text">Names, literals and refusals.</param>
/// <param name="query">Writes a query that stands in an expression.</param>
internal sealed class DialectExpressions(DialectText text, Func<JsonElement, string> query)
{
    private static readonly Dictionary<string, string> Comparisons = new(StringComparer.Ordinal)
    {
        ["COMPARE_EQUAL"] = "=", ["COMPARE_NOTEQUAL"] = "<>", ["COMPARE_LESSTHAN"] = "<", ["COMPARE_GREATERTHAN"] = ">",
        ["COMPARE_LESSTHANOREQUALTO"] = "<=", ["COMPARE_GREATERTHANOREQUALTO"] = ">=",
        ["COMPARE_DISTINCT_FROM"] = "IS DISTINCT FROM", ["COMPARE_NOT_DISTINCT_FROM"] = "IS NOT DISTINCT FROM",
    };

    private static readonly Dictionary<string, string> IntervalUnits = new(StringComparer.OrdinalIgnoreCase)
    {
        ["to_years"] = "YEAR", ["to_months"] = "MONTH", ["to_days"] = "DAY", ["to_hours"] = "HOUR", ["to_minutes"] = "MINUTE", ["to_seconds"] = "SECOND",
    };

    // Words that the engine's tree writes like columns.
    private static readonly HashSet<string> Moments = new(StringComparer.OrdinalIgnoreCase) { "current_date", "current_timestamp", "current_time", "localtime", "localtimestamp" };

    private readonly DialectCalls _calls = new(text);

    private readonly DialectCasts _casts = new(text);

    // Those of the SELECTs around a subquery in an expression.
    private readonly Stack<DialectNames> _around = [];

    private DialectNames? _names;
    private DialectScope _scope = new(DialectClause.Item, -1);

    private DialectKind Dialect => text.Dialect;

    /// <summary>Goes into a SELECT, and gives the one around it.</summary>
    public DialectNames? Enter(DialectNames? names)
    {
        DialectNames? outer = _names;
        _names = names;
        return outer;
    }

    /// <summary>An expression of a clause of the SELECT.</summary>
    /// <param name="node">The expression.</param>
    /// <param name="clause">The clause.</param>
    /// <param name="place">The place of an item; -1 for every other expression.</param>
    public string Print(JsonElement node, DialectClause clause, int place = -1) => In(new DialectScope(clause, place), node);

    /// <summary>A key of ORDER BY.</summary>
    public string Key(JsonElement node) => Print(node, DialectNames.Single(node) is null ? DialectClause.Order : DialectClause.OrderName);

    private string In(DialectScope scope, JsonElement node)
    {
        DialectScope outer = _scope;
        _scope = scope;
        string written = Print(node);
        _scope = outer;
        return written;
    }

    /// <summary>An expression.</summary>
    public string Print(JsonElement node) => SyntaxNode.Member(node, "class") switch
    {
        "COLUMN_REF" => Column(node),
        "CONSTANT" => DialectLiteral.Of(node, text.Rules) ?? throw text.Refuse(node, $"has no literal of the type {SyntaxNode.Member(node.GetProperty("value").GetProperty("type"), "id")}", "Write it as a cast of a text."),
        "PARAMETER" => Parameter(node),
        "COMPARISON" => Comparison(node),
        "CONJUNCTION" => $"({string.Join(SyntaxNode.Member(node, "type") == "CONJUNCTION_AND" ? " AND " : " OR ", Children(node))})",
        "BETWEEN" => $"({Part(node, "input")} BETWEEN {Part(node, "lower")} AND {Part(node, "upper")})",
        "CASE" => Case(node),
        "CAST" => _casts.Print(node, Print),
        "OPERATOR" => Operator(node),
        "FUNCTION" => Function(node),
        "WINDOW" => Window(node),
        "SUBQUERY" => Subquery(node),
        "LAMBDA" => throw text.Refuse(node, "has no operator -> as the engine has it"),
        var other => throw text.Refuse(node, $"has no {other.ToLowerInvariant()} expression as this one"),
    };

    private string Part(JsonElement node, string member) => Print(node.GetProperty(member));

    private string[] Children(JsonElement node) => [.. DialectText.List(node, "children").Select(Print)];

    private string Column(JsonElement node)
    {
        string[] names = DialectText.Texts(node, "column_names");
        if (names.Length == 1 && Moments.Contains(names[0]))
            throw text.Refuse(node, $"cannot be told whether {names[0]} is a column", "Write now(), or a cast of it to DATE.");
        if (text.Rules.HidesSharedColumns && _scope.Clause != DialectClause.Join && _names?.IsShared(names) == true)
            throw text.Refuse(node, $"takes no table before {names[1]}, which tables share by USING", "Name the column alone, or join with ON.");
        int item = _names is null || _scope.Parameters.Contains(names[0], StringComparer.OrdinalIgnoreCase) ? -1 : _names.Find(names[0]);
        if (item >= 0 && names.Length == 1)
            return Named(node, names[0], _names!, item);
        if (item >= 0 || _around.Any(outer => outer.Find(names[0]) >= 0))
            text.Needs(text.Rules.ColumnNameSetting);
        return string.Join('.', names.Select(text.Name));
    }

    // A name that may be that of a column or of an item.
    private string Named(JsonElement node, string name, DialectNames names, int item) => names.Form(name, item, _scope) switch
    {
        DialectNameForm.AsWritten => text.Name(name),
        DialectNameForm.Qualified => $"{text.Name(names.Source!)}.{text.Name(name)}",
        // A number behind GROUP BY would be the place of an item.
        DialectNameForm.Expression when _scope.Clause != DialectClause.Group || SyntaxNode.Member(names.Item(item), "class") != "CONSTANT" =>
            In(_scope with { Place = item, IsMoved = true }, names.Item(item)),
        DialectNameForm.Place => (item + 1).ToString(CultureInfo.InvariantCulture),
        _ => throw text.Refuse(node, $"takes names of columns and of items differently, and {name} may be either here", "Write the column with its table before it, or the expression of the item."),
    };

    private string Parameter(JsonElement node)
    {
        string name = SyntaxNode.Member(node, "identifier");
        bool isPlace = int.TryParse(name, NumberStyles.None, CultureInfo.InvariantCulture, out int place);
        if (isPlace && text.Rules.Parameter is { } sign && place == text.ParametersWritten + 1)
        {
            text.ParametersWritten++;
            return sign;
        }
        return !isPlace && text.Rules.NamedParameter is { } before ? before + name
            : throw text.Refuse(node, isPlace ? $"cannot say ${name} here: it counts parameters in the order of the text" : $"has no parameter ${name} as the engine has it", "Put the value in its place, or use parameters by their order.");
    }

    private string Comparison(JsonElement node)
    {
        string type = SyntaxNode.Member(node, "type");
        if (!Comparisons.TryGetValue(type, out string? sign) || (type.Contains("DISTINCT", StringComparison.Ordinal) && !text.Rules.HasDistinctFrom))
            throw text.Refuse(node, "has no IS DISTINCT FROM", "Compare with = and IS NULL.");
        return $"({Part(node, "left")} {sign} {Part(node, "right")})";
    }

    private string Case(JsonElement node)
    {
        IEnumerable<string> checks = DialectText.List(node, "case_checks").Select(check => $" WHEN {Part(check, "when_expr")} THEN {Part(check, "then_expr")}");
        return $"CASE{string.Concat(checks)}{(node.TryGetProperty("else_expr", out JsonElement otherwise) ? $" ELSE {Print(otherwise)}" : "")} END";
    }

    private string Operator(JsonElement node)
    {
        string[] parts = Children(node);
        switch (SyntaxNode.Member(node, "type"))
        {
            case "OPERATOR_NOT":
                return $"(NOT {parts[0]})";
            case "OPERATOR_IS_NULL":
                return $"({parts[0]} IS NULL)";
            case "OPERATOR_IS_NOT_NULL":
                return $"({parts[0]} IS NOT NULL)";
            case "OPERATOR_COALESCE":
                return $"coalesce({string.Join(", ", parts)})";
            case "COMPARE_IN" or "COMPARE_NOT_IN" when !text.Rules.HasNullsInIn && DialectText.List(node, "children").Skip(1).Any(MayBeNull):
                throw text.Refuse(node, "does not see a NULL in the list of IN, and this list may have one", "Keep to literals, or compare with each value by = and OR.");
            case "COMPARE_IN":
                return $"({parts[0]} IN ({string.Join(", ", parts[1..])}))";
            case "COMPARE_NOT_IN":
                return $"({parts[0]} NOT IN ({string.Join(", ", parts[1..])}))";
            case "STRUCT_EXTRACT" when DialectText.List(node, "children") is [_, var field] && DialectText.Literal(field) is { } name:
                return $"{parts[0]}.{text.Name(name)}";
            case "ARRAY_EXTRACT":
                return Item(node, parts);
            case var other:
                throw text.Refuse(node, $"has no operator like {other.ToLowerInvariant().Replace('_', ' ')}");
        }
    }

    private static bool MayBeNull(JsonElement node) =>
        SyntaxNode.Member(node, "class") == "CAST" ? MayBeNull(node.GetProperty("child")) || node.TryGetProperty("try_cast", out JsonElement isTry) && isTry.ValueKind == JsonValueKind.True
        : SyntaxNode.Member(node, "class") is not "CONSTANT" || DialectValues.IsNull(node);

    // A place beyond the end is NULL to the engine.
    private string Item(JsonElement node, string[] parts)
    {
        bool isText = DialectText.List(node, "children")[1] is var key && SyntaxNode.Member(key, "type") == "VALUE_CONSTANT" && SyntaxNode.Member(key.GetProperty("value").GetProperty("type"), "id") == "VARCHAR";
        if (isText && Dialect != DialectKind.Spark)
            throw text.Refuse(node, "needs to know whether this is a field of a struct or a value of a map", "Write (struct).field for a field.");
        return Dialect switch
        {
            DialectKind.Spark => isText ? $"{parts[0]}[{parts[1]}]" : $"try_element_at({parts[0]}, {parts[1]})",
            DialectKind.Trino => $"element_at({parts[0]}, {parts[1]})",
            _ => $"arrayElementOrNull({parts[0]}, {parts[1]})",
        };
    }

    private string Function(JsonElement node)
    {
        string name = SyntaxNode.Member(node, "function_name");
        JsonElement[] arguments = DialectText.List(node, "children");
        if (IntervalUnits.TryGetValue(name, out string? unit))
            return Interval(node, unit);
        if (name is "date_part" && arguments.Length == 2 && DialectText.Literal(arguments[0]) is { } part)
            return part is "year" or "month" or "day" or "hour" or "minute"
                ? $"EXTRACT({part.ToUpperInvariant()} FROM {Print(arguments[1])})"
                : throw text.Refuse(node, $"counts the part '{part}' of a time differently", "Use year, month, day, hour or minute.");
        bool takesLambda = name.StartsWith("list_", StringComparison.Ordinal) || name.StartsWith("array_", StringComparison.Ordinal);
        DialectScope inside = DialectFunctions.IsAggregate(name) ? _scope with { IsInAggregate = true } : _scope;
        string[] parts = [.. arguments.Select(argument => takesLambda && SyntaxNode.Member(argument, "class") == "LAMBDA" ? Lambda(argument) : In(inside, argument))];
        string call = _calls.Print(node, name, arguments, parts);
        if (node.TryGetProperty("distinct", out JsonElement distinct) && distinct.ValueKind == JsonValueKind.True)
            call = Distinct(node, call);
        string order = Orders(node);
        if (order.Length > 0)
            call = text.Rules.HasAggregateOrder && call.EndsWith(')') ? $"{call[..^1]}{order})"
                : Dialect == DialectKind.Spark && name is "string_agg" ? $"{call} WITHIN GROUP ({order.TrimStart()})"
                : throw text.Refuse(node, "has no ORDER BY in this aggregate");
        string[] conditions = [.. DialectFunctions.LeavesNullsOut(name) ? [$"({parts[0]} IS NOT NULL)"] : (string[])[], .. Members(node, "filter").Select(filter => In(inside, filter))];
        return conditions.Length switch
        {
            0 => call,
            1 => $"{call} FILTER (WHERE {conditions[0]})",
            _ => $"{call} FILTER (WHERE ({string.Join(" AND ", conditions)}))",
        };
    }

    private string Distinct(JsonElement node, string call)
    {
        int open = call.IndexOf('(', StringComparison.Ordinal);
        bool isPlain = open > 0 && call.EndsWith(')') && call[..open].All(char.IsAsciiLetterOrDigit) && SyntaxNode.Member(node, "function_name") is not "string_agg";
        return isPlain ? $"{call[..(open + 1)]}DISTINCT {call[(open + 1)..]}" : throw text.Refuse(node, "has no DISTINCT in this aggregate");
    }

    private string Orders(JsonElement node) => node.TryGetProperty("order_bys", out JsonElement by) && DialectText.List(by, "orders") is { Length: > 0 } orders
        ? $" ORDER BY {DialectOrder.Keys(orders, Print, text)}" : "";

    private string Interval(JsonElement node, string unit)
    {
        JsonElement number = DialectText.List(node, "children") is [var first, ..] ? first : default;
        // The grammar wraps the number of an interval in a cast of a truncated cast.
        while (number.ValueKind == JsonValueKind.Object && SyntaxNode.Member(number, "class") is ("CAST" or "FUNCTION"))
            number = number.TryGetProperty("child", out JsonElement child) ? child : DialectText.List(number, "children") is [var only] && SyntaxNode.Member(number, "function_name") == "trunc" ? only : default;
        JsonElement value = default;
        bool isKnown = number.ValueKind == JsonValueKind.Object && SyntaxNode.Member(number, "type") == "VALUE_CONSTANT" && number.GetProperty("value").TryGetProperty("value", out value);
        if (!isKnown || !long.TryParse(value.ValueKind == JsonValueKind.String ? value.GetString() : value.GetRawText(), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out long count))
            throw text.Refuse(node, "has no interval of a number that is computed, or is a fraction", "Write INTERVAL with a whole number.");
        string digits = count.ToString(CultureInfo.InvariantCulture);
        return text.Rules.QuotesInterval ? $"INTERVAL '{digits}' {unit}" : $"INTERVAL {digits} {unit}";
    }

    private string Window(JsonElement node)
    {
        string name = SyntaxNode.Member(node, "function_name");
        JsonElement[] arguments = [.. DialectText.List(node, "children"), .. Members(node, "offset_expr", "default_expr")];
        string call = _calls.Print(node, name, arguments, [.. arguments.Select(Print)]);
        text.RequireNone(node, "distinct", "has no DISTINCT in a window function");
        if (DialectText.List(node, "arg_orders").Length > 0)
            throw text.Refuse(node, "has no ORDER BY in the arguments of a window function");
        if (DialectFunctions.LeavesNullsOut(name))
            throw text.Refuse(node, $"does not leave NULLs out of {name} over a window", "Leave them out in a query inside this one.");
        if (node.TryGetProperty("filter_expr", out JsonElement filter))
            call = !text.Rules.HasWindowFilter ? throw text.Refuse(filter, "has no FILTER in a window function", "Put the condition into its argument, as CASE WHEN ... THEN ... END.") : $"{call} FILTER (WHERE {Print(filter)})";
        if (node.TryGetProperty("ignore_nulls", out JsonElement ignores) && ignores.ValueKind == JsonValueKind.True)
            call = text.Rules.HasIgnoreNulls ? $"{call} IGNORE NULLS" : throw text.Refuse(node, "has no IGNORE NULLS as the engine has it");
        if (SyntaxNode.Member(node, "exclude_clause") is not ("" or "NO_OTHER"))
            throw text.Refuse(node, "has no EXCLUDE in a window");
        string partition = DialectText.List(node, "partitions") is { Length: > 0 } keys ? $"PARTITION BY {string.Join(", ", keys.Select(Print))}" : "";
        string order = DialectText.List(node, "orders") is { Length: > 0 } orders ? $"ORDER BY {DialectOrder.Keys(orders, Print, text)}" : "";
        return $"{call} OVER ({string.Join(' ', ((string[])[partition, order, Frame(node)]).Where(part => part.Length > 0))})";
    }

    private static IEnumerable<JsonElement> Members(JsonElement node, params string[] names)
    {
        foreach (string name in names)
            if (node.TryGetProperty(name, out JsonElement member))
                yield return member;
    }

    private string Frame(JsonElement node)
    {
        string start = SyntaxNode.Member(node, "start"), end = SyntaxNode.Member(node, "end");
        if (start is "UNBOUNDED_PRECEDING" && end is "CURRENT_ROW_RANGE")
            return "";
        string unit = (start + end).Contains("GROUPS", StringComparison.Ordinal) ? "GROUPS" : (start + end).Contains("RANGE", StringComparison.Ordinal) ? "RANGE" : "ROWS";
        if (unit == "GROUPS" && !text.Rules.HasGroupsFrame)
            throw text.Refuse(node, "has no GROUPS in a window");
        return $"{unit} BETWEEN {Bound(node, start, "start_expr")} AND {Bound(node, end, "end_expr")}";
    }

    private string Bound(JsonElement node, string bound, string expression) => bound switch
    {
        "UNBOUNDED_PRECEDING" => "UNBOUNDED PRECEDING",
        "UNBOUNDED_FOLLOWING" => "UNBOUNDED FOLLOWING",
        _ when bound.StartsWith("CURRENT_ROW", StringComparison.Ordinal) => "CURRENT ROW",
        _ when bound.StartsWith("EXPR_PRECEDING", StringComparison.Ordinal) => $"{Part(node, expression)} PRECEDING",
        _ when bound.StartsWith("EXPR_FOLLOWING", StringComparison.Ordinal) => $"{Part(node, expression)} FOLLOWING",
        _ => throw text.Refuse(node, "has no frame like this one in a window"),
    };

    private string Subquery(JsonElement node)
    {
        string inner = Inner(node.GetProperty("subquery").GetProperty("node"));
        return SyntaxNode.Member(node, "subquery_type") switch
        {
            "SCALAR" => $"({inner})",
            "EXISTS" => $"EXISTS ({inner})",
            "NOT_EXISTS" => $"NOT EXISTS ({inner})",
            "ANY" when !text.Rules.HasNullsInIn => throw text.Refuse(node, "does not see NULLs of a query behind IN", "Use a JOIN with the query's distinct values."),
            "ANY" when SyntaxNode.Member(node, "comparison_type") == "COMPARE_EQUAL" => $"({Part(node, "child")} IN ({inner}))",
            _ => throw text.Refuse(node, "has no comparison with ANY or ALL as the engine has it", "Compare with IN or EXISTS."),
        };
    }

    // A column of it may be one of a query around it.
    private string Inner(JsonElement node)
    {
        DialectNames? outer = _names;
        if (outer is not null)
            _around.Push(outer);
        string inner = query(node);
        if (outer is not null)
            _around.Pop();
        return inner;
    }

    private string Lambda(JsonElement node)
    {
        JsonElement parameters = node.GetProperty("lhs");
        if (SyntaxNode.Member(parameters, "class") != "COLUMN_REF")
            throw text.Refuse(node, "counts the places that a lambda with two parameters gets differently, or gives none", "Use a lambda with one parameter.");
        string name = DialectText.Texts(parameters, "column_names")[^1];
        return $"{text.Name(name)} -> {In(_scope with { Parameters = [.. _scope.Parameters, name] }, node.GetProperty("expr"))}";
    }
}
