namespace Weir.Plugins;

/// <summary>
/// Makes a static method that returns a <see cref="PluginTable"/> a provider of tables. Its parameters are the options,
/// in snake case; those with a default value need not be given. On a class derived from
/// <see cref="PluginTableProvider"/> with a parameterless constructor: an instance of it is the provider.
/// </summary>
/// <param name="name">Lower-case letters, digits and <c>_</c>; null: the method's name in snake case.</param>
[AttributeUsage(AttributeTargets.Method | AttributeTargets.Class)]
public sealed class TableProviderAttribute(string? name = null) : Attribute
{
    /// <summary>The name by which tables are opened; null: the method's name in snake case.</summary>
    public string? Name => name;

    /// <summary>One sentence for people; null: the first sentence of the method's documentation.</summary>
    public string? Summary { get; set; }
}
