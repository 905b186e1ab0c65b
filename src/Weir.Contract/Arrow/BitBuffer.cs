namespace Weir.Arrow;

/// <summary>A bitmap that grows by appending; handed over by <see cref="HandOver"/> or freed by <see cref="Dispose"/>.</summary>
internal sealed unsafe class BitBuffer : IDisposable
{
    private readonly GrowingBuffer _bytes = new();
    private int _length;

    public void Append(bool bit)
    {
        if ((_length & 7) == 0)
            _bytes.Append((byte)0);
        if (bit)
            Bits.Set(_bytes.Start, _length);
        _length = checked(_length + 1);
    }

    public void AppendOnes(int count)
    {
        _bytes.AppendZeros(Bits.ByteCount((long)_length + count) - _bytes.ByteLength);
        Bits.Fill(_bytes.Start, _length, count, true);
        _length = checked(_length + count);
    }

    /// <summary>Gives the bits to their new owner and starts empty again. Null when none was ever appended.</summary>
    public byte* HandOver(NativeBlocks owner)
    {
        _length = 0;
        return _bytes.HandOver(owner);
    }

    public void Dispose() => _bytes.Dispose();
}
