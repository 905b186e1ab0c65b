namespace Weir.Plugins;

/// <summary>A named hook that may rewrite the syntax tree of a query before it is judged and planned.</summary>
/// <remarks>Safe for use by many threads; pure: the same tree gives the same answer.</remarks>
public abstract class PluginRelationPlanner(string name)
{
    /// <summary>Lower-case letters, digits and <c>_</c>; unique in the plugin.</summary>
    public string Name => name;

    /// <summary>One sentence for people.</summary>
    public string Summary { get; init; } = "";

    /// <summary>Looks at a query.</summary>
    /// <param name="syntaxTreeJson">The tree as the engine's <c>json_serialize_sql</c> writes it.</param>
    /// <returns>Another tree, or null when the query stays as it is.</returns>
    public abstract string? Rewrite(string syntaxTreeJson);
}
