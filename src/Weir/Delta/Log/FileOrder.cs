using System.Buffers.Binary;

namespace Weir.Delta.Log;

/// <summary>Orders rows of a table by decoded path.</summary>
internal static class FileOrder
{
    /// <summary>Sorts rows.</summary>
    public static void Sort(AddFileTable table, Span<int> rows)
    {
        if (rows.Length < 2)
            return;
        int skip = CommonPrefix(table, rows);
        ulong[] keys = new ulong[rows.Length];
        for (int i = 0; i < rows.Length; i++)
            keys[i] = Word(FileKey.Canonical(table.Path(rows[i])), skip);
        keys.AsSpan().Sort(rows);
        // Words are 8 bytes of the paths: rows of the same word are still to be put in order.
        for (int start = 0, end; start < rows.Length; start = end)
        {
            end = start + 1;
            while (end < rows.Length && keys[end] == keys[start])
                end++;
            if (end - start > 1)
                rows[start..end].Sort((left, right) => Compare(table, left, right));
        }
    }

    /// <summary>The first place in sorted rows whose path is not before the one given.</summary>
    /// <param name="table">Holds the rows.</param>
    /// <param name="rows">Sorted.</param>
    /// <param name="path">As <see cref="FileKey.Canonical"/> gives it.</param>
    public static int LowerBound(AddFileTable table, ReadOnlySpan<int> rows, ReadOnlySpan<byte> path)
    {
        int low = 0, high = rows.Length;
        while (low < high)
        {
            int middle = low + ((high - low) / 2);
            if (FileKey.Canonical(table.Path(rows[middle])).SequenceCompareTo(path) < 0)
                low = middle + 1;
            else
                high = middle;
        }
        return low;
    }

    /// <summary>Compares two rows by path; rows of one path in the order in which they were added.</summary>
    public static int Compare(AddFileTable table, int left, int right)
    {
        int order = FileKey.Canonical(table.Path(left)).SequenceCompareTo(FileKey.Canonical(table.Path(right)));
        return order != 0 ? order : left.CompareTo(right);
    }

    private static int CommonPrefix(AddFileTable table, ReadOnlySpan<int> rows)
    {
        ReadOnlySpan<byte> first = FileKey.Canonical(table.Path(rows[0]));
        int length = first.Length;
        foreach (int row in rows[1..])
            length = Math.Min(length, first[..length].CommonPrefixLength(FileKey.Canonical(table.Path(row))));
        return length;
    }

    private static ulong Word(ReadOnlySpan<byte> path, int skip)
    {
        ReadOnlySpan<byte> rest = path[skip..];
        if (rest.Length >= sizeof(ulong))
            return BinaryPrimitives.ReadUInt64BigEndian(rest);
        Span<byte> padded = stackalloc byte[sizeof(ulong)];
        rest.CopyTo(padded);
        padded[rest.Length..].Clear();
        return BinaryPrimitives.ReadUInt64BigEndian(padded);
    }
}
