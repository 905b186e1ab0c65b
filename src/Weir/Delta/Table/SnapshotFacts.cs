namespace Weir.Delta.Table;

/// <summary>The facts of a snapshot's files, in their order.</summary>
internal sealed class SnapshotFacts(Snapshot snapshot) : IFileFacts
{
    public int Count => snapshot.Files.Count;

    public ReadOnlySpan<byte> Statistics(int file) => snapshot.Files.StatisticsUtf8(file);

    public PartitionValue Partition(int file, int column) =>
        snapshot.PartitionValue(snapshot.Files, file, snapshot.PartitionColumns[column]);
}
