using System.Text.Json.Nodes;
using Weir.Engine.Syntax;

namespace Weir.Sessions;

/// <summary>
/// Writes names of the session's schemas, <c>schema.table</c> and <c>catalog.schema.table</c>, as the keys under which the engine
/// knows the tables; columns that are named with them too. Schemas of the engine's own stay as they are.
/// </summary>
/// <param name="state">The names.</param>
internal sealed class QualifiedNames(CatalogState state)
{
    /// <summary>Whether such a name may be in a text. A comment or literal may look like one, which costs time and nothing else.</summary>
    public bool MayStandIn(string sql) => sql.Contains('.', StringComparison.Ordinal)
        && (sql.Contains(CatalogState.InformationSchema, StringComparison.OrdinalIgnoreCase)
            || state.Schemas.Values.Any(schema => sql.Contains(schema.Name, StringComparison.OrdinalIgnoreCase)));

    /// <summary>Replaces the names in a tree.</summary>
    /// <returns>Whether there were any.</returns>
    /// <exception cref="WeirException">WEIR8008: the session has the schema, and it has no such table.</exception>
    public bool Replace(JsonObject tree)
    {
        HashSet<(string Schema, string Table)> replaced = [];
        ReplaceTables(tree, replaced);
        if (replaced.Count > 0)
            ReplaceColumns(tree, replaced);
        return replaced.Count > 0;
    }

    /// <summary>Gives tables of the current schema their whole names, so that a text means the same wherever it is read.</summary>
    /// <returns>Whether there were any.</returns>
    public bool Complete(JsonObject tree)
    {
        HashSet<string> own = new(StringComparer.OrdinalIgnoreCase);
        Visit(tree, node => own.UnionWith(SyntaxNode.List(node, "map").OfType<JsonObject>().Select(entry => SyntaxNode.Member(entry, "key"))));
        bool isChanged = false;
        Visit(tree, node =>
        {
            string name = SyntaxNode.Member(node, "table_name");
            bool isPlain = SyntaxNode.Member(node, "type") == "BASE_TABLE" && SyntaxNode.Member(node, "schema_name").Length == 0;
            if (!isPlain || own.Contains(name) || !state.Names.ContainsKey(state.KeyOf(new TableName(name))))
                return;
            (node["catalog_name"], node["schema_name"], isChanged) = (state.Catalog, state.Schema, true);
        });
        return isChanged;
    }

    private void ReplaceTables(JsonObject tree, HashSet<(string, string)> replaced) => Visit(tree, node =>
    {
        string schema = SyntaxNode.Member(node, "schema_name");
        if (SyntaxNode.Member(node, "type") != "BASE_TABLE" || schema.Length == 0)
            return;
        string catalog = SyntaxNode.Member(node, "catalog_name");
        TableName name = state.Resolve(new TableName(SyntaxNode.Member(node, "table_name"), schema, catalog.Length == 0 ? null : catalog));
        if (!state.Has(name.Catalog!, schema))
            return;
        string key = state.KeyOf(name);
        bool isListing = schema.Equals(CatalogState.InformationSchema, StringComparison.OrdinalIgnoreCase);
        if (!state.Sources.ContainsKey(key))
        {
            // What the information schema of the session lacks, the engine's may have.
            if (isListing)
                return;
            throw state.Unknown(name);
        }
        replaced.Add((schema.ToUpperInvariant(), name.Name.ToUpperInvariant()));
        if (SyntaxNode.Member(node, "alias").Length == 0)
            node["alias"] = name.Name;
        (node["catalog_name"], node["schema_name"], node["table_name"]) = ("", "", state.SeenAs(key));
    });

    private static void ReplaceColumns(JsonObject tree, HashSet<(string Schema, string Table)> replaced) => Visit(tree, node =>
    {
        if (SyntaxNode.Member(node, "class") != "COLUMN_REF" || node["column_names"] is not JsonArray { Count: > 2 } parts)
            return;
        string[] names = [.. parts.Select(part => part!.GetValue<string>().ToUpperInvariant())];
        int first = replaced.Contains((names[0], names[1])) ? 1 : names.Length > 3 && replaced.Contains((names[1], names[2])) ? 2 : 0;
        for (int i = 0; i < first; i++)
            parts.RemoveAt(0);
    });

    private static void Visit(JsonNode? node, Action<JsonObject> visit)
    {
        if (node is JsonObject item)
        {
            visit(item);
            foreach (KeyValuePair<string, JsonNode?> member in item.ToArray())
                Visit(member.Value, visit);
        }
        else if (node is JsonArray list)
        {
            foreach (JsonNode? element in list.ToArray())
                Visit(element, visit);
        }
    }
}
