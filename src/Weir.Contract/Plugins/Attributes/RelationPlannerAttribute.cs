namespace Weir.Plugins;

/// <summary>
/// Makes a static method <c>string? Rewrite(string syntaxTreeJson)</c> a hook that looks at every query before it is
/// judged and planned; see <see cref="PluginRelationPlanner.Rewrite"/>. Must be pure.
/// </summary>
/// <param name="name">Lower-case letters, digits and <c>_</c>; null: the method's name in snake case.</param>
[AttributeUsage(AttributeTargets.Method)]
public sealed class RelationPlannerAttribute(string? name = null) : Attribute
{
    /// <summary>The hook's name; null: the method's name in snake case.</summary>
    public string? Name => name;

    /// <summary>One sentence for people; null: the first sentence of the method's documentation.</summary>
    public string? Summary { get; set; }
}
