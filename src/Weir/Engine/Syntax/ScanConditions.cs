using System.Text.Json.Nodes;
using Weir.Plugins;

namespace Weir.Engine.Syntax;

/// <summary>Turns conditions of a query into filters of one of its tables, where they are simple enough.</summary>
/// <param name="alias">The name by which the query calls the table.</param>
/// <param name="print">Prints an expression.</param>
internal sealed class ScanConditions(string alias, Func<JsonObject, string> print)
{
    /// <summary>Most values of one filter; a longer list is left to the engine.</summary>
    public const int ValuesMax = 1_000;

    private static readonly Dictionary<string, (FilterOperator Plain, FilterOperator Flipped)> Comparisons = new(StringComparer.Ordinal)
    {
        ["COMPARE_EQUAL"] = (FilterOperator.Equal, FilterOperator.Equal),
        ["COMPARE_NOTEQUAL"] = (FilterOperator.NotEqual, FilterOperator.NotEqual),
        ["COMPARE_LESSTHAN"] = (FilterOperator.Less, FilterOperator.Greater),
        ["COMPARE_LESSTHANOREQUALTO"] = (FilterOperator.LessOrEqual, FilterOperator.GreaterOrEqual),
        ["COMPARE_GREATERTHAN"] = (FilterOperator.Greater, FilterOperator.Less),
        ["COMPARE_GREATERTHANOREQUALTO"] = (FilterOperator.GreaterOrEqual, FilterOperator.LessOrEqual),
    };

    private readonly List<ScanFilter> _filters = [];

    /// <summary>What was found.</summary>
    public IReadOnlyList<ScanFilter> Filters => _filters;

    /// <summary>True while the filters together say all that the conditions said.</summary>
    public bool IsWhole { get; private set; } = true;

    /// <summary>Takes a condition that all rows must meet; one that says nothing simple of the table is left out.</summary>
    public void Add(JsonObject condition)
    {
        switch (SyntaxNode.Member(condition, "type"))
        {
            case "CONJUNCTION_AND":
                foreach (JsonObject part in SyntaxNode.List(condition, "children").Cast<JsonObject>())
                    Add(part);
                break;
            case "COMPARE_BETWEEN":
                Compare(condition["input"], FilterOperator.GreaterOrEqual, condition["lower"]);
                Compare(condition["input"], FilterOperator.LessOrEqual, condition["upper"]);
                break;
            case "COMPARE_IN":
                JsonArray list = SyntaxNode.List(condition, "children");
                Compare(list[0], FilterOperator.In, [.. list.Skip(1)]);
                break;
            case "OPERATOR_IS_NULL":
                Compare(SyntaxNode.List(condition, "children")[0], FilterOperator.IsNull);
                break;
            case "OPERATOR_IS_NOT_NULL":
                Compare(SyntaxNode.List(condition, "children")[0], FilterOperator.IsNotNull);
                break;
            case "FUNCTION":
                AddPrefix(condition);
                break;
            case string type when Comparisons.TryGetValue(type, out (FilterOperator Plain, FilterOperator Flipped) comparison):
                if (ColumnOf(condition["left"]) is not null)
                    Compare(condition["left"], comparison.Plain, condition["right"]);
                else
                    Compare(condition["right"], comparison.Flipped, condition["left"]);
                break;
            default:
                IsWhole = false;
                break;
        }
    }

    private void AddPrefix(JsonObject call)
    {
        JsonArray arguments = SyntaxNode.List(call, "children");
        string function = SyntaxNode.Member(call, "function_name");
        if (arguments.Count == 2 && function is "starts_with" or "prefix" or "^@")
            Compare(arguments[0], FilterOperator.StartsWith, arguments[1]);
        else if (arguments.Count == 2 && function == "~~" && TextOf(arguments[1]) is { } pattern)
            AddPattern(arguments[0], pattern);
        else
            IsWhole = false;
    }

    private void AddPattern(JsonNode? column, string pattern)
    {
        int wildcard = pattern.IndexOfAny(['%', '_']);
        if (wildcard < 0)
            Compare(column, FilterOperator.Equal, SyntaxNode.Text(pattern));
        else if (wildcard > 0)
            Compare(column, FilterOperator.StartsWith, SyntaxNode.Text(pattern[..wildcard]));
        if (wildcard == 0 || (wildcard > 0 && (wildcard < pattern.Length - 1 || pattern[wildcard] == '_')))
            IsWhole = false;
    }

    private void Compare(JsonNode? column, FilterOperator comparison, params JsonNode?[] values)
    {
        if (ColumnOf(column) is not { } name || values.Length > ValuesMax || !values.All(IsValue))
        {
            IsWhole = false;
            return;
        }
        if (values.Length == 0 && comparison != FilterOperator.In)
        {
            _filters.Add(new ScanFilter(name, comparison, null, false, []));
            return;
        }
        JsonObject list = SyntaxNode.Call("list_value", values.Select(value => SyntaxNode.Copy((JsonNode)value!)));
        string[] parameters = [.. Parameters(list)];
        _filters.Add(new ScanFilter(name, comparison, print(list), values.All(value => TextOf(value) is not null), parameters));
    }

    // The statement may use few of its parameters here, and numbers may not be left out.
    private static IEnumerable<string> Parameters(JsonObject list)
    {
        foreach (JsonObject parameter in SyntaxNode.Descends(list).Where(node => SyntaxNode.Member(node, "class") == "PARAMETER").ToArray())
        {
            string name = SyntaxNode.Member(parameter, "identifier");
            parameter["identifier"] = $"weir_{name}";
            yield return name;
        }
    }

    private string? ColumnOf(JsonNode? node) => node is JsonObject found && SyntaxNode.Member(found, "class") == "COLUMN_REF"
        ? SyntaxNode.List(found, "column_names") switch
        {
            [JsonNode name] => name.GetValue<string>(),
            [JsonNode table, JsonNode name] when table.GetValue<string>().Equals(alias, StringComparison.OrdinalIgnoreCase) => name.GetValue<string>(),
            _ => null,
        }
        : null;

    private static bool IsValue(JsonNode? node) => node is JsonObject found
        && (SyntaxNode.IsLiteral(found) || (SyntaxNode.Member(found, "class") == "CAST" && IsValue(found["child"])));

    private static string? TextOf(JsonNode? node) =>
        node is JsonObject found && SyntaxNode.Member(found, "class") == "CONSTANT" && found["value"] is JsonObject value
        && value["type"] is JsonObject type && SyntaxNode.Member(type, "id") == "VARCHAR" && !SyntaxNode.Flag(value, "is_null")
            ? SyntaxNode.Member(value, "value")
            : null;
}
