namespace Weir.Plugins;

/// <summary>What the attributes of all functions have in common.</summary>
/// <param name="name">The name in SQL; null: the member's name in snake case.</param>
public abstract class FunctionAttribute(string? name) : Attribute
{
    /// <summary>The name in SQL; null: the member's name in snake case (<c>RowGap</c> is <c>row_gap</c>).</summary>
    public string? Name => name;

    /// <summary>Further names in SQL for the same function.</summary>
    public string[] Aliases { get; set; } = [];

    /// <summary>One sentence for people; null: the first sentence of the member's documentation.</summary>
    public string? Summary { get; set; }

    /// <summary>Under which heading people find the function in documents; null: under that of the plugin.</summary>
    public string? Section { get; set; }

    /// <summary>Words for what it does (<c>hash</c>, <c>span</c>, <c>aggregate</c>...), for tools that choose functions by them.</summary>
    public string[] Tags { get; set; } = [];

    /// <summary>Names in SQL of functions to look at too; beside those of <c>&lt;seealso&gt;</c>.</summary>
    public string[] Related { get; set; } = [];

    /// <summary>True when equal arguments may give different results; such a call is never folded or shared. Default: false.</summary>
    public bool Volatile { get; set; }
}
