using System.Collections.ObjectModel;
using System.Globalization;
using Weir.Catalog;
using Weir.Delta.Table;

namespace Weir;

/// <summary>
/// Where the rows of a table lie and how they are stored. Immutable; naming a location reads
/// nothing, a missing or broken one is reported by the first query that uses it.
/// </summary>
/// <param name="Path">
/// A local path, absolute or relative to the current folder. Delta: the table's root. Other formats: a
/// file, a folder (all files of the format in it and below; hidden ones are left out), or a glob with
/// <c>*</c>, <c>**</c>, <c>?</c> and <c>[...]</c>. A path that exists is never read as a glob.
/// </param>
/// <param name="Format">How the rows are stored.</param>
/// <param name="Version">Delta only: the version to read, 0 or more; null is the newest at each query.</param>
public sealed record DatasetLocation(string Path, DatasetFormat Format = DatasetFormat.Delta, long? Version = null)
{
    /// <summary>
    /// How to find and read the files, by name. CSV: <c>header</c> (true, false), <c>delimiter</c>, <c>quote</c>,
    /// <c>escape</c>, <c>null_value</c>, <c>skip</c> (lines), <c>all_text</c> (true, false). JSON:
    /// <c>layout</c> (<c>array</c>, <c>lines</c>), <c>max_object_bytes</c>. More in docs/catalog.md. Any other name is an
    /// error at registration (WEIR8006).
    /// </summary>
    public IReadOnlyDictionary<string, string> Options { get; init; } = ReadOnlyDictionary<string, string>.Empty;

    /// <summary>
    /// Delta only: reads the newest version that was there at this moment; null for the version that
    /// <see cref="Version"/> says. A moment before the oldest or after the newest version is an error (WEIR2030).
    /// </summary>
    public DateTimeOffset? Timestamp { get; init; }

    /// <summary>
    /// Delta only: the rows are the changes of these versions, with the columns of the last one and behind them
    /// <c>_change_type</c> (<c>insert</c>, <c>delete</c>, <c>update_preimage</c>, <c>update_postimage</c>), <c>_commit_version</c> and
    /// <c>_commit_timestamp</c>. Null: the rows of one version. Not together with a version, a timestamp or scan options.
    /// </summary>
    public DeltaChangeRange? Changes { get; init; }

    /// <summary>Delta only: how the rows are read, and what the table must have for it; null for nothing special.</summary>
    public DeltaScanOptions? Scan { get; init; }

    /// <summary>
    /// The columns that every query sees, partition columns left out; empty for those that are found. What the files have is held
    /// against them when the location is registered, and by each query (WEIR8054).
    /// </summary>
    public IReadOnlyList<DatasetColumn> Columns { get; init; } = [];

    /// <summary>
    /// Columns whose values stand in the names of folders (<c>year=2026/</c>), with their types, behind the other columns. Delta: the
    /// table's own, in their order.
    /// </summary>
    public IReadOnlyList<DatasetColumn> PartitionColumns { get; init; } = [];

    /// <summary>How differences between the files and <see cref="Columns"/> are made good; null is <see cref="SchemaEvolution.Strict"/>.</summary>
    public SchemaEvolution? Evolution { get; init; }

    /// <summary>What the rows are declared to keep to.</summary>
    public DatasetConstraints Constraints { get; init; } = DatasetConstraints.None;

    /// <summary>Whether queries and writes are held to NOT NULL and checks.</summary>
    public ContractMode Contract { get; init; }

    /// <summary>The order that each file's rows are declared to have; told, and not relied on.</summary>
    public IReadOnlyList<DatasetSortColumn> SortOrder { get; init; } = [];

    /// <summary>CSV and JSON: the rows need not end, as those of a pipe; nothing is looked for in the file before a query reads it.</summary>
    public bool IsUnbounded { get; init; }

    /// <summary>Not Delta: just these files, each a path of its own or relative to <see cref="Path"/>; empty for all that are there.</summary>
    public IReadOnlyList<string> Files { get; init; } = [];

    /// <summary>
    /// Reads <c>PATH</c>, <c>PATH@VERSION</c> or <c>PATH@TIMESTAMP</c> as a Delta table. A timestamp is a date or a date
    /// and a time (<c>2026-03-01T12:30:00Z</c>); without a zone it is UTC.
    /// </summary>
    /// <param name="text">The location as a user writes it.</param>
    /// <returns>The location; nothing of it is opened.</returns>
    public static DatasetLocation Delta(string text)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(text);
        return TryTravel(text) ?? new DatasetLocation(text);
    }

    /// <summary>
    /// Reads <c>PATH</c>, <c>PATH@VERSION</c> or <c>PATH@TIMESTAMP</c> and tells the format from what is there: a folder with
    /// <c>_delta_log</c> is Delta, else the ending of the file (or of the files in the folder) decides:
    /// <c>.parquet</c>, <c>.csv</c>, <c>.tsv</c>, <c>.json</c>, <c>.jsonl</c>, <c>.ndjson</c> (these five also with
    /// <c>.gz</c>), <c>.txt</c>, <c>.md</c>, <c>.cs</c>.
    /// </summary>
    /// <param name="text">The location as a user writes it.</param>
    /// <returns>The location; nothing of it is opened.</returns>
    /// <exception cref="WeirException">WEIR8003: the format cannot be told.</exception>
    public static DatasetLocation Detect(string text)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(text);
        return TryTravel(text) ?? new DatasetLocation(text, FormatDetection.Of(text));
    }

    private static DatasetLocation? TryTravel(string text)
    {
        int at = text.LastIndexOf('@');
        if (at <= 0 || System.IO.Path.Exists(text))
            return null;
        if (long.TryParse(text.AsSpan(at + 1), NumberStyles.None, CultureInfo.InvariantCulture, out long version))
            return new DatasetLocation(text[..at], DatasetFormat.Delta, version);
        return MomentText.Parse(text[(at + 1)..]) is { } time
            ? new DatasetLocation(text[..at], DatasetFormat.Delta) { Timestamp = time }
            : null;
    }
}
