using System.Runtime.InteropServices;

namespace Weir.Arrow;

/// <summary>Compares arrays by what they mean: nulls and values, not layout, offsets or what stands at a null.</summary>
internal static unsafe class ArrayEquality
{
    public static bool Equal(ArrowArray left, ArrowArray right)
    {
        if (left.Length != right.Length || !left.Type.Equals(right.Type))
            return false;
        bool plain = left.Type.Layout == ArrowLayout.Fixed && left.DictionaryOrNull is null && left.NullCount == 0 && right.NullCount == 0;
        if (plain && (long)left.Length * left.Type.ByteWidth <= int.MaxValue)
            return FixedBytes(left, 0, left.Length).SequenceEqual(FixedBytes(right, 0, right.Length));
        for (int i = 0; i < left.Length; i++)
            if (!RowEqual(left, i, right, i))
                return false;
        return true;
    }

    private static bool RowEqual(ArrowArray left, int i, ArrowArray right, int j)
    {
        bool isNull = left.IsNull(i);
        if (isNull || right.IsNull(j))
            return isNull == right.IsNull(j);
        if (left.DictionaryOrNull is ArrowArray dictionary)
            return RowEqual(dictionary, (int)left.GetDictionaryIndex(i), right.Dictionary, (int)right.GetDictionaryIndex(j));
        return left.Type.Layout switch
        {
            ArrowLayout.Bits => left.GetBoolean(i) == right.GetBoolean(j),
            ArrowLayout.Fixed => FixedBytes(left, i, 1).SequenceEqual(FixedBytes(right, j, 1)),
            ArrowLayout.Bytes32 or ArrowLayout.Bytes64 or ArrowLayout.Views => left.GetBytes(i).SequenceEqual(right.GetBytes(j)),
            ArrowLayout.Struct => StructEqual(left, i, right, j),
            _ => ListEqual(left, i, right, j),
        };
    }

    private static bool StructEqual(ArrowArray left, int i, ArrowArray right, int j)
    {
        for (int k = 0; k < left.ChildCount; k++)
            if (!RowEqual(left.Child(k), i, right.Child(k), j))
                return false;
        return true;
    }

    private static bool ListEqual(ArrowArray left, int i, ArrowArray right, int j)
    {
        (int start, int length) = left.GetListRange(i);
        (int otherStart, int otherLength) = right.GetListRange(j);
        if (length != otherLength)
            return false;
        for (int k = 0; k < length; k++)
            if (!RowEqual(left.Child(0), start + k, right.Child(0), otherStart + k))
                return false;
        return true;
    }

    private static ReadOnlySpan<byte> FixedBytes(ArrowArray array, int start, int rows)
    {
        int width = array.Type.ByteWidth;
        return MemoryMarshal.CreateReadOnlySpan(ref *(array.Buffers.Main + (array.Offset + start) * width), rows * width);
    }
}
