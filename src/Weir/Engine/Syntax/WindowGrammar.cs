using System.Collections.Frozen;
using System.Text.Json.Nodes;
using Weir.Plugins;

namespace Weir.Engine.Syntax;

/// <summary>
/// The engine's window functions in the syntax tree, which knows them by its grammar and not by name: each has a type of its own.
/// </summary>
internal static class WindowGrammar
{
    private static readonly FrozenDictionary<string, string> Types = new Dictionary<string, string>
    {
        ["row_number"] = "WINDOW_ROW_NUMBER",
        ["rank"] = "WINDOW_RANK",
        ["dense_rank"] = "WINDOW_RANK_DENSE",
        ["rank_dense"] = "WINDOW_RANK_DENSE",
        ["percent_rank"] = "WINDOW_PERCENT_RANK",
        ["cume_dist"] = "WINDOW_CUME_DIST",
        ["ntile"] = "WINDOW_NTILE",
        ["lag"] = "WINDOW_LAG",
        ["lead"] = "WINDOW_LEAD",
        ["first_value"] = "WINDOW_FIRST_VALUE",
        ["last_value"] = "WINDOW_LAST_VALUE",
        ["nth_value"] = "WINDOW_NTH_VALUE",
        ["fill"] = "WINDOW_FILL",
    }.ToFrozenDictionary(StringComparer.OrdinalIgnoreCase);

    /// <summary>Whether a name is one of them, whatever its case.</summary>
    public static bool Has(string name) => Types.ContainsKey(name);

    /// <summary>The one that a plugin's function stands for under further names, because it has its name; null when it is one of its own.</summary>
    public static string? Of(PluginWindow function) => function.Aliases.Prepend(function.Name).FirstOrDefault(Has);

    /// <summary>Makes a call with OVER one of a window function of the engine, in place.</summary>
    /// <param name="window">A call under another name, its arguments in order.</param>
    /// <param name="function">The engine's name.</param>
    public static void Turn(JsonObject window, string function)
    {
        string type = Types[function];
        window["type"] = type;
        window["function_name"] = function.ToLowerInvariant();
        if (type is not ("WINDOW_LAG" or "WINDOW_LEAD"))
            return;
        // These two have places of their own for all arguments but the first.
        JsonObject[] arguments = [.. SyntaxNode.List(window, "children").Cast<JsonObject>()];
        window["children"] = new JsonArray([.. arguments.Take(1).Select(SyntaxNode.Copy)]);
        window["offset_expr"] = arguments.Length > 1 ? SyntaxNode.Copy(arguments[1]) : null;
        window["default_expr"] = arguments.Length > 2 ? SyntaxNode.Copy(arguments[2]) : null;
    }
}
