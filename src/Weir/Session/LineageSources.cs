using System.Text.Json;
using System.Text.Json.Nodes;
using Weir.Catalog;
using Weir.Engine;
using Weir.Engine.Syntax;
using Weir.Engine.Syntax.Lineage;

namespace Weir.Sessions;

/// <summary>Tells a lineage the tables, views and functions of a session. Used by one reading; owns the trees of views.</summary>
/// <param name="connection">Parses and prints.</param>
/// <param name="viewOf">The text of a view, functions of the session written out; null when a name is none.</param>
/// <param name="nameOf">The name under which a table or view was registered.</param>
/// <param name="columnsOf">The columns of a query of the session; null when they are not known before it runs.</param>
/// <param name="isAggregate">Whether a function is an aggregate.</param>
/// <param name="cancellationToken">Interrupts the engine.</param>
internal sealed class LineageSources(
    DuckConnection connection, Func<string, string?> viewOf, Func<string, string> nameOf, Func<string, IReadOnlyList<string>?> columnsOf, Func<string, bool> isAggregate,
    CancellationToken cancellationToken) : ILineageSources, IDisposable
{
    private readonly List<JsonDocument> _trees = [];
    private readonly List<string> _texts = [];
    private List<JsonObject>? _calls;

    /// <summary>Takes in a text whose calls of table functions may be asked about.</summary>
    public void Add(string sql) => _texts.Add(sql);

    /// <inheritdoc/>
    public JsonElement? ViewOf(string name)
    {
        if (viewOf(name) is not { } sql)
            return null;
        JsonDocument tree = StatementTree.Read(connection, sql, cancellationToken);
        _trees.Add(tree);
        _texts.Add(sql);
        _calls = null;
        return StatementTree.Statement(tree).GetProperty("node");
    }

    /// <inheritdoc/>
    public string NameOf(IReadOnlyList<string> path) => path.Count == 1 ? nameOf(path[0]) : string.Join('.', path);

    /// <inheritdoc/>
    public IReadOnlyList<string>? ColumnsOf(IReadOnlyList<string> path) => columnsOf($"SELECT * FROM {SqlText.Name(path)}");

    /// <inheritdoc/>
    public (string Name, IReadOnlyList<string>? Columns) FunctionOf(JsonElement from)
    {
        JsonElement call = from.GetProperty("function");
        string name = SyntaxNode.Member(call, "function_name");
        if (Find(from) is not { } found)
            return (name, null);
        JsonObject plain = SyntaxNode.Copy(found);
        plain["alias"] = "";
        plain["column_name_alias"] = new JsonArray();
        JsonObject select = SyntaxNode.StatementOf(SyntaxNode.Select([SyntaxNode.Star("")], plain));
        string sql = SyntaxReader.Print(connection, select, cancellationToken);
        string label = sql[(sql.IndexOf(" FROM ", StringComparison.Ordinal) + " FROM ".Length)..];
        // What depends on other tables or on values that come later has no columns before it runs.
        bool isFixed = !SyntaxNode.Descends(plain).Any(node => SyntaxNode.Member(node, "class") is "PARAMETER" or "SUBQUERY" || IsReference(node));
        return (label, isFixed ? columnsOf(sql) : null);
    }

    /// <inheritdoc/>
    public bool IsAggregate(string function) => isAggregate(function);

    public void Dispose()
    {
        foreach (JsonDocument tree in _trees)
            tree.Dispose();
    }

    // In FROM, name = value is a named argument.
    private static bool IsReference(JsonObject node) => SyntaxNode.Member(node, "class") == "COLUMN_REF"
        && !(node.Parent is JsonObject comparison && SyntaxNode.Member(comparison, "type") == "COMPARE_EQUAL" && ReferenceEquals(comparison["left"], node));

    // The short tree cannot be printed, so the same place is looked up in the whole one.
    private JsonObject? Find(JsonElement from)
    {
        _calls ??= [.. _texts.SelectMany(sql => SyntaxNode.Descends(SyntaxReader.ReadWhole(connection, sql, cancellationToken)))
            .Where(node => SyntaxNode.Member(node, "type") == "TABLE_FUNCTION")];
        string name = SyntaxNode.Member(from.GetProperty("function"), "function_name");
        int? place = from.TryGetProperty("query_location", out JsonElement location) && location.TryGetInt32(out int at) ? at : null;
        return _calls.FirstOrDefault(call => SyntaxNode.Place(call) == place && SyntaxNode.Member((JsonObject)call["function"]!, "function_name") == name);
    }
}
