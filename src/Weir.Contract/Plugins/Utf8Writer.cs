using System.Buffers;
using System.Text;

namespace Weir.Plugins;

/// <summary>
/// A text that a function puts together as UTF-8, without strings. Empty at the start of each row; its memory is
/// used again for the next. Also takes the bytes of a BLOB. Not thread-safe.
/// </summary>
public sealed class Utf8Writer : IBufferWriter<byte>
{
    private const int FirstBytes = 256;

    private byte[] _bytes = new byte[FirstBytes];

    /// <summary>Bytes so far.</summary>
    public int Length { get; private set; }

    /// <summary>What was written; valid until the next call.</summary>
    public ReadOnlySpan<byte> Written => _bytes.AsSpan(0, Length);

    /// <summary>Appends bytes.</summary>
    /// <param name="utf8">Whole characters or parts of them; the whole text must be UTF-8 at the end.</param>
    public void Append(ReadOnlySpan<byte> utf8)
    {
        utf8.CopyTo(GetSpan(utf8.Length));
        Length += utf8.Length;
    }

    /// <summary>Appends a text; unpaired surrogates become U+FFFD.</summary>
    /// <param name="text">The text.</param>
    public void Append(ReadOnlySpan<char> text) =>
        Length += Encoding.UTF8.GetBytes(text, GetSpan(Encoding.UTF8.GetMaxByteCount(text.Length)));

    /// <summary>Appends a value as it formats itself, in the invariant culture.</summary>
    /// <typeparam name="T">A number, a date or another value that writes UTF-8.</typeparam>
    /// <param name="value">The value.</param>
    /// <param name="format">A format of the type; empty for its usual one.</param>
    public void Append<T>(T value, ReadOnlySpan<char> format = default) where T : IUtf8SpanFormattable
    {
        int written;
        for (int room = 32; !value.TryFormat(GetSpan(room), out written, format, System.Globalization.CultureInfo.InvariantCulture); room *= 2)
        {
        }
        Length += written;
    }

    /// <summary>Makes the text empty.</summary>
    public void Clear() => Length = 0;

    /// <inheritdoc/>
    public void Advance(int count)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan((uint)count, (uint)(_bytes.Length - Length), nameof(count));
        Length += count;
    }

    /// <inheritdoc/>
    public Memory<byte> GetMemory(int sizeHint = 0)
    {
        MakeRoom(sizeHint);
        return _bytes.AsMemory(Length);
    }

    /// <inheritdoc/>
    public Span<byte> GetSpan(int sizeHint = 0)
    {
        MakeRoom(sizeHint);
        return _bytes.AsSpan(Length);
    }

    private void MakeRoom(int count)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(count);
        int needed = checked(Length + Math.Max(count, 1));
        if (needed > _bytes.Length)
            Array.Resize(ref _bytes, (int)Math.Min(Math.Max((long)_bytes.Length * 2, needed), Array.MaxLength));
    }
}
