using Weir.Arrow;

namespace Weir.Plugins;

/// <summary>A function over all rows of a partition, in the order of the window, that gives a value for each.</summary>
/// <remarks>Safe for use by many threads.</remarks>
public abstract class PluginWindow(string name, IReadOnlyList<PluginParameter> parameters) : PluginFunction(name, parameters)
{
    /// <summary>As <see cref="PluginScalar.ResultOf"/>.</summary>
    /// <param name="argumentTypes">As many as a call has.</param>
    /// <returns>A field; its name is of no meaning.</returns>
    public abstract Field ResultOf(IReadOnlyList<ArrowType> argumentTypes);

    /// <summary>Computes all rows of one partition.</summary>
    /// <param name="partition">The partition's rows in order, NULLs included, and the place for the results.</param>
    public abstract void Evaluate(ref PluginWindowCall partition);
}
