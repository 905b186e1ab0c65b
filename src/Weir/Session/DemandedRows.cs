using System.Text.Json.Nodes;
using Weir.Diagnostics;
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
/// <param name="isPure">Whether a function is the engine's own, scalar, and gives for the same arguments always the same.</param>
/// <param name="pin">Called before conditions are read in which the moment of the query may stand.</param>
/// <param name="cancellationToken">Interrupts the engine.</param>
internal sealed class DemandedRows(
    IReadOnlyDictionary<string, TableSource> tables, StatementJudge judge, DuckConnection connection, Func<string, bool> isPure,
    Action pin, CancellationToken cancellationToken)
{
    private readonly Dictionary<string, List<TableUse>> _uses = new(StringComparer.OrdinalIgnoreCase);
    private readonly Dictionary<string, StatementShape> _views = new(StringComparer.OrdinalIgnoreCase);
    private readonly Dictionary<string, JsonObject> _trees = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>Reads a statement and all views that it leads to.</summary>
    /// <exception cref="WeirException">A view is refused.</exception>
    public void Read(StatementShape statement)
    {
        AddViews(statement);
        StatementShape[] all = [statement, .. _views.Values];
        string[] names = [.. all.SelectMany(shape => shape.Tables.Where(IsDelta).Concat(shape.DeltaCalls.Where(IsOfRows).Select(call => call.TableName)))];
        if (names.Length == 0 || !all.Any(shape => shape.HasConditions))
            return;
        if (all.Any(shape => shape.HasMoment))
            pin();
        JsonObject tree = SyntaxReader.ReadWhole(connection, statement.QuerySql, cancellationToken);
        foreach (IGrouping<string, TableUse> uses in TableUses.Of(tree, from => TableOf(from, names), ViewOf, isPure).GroupBy(use => use.Table, StringComparer.OrdinalIgnoreCase))
            _uses[uses.Key] = [.. uses];
    }

    /// <summary>The statement of a view, admitted once.</summary>
    public StatementShape Shape(string name, TableSource.View view)
    {
        if (!_views.TryGetValue(name, out StatementShape? shape))
            _views.Add(name, shape = Admit(name, view));
        return shape;
    }

    private StatementShape Admit(string name, TableSource.View view)
    {
        try
        {
            return judge.AdmitView(view.Sql);
        }
        catch (WeirException cause)
        {
            throw EngineErrors.In($"the view '{CatalogState.Shown(name)}'", cause);
        }
    }

    /// <summary>The places at which a table is read; none when nothing is known of them.</summary>
    /// <param name="viewName">The table, by the name of its view.</param>
    public IReadOnlyList<TableUse> Of(string viewName) => _uses.GetValueOrDefault(viewName) ?? [];

    private void AddViews(StatementShape statement)
    {
        foreach (string name in statement.Tables)
        {
            if (tables.GetValueOrDefault(name) is TableSource.View view && !_views.ContainsKey(name))
                AddViews(Shape(name, view));
        }
    }

    private JsonObject? ViewOf(string name)
    {
        if (!_views.TryGetValue(name, out StatementShape? view))
            return null;
        if (!_trees.TryGetValue(name, out JsonObject? tree))
            _trees.Add(name, tree = SyntaxReader.ReadWhole(connection, view.QuerySql, cancellationToken));
        return tree;
    }

    private static bool IsOfRows(DeltaCall call) => call.Function.Kind is DeltaFunctionKind.Rows or DeltaFunctionKind.Changes;

    private static string? TableOf(JsonObject from, string[] names)
    {
        bool isPlain = SyntaxNode.Member(from, "schema_name").Length == 0 && SyntaxNode.Member(from, "catalog_name").Length == 0;
        string name = SyntaxNode.Member(from, "table_name");
        return isPlain && names.Contains(name, StringComparer.OrdinalIgnoreCase) ? name : null;
    }

    private bool IsDelta(string name) =>
        tables.GetValueOrDefault(name) is TableSource.Dataset { Location: { Format: DatasetFormat.Delta } };
}
