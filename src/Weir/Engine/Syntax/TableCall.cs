using System.Text.Json;

namespace Weir.Engine.Syntax;

/// <summary>A call of a table function.</summary>
/// <param name="Name">In lower case.</param>
/// <param name="Arguments">Values of the arguments that are literals, null for the others; named ones under their name.</param>
internal sealed record TableCall(string Name, IReadOnlyList<(string? Name, JsonElement? Literal)> Arguments)
{
    /// <summary>The call in the tree that it was read from, for as long as the tree lives.</summary>
    public JsonElement Source { get; init; }
}
