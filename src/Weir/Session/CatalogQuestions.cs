using System.Text.Json.Nodes;
using Weir.Catalog;
using Weir.Engine;
using Weir.Engine.Syntax;

namespace Weir.Sessions;

/// <summary>
/// Answers what a statement asks of the catalog: SHOW of tables, schemas and databases, and the functions of the current ones. The engine would
/// answer with names of its own, of which the session's are none.
/// </summary>
/// <param name="state">The names.</param>
/// <param name="isOpen">Whether SQL may name a table, by its key.</param>
internal sealed class CatalogQuestions(CatalogState state, Func<string, bool> isOpen)
{
    private static readonly string[] Words = ["SHOW", "DESCRIBE", "current_schema", "current_database", "current_catalog"];

    /// <summary>Whether such a question may be in a text.</summary>
    public static bool MayStandIn(string sql) =>
        Array.Exists(Words, word => sql.Contains(word, StringComparison.OrdinalIgnoreCase)) || ExplainedText.FirstWord(sql).Equals("DESC", StringComparison.OrdinalIgnoreCase);

    /// <summary>Writes the answers into a tree.</summary>
    /// <returns>Whether there were any questions.</returns>
    /// <exception cref="WeirException">WEIR8051: SHOW TABLES FROM a schema that is not there.</exception>
    public bool Answer(JsonObject tree, DuckConnection connection, CancellationToken cancellationToken)
    {
        bool isAnswered = false;
        foreach (JsonObject select in SyntaxNode.Descends(tree).Where(node => SyntaxNode.Member(node, "type") == "SELECT_NODE").ToArray())
            ColumnNames.Keep(select, node => Current(node) is not null, part => SyntaxReader.Print(connection, part, cancellationToken));
        foreach (JsonObject node in SyntaxNode.Descends(tree).ToArray())
        {
            if (Current(node) is { } name)
                SyntaxNode.Replace(node, SyntaxNode.Named(SyntaxNode.Text(name), SyntaxNode.Member(node, "alias")));
            else if (Listing(node) is { } sql)
                SyntaxNode.Replace(node, SyntaxNode.Subquery(QueryOf(connection, sql, cancellationToken), SyntaxNode.Member(node, "alias")));
            else
                continue;
            isAnswered = true;
        }
        return isAnswered;
    }

    private string? Current(JsonObject node) => SyntaxNode.Member(node, "class") != "FUNCTION" || SyntaxNode.List(node, "children").Count > 0 ? null
        : SyntaxNode.Member(node, "function_name").ToLowerInvariant() switch
        {
            "current_schema" => state.Schema,
            "current_database" or "current_catalog" => state.Catalog,
            _ => null,
        };

    private string? Listing(JsonObject node)
    {
        if (SyntaxNode.Member(node, "type") != "SHOW_REF" || node["query"] is JsonObject)
            return null;
        if (SyntaxNode.Member(node, "show_type") == "SHOW_FROM")
            return TablesFrom(SyntaxNode.Member(node, "catalog_name"), SyntaxNode.Member(node, "schema_name"));
        return SyntaxNode.Member(node, "table_name").Trim('"') switch
        {
            "tables" => Tables(state.Catalog, state.Schema),
            "__show_tables_expanded" => Rows(["database", "schema", "name"], Names().Select(name => new[] { name.Catalog!, name.Schema!, name.Name })),
            "schemas" => $"SELECT database_name, schema_name, current = 'true' AS current FROM ({Rows(["database_name", "schema_name", "current"], state.Schemas.Values.Select(schema =>
                new[] { schema.Schema!, schema.Name, Is(schema.Schema!, state.Catalog) && Is(schema.Name, state.Schema) ? "true" : "false" }))})",
            "databases" => Rows(["database_name"], state.Schemas.Values.Select(schema => schema.Schema!).Distinct(StringComparer.OrdinalIgnoreCase).Select(name => new[] { name })),
            _ => null,
        };
    }

    private string TablesFrom(string catalog, string schema)
    {
        string inCatalog = catalog.Length == 0 ? state.Catalog : catalog;
        state.RequireSchema(inCatalog, schema);
        return Tables(inCatalog, schema);
    }

    private string Tables(string catalog, string schema) =>
        Rows(["name"], Names().Where(name => Is(name.Catalog!, catalog) && Is(name.Schema!, schema)).Select(name => new[] { name.Name }));

    private IEnumerable<TableName> Names() => state.Names.Where(entry => isOpen(entry.Key)).Select(entry => entry.Value);

    private static string Rows(string[] columns, IEnumerable<string[]> rows)
    {
        string[] values = [.. rows.Select(row => $"({string.Join(", ", row.Select(SqlText.Literal))})")];
        return values.Length == 0
            ? $"SELECT {string.Join(", ", columns.Select(column => $"NULL::VARCHAR AS {column}"))} WHERE false"
            : $"SELECT * FROM (VALUES {string.Join(", ", values)}) AS listing({string.Join(", ", columns)}) ORDER BY ALL";
    }

    private static JsonObject QueryOf(DuckConnection connection, string sql, CancellationToken cancellationToken) =>
        SyntaxNode.Copy((JsonObject)((JsonArray)SyntaxReader.ReadWhole(connection, sql, cancellationToken)["statements"]!)[0]!["node"]!);

    private static bool Is(string name, string other) => name.Equals(other, StringComparison.OrdinalIgnoreCase);
}
