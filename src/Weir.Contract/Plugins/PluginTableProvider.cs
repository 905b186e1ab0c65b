namespace Weir.Plugins;

/// <summary>Opens tables of one kind.</summary>
/// <remarks>Safe for use by many threads.</remarks>
public abstract class PluginTableProvider(string name)
{
    /// <summary>Lower-case letters, digits and <c>_</c>; unique in the plugin.</summary>
    public string Name => name;

    /// <summary>One sentence for people.</summary>
    public string Summary { get; init; } = "";

    /// <summary>JSON Schema of the options, with <c>required</c> and defaults; <c>{"type":"object"}</c> when all are taken.</summary>
    public string OptionsSchemaJson { get; init; } = """{"type":"object","additionalProperties":false}""";

    /// <summary>Opens a table; reads no rows.</summary>
    /// <param name="optionsJson">A JSON object that fits <see cref="OptionsSchemaJson"/>.</param>
    /// <returns>The table as it is now; the caller disposes it.</returns>
    public abstract PluginTable Open(string optionsJson);
}
