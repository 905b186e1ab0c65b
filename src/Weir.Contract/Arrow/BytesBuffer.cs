using System.Text;

namespace Weir.Arrow;

/// <summary>
/// The buffers of a text or binary column while it grows, in the layout of its type: offsets and bytes,
/// views and bytes, or bytes of one width. Handed over by <see cref="HandOver"/> or freed by <see cref="Dispose"/>.
/// </summary>
internal sealed unsafe class BytesBuffer(ArrowType type) : IDisposable
{
    private readonly GrowingBuffer _main = new();
    private readonly GrowingBuffer _data = new();

    /// <summary>Bytes of values; of views, those that do not stand inline.</summary>
    public long ByteCount => type.Layout == ArrowLayout.Fixed ? _main.ByteLength : _data.ByteLength;

    private bool HasOffsets => type.Layout is ArrowLayout.Bytes32 or ArrowLayout.Bytes64;

    public void Append(ReadOnlySpan<char> text)
    {
        int byteCount = Encoding.UTF8.GetByteCount(text);
        Span<byte> small = stackalloc byte[BytesViewLayout.InlineBytes];
        if (HasOffsets)
        {
            CheckRoom(byteCount);
            WriteStart();
            Encoding.UTF8.GetBytes(text, _data.AppendRoom(byteCount));
        }
        else if (byteCount <= small.Length)
        {
            Append(small[..Encoding.UTF8.GetBytes(text, small)]);
        }
        else
        {
            Append(Encoding.UTF8.GetBytes(text.ToArray()));
        }
    }

    public void Append(ReadOnlySpan<byte> bytes)
    {
        if (type.Layout == ArrowLayout.Fixed)
        {
            if (bytes.Length != type.ByteWidth)
                throw new ArgumentException($"The column holds {type.ByteWidth} bytes a row, not {bytes.Length}.", nameof(bytes));
            _main.Append(bytes);
        }
        else if (type.Layout == ArrowLayout.Views)
        {
            AppendView(bytes);
        }
        else
        {
            CheckRoom(bytes.Length);
            WriteStart();
            _data.Append(bytes);
        }
    }

    /// <summary>What the buffers need for a row without a value.</summary>
    public void AppendSpace()
    {
        if (HasOffsets)
            WriteStart();
        else
            _main.AppendZeros(type.ByteWidth);
    }

    /// <summary>Gives the blocks to their new owner, beside <paramref name="validity"/>, and starts empty again.</summary>
    public ArrayBuffers HandOver(NativeBlocks owner, byte* validity)
    {
        if (HasOffsets)
            WriteStart();
        long dataLength = _data.ByteLength;
        byte* main = _main.HandOver(owner);
        byte* data = _data.HandOver(owner);
        if (type.Layout != ArrowLayout.Views)
            return new ArrayBuffers(validity, main, data);
        int buffers = dataLength > 0 ? 1 : 0;
        byte** variadic = (byte**)owner.Allocate(buffers * sizeof(byte*));
        long* lengths = (long*)owner.Allocate(buffers * sizeof(long));
        if (buffers == 1)
        {
            variadic[0] = data;
            lengths[0] = dataLength;
        }
        return new ArrayBuffers(validity, main, null, variadic, lengths, buffers);
    }

    public void Dispose()
    {
        _main.Dispose();
        _data.Dispose();
    }

    // The offset of the row that begins now; the one after the last row is written by HandOver.
    private void WriteStart()
    {
        if (type.Layout == ArrowLayout.Bytes32)
            _main.Append((int)_data.ByteLength);
        else
            _main.Append(_data.ByteLength);
    }

    private void AppendView(ReadOnlySpan<byte> bytes)
    {
        Span<byte> view = stackalloc byte[16];
        view.Clear();
        BitConverter.TryWriteBytes(view, bytes.Length);
        if (bytes.Length <= BytesViewLayout.InlineBytes)
        {
            bytes.CopyTo(view[4..]);
        }
        else
        {
            CheckRoom(bytes.Length);
            bytes[..4].CopyTo(view[4..]);
            BitConverter.TryWriteBytes(view[12..], (int)_data.ByteLength);
            _data.Append(bytes);
        }
        _main.Append(view);
    }

    private void CheckRoom(int byteCount)
    {
        if (type.Layout != ArrowLayout.Bytes64 && _data.ByteLength + byteCount > int.MaxValue)
            throw ContractErrors.ArrayInvalid(type.ToString(), $"a batch column of this type holds at most {int.MaxValue} bytes; finish the batch sooner, or use the large type");
    }
}
