using Weir.Arrow;

namespace Weir.Plugins;

/// <summary>One parameter of a function.</summary>
/// <param name="Name">The name by which it can be given, <c>name := value</c>.</param>
/// <param name="Type">Its type; null when every type is taken.</param>
public sealed record PluginParameter(string Name, ArrowType? Type)
{
    /// <summary>The value when it is left out, as a JSON scalar (<c>null</c>, <c>true</c>, <c>1</c>, <c>"NFC"</c>); null when it must be given.</summary>
    public string? DefaultJson { get; init; }

    /// <summary>True when it must be the same for all rows: a literal or a parameter of the statement.</summary>
    public bool IsConstant { get; init; }
}
