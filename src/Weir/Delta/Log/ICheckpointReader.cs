using Weir.Arrow;

namespace Weir.Delta.Log;

/// <summary>
/// What the log needs from an engine: reading a Parquet checkpoint. May be called from several
/// threads at once.
/// </summary>
internal interface ICheckpointReader
{
    /// <summary>
    /// Streams a file's rows, in any order. Of the columns asked for, those that the file does not
    /// have are left out of the schema; so may be the fields <c>stats_parsed</c> and
    /// <c>partitionValues_parsed</c> of <c>add</c>. A file with none of them gives no rows.
    /// </summary>
    /// <param name="enginePath">Absolute path of one file, not escaped for globs.</param>
    /// <param name="columns">Names of top-level columns.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    /// <returns>The rows; the caller disposes the reader.</returns>
    /// <exception cref="WeirException">The file cannot be read as Parquet; opening or reading may throw it.</exception>
    RecordBatchReader Read(string enginePath, IReadOnlyList<string> columns, CancellationToken cancellationToken);
}
