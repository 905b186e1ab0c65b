using Weir.Plugins;

namespace Weir.Engine.Syntax;

/// <summary>A function by one of its names.</summary>
/// <param name="Plugin">Name of the plugin.</param>
/// <param name="Function">What is called.</param>
/// <param name="Kind">How it is called.</param>
internal sealed record PluginCatalogEntry(string Plugin, PluginFunction Function, PluginFunctionKind Kind)
{
    /// <summary>Whether it is only declared, and the plugin's planners replace its calls.</summary>
    public bool IsPlanned => Function is PluginScalar { IsPlanned: true };

    /// <summary>
    /// The engine's window function that it is under further names; null for every other function. A plugin's window of a
    /// name of the grammar is the engine's, so that the engine computes it.
    /// </summary>
    public string? EngineWindow => Function is PluginWindow window ? WindowGrammar.Of(window) : null;

    /// <summary>Whether it is a window function that its plugin computes.</summary>
    public bool IsOwnWindow => Kind == PluginFunctionKind.Window && EngineWindow is null;

    /// <summary>The function with its parameters, as people write it.</summary>
    public string Signature => PluginSignature.Of(Function);
}
