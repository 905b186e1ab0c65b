using System.Text.Json.Nodes;

namespace Weir.Engine.Syntax;

/// <summary>
/// Turns a condition on the rows of a table into a test of its files. What only the engine could compute of a row,
/// what is not the same each time, and what other tables decide, stays open.
/// </summary>
/// <param name="scope">Says which columns are the table's.</param>
/// <param name="isPure">Whether a function is the engine's own and gives for the same arguments always the same.</param>
internal sealed class FileTests(ColumnScope scope, Func<string, bool> isPure)
{
    private static readonly HashSet<string> PlainClasses = new(StringComparer.Ordinal)
        { "CONSTANT", "PARAMETER", "FUNCTION", "CAST", "COMPARISON", "CONJUNCTION", "BETWEEN", "OPERATOR", "CASE", "COLUMN_REF" };

    private static readonly HashSet<string> Truncations = new(StringComparer.Ordinal) { "date_trunc", "datetrunc" };

    private static readonly HashSet<string> Counts = new(StringComparer.Ordinal)
        { "year", "isoyear", "epoch", "epoch_ms", "epoch_us", "epoch_ns" };

    private static readonly HashSet<string> CountedParts = new(StringComparer.OrdinalIgnoreCase)
        { "year", "isoyear", "epoch" };

    // Intervals that have one length, wherever they are added.
    private static readonly HashSet<string> Spans = new(StringComparer.Ordinal)
        { "to_weeks", "to_days", "to_hours", "to_minutes", "to_seconds", "to_milliseconds", "to_microseconds" };

    private static readonly HashSet<string> Prefixes = new(StringComparer.Ordinal) { "starts_with", "prefix", "^@" };

    /// <summary>Reads a condition.</summary>
    /// <param name="condition">Stays as it is.</param>
    /// <param name="isNegated">Whether it must be false.</param>
    public FileTest Read(JsonObject condition, bool isNegated = false)
    {
        if (ConstantOf(condition) is { } constant)
            return new ConstantTest(constant, isNegated);
        JsonObject[] children = [.. SyntaxNode.List(condition, "children").OfType<JsonObject>()];
        string type = SyntaxNode.Member(condition, "type");
        return type switch
        {
            "CONJUNCTION_AND" or "CONJUNCTION_OR" =>
                new JunctionTest((type == "CONJUNCTION_AND") != isNegated, [.. children.Select(child => Read(child, isNegated))]),
            "OPERATOR_NOT" => Read(children[0], !isNegated),
            "OPERATOR_IS_NULL" or "OPERATOR_IS_NOT_NULL" => Null(children[0], (type == "OPERATOR_IS_NULL") != isNegated),
            "COMPARE_BETWEEN" => Between(condition, isNegated),
            "COMPARE_IN" or "COMPARE_NOT_IN" => In(children, (type == "COMPARE_NOT_IN") != isNegated),
            "FUNCTION" => Prefix(condition, children, isNegated),
            _ when SyntaxLogic.IsComparison(type) => Compare(
                isNegated ? SyntaxLogic.Negated(type) : type, (JsonObject)condition["left"]!, (JsonObject)condition["right"]!),
            _ => Open(condition),
        };
    }

    private static OpenTest Open(JsonObject node, string? why = null) => new(why ?? SyntaxNode.Member(node, "class") switch
    {
        "SUBQUERY" => "a query stands in it",
        "COLUMN_REF" => $"nothing is known of {string.Join('.', SyntaxNode.List(node, "column_names").Select(name => name!.GetValue<string>()))} here",
        "FUNCTION" => $"{SyntaxNode.Member(node, "function_name")} keeps no order that is known",
        _ => $"{SyntaxNode.Member(node, "type")} keeps no order that is known",
    });

    private FileTest Null(JsonObject operand, bool isNull) =>
        scope.ColumnOf(operand) is { } column ? new NullTest(column, isNull) : Open(operand);

    private FileTest Compare(string comparison, JsonObject left, JsonObject right) =>
        Operand(left) is not { } first ? Open(left)
        : Operand(right) is not { } second ? Open(right)
        : new ComparisonTest(comparison, first, second);

    private FileTest Between(JsonObject between, bool isNegated)
    {
        (JsonObject input, JsonObject lower, JsonObject upper) = ((JsonObject)between["input"]!, (JsonObject)between["lower"]!, (JsonObject)between["upper"]!);
        if (Operand(input) is not { } operand)
            return Open(input);
        if (Constant(lower) is not { } start || Constant(upper) is not { } end)
            return Open(between, "the limits are not the same for all rows");
        return new ListTest(operand, [start, end], isNegated ? ListKind.Outside : ListKind.Between);
    }

    private FileTest In(JsonObject[] children, bool isNegated)
    {
        if (Operand(children[0]) is not { } operand)
            return Open(children[0]);
        // A null in the list makes no value equal, and none surely different.
        ConstantOperand?[] values = [.. children.Skip(1).Where(value => !IsNull(value)).Select(Constant)];
        if (values.Contains(null))
            return Open(children[0], "the list is not the same for all rows");
        return new ListTest(operand, [.. values.OfType<ConstantOperand>()], isNegated ? ListKind.NotIn : ListKind.In);
    }

    private FileTest Prefix(JsonObject call, JsonObject[] arguments, bool isNegated)
    {
        string name = SyntaxNode.Member(call, "function_name");
        if (isNegated || arguments.Length != 2 || !isPure(name) || Operand(arguments[0]) is not ColumnOperand text)
            return Open(call);
        if (Prefixes.Contains(name) && Constant(arguments[1]) is { } prefix)
            return new PrefixTest(text, prefix);
        if (name != "~~" || SyntaxNode.Member(arguments[1], "class") != "CONSTANT"
            || SyntaxNode.Member((JsonObject)arguments[1]["value"]!, "value") is not { Length: > 0 } pattern)
        {
            return Open(call);
        }
        int wildcard = pattern.IndexOfAny(['%', '_']);
        return wildcard == 0 ? Open(call, "the pattern begins with a wildcard")
            : new PrefixTest(text, new ConstantOperand(SyntaxNode.Text(wildcard < 0 ? pattern : pattern[..wildcard]), isLiteral: true));
    }

    private Operand? Operand(JsonObject node)
    {
        if (Constant(node) is { } constant)
            return constant;
        if (scope.ColumnOf(node) is { } column)
            return new ColumnOperand(column);
        JsonObject[] children = [.. SyntaxNode.List(node, "children").OfType<JsonObject>()];
        return SyntaxNode.Member(node, "class") switch
        {
            "CAST" when Operand((JsonObject)node["child"]!) is { } inner =>
                new CastOperand(inner, (JsonObject)node["cast_type"]!, With(node, probe => probe["child"] = SyntaxNode.Copy(inner.Probe))),
            "FUNCTION" when IsPure(node) => Call(node, SyntaxNode.Member(node, "function_name"), children),
            _ => null,
        };
    }

    private Operand? Call(JsonObject node, string name, JsonObject[] children)
    {
        if (name is "+" or "-" && children.Length == 2)
            return Sum(node, children, isDifference: name == "-");
        if (name == "-" && children.Length == 1 && Operand(children[0]) is { } negated)
            return new NegatedOperand(negated, Probe(node, negated));
        bool isTruncation = children.Length == 2 && Constant(children[0]) is not null && Truncations.Contains(name);
        bool isPart = children.Length == 2 && name is "date_part" or "datepart" && children[0]["value"] is JsonObject part
            && CountedParts.Contains(SyntaxNode.Member(part, "value"));
        bool isCount = children.Length == 1 && Counts.Contains(name);
        return (isTruncation || isPart || isCount) && Operand(children[^1]) is { } time
            ? new CalendarOperand(time, Prepared(node, children), Probe(node, time))
            : null;
    }

    private SumOperand? Sum(JsonObject node, JsonObject[] children, bool isDifference)
    {
        if (Operand(children[0]) is not { } left || Operand(children[1]) is not { } right)
            return null;
        bool isMonthless = children.Any(child => Spans.Contains(SyntaxNode.Member(child, "function_name")));
        JsonObject probe = With(node, copy => copy["children"] = new JsonArray(SyntaxNode.Copy(left.Probe), SyntaxNode.Copy(right.Probe)));
        return new SumOperand(left, right, isDifference, isMonthless, probe);
    }

    // The call with its constant arguments as they are for files.
    private JsonObject Prepared(JsonObject node, JsonObject[] children) => With(node, copy =>
        copy["children"] = new JsonArray([.. children[..^1].Select(child => ConstantOf(child)!), SyntaxNode.Null()]));

    private JsonObject Probe(JsonObject node, Operand last) => With(node, copy =>
    {
        JsonObject[] children = [.. SyntaxNode.List(node, "children").OfType<JsonObject>()];
        copy["children"] = new JsonArray([.. children[..^1].Select(child => ConstantOf(child)!), SyntaxNode.Copy(last.Probe)]);
    });

    private static JsonObject With(JsonObject node, Action<JsonObject> change)
    {
        JsonObject copy = SyntaxNode.Copy(node);
        change(copy);
        return copy;
    }

    private ConstantOperand? Constant(JsonObject node) =>
        ConstantOf(node) is { } expression ? new ConstantOperand(expression, SyntaxNode.IsLiteral(node)) : null;

    private static bool IsNull(JsonObject node) =>
        SyntaxNode.Member(node, "class") == "CONSTANT" && node["value"] is JsonObject value && SyntaxNode.Flag(value, "is_null");

    // A copy over columns of the relation of files; null when not all of it is the same for all rows of a file.
    private JsonObject? ConstantOf(JsonObject node) =>
        SyntaxNode.Descends(node).All(part => IsPlain(part) && (!IsColumn(part) || scope.ColumnOf(part) is { Kind: BoundsKind.Value }))
            ? WithColumns(node)
            : null;

    /// <summary>A copy in which the table's columns stand for nulls where the engine is asked for types; null when it holds more than these.</summary>
    public JsonObject? OverNulls(JsonObject condition) =>
        SyntaxNode.Descends(condition).All(part => IsPlain(part) && (!IsColumn(part) || scope.ColumnOf(part) is not null))
            ? WithColumns(condition)
            : null;

    private JsonObject WithColumns(JsonObject node)
    {
        if (scope.ColumnOf(node) is { } only)
            return SyntaxNode.Named(only.Value, SyntaxNode.Member(node, "alias"));
        JsonObject copy = SyntaxNode.Copy(node);
        foreach (JsonObject part in SyntaxNode.Descends(copy).Where(IsColumn).ToArray())
            SyntaxNode.Replace(part, SyntaxNode.Named(scope.ColumnOf(part)!.Value, SyntaxNode.Member(part, "alias")));
        return copy;
    }

    private bool IsColumn(JsonObject node) => SyntaxNode.Member(node, "class") == "COLUMN_REF" && !IsMoment(node);

    private bool IsMoment(JsonObject column) => SyntaxNode.List(column, "column_names") is [JsonValue only]
        && only.GetValue<string>() is var name && QueryMoment.IsName(name) && isPure(name) && scope.IsNoColumn(name);

    // What is no expression is part of one.
    private bool IsPlain(JsonObject node) => SyntaxNode.Member(node, "class") switch
    {
        "" => true,
        "FUNCTION" => IsPure(node),
        { } kind => PlainClasses.Contains(kind),
    };

    private bool IsPure(JsonObject call) => SyntaxNode.Member(call, "schema") is "" or "main"
        && !SyntaxNode.Flag(call, "distinct") && call["filter"] is null
        && isPure(SyntaxNode.Member(call, "function_name"));
}
