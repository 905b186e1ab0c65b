using System.Text.Json;

namespace Weir.Engine.Syntax.Lineage;

/// <summary>What an expression depends on.</summary>
/// <param name="sources">Tells aggregates.</param>
/// <param name="facts">Told the functions, and what is not understood.</param>
/// <param name="query">Reads a query that stands in the expression.</param>
internal sealed class ExpressionFlows(ILineageSources sources, LineageFacts facts, Func<JsonElement, FlowScope, FlowRows> query)
{
    // Elsewhere an arrow takes a value out of JSON, which the engine's tree writes in the same way.
    private static readonly HashSet<string> LambdaFunctions = new(StringComparer.OrdinalIgnoreCase)
    {
        "list_transform", "list_apply", "array_transform", "array_apply", "apply", "list_filter", "array_filter", "filter",
        "list_reduce", "array_reduce", "reduce",
    };

    private static readonly HashSet<string> Moments = new(StringComparer.OrdinalIgnoreCase)
    {
        "current_date", "current_timestamp", "current_time", "localtime", "localtimestamp", "current_user", "current_schema", "current_catalog", "user",
    };

    /// <summary>What the value of an expression depends on.</summary>
    public HashSet<Flow> Of(JsonElement expression, FlowScope scope) => Of(expression, scope, LineageKind.Identity);

    /// <summary>The same, seen through what uses the value.</summary>
    public HashSet<Flow> Of(JsonElement expression, FlowScope scope, LineageKind use)
    {
        HashSet<Flow> flows = [];
        Collect(expression, scope, use, flows);
        return flows;
    }

    /// <summary>What a name depends on, seen through what uses it.</summary>
    /// <param name="names">As for <see cref="FlowScope.Find"/>.</param>
    /// <param name="scope">What names mean.</param>
    /// <param name="use">The use.</param>
    public HashSet<Flow> OfName(IReadOnlyList<string> names, FlowScope scope, LineageKind use)
    {
        HashSet<Flow> flows = [];
        if (scope.Find(names, out bool isField) is { } found)
        {
            Add(flows, found, isField ? Deeper(use) : use);
            return flows;
        }
        facts.NotUnderstood($"where '{string.Join('.', names)}' comes from");
        Everything(scope, use, flows);
        return flows;
    }

    /// <summary>Adds flows as something that uses them sees them.</summary>
    public static void Add(HashSet<Flow> into, IEnumerable<Flow> flows, LineageKind use)
    {
        foreach (Flow flow in flows)
            into.Add(flow.Through(use));
    }

    private void Collect(JsonElement node, FlowScope scope, LineageKind use, HashSet<Flow> into)
    {
        if (node.ValueKind == JsonValueKind.Array)
        {
            foreach (JsonElement item in node.EnumerateArray())
                Collect(item, scope, use, into);
        }
        if (node.ValueKind != JsonValueKind.Object)
            return;
        switch (SyntaxNode.Member(node, "class"))
        {
            case "COLUMN_REF":
                Reference(node, scope, use, into);
                break;
            case "CONSTANT" or "PARAMETER" or "DEFAULT":
                break;
            case "FUNCTION":
                Function(node, scope, use, into);
                break;
            case "WINDOW":
                Window(node, scope, use, into);
                break;
            case "CASE":
                Case(node, scope, use, into);
                break;
            case "SUBQUERY":
                Subquery(node, scope, use, into);
                break;
            case "STAR":
                Star(node, scope, use, into);
                break;
            case "POSITIONAL_REFERENCE":
                Positional(node, scope, use, into);
                break;
            default:
                Members(node, scope, Deeper(use), into);
                break;
        }
    }

    private static LineageKind Deeper(LineageKind use) => use == LineageKind.Identity ? LineageKind.Transformation : use;

    private void Members(JsonElement node, FlowScope scope, LineageKind use, HashSet<Flow> into)
    {
        foreach (JsonProperty member in node.EnumerateObject())
            Collect(member.Value, scope, use, into);
    }

    private void Reference(JsonElement node, FlowScope scope, LineageKind use, HashSet<Flow> into)
    {
        string[] names = [.. node.GetProperty("column_names").EnumerateArray().Select(name => name.GetString()!)];
        // Words of the grammar that the tree writes like columns.
        if (names.Length == 1 && Moments.Contains(names[0]) && scope.Find(names, out _) is null)
            return;
        into.UnionWith(OfName(names, scope, use));
    }

    private static void Everything(FlowScope scope, LineageKind use, HashSet<Flow> into)
    {
        for (FlowScope? around = scope; around is not null; around = around.Outer)
            foreach (FlowSource source in around.Sources)
                Add(into, source.Rows.Everything(), Deeper(use));
    }

    private void Function(JsonElement node, FlowScope scope, LineageKind use, HashSet<Flow> into)
    {
        facts.AddFunction(node, isInFrom: false);
        LineageKind own = use > LineageKind.Aggregation ? use
            : sources.IsAggregate(SyntaxNode.Member(node, "function_name")) ? LineageKind.Aggregation : Deeper(use);
        bool takesLambda = LambdaFunctions.Contains(SyntaxNode.Member(node, "function_name"));
        if (node.TryGetProperty("children", out JsonElement arguments))
        {
            foreach (JsonElement argument in arguments.EnumerateArray())
            {
                if (takesLambda && SyntaxNode.Member(argument, "class") == "LAMBDA")
                    Lambda(argument, scope, own, into);
                else
                    Collect(argument, scope, own, into);
            }
        }
        Part(node, "filter", scope, LineageKind.Conditional, into);
        Part(node, "order_bys", scope, LineageKind.Sort, into);
    }

    private void Lambda(JsonElement node, FlowScope scope, LineageKind use, HashSet<Flow> into)
    {
        scope.EnterLambda(ParametersOf(node));
        Members(node, scope, Deeper(use), into);
        scope.LeaveLambda();
    }

    private void Window(JsonElement node, FlowScope scope, LineageKind use, HashSet<Flow> into)
    {
        facts.AddFunction(node, isInFrom: false);
        LineageKind own = use > LineageKind.Aggregation ? use
            : SyntaxNode.Member(node, "type") == "WINDOW_AGGREGATE" ? LineageKind.Aggregation : Deeper(use);
        foreach (string part in (string[])["children", "offset_expr", "default_expr"])
            Part(node, part, scope, own, into);
        foreach (string part in (string[])["partitions", "orders", "start_expr", "end_expr"])
            Part(node, part, scope, LineageKind.Window, into);
        Part(node, "filter_expr", scope, LineageKind.Conditional, into);
        Part(node, "arg_orders", scope, LineageKind.Sort, into);
    }

    private void Case(JsonElement node, FlowScope scope, LineageKind use, HashSet<Flow> into)
    {
        if (node.TryGetProperty("case_checks", out JsonElement checks))
        {
            foreach (JsonElement check in checks.EnumerateArray())
            {
                Part(check, "when_expr", scope, LineageKind.Conditional, into);
                Part(check, "then_expr", scope, Deeper(use), into);
            }
        }
        Part(node, "else_expr", scope, Deeper(use), into);
    }

    private void Subquery(JsonElement node, FlowScope scope, LineageKind use, HashSet<Flow> into)
    {
        Part(node, "child", scope, Deeper(use), into);
        FlowRows rows = query(node.GetProperty("subquery").GetProperty("node"), scope);
        if (!SyntaxNode.Member(node, "subquery_type").Contains("EXISTS", StringComparison.Ordinal))
            Add(into, rows.Everything(), Deeper(use));
        Add(into, rows.Presence, use > LineageKind.Aggregation ? use : LineageKind.Filter);
    }

    // A star in an expression stands for each column in turn; here it is all of them.
    private void Star(JsonElement node, FlowScope scope, LineageKind use, HashSet<Flow> into)
    {
        if (scope.StarColumn is { } column)
        {
            Add(into, column.Flows, use);
            return;
        }
        Part(node, "replace_list", scope, Deeper(use), into);
        string table = SyntaxNode.Member(node, "relation_name");
        FlowSource[] sources = [.. scope.Sources.Where(source => table.Length == 0 || source.IsNamed(table))];
        foreach (FlowSource source in sources)
            Add(into, source.Rows.Everything(), Deeper(use));
        if (sources.Length == 0 && table.Length > 0)
            into.UnionWith(OfName([table], scope, Deeper(use)));
    }

    private static void Positional(JsonElement node, FlowScope scope, LineageKind use, HashSet<Flow> into)
    {
        FlowColumn[] columns = [.. scope.Sources.SelectMany(source => source.Shown)];
        bool isKnown = node.TryGetProperty("index", out JsonElement index) && index.GetInt32() is var place && place >= 1 && place <= columns.Length
            && !scope.Sources.Exists(source => source.Rows.IsOpen);
        if (isKnown)
            Add(into, columns[index.GetInt32() - 1].Flows, use);
        else
            Everything(scope, use, into);
    }

    private void Part(JsonElement node, string member, FlowScope scope, LineageKind use, HashSet<Flow> into)
    {
        if (node.TryGetProperty(member, out JsonElement part))
            Collect(part, scope, use, into);
    }

    private static IEnumerable<string> ParametersOf(JsonElement lambda)
    {
        Stack<JsonElement> open = new([lambda.GetProperty("lhs")]);
        while (open.TryPop(out JsonElement node))
        {
            if (node.ValueKind == JsonValueKind.Array)
            {
                foreach (JsonElement item in node.EnumerateArray())
                    open.Push(item);
            }
            if (node.ValueKind != JsonValueKind.Object)
                continue;
            if (node.TryGetProperty("column_names", out JsonElement names))
                yield return names[0].GetString()!;
            if (node.TryGetProperty("children", out JsonElement children))
                open.Push(children);
        }
    }
}
