using Weir.Plugins;

namespace Weir.CodeFunctions;

/// <summary>Where the parts of one id are put together; one a thread, kept from row to row.</summary>
internal sealed class PartsBuffer
{
    public Utf8Writer Value { get; } = new();
}
