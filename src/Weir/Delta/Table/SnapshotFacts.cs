using System.Buffers;
using Weir.Delta.Log;

namespace Weir.Delta.Table;

/// <summary>The facts of files that have the columns of a snapshot, by the rows of the table that holds their actions.</summary>
internal sealed class SnapshotFacts(Snapshot snapshot, AddFileTable table, FilePlaces places) : IFileFacts
{
    private readonly ArrayBufferWriter<byte> _room = new();

    public int Count => places.RowCount;

    public bool Has(int file) => places.Has(file);

    public ReadOnlySpan<byte> Statistics(int file) => table.Stats(file, _room);

    public PartitionValue Partition(int file, int column) =>
        snapshot.PartitionValue(table, file, snapshot.PartitionColumns[column]);
}
