using Weir.Plugins;

namespace Weir.CodeFunctions.Values;

/// <summary>A buffer for the text of one value; one a thread, kept from row to row.</summary>
internal sealed class TextBuffer
{
    public Utf8Writer Text { get; } = new();
}
