using System.Collections.ObjectModel;
using Weir.Delta.Actions;

namespace Weir.Delta.Commands;

/// <summary>What a write does to the rows that the table has.</summary>
internal enum WriteMode
{
    /// <summary>Makes the table; that it exists is an error.</summary>
    Create,

    /// <summary>Adds rows; makes the table when there is none.</summary>
    Append,

    /// <summary>Replaces all rows, keeps schema and partitioning; makes the table when there is none.</summary>
    Overwrite,
}

/// <summary>What to write into a table. The rows are the <see cref="IDataFileWriter"/>'s.</summary>
internal sealed record WriteRequest
{
    public required WriteMode Mode { get; init; }

    /// <summary>Schema of the rows, partition columns included; the schema of a new table.</summary>
    public required DeltaSchema Schema { get; init; }

    /// <summary>Null: as the table has them, none for a new table.</summary>
    public IReadOnlyList<string>? PartitionColumns { get; init; }

    /// <summary>Table properties of a new table; a table that exists must have them.</summary>
    public IReadOnlyDictionary<string, string> Properties { get; init; } = ReadOnlyDictionary<string, string>.Empty;

    /// <summary>
    /// What the caller wants to find in the table's history, for example <c>weir.spec_hash</c>;
    /// stands as a JSON object in <c>userMetadata</c> of the commit. Never secrets.
    /// </summary>
    public IReadOnlyDictionary<string, string> CommitMetadata { get; init; } = ReadOnlyDictionary<string, string>.Empty;

    /// <summary>
    /// How often a commit that lost a race without contradicting the winner is tried again, with a
    /// growing, random pause. Default: 100.
    /// </summary>
    public int CommitRetriesMax { get; init; } = 100;

    /// <summary>
    /// Flush the data files to the device before the commit. Without it a crash of the machine soon
    /// after the commit can leave a version whose files are not whole. Default: true.
    /// </summary>
    public bool FlushDataFiles { get; init; } = true;

    /// <inheritdoc cref="DataFileRequest.RowsWritten"/>
    public IProgress<long>? RowsWritten { get; init; }
}
