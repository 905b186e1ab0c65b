using System.Text.Json;
using System.Text.Json.Nodes;
using Weir.Engine;
using Weir.Engine.Syntax;

namespace Weir.Sessions;

/// <summary>
/// What a query demands of the rows of each Delta table, at every place at which it reads it, those in its views
/// included. Used for one query.
/// </summary>
/// <param name="tables">The session's.</param>
/// <param name="judge">Admits the views.</param>
/// <param name="connection">Parses.</param>
/// <param name="cancellationToken">Interrupts the engine.</param>
internal sealed class DemandedRows(
    IReadOnlyDictionary<string, TableSource> tables, StatementJudge judge, DuckConnection connection, CancellationToken cancellationToken)
{
    private readonly Dictionary<string, List<TableUse>> _uses = new(StringComparer.OrdinalIgnoreCase);
    private readonly Dictionary<string, StatementShape> _views = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>Reads a statement and all views that it leads to.</summary>
    /// <exception cref="WeirException">A view is refused.</exception>
    public void Read(StatementShape statement)
    {
        string[] names = [.. statement.Tables.Where(IsDelta), .. statement.DeltaCalls.Select(call => DeltaFunction.ViewName(call.Path, call.Version))];
        if (names.Length > 0)
            Read(statement, names);
        foreach (string name in statement.Tables)
        {
            if (tables.GetValueOrDefault(name) is TableSource.View view && !_views.ContainsKey(name))
                Read(Shape(name, view));
        }
    }

    /// <summary>The statement of a view, admitted once.</summary>
    public StatementShape Shape(string name, TableSource.View view)
    {
        if (!_views.TryGetValue(name, out StatementShape? shape))
            _views.Add(name, shape = judge.Admit(view.Sql));
        return shape;
    }

    /// <summary>The places at which a table is read; none when nothing is known of them.</summary>
    /// <param name="viewName">The table, by the name of its view.</param>
    public IReadOnlyList<TableUse> Of(string viewName) => _uses.GetValueOrDefault(viewName) ?? [];

    private void Read(StatementShape statement, string[] names)
    {
        IReadOnlyList<TableUse> uses = statement.HasConditions
            ? TableUses.Of(SyntaxReader.ReadWhole(connection, statement.QuerySql, cancellationToken), TableOf)
            : [];
        foreach (string name in names)
        {
            TableUse[] found = [.. uses.Where(use => use.Table.Equals(name, StringComparison.OrdinalIgnoreCase))];
            if (!_uses.TryGetValue(name, out List<TableUse>? all))
                _uses.Add(name, all = []);
            // A table that is named and not found is read in a way that is not understood.
            all.AddRange(found.Length > 0 ? found : [new TableUse(name, null, []) { Relations = new HashSet<string>() }]);
        }
    }

    private string? TableOf(JsonObject from)
    {
        if (from["function"] is JsonObject call)
            return SyntaxNode.Member(call, "function_name").Equals(DeltaFunction.Name, StringComparison.OrdinalIgnoreCase) ? ViewOf(from) : null;
        bool isPlain = SyntaxNode.Member(from, "schema_name").Length == 0 && SyntaxNode.Member(from, "catalog_name").Length == 0;
        string name = SyntaxNode.Member(from, "table_name");
        return isPlain && IsDelta(name) ? name : null;
    }

    private static string ViewOf(JsonObject from)
    {
        using JsonDocument document = JsonDocument.Parse(SyntaxJson.Of(from));
        (string path, long? version) = DeltaFunction.Arguments(SyntaxFacts.Of(document.RootElement).Calls[0]);
        return DeltaFunction.ViewName(path, version);
    }

    private bool IsDelta(string name) =>
        tables.GetValueOrDefault(name) is TableSource.Dataset { Location.Format: DatasetFormat.Delta };
}
