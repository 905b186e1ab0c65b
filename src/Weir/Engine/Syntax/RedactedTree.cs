using System.Buffers;
using System.Text.Json.Nodes;

namespace Weir.Engine.Syntax;

/// <summary>Takes the values out of a statement: what is left tells its form and nothing of the data.</summary>
internal static class RedactedTree
{
    // The engine prints no bare question mark, so a literal that occurs nowhere else stands for it until the text is there.
    private const string Mark = "\u0001";

    // The engine takes a name with one of these in FROM for the path of a file; a key of a schema's table is quoted.
    private static readonly SearchValues<char> PathCharacters = SearchValues.Create("./\\:*?");

    /// <summary>The statement's text with a question mark for every literal, and for every path that stands for a table.</summary>
    /// <param name="tree">The whole tree; changed.</param>
    /// <param name="print">Prints a tree.</param>
    public static string Print(JsonObject tree, Func<JsonObject, string> print)
    {
        string mark = Mark;
        for (string text = SyntaxJson.Of(tree); text.Contains(JsonText(mark), StringComparison.Ordinal);)
            mark += Mark;
        foreach (JsonObject node in SyntaxNode.Descends(tree).ToArray())
        {
            // The name of a field is no value.
            bool isField = node.Parent is JsonArray { Parent: JsonObject owner } && SyntaxNode.Member(owner, "type") == "STRUCT_EXTRACT";
            if (SyntaxNode.Member(node, "type") == "VALUE_CONSTANT" && !isField)
                node["value"] = SyntaxNode.Text(mark)["value"]!.DeepClone();
            else if (IsPath(node))
                node["table_name"] = mark;
            else if (node["values"] is JsonArray values && node.Parent is JsonArray { Parent: JsonObject pivot } && pivot["pivot_expressions"] is JsonArray { Count: > 0 })
                Redact(values, mark);
        }
        return print(tree).Replace($"'{mark}'", "?", StringComparison.Ordinal).Replace($"\"{mark}\"", "?", StringComparison.Ordinal);
    }

    private static bool IsPath(JsonObject node) => SyntaxNode.Member(node, "type") == "BASE_TABLE" && SyntaxNode.Member(node, "schema_name").Length == 0
        && SyntaxNode.Member(node, "table_name") is { Length: > 0 } name && name[0] != '"' && name.AsSpan().ContainsAny(PathCharacters);

    private static string JsonText(string mark) => string.Concat(mark.Select(_ => "\\u0001"));

    // What a PIVOT looks for stands beside its expressions and not in one.
    private static void Redact(JsonArray values, string mark)
    {
        for (int i = 0; i < values.Count; i++)
            values[i] = SyntaxNode.Text(mark)["value"]!.DeepClone();
    }
}
