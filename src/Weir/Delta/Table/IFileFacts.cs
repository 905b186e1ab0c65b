namespace Weir.Delta.Table;

/// <summary>
/// What the log says of files, file by file: those of one version, and others that earlier or later ones have. A file keeps its number
/// in every version. Used by one thread at a time.
/// </summary>
internal interface IFileFacts
{
    /// <summary>The numbers of the version's files are below this.</summary>
    int Count { get; }

    /// <summary>Whether the version has a file.</summary>
    bool Has(int file);

    /// <summary>The statistics of a file as JSON in UTF-8, valid until the next call; empty when it has none.</summary>
    ReadOnlySpan<byte> Statistics(int file);

    /// <summary>The value of a partition column for all rows of a file.</summary>
    /// <exception cref="WeirException">WEIR2012: the file has no value for the column, or one of another type.</exception>
    PartitionValue Partition(int file, int column);
}
