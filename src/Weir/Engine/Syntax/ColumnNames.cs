using System.Text.Json.Nodes;

namespace Weir.Engine.Syntax;

/// <summary>Names of result columns: a column without an alias has its expression's text for a name, which rewriting changes.</summary>
internal static class ColumnNames
{
    private const string Select = "SELECT ";

    /// <summary>Gives the columns of a SELECT their names as aliases where something in them will change.</summary>
    /// <param name="select">A SELECT_NODE.</param>
    /// <param name="changes">Tells nodes that will change.</param>
    /// <param name="print">Prints a tree.</param>
    public static void Keep(JsonObject select, Func<JsonObject, bool> changes, Func<JsonObject, string> print)
    {
        foreach (JsonObject item in SyntaxNode.List(select, "select_list").Cast<JsonObject>())
        {
            if (SyntaxNode.Member(item, "alias").Length == 0 && SyntaxNode.Descends(item).Any(changes) && !HasStar(item))
                item["alias"] = TextOf(item, print);
        }
    }

    /// <summary>An expression as text.</summary>
    public static string TextOf(JsonObject item, Func<JsonObject, string> print) =>
        print(SyntaxNode.Statement(SyntaxNode.Copy(item)))[Select.Length..];

    // A name for all columns that a star stands for would be one too many.
    private static bool HasStar(JsonObject item) => SyntaxNode.Descends(item).Any(found => SyntaxNode.Member(found, "class") == "STAR");
}
