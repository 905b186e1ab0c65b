using System.Text.Json.Nodes;

namespace Weir.Engine.Syntax;

/// <summary>Says which columns of a table the expressions at one place of a statement mean.</summary>
/// <param name="use">The place.</param>
/// <param name="find">The column of a path of names, fields of structs included; null when the table has none or nothing is known of it.</param>
/// <param name="has">Whether the table has a column of a name.</param>
internal sealed class ColumnScope(TableUse use, Func<IReadOnlyList<string>, BoundsColumn?> find, Func<string, bool> has)
{
    /// <summary>Whether a name without parentheses is surely no column: the table has none of it, and the statement reads nothing else.</summary>
    public bool IsNoColumn(string name) => use.Relations.Count == 1 && !has(name);

    /// <summary>The column that an expression is; null for every other expression, and for columns of other tables.</summary>
    public BoundsColumn? ColumnOf(JsonObject expression) => PathOf(expression) is { } path ? find(path) : null;

    private string[]? PathOf(JsonObject expression) => SyntaxNode.Member(expression, "type") switch
    {
        "COLUMN_REF" => Resolve([.. SyntaxNode.List(expression, "column_names").Select(name => name!.GetValue<string>())]),
        "STRUCT_EXTRACT" when SyntaxNode.List(expression, "children") is [JsonObject inner, JsonObject field]
            && PathOf(inner) is { } path && SyntaxNode.Member((JsonObject)field["value"]!, "value") is { Length: > 0 } name => [.. path, name],
        _ => null,
    };

    private string[]? Resolve(string[] names)
    {
        if (names.Length > 1 && Is(names[0], use.Alias))
            return names[1..];
        bool isAlone = !use.IsForeign && !use.Foreign.Contains(names[0], StringComparer.OrdinalIgnoreCase);
        bool isField = names.Length > 1 && !names[..^1].Any(use.Relations.Contains);
        return isAlone && (names.Length == 1 || isField) ? names : null;
    }

    private static bool Is(string name, string? alias) => name.Equals(alias, StringComparison.OrdinalIgnoreCase);
}
