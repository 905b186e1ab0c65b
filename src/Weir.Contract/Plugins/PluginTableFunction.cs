namespace Weir.Plugins;

/// <summary>A function that gives a table: <c>FROM name(arguments)</c>. All arguments are constant.</summary>
/// <remarks>Safe for use by many threads.</remarks>
public abstract class PluginTableFunction(string name, IReadOnlyList<PluginParameter> parameters) : PluginFunction(name, parameters)
{
    /// <summary>Finds out what one call gives; reads no rows.</summary>
    /// <param name="binding">The call; all parameters have a value, defaults filled in.</param>
    /// <returns>The table; the caller disposes it.</returns>
    public abstract PluginTable Bind(PluginBinding binding);
}
