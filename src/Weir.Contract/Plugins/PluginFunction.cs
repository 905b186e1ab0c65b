namespace Weir.Plugins;

/// <summary>What all functions of a plugin have in common. Immutable.</summary>
/// <param name="name">The name in SQL; case does not matter.</param>
/// <param name="parameters">The parameters in order; optional ones last.</param>
public abstract class PluginFunction(string name, IReadOnlyList<PluginParameter> parameters)
{
    /// <summary>The name in SQL; case does not matter.</summary>
    public string Name => name;

    /// <summary>Further names for the same function.</summary>
    public IReadOnlyList<string> Aliases { get; init; } = [];

    /// <summary>The parameters in order; optional ones last.</summary>
    public IReadOnlyList<PluginParameter> Parameters => parameters;

    /// <summary>Any number of further arguments behind <see cref="Parameters"/> has this type; null: there are none.</summary>
    public PluginParameter? FurtherArguments { get; init; }

    /// <summary>True when equal arguments may give different results; such a call is never folded or shared.</summary>
    public bool IsVolatile { get; init; }

    /// <summary>One sentence for people.</summary>
    public string Summary { get; init; } = "";
}
