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

    /// <summary>The function with its parameters, as people write it.</summary>
    public string Signature => PluginSignature.Of(Function);
}
