using System.Runtime.CompilerServices;
using Weir.Arrow;

namespace Weir.Ado;

/// <summary>A column of the batch that is being read, with what the getters of plain values need.</summary>
internal readonly unsafe struct FieldCursor
{
    private readonly byte* _validity;
    private readonly long _offset;

    public FieldCursor(ArrowArray array)
    {
        Array = array;
        Type = array.Type.Id;
        _validity = array.Buffers.Validity;
        _offset = array.Offset;
        Values = array.Type.Layout is ArrowLayout.Fixed or ArrowLayout.Bytes32 ? array.Buffers.Main + array.Offset * Width(array.Type) : null;
        Data = array.Buffers.Data;
    }

    public ArrowArray Array { get; }

    public ArrowTypeId Type { get; }

    /// <summary>Values of a fixed width, or offsets into <see cref="Data"/>; null for other layouts.</summary>
    public byte* Values { get; }

    public byte* Data { get; }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public bool IsValid(int row) => _validity == null || Bits.IsSet(_validity, _offset + row);

    private static int Width(ArrowType type) => type.Layout == ArrowLayout.Bytes32 ? sizeof(int) : type.ByteWidth;
}
