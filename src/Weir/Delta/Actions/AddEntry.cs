using System.Text;

namespace Weir.Delta.Actions;

/// <summary>An <c>add</c> as it is read, before anyone decides whether it is kept. Its texts live as long as the call that shows it.</summary>
internal readonly ref struct AddEntry
{
    /// <summary><see cref="AddFile.Path"/> in UTF-8.</summary>
    public required ReadOnlySpan<byte> Path { get; init; }

    /// <summary>The statistics in UTF-8; empty when there are none.</summary>
    public ReadOnlySpan<byte> Stats { get; init; }
    public required IReadOnlyDictionary<string, string?> PartitionValues { get; init; }
    public required long Size { get; init; }
    public required long ModificationTime { get; init; }
    public required bool DataChange { get; init; }

    /// <summary>What few files have.</summary>
    public AddFileExtras Extras { get; init; }

    /// <summary>The action with texts of its own.</summary>
    public AddFile ToAddFile() => new()
    {
        Path = Encoding.UTF8.GetString(Path),
        PartitionValues = PartitionValues,
        Size = Size,
        ModificationTime = ModificationTime,
        DataChange = DataChange,
        Stats = Stats.IsEmpty ? null : Encoding.UTF8.GetString(Stats),
        Tags = Extras.Tags,
        DeletionVector = Extras.DeletionVector,
        BaseRowId = Extras.BaseRowId,
        DefaultRowCommitVersion = Extras.DefaultRowCommitVersion,
        ClusteringProvider = Extras.ClusteringProvider,
    };
}
