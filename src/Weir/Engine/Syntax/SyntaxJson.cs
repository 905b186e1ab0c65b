using System.Buffers;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Weir.Engine.Syntax;

/// <summary>Prints syntax trees as JSON.</summary>
internal static class SyntaxJson
{
    /// <summary>A tree as JSON.</summary>
    public static string Of(JsonObject tree)
    {
        ArrayBufferWriter<byte> buffer = new();
        using (Utf8JsonWriter writer = new(buffer, new JsonWriterOptions { MaxDepth = 2 * StatementNesting.TreeLevelsMax }))
            tree.WriteTo(writer);
        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }
}
