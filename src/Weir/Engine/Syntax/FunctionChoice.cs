namespace Weir.Engine.Syntax;

/// <summary>What a call means.</summary>
/// <param name="Plugin">The plugin's function; null for the engine's, or nobody's.</param>
internal readonly record struct FunctionChoice(PluginCatalogEntry? Plugin)
{
    /// <summary>True when types that are not known yet may change it.</summary>
    public bool DependsOnTypes { get; init; }
}
