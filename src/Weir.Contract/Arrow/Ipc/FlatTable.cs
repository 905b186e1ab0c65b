using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Text;

namespace Weir.Arrow.Ipc;

/// <summary>
/// A table inside a FlatBuffers buffer that nobody has verified: every read is checked against the
/// buffer's end, and what does not fit is an error. Only what Arrow's metadata uses.
/// Format: https://flatbuffers.dev/internals/.
/// </summary>
internal readonly ref struct FlatTable
{
    private readonly ReadOnlySpan<byte> _buffer;
    private readonly int _position;
    private readonly int _fields;
    private readonly int _fieldsLength;

    private FlatTable(ReadOnlySpan<byte> buffer, long position)
    {
        _buffer = buffer;
        _position = Place(buffer, position, sizeof(int));
        _fields = Place(buffer, (long)_position - Read<int>(buffer, _position), 2 * sizeof(ushort));
        _fieldsLength = Read<ushort>(buffer, _fields);
        Place(buffer, _fields, _fieldsLength);
    }

    public static FlatTable Root(ReadOnlySpan<byte> buffer) => new(buffer, Read<uint>(buffer, 0));

    /// <summary>A scalar; <paramref name="absent"/> when the table does not hold it.</summary>
    public T Scalar<T>(int slot, T absent = default) where T : unmanaged =>
        At(slot) is int position and not 0 ? Read<T>(_buffer, position) : absent;

    public bool Flag(int slot) => Scalar<byte>(slot) != 0;

    public bool TryTable(int slot, out FlatTable table)
    {
        int position = At(slot);
        table = position == 0 ? default : new FlatTable(_buffer, Target(position));
        return position != 0;
    }

    /// <summary>A text; null when absent. Its bytes count against the budget, because many tables may share one text.</summary>
    public string? Text(int slot, FlatBudget budget)
    {
        int position = At(slot);
        if (position == 0)
            return null;
        long start = Target(position);
        uint length = Read<uint>(_buffer, start);
        budget.Spend(length);
        return Encoding.UTF8.GetString(_buffer.Slice(Place(_buffer, start + sizeof(uint), length), (int)length));
    }

    /// <summary>The elements of a vector of structs or scalars in place; empty when absent.</summary>
    public ReadOnlySpan<T> Vector<T>(int slot) where T : unmanaged
    {
        ReadOnlySpan<byte> bytes = VectorBytes(slot, Unsafe.SizeOf<T>(), out _);
        // The reader copies the metadata to an aligned array, and x86-64 and ARM64 read unaligned values.
        return MemoryMarshal.Cast<byte, T>(bytes);
    }

    /// <summary>How many tables a vector holds; 0 when absent.</summary>
    public int TableCount(int slot)
    {
        VectorBytes(slot, sizeof(int), out int count);
        return count;
    }

    public FlatTable TableAt(int slot, int index)
    {
        long start = Target(At(slot)) + sizeof(uint) + (long)index * sizeof(int);
        return new FlatTable(_buffer, Target(start));
    }

    private ReadOnlySpan<byte> VectorBytes(int slot, int elementSize, out int count)
    {
        count = 0;
        int position = At(slot);
        if (position == 0)
            return [];
        long start = Target(position);
        long length = Read<uint>(_buffer, start) * (long)elementSize;
        int first = Place(_buffer, start + sizeof(uint), length);
        count = (int)(length / elementSize);
        return _buffer.Slice(first, (int)length);
    }

    // Where the field stands, or 0 when the table's list of fields does not hold it.
    private int At(int slot)
    {
        int entry = 2 * sizeof(ushort) + slot * sizeof(ushort);
        if (entry + sizeof(ushort) > _fieldsLength)
            return 0;
        int offset = Read<ushort>(_buffer, _fields + entry);
        return offset == 0 ? 0 : Place(_buffer, (long)_position + offset, 1);
    }

    private long Target(long position) => position + Read<uint>(_buffer, position);

    private static T Read<T>(ReadOnlySpan<byte> buffer, long position) where T : unmanaged =>
        MemoryMarshal.Read<T>(buffer[Place(buffer, position, Unsafe.SizeOf<T>())..]);

    private static int Place(ReadOnlySpan<byte> buffer, long position, long length) =>
        position >= 0 && length >= 0 && position <= buffer.Length - length
            ? (int)position
            : throw ContractErrors.IpcInvalid("metadata", $"{length} bytes at {position} are outside the {buffer.Length} bytes of the message's metadata");
}
