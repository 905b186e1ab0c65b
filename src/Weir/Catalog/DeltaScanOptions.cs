using Weir.Arrow;

namespace Weir;

/// <summary>How the rows of a Delta table are read, and what the table must have for it. Immutable.</summary>
public sealed record DeltaScanOptions
{
    /// <summary>A column of this name, behind those of the table, has the path of the row's file as the log writes it; null for none.</summary>
    public string? FileColumnName { get; init; }

    /// <summary>
    /// Whether files that no row of can meet the query's conditions are left out before they are opened. Off, every file
    /// of the version is read; the rows are the same.
    /// </summary>
    public bool EnableParquetPushdown { get; init; } = true;

    /// <summary>
    /// Accepted for requests made elsewhere, without effect: it asks for string and binary views in place of plain ones,
    /// and the engine decides by itself how its columns lie in memory.
    /// </summary>
    public bool SchemaForceViewTypes { get; init; }

    /// <summary>
    /// Accepted for requests made elsewhere, without effect: it asks for partition values as dictionaries, and the engine
    /// holds a value that is the same for all rows of a file once whatever its type.
    /// </summary>
    public bool WrapPartitionValues { get; init; }

    /// <summary>
    /// The table's columns that the answer has, in this order; the types have to be those of the table, or WEIR2035. Null:
    /// all columns in the order of the table.
    /// </summary>
    public Schema? Schema { get; init; }

    /// <summary>
    /// A column of this name has the row's id, which stays with the row when its file is rewritten; null for none. The
    /// table needs row tracking (WEIR2036).
    /// </summary>
    public string? RowIdColumnName { get; init; }

    /// <summary>A column of this name has the version that last changed the row; null for none. The table needs row tracking (WEIR2036).</summary>
    public string? RowCommitVersionColumnName { get; init; }

    /// <summary>The least reader version that the table's protocol must have (WEIR2034); null for any.</summary>
    public int? MinReaderVersion { get; init; }

    /// <summary>The least writer version that the table's protocol must have (WEIR2034); null for any.</summary>
    public int? MinWriterVersion { get; init; }

    /// <summary>Reader features that the table's protocol must list (WEIR2034).</summary>
    public IReadOnlyList<string> RequiredReaderFeatures { get; init; } = [];

    /// <summary>Writer features that the table's protocol must list (WEIR2034).</summary>
    public IReadOnlyList<string> RequiredWriterFeatures { get; init; } = [];
}
