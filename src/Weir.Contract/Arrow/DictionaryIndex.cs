namespace Weir.Arrow;

/// <summary>Indexes of dictionary arrays of any width, widened.</summary>
internal static class DictionaryIndex
{
    public static long Of(ArrowArray array, int row) => ((DictionaryType)array.Type).Index.Id switch
    {
        ArrowTypeId.Int8 => array.Values<sbyte>()[row],
        ArrowTypeId.UInt8 => array.Values<byte>()[row],
        ArrowTypeId.Int16 => array.Values<short>()[row],
        ArrowTypeId.UInt16 => array.Values<ushort>()[row],
        ArrowTypeId.Int32 => array.Values<int>()[row],
        ArrowTypeId.UInt32 => array.Values<uint>()[row],
        ArrowTypeId.Int64 => array.Values<long>()[row],
        // An index beyond long is out of range for every dictionary.
        _ => array.Values<ulong>()[row] is ulong index and <= long.MaxValue ? (long)index : -1,
    };
}
