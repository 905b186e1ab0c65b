using System.Text.Json;

namespace Weir.Engine.Syntax;

/// <summary>
/// What the engine's syntax tree (JSON) says about tables and functions. Follows SQL's scoping of WITH:
/// a name counts as a table where no WITH clause around it defines it, and so does one in the part of a recursive query that
/// does not know it yet.
/// </summary>
internal sealed class SyntaxFacts
{
    private const string Recurring = "recurring";

    private readonly Stack<string> _scope = new(), _recurring = new();
    private readonly StatementNesting _nesting = new();

    public List<TableReference> Tables { get; } = [];

    /// <summary>The names that WITH clauses give.</summary>
    public HashSet<string> LocalNames { get; } = new(StringComparer.OrdinalIgnoreCase);

    public List<TableCall> Calls { get; } = [];

    /// <summary>Functions of any kind that are called, in lower case.</summary>
    public HashSet<string> Functions { get; } = new(StringComparer.Ordinal);

    /// <summary>The <see cref="Functions"/> with how many arguments each is given, in order.</summary>
    public SortedSet<(string Function, int Arguments)> CallForms { get; } =
        new(Comparer<(string Function, int Arguments)>.Create((one, other) => string.CompareOrdinal(one.Function, other.Function) is not 0 and var order ? order : one.Arguments - other.Arguments));

    /// <summary>The calls of <see cref="Functions"/> as they stand in the tree, those in FROM included.</summary>
    public List<JsonElement> CallNodes { get; } = [];

    /// <summary>Types that are named, in lower case.</summary>
    public HashSet<string> Types { get; } = new(StringComparer.Ordinal);

    /// <summary>Column references as they are written, one part a list item.</summary>
    public List<IReadOnlyList<string>> Columns { get; } = [];

    /// <summary>Whether a star stands for columns anywhere.</summary>
    public bool HasStar { get; private set; }

    /// <summary>Whether a query stands in an expression.</summary>
    public bool HasSubquery { get; private set; }

    /// <summary>Whether a WHERE or an ON stands anywhere.</summary>
    public bool HasConditions { get; private set; }

    /// <summary>Whether rows are taken by chance, without a seed.</summary>
    public bool HasUnseededSample { get; private set; }

    /// <summary>Most expressions inside one another.</summary>
    public int Depth => _nesting.Deepest;

    /// <summary>Reads one statement of the tree, which has at most <see cref="StatementNesting.TreeLevelsMax"/> levels.</summary>
    /// <exception cref="WeirException">WEIR5007: it nests too deep.</exception>
    public static SyntaxFacts Of(JsonElement statement)
    {
        SyntaxFacts facts = new();
        facts.Visit(statement);
        return facts;
    }

    private void Visit(JsonElement node)
    {
        if (node.ValueKind == JsonValueKind.Array)
        {
            foreach (JsonElement item in node.EnumerateArray())
                Visit(item);
        }
        if (node.ValueKind != JsonValueKind.Object)
            return;
        (int outside, int outsideRecurring) = (_scope.Count, _recurring.Count);
        string expressionClass = SyntaxNode.Member(node, "class");
        _nesting.Enter(expressionClass);
        Note(node, expressionClass);
        HasConditions |= node.TryGetProperty("where_clause", out _) || node.TryGetProperty("condition", out _);
        HasUnseededSample |= node.TryGetProperty("sample_size", out _) && !(node.TryGetProperty("seed", out JsonElement seed) && seed.GetInt64() >= 0);
        switch (SyntaxNode.Member(node, "type"))
        {
            case "BASE_TABLE":
                AddTable(node);
                break;
            case "JOIN":
                _nesting.Join();
                break;
            case "TABLE_FUNCTION":
                AddCall(node.GetProperty("function"));
                break;
        }
        // Each name of a WITH clause is known to those behind it and to the query, not to itself.
        if (node.TryGetProperty("cte_map", out JsonElement with) && with.TryGetProperty("map", out JsonElement entries))
        {
            foreach (JsonElement entry in entries.EnumerateArray())
            {
                Visit(entry.GetProperty("value"));
                Define(SyntaxNode.Member(entry, "key"));
            }
        }
        bool isRecursive = SyntaxNode.Member(node, "type") == "RECURSIVE_CTE_NODE";
        if (isRecursive)
        {
            Visit(node.GetProperty("left"));
            Define(SyntaxNode.Member(node, "cte_name"));
            _recurring.Push(_scope.Peek());
        }
        foreach (JsonProperty member in node.EnumerateObject())
        {
            if (member.Name != "cte_map" && !(isRecursive && member.Name == "left"))
                Visit(member.Value);
        }
        while (_scope.Count > outside)
            _scope.Pop();
        while (_recurring.Count > outsideRecurring)
            _recurring.Pop();
        _nesting.Leave(expressionClass);
    }

    private void Note(JsonElement node, string expressionClass)
    {
        switch (expressionClass)
        {
            case "FUNCTION" or "WINDOW":
                string function = SyntaxNode.Member(node, "function_name").ToLowerInvariant();
                Functions.Add(function);
                CallForms.Add((function, SyntaxNode.ArgumentsOf(node)));
                CallNodes.Add(node);
                break;
            case "STAR":
                HasStar = true;
                break;
            case "SUBQUERY":
                HasSubquery = true;
                break;
            case "COLUMN_REF" when node.TryGetProperty("column_names", out JsonElement parts):
                Columns.Add([.. parts.EnumerateArray().Select(part => part.GetString()!)]);
                break;
            case "" when SyntaxNode.Member(node, "id") is { Length: > 0 } type:
                Types.Add(type.ToLowerInvariant());
                break;
        }
    }

    private void Define(string name)
    {
        _scope.Push(name);
        LocalNames.Add(name);
    }

    private void AddTable(JsonElement node)
    {
        TableReference table = new(
            SyntaxNode.Member(node, "catalog_name"), SyntaxNode.Member(node, "schema_name"), SyntaxNode.Member(node, "table_name"), node.TryGetProperty("at_clause", out _));
        Stack<string>? names = table.Schema.Length == 0 ? _scope
            : table.Catalog.Length == 0 && table.Schema.Equals(Recurring, StringComparison.OrdinalIgnoreCase) ? _recurring
            : null;
        bool isLocal = names?.Contains(table.Name, StringComparer.OrdinalIgnoreCase) == true;
        if (!isLocal && !Tables.Contains(table))
            Tables.Add(table);
    }

    private void AddCall(JsonElement function)
    {
        List<(string?, JsonElement?)> arguments = [];
        if (function.TryGetProperty("children", out JsonElement children))
            arguments.AddRange(children.EnumerateArray().Select(Argument));
        Calls.Add(new TableCall(SyntaxNode.Member(function, "function_name").ToLowerInvariant(), arguments) { Source = function });
    }

    // The tree keeps name => value and name := value as an alias, name = value as a comparison.
    private static (string? Name, JsonElement? Literal) Argument(JsonElement node)
    {
        if (SyntaxNode.Member(node, "type") == "COMPARE_EQUAL"
            && node.GetProperty("left").TryGetProperty("column_names", out JsonElement names) && names.GetArrayLength() == 1)
        {
            return (names[0].GetString(), Literal(node.GetProperty("right")));
        }
        string alias = SyntaxNode.Member(node, "alias");
        return (alias.Length == 0 ? null : alias, Literal(node));
    }

    private static JsonElement? Literal(JsonElement node) =>
        SyntaxNode.Member(node, "type") == "VALUE_CONSTANT" && node.GetProperty("value").TryGetProperty("value", out JsonElement value) ? value : null;
}
