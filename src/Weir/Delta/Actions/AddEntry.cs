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
}
