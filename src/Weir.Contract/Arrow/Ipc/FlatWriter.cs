using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Text;

namespace Weir.Arrow.Ipc;

/// <summary>
/// Writes FlatBuffers from the end to the front, so that what is referred to stands before what
/// refers to it. Places are distances from the end. Only what Arrow's metadata uses.
/// </summary>
internal sealed class FlatWriter
{
    private byte[] _buffer = new byte[256];
    private int _used;
    private int[] _slots = [];
    private int _tableStart;

    public int Text(string text)
    {
        byte[] bytes = Encoding.UTF8.GetBytes(text);
        Prepare(sizeof(int), bytes.Length + 1);
        Put<byte>(0);
        PutBytes(bytes);
        Put(bytes.Length);
        return _used;
    }

    /// <summary>A vector of scalars or structs of 8-byte alignment.</summary>
    public int Vector<T>(ReadOnlySpan<T> elements) where T : unmanaged
    {
        ReadOnlySpan<byte> bytes = MemoryMarshal.AsBytes(elements);
        Prepare(sizeof(int), bytes.Length);
        Prepare(sizeof(long), bytes.Length);
        PutBytes(bytes);
        Put(elements.Length);
        return _used;
    }

    public int Tables(ReadOnlySpan<int> places)
    {
        Prepare(sizeof(int), places.Length * sizeof(int));
        for (int i = places.Length - 1; i >= 0; i--)
            PutReference(places[i]);
        Put(places.Length);
        return _used;
    }

    /// <summary>Starts a table; until <see cref="EndTable"/> only its fields may be added.</summary>
    public void StartTable(int slotCount)
    {
        _slots = new int[slotCount];
        _tableStart = _used;
    }

    public void Add<T>(int slot, T value) where T : unmanaged
    {
        Prepare(Unsafe.SizeOf<T>(), 0);
        Put(value);
        _slots[slot] = _used;
    }

    public void AddReference(int slot, int place)
    {
        Prepare(sizeof(int), 0);
        PutReference(place);
        _slots[slot] = _used;
    }

    public int EndTable()
    {
        Prepare(sizeof(int), 0);
        Put(0);
        int table = _used;
        for (int i = _slots.Length - 1; i >= 0; i--)
            Put((ushort)(_slots[i] == 0 ? 0 : table - _slots[i]));
        Put((ushort)(table - _tableStart));
        Put((ushort)((_slots.Length + 2) * sizeof(ushort)));
        MemoryMarshal.Write(_buffer.AsSpan(_buffer.Length - table), _used - table);
        return table;
    }

    /// <summary>The whole buffer, its length a multiple of 8.</summary>
    public ReadOnlySpan<byte> Finish(int root)
    {
        Prepare(sizeof(long), sizeof(int));
        PutReference(root);
        return _buffer.AsSpan(_buffer.Length - _used);
    }

    // Pads so that after further bytes the place is a multiple of the size.
    private void Prepare(int size, int further)
    {
        int padding = -(_used + further) & (size - 1);
        Reserve(padding + further + size);
        for (int i = 0; i < padding; i++)
            Put<byte>(0);
    }

    private void PutReference(int place) => Put(_used + sizeof(int) - place);

    private void Put<T>(T value) where T : unmanaged
    {
        Reserve(Unsafe.SizeOf<T>());
        _used += Unsafe.SizeOf<T>();
        MemoryMarshal.Write(_buffer.AsSpan(_buffer.Length - _used), value);
    }

    private void PutBytes(ReadOnlySpan<byte> bytes)
    {
        Reserve(bytes.Length);
        _used += bytes.Length;
        bytes.CopyTo(_buffer.AsSpan(_buffer.Length - _used));
    }

    private void Reserve(int byteCount)
    {
        if (_used + byteCount <= _buffer.Length)
            return;
        byte[] larger = new byte[Math.Max(checked(_used + byteCount), _buffer.Length * 2)];
        _buffer.AsSpan(_buffer.Length - _used).CopyTo(larger.AsSpan(larger.Length - _used));
        _buffer = larger;
    }
}
