using System.Text.Json;
using Weir.Build.Plan;
using Weir.Diagnostics;
using Weir.Sessions;

namespace Weir.Build.Run;

/// <summary>Binds with a session: DESCRIBE for columns, the engine's own parser for expressions.</summary>
internal sealed class SessionBinder(Session session) : ISqlBinder
{
    // One statement with one item and nothing else; what else a tree may hold makes it more than an expression.
    private static readonly HashSet<string> PlainSelect = ["type", "select_list", "from_table", "cte_map", "aggregate_handling"];

    public IReadOnlyList<Column> Describe(string select, CancellationToken cancellation) =>
        [.. SessionRows.Read(session, $"SELECT column_name, column_type FROM (DESCRIBE {select})", cancellation).Select(row => new Column(row[0], row[1]))];

    public ParsedExpression? Parse(string expression, CancellationToken cancellation)
    {
        StatementNesting.RequireReadable(expression);
        string tree = SessionRows.Read(
            session, "SELECT json_serialize_sql($1::VARCHAR, skip_null := true, skip_empty := true, skip_default := true)::VARCHAR",
            cancellation, $"SELECT {expression}")[0][0];
        using JsonDocument document = Document(tree);
        if (!IsOneExpression(document.RootElement, out JsonElement item))
        {
            // A text that does not parse is told best by the engine itself.
            if (document.RootElement.TryGetProperty("error_type", out JsonElement type) && type.GetString() == "parser")
                Describe($"SELECT {expression}\n", cancellation);
            return null;
        }
        string printed = SessionRows.Read(
            session, "SELECT json_deserialize_sql(json_serialize_sql($1::VARCHAR))::VARCHAR", cancellation, $"SELECT {expression}")[0][0];
        Facts facts = new();
        facts.Visit(item);
        return new ParsedExpression(
            printed["SELECT ".Length..], [.. facts.Functions.Order(StringComparer.Ordinal)], facts.Columns, facts.HasSubquery);
    }

    // The bound on the levels bounds every recursion over the tree.
    private static JsonDocument Document(string tree)
    {
        try
        {
            return JsonDocument.Parse(tree, new JsonDocumentOptions { MaxDepth = StatementNesting.TreeLevelsMax });
        }
        catch (JsonException cause)
        {
            throw PolicyErrors.StatementTooDeep("levels of its syntax tree", StatementNesting.TreeLevelsMax, cause);
        }
    }

    private static bool IsOneExpression(JsonElement tree, out JsonElement item)
    {
        item = default;
        if (!tree.TryGetProperty("statements", out JsonElement statements) || statements.GetArrayLength() != 1)
            return false;
        JsonElement node = statements[0].GetProperty("node");
        if (node.GetProperty("type").GetString() != "SELECT_NODE" || !node.TryGetProperty("select_list", out JsonElement items) || items.GetArrayLength() != 1)
            return false;
        bool plain = node.EnumerateObject().All(member => PlainSelect.Contains(member.Name))
            && (!node.TryGetProperty("from_table", out JsonElement from) || from.GetProperty("type").GetString() == "EMPTY")
            && (!node.TryGetProperty("cte_map", out JsonElement with) || !with.TryGetProperty("map", out JsonElement map) || map.GetArrayLength() == 0);
        item = items[0];
        return plain && !item.TryGetProperty("alias", out _) && item.GetProperty("class").GetString() != "STAR";
    }

    private sealed class Facts
    {
        public HashSet<string> Functions { get; } = [];

        public List<IReadOnlyList<string>> Columns { get; } = [];

        public bool HasSubquery { get; private set; }

        public void Visit(JsonElement node)
        {
            if (node.ValueKind == JsonValueKind.Array)
            {
                foreach (JsonElement item in node.EnumerateArray())
                    Visit(item);
            }
            if (node.ValueKind != JsonValueKind.Object)
                return;
            if (node.TryGetProperty("class", out JsonElement kind) && kind.ValueKind == JsonValueKind.String)
                Note(node, kind.GetString()!);
            foreach (JsonProperty member in node.EnumerateObject())
                Visit(member.Value);
        }

        private void Note(JsonElement node, string kind)
        {
            if (kind == "SUBQUERY")
                HasSubquery = true;
            if (kind is "FUNCTION" or "WINDOW" && node.TryGetProperty("function_name", out JsonElement name))
                Functions.Add(name.GetString()!.ToLowerInvariant());
            if (kind == "COLUMN_REF" && node.TryGetProperty("column_names", out JsonElement parts))
                Columns.Add([.. parts.EnumerateArray().Select(part => part.GetString()!)]);
        }
    }
}
