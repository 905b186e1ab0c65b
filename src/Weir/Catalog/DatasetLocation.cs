using System.Collections.ObjectModel;
using System.Globalization;
using Weir.Catalog;

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
    /// How to read the files, by name. CSV: <c>header</c> (true, false), <c>delimiter</c>, <c>quote</c>,
    /// <c>escape</c>, <c>null_value</c>, <c>skip</c> (lines), <c>all_text</c> (true, false). JSON:
    /// <c>layout</c> (<c>array</c>, <c>lines</c>), <c>max_object_bytes</c>. Any other name is an error (WEIR8006).
    /// </summary>
    public IReadOnlyDictionary<string, string> Options { get; init; } = ReadOnlyDictionary<string, string>.Empty;

    /// <summary>
    /// Reads <c>PATH</c> or <c>PATH@VERSION</c> and tells the format from what is there: a folder with
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
        int at = text.LastIndexOf('@');
        if (at > 0 && !System.IO.Path.Exists(text)
            && long.TryParse(text.AsSpan(at + 1), NumberStyles.None, CultureInfo.InvariantCulture, out long version))
        {
            return new DatasetLocation(text[..at], DatasetFormat.Delta, version);
        }
        return new DatasetLocation(text, FormatDetection.Of(text));
    }
}
