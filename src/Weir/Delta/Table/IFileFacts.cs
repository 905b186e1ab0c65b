namespace Weir.Delta.Table;

/// <summary>What the log says of the files of one version, file by file. Used by one thread at a time.</summary>
internal interface IFileFacts
{
    /// <summary>How many files.</summary>
    int Count { get; }

    /// <summary>The statistics of a file as JSON in UTF-8, valid until the next call; empty when it has none.</summary>
    ReadOnlySpan<byte> Statistics(int file);

    /// <summary>The value of a partition column for all rows of a file.</summary>
    /// <exception cref="WeirException">WEIR2012: the file has no value for the column, or one of another type.</exception>
    PartitionValue Partition(int file, int column);
}
