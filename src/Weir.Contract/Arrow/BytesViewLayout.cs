using System.Runtime.InteropServices;

namespace Weir.Arrow;

/// <summary>
/// The 16 bytes of a utf8-view or binary-view value: the length, then 12 inline bytes, or a 4-byte
/// prefix, the index of a variadic buffer and the place in it.
/// </summary>
[StructLayout(LayoutKind.Sequential)]
internal struct BytesViewLayout
{
    public const int InlineBytes = 12;

    public int Length;
    public int Prefix;
    public int BufferIndex;
    public int Offset;

    public readonly bool IsInline => Length <= InlineBytes;
}
