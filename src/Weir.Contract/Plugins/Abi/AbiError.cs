using System.Runtime.InteropServices;
using System.Text;
using System.Text.Unicode;

namespace Weir.Plugins.Abi;

/// <summary><c>weir_error</c>: owned by the caller, filled by the callee when it fails.</summary>
[StructLayout(LayoutKind.Sequential)]
internal unsafe struct AbiError
{
    public const int MessageBytes = 1016;

    private const int HeadBytes = 8;

    public uint StructSize;
    public int Status;
    public fixed byte Message[MessageBytes];

    /// <summary>An error that nothing has filled yet.</summary>
    public static AbiError Empty => new() { StructSize = (uint)sizeof(AbiError) };

    /// <summary>Writes status and text; the text is cut at a character's end where the caller's room ends.</summary>
    public static void Fill(AbiError* target, AbiStatus status, string text)
    {
        if (target == null || target->StructSize <= HeadBytes)
            return;
        target->Status = (int)status;
        int room = (int)Math.Min(target->StructSize - HeadBytes, MessageBytes);
        Utf8.FromUtf16(text, new Span<byte>(target->Message, room - 1), out _, out int written);
        target->Message[written] = 0;
    }

    /// <summary>The text, or null when there is none. Bytes that are not UTF-8 become U+FFFD.</summary>
    public readonly string? Text
    {
        get
        {
            fixed (byte* first = Message)
            {
                int length = new ReadOnlySpan<byte>(first, MessageBytes).IndexOf((byte)0);
                length = length < 0 ? MessageBytes : length;
                return length == 0 ? null : Encoding.UTF8.GetString(first, length);
            }
        }
    }
}
