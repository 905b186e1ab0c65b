using System.Buffers;
using System.Collections;
using Weir.Delta.Actions;

namespace Weir.Delta.Log;

/// <summary>
/// The files of one version, ordered by decoded path (by UTF-8 bytes). Immutable; may be used by several threads. An
/// <see cref="AddFile"/> is made when it is asked for; what is asked of many files has a member of its own here.
/// </summary>
/// <param name="table">Holds the actions.</param>
/// <param name="rows">The rows of this version in order.</param>
internal sealed class FileList(AddFileTable table, int[] rows) : IReadOnlyList<AddFile>
{
    public int Count => rows.Length;

    /// <summary>Holds the actions of this version, and may hold others.</summary>
    public AddFileTable Table => table;

    /// <summary>The rows of <see cref="Table"/> in order.</summary>
    public ReadOnlySpan<int> Rows => rows;

    /// <summary>Whether later versions should share the table: not while most of its rows are of no use to this version.</summary>
    public bool MayGrow => table.Count < 1024 || rows.Length > table.Count / 2;

    /// <summary>Bytes of all files.</summary>
    public long SizeBytes
    {
        get
        {
            long sum = 0;
            foreach (int row in rows)
                sum += table.Size(row);
            return sum;
        }
    }

    public AddFile this[int index] => table.File(rows[index]);

    /// <summary>The statistics of a file in UTF-8, valid until <paramref name="room"/> is used again; empty when it has none.</summary>
    public ReadOnlySpan<byte> StatisticsUtf8(int index, ArrayBufferWriter<byte> room) => table.Stats(rows[index], room);

    /// <summary>The path of a file as the log has it, in UTF-8.</summary>
    public ReadOnlySpan<byte> PathUtf8(int index) => table.Path(rows[index]);

    /// <summary>Length of a file in bytes.</summary>
    public long Size(int index) => table.Size(rows[index]);

    /// <summary>By physical name of the partition column.</summary>
    public IReadOnlyDictionary<string, string?> PartitionValues(int index) => table.PartitionValues(rows[index]);

    public DeletionVectorDescriptor? DeletionVector(int index) =>
        table.HasDeletionVector(rows[index]) ? table.Extras(rows[index]).DeletionVector : null;

    public bool HasDeletionVector(int index) => table.HasDeletionVector(rows[index]);

    /// <summary>Rows of all files by their statistics, without those that are deleted; null when one file has no statistics.</summary>
    public long? RowCount()
    {
        long count = 0;
        ArrayBufferWriter<byte> room = new();
        for (int i = 0; i < rows.Length; i++)
        {
            if (FileStatistics.NumRecords(StatisticsUtf8(i, room)) is not { } records)
                return null;
            count += records - (DeletionVector(i)?.Cardinality ?? 0);
        }
        return count;
    }

    /// <summary>Some of these files, given by their places in ascending order.</summary>
    public FileList Select(ReadOnlySpan<int> places)
    {
        int[] chosen = new int[places.Length];
        for (int i = 0; i < places.Length; i++)
            chosen[i] = rows[places[i]];
        return new FileList(table, chosen);
    }

    public IEnumerator<AddFile> GetEnumerator()
    {
        foreach (int row in rows)
            yield return table.File(row);
    }

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
