namespace Weir;

/// <summary>How the rows of a <see cref="DatasetLocation"/> are stored.</summary>
public enum DatasetFormat
{
    /// <summary>A Delta table; the path is its root folder.</summary>
    Delta,

    /// <summary>Parquet files. Columns are matched by name; a column that a file lacks is null there.</summary>
    Parquet,

    /// <summary>Text with separated values. Separator, quotes, header and types are detected, or set by options.</summary>
    Csv,

    /// <summary>JSON: one array of objects a file, or an object a line; which one is detected.</summary>
    Json,

    /// <summary>
    /// Whole files, one row each: <c>path</c> (relative to the location, <c>/</c> between folders),
    /// <c>content</c>, <c>size_bytes</c>, <c>modified_at</c>. Content is read as UTF-8; bytes that are
    /// not UTF-8, and what stands in one character with them, become <c>?</c>.
    /// </summary>
    Text,
}
