using Weir.Delta.Actions;

namespace Weir.Delta.Commands;

/// <summary>Where and how an <see cref="IDataFileWriter"/> writes.</summary>
internal sealed record DataFileRequest
{
    /// <summary>Absolute path of the table's root, not escaped for globs, without a slash at its end.</summary>
    public required string TableRoot { get; init; }

    /// <summary>32 hexadecimal digits, unique to this write; part of every file's name.</summary>
    public required string WriteId { get; init; }

    /// <summary>The table's schema, partition columns included.</summary>
    public required DeltaSchema Schema { get; init; }

    /// <summary>In the table's order; empty for a table without partitions.</summary>
    public required IReadOnlyList<string> PartitionColumns { get; init; }

    /// <summary>The table's properties (<see cref="MetadataAction.Configuration"/>).</summary>
    public required IReadOnlyDictionary<string, string> Properties { get; init; }

    /// <summary>A Parquet codec in lower case, as <c>delta.parquet.compression.codec</c> names it.</summary>
    public required string Codec { get; init; }

    /// <summary>Told the number of rows written so far, from any thread.</summary>
    public IProgress<long>? RowsWritten { get; init; }

    /// <summary>The name of a data file.</summary>
    /// <param name="number">Five digits, or what the engine replaces by a number of its own.</param>
    public string FileName(string number) => $"part-{number}-{WriteId}.{Codec}.parquet";
}
