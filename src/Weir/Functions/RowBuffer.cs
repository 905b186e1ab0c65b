namespace Weir.Functions;

/// <summary>Bytes that a kernel puts one row together in; kept from row to row by one thread.</summary>
internal sealed class RowBuffer
{
    private byte[] _bytes = new byte[256];
    private int _length;

    public ReadOnlySpan<byte> Written => _bytes.AsSpan(0, _length);

    public void Clear() => _length = 0;

    public void Append(ReadOnlySpan<byte> bytes) => bytes.CopyTo(Reserve(bytes.Length));

    /// <summary>Room for so many bytes at the end, which the caller fills.</summary>
    public Span<byte> Reserve(int count)
    {
        if (_bytes.Length - _length < count)
            Array.Resize(ref _bytes, Math.Max(_length + count, _bytes.Length * 2));
        Span<byte> room = _bytes.AsSpan(_length, count);
        _length += count;
        return room;
    }
}
