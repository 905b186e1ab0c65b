using System.Numerics;
using System.Runtime.InteropServices;

namespace Weir.Arrow.Ipc;

/// <summary>
/// Lays out one record batch or dictionary batch and writes it. IPC knows no offsets, so windows
/// are written as such: bits are shifted and offsets rebased into scratch memory only where the
/// window does not begin at 0; all other bytes go to the stream from where they stand.
/// </summary>
internal sealed unsafe class IpcBatchWriter : IDisposable
{
    private static readonly byte[] Zeros = new byte[IpcFormat.Alignment];

    private readonly NativeBlocks _scratch = new();
    private readonly List<IpcNode> _nodes = [];
    private readonly List<IpcBuffer> _buffers = [];
    private readonly List<(nint Start, long Length)> _parts = [];
    private readonly List<long> _variadicCounts = [];
    private long _bodyLength;

    public static void WriteBatch(Stream stream, RecordBatch batch)
    {
        using IpcBatchWriter writer = new();
        foreach (ArrowArray column in batch.Columns)
            writer.Add(column);
        FlatWriter flat = new();
        int header = writer.Header(flat, batch.RowCount);
        IpcMessage.Write(stream, IpcSchemaWriter.Wrap(flat, IpcHeader.RecordBatch, header, writer._bodyLength));
        writer.WriteBody(stream);
    }

    /// <summary>The table DictionaryBatch: id 0, data 1, isDelta 2.</summary>
    public static void WriteDictionary(Stream stream, long id, ArrowArray values)
    {
        using IpcBatchWriter writer = new();
        writer.Add(values);
        FlatWriter flat = new();
        int data = writer.Header(flat, values.Length);
        flat.StartTable(3);
        flat.Add(0, id);
        flat.AddReference(1, data);
        IpcMessage.Write(stream, IpcSchemaWriter.Wrap(flat, IpcHeader.DictionaryBatch, flat.EndTable(), writer._bodyLength));
        writer.WriteBody(stream);
    }

    public void Dispose() => _scratch.Release();

    private int Header(FlatWriter flat, long rowCount)
    {
        int nodes = flat.Vector<IpcNode>(CollectionsMarshal.AsSpan(_nodes));
        int buffers = flat.Vector<IpcBuffer>(CollectionsMarshal.AsSpan(_buffers));
        int variadic = _variadicCounts.Count == 0 ? 0 : flat.Vector<long>(CollectionsMarshal.AsSpan(_variadicCounts));
        flat.StartTable(5);
        flat.Add(0, rowCount);
        flat.AddReference(1, nodes);
        flat.AddReference(2, buffers);
        if (variadic != 0)
            flat.AddReference(4, variadic);
        return flat.EndTable();
    }

    private void WriteBody(Stream stream)
    {
        foreach ((nint start, long length) in _parts)
        {
            for (long done = 0; done < length;)
            {
                int chunk = (int)Math.Min(length - done, 1 << 30);
                stream.Write(new ReadOnlySpan<byte>((byte*)start + done, chunk));
                done += chunk;
            }
            stream.Write(Zeros.AsSpan(0, (int)(IpcFormat.Padded(length) - length)));
        }
    }

    private void Add(ArrowArray array)
    {
        int nullCount = array.NullCount;
        _nodes.Add(new IpcNode(array.Length, nullCount));
        if (array.Type.Layout == ArrowLayout.Null)
            return;
        AddBits(nullCount == 0 ? null : array.Buffers.Validity, array.Offset, nullCount == 0 ? 0 : array.Length);
        switch (array.Type.Layout)
        {
            case ArrowLayout.Bits:
                AddBits(array.Buffers.Main, array.Offset, array.Length);
                break;
            case ArrowLayout.Fixed:
                AddPart(array.Buffers.Main + array.Offset * array.Type.ByteWidth, (long)array.Length * array.Type.ByteWidth);
                break;
            case ArrowLayout.Views:
                AddViews(array);
                break;
            case ArrowLayout.Bytes32:
                (long start, long count) = AddOffsets<int>(array);
                AddPart(array.Buffers.Data + start, count);
                break;
            case ArrowLayout.Bytes64:
                (start, count) = AddOffsets<long>(array);
                AddPart(array.Buffers.Data + start, count);
                break;
            case ArrowLayout.List32:
                (start, count) = AddOffsets<int>(array);
                Add(array.Child(0).Slice((int)start, (int)count));
                break;
            case ArrowLayout.List64:
                (start, count) = AddOffsets<long>(array);
                Add(array.Child(0).Slice((int)start, (int)count));
                break;
            default:
                foreach (ArrowArray child in array.Children)
                    Add(child);
                break;
        }
    }

    private void AddViews(ArrowArray array)
    {
        AddPart(array.Buffers.Main + array.Offset * sizeof(BytesViewLayout), (long)array.Length * sizeof(BytesViewLayout));
        _variadicCounts.Add(array.Buffers.VariadicCount);
        for (int i = 0; i < array.Buffers.VariadicCount; i++)
            AddPart(array.Buffers.Variadic[i], array.Buffers.VariadicLengths[i]);
    }

    private void AddBits(byte* bitmap, long offset, long length)
    {
        long byteCount = Bits.ByteCount(length);
        if ((offset & 7) == 0 || length == 0)
        {
            AddPart(bitmap + (offset >> 3), byteCount);
            return;
        }
        byte* shifted = _scratch.AllocateZeroed(byteCount);
        Bits.Copy(bitmap, offset, shifted, 0, length);
        AddPart(shifted, byteCount);
    }

    // Answers where the window's bytes or elements begin, and how many there are.
    private (long Start, long Count) AddOffsets<T>(ArrowArray array) where T : unmanaged, IBinaryInteger<T>
    {
        long byteCount = ((long)array.Length + 1) * sizeof(T);
        if (array.Length == 0)
        {
            AddPart(_scratch.AllocateZeroed(byteCount), byteCount);
            return (0, 0);
        }
        T* offsets = (T*)array.Buffers.Main + array.Offset;
        T first = offsets[0], last = offsets[array.Length];
        if (first != T.Zero)
        {
            T* rebased = (T*)_scratch.Allocate(byteCount);
            for (int i = 0; i <= array.Length; i++)
                rebased[i] = offsets[i] - first;
            offsets = rebased;
        }
        AddPart((byte*)offsets, byteCount);
        return (long.CreateTruncating(first), long.CreateTruncating(last - first));
    }

    private void AddPart(byte* start, long length)
    {
        _buffers.Add(new IpcBuffer(_bodyLength, length));
        _parts.Add(((nint)start, length));
        _bodyLength += IpcFormat.Padded(length);
    }
}
