namespace Weir.Plugins.Options;

/// <summary>One option of a table provider, as its declared schema has it.</summary>
/// <param name="Name">The member of the JSON object.</param>
/// <param name="Type">JSON type or types, joined by <c>|</c>; <c>any</c> when the schema says none.</param>
/// <param name="IsRequired">Whether a table cannot be opened without it.</param>
/// <param name="DefaultJson">Its value when it is left out; null when the schema names none.</param>
internal sealed record PluginOption(string Name, string Type, bool IsRequired, string? DefaultJson)
{
    /// <summary>As in a signature: <c>rows integer</c>, <c>partitions integer := 1</c>.</summary>
    public override string ToString() =>
        $"{Name} {Type}{(DefaultJson is null ? IsRequired ? "" : " optional" : $" := {DefaultJson}")}";
}
