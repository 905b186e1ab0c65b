using System.Buffers;

namespace Weir.Delta.Actions;

/// <summary>A text in UTF-8: a piece of what is being read, or unescaped into rented memory. The default is no text.</summary>
internal ref struct Utf8Text
{
    private byte[]? _rented;

    public Utf8Text(ReadOnlySpan<byte> bytes)
    {
        Bytes = bytes;
        IsSet = true;
    }

    public ReadOnlySpan<byte> Bytes { get; private set; }

    public bool IsSet { get; private set; }

    /// <summary>A text that goes back to the pool with <see cref="Release"/>.</summary>
    public static Utf8Text Rented(byte[] buffer, int length) => new(buffer.AsSpan(0, length)) { _rented = buffer };

    /// <summary>Lets go of the text. May be called again.</summary>
    public void Release()
    {
        if (_rented is { } buffer)
            ArrayPool<byte>.Shared.Return(buffer);
        this = default;
    }
}
