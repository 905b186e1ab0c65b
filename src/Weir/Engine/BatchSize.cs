using Weir.Arrow;

namespace Weir.Engine;

/// <summary>How much memory the values of a batch take, near enough to bound what is put together.</summary>
internal static class BatchSize
{
    public static long BytesOf(RecordBatch batch)
    {
        long bytes = 0;
        for (int i = 0; i < batch.Columns.Count; i++)
            bytes += BytesOf(batch.Column(i));
        return bytes;
    }

    private static long BytesOf(ArrowArray array)
    {
        long bytes = array.Type.IsBytes ? TextBytes(array) : (long)array.Length * array.Type.ByteWidth;
        for (int i = 0; i < array.ChildCount; i++)
            bytes += BytesOf(array.Child(i));
        return bytes;
    }

    private static unsafe long TextBytes(ArrowArray array)
    {
        if (array.Type.Layout == ArrowLayout.Bytes32)
        {
            int* offsets = (int*)array.Buffers.Main + array.Offset;
            return array.Length == 0 ? 0 : array.Length * 4L + offsets[array.Length] - offsets[0];
        }
        long bytes = array.Length * 8L;
        BytesView values = array.AsBytes();
        ValidityView validity = array.AsValidity();
        for (int row = 0; row < array.Length; row++)
            if (validity.IsValid(row))
                bytes += values[row].Length;
        return bytes;
    }
}
