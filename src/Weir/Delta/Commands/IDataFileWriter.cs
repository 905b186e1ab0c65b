using Weir.Delta.Actions;

namespace Weir.Delta.Commands;

/// <summary>What a Delta write needs from an engine: the rows as Parquet files, with statistics.</summary>
/// <remarks>
/// <para>The rows belong to the writer; it is used for one write. Columns are matched by name,
/// whatever their case, and written with the names, types and order of
/// <see cref="DataFileRequest.Schema"/>, without the partition columns. A column of the schema that
/// the rows lack is left out of the files (readers see NULL) or written as NULL.</para>
/// <para>Every file, temporary ones included, lies below <see cref="DataFileRequest.TableRoot"/>
/// and has <see cref="DataFileRequest.WriteId"/> in its name: after a failure all such files are
/// deleted, whether they were answered or not.</para>
/// </remarks>
internal interface IDataFileWriter
{
    /// <summary>
    /// Writes all rows and answers one action a file, complete: path relative to the table's root and
    /// encoded by <see cref="EncodedPath"/>, one partition value a partition column, size, time of
    /// change, and statistics that came from the writing itself: at least <c>numRecords</c>, and
    /// <c>nullCount</c> of every column of the table that takes no NULL.
    /// </summary>
    Task<IReadOnlyList<AddFile>> WriteAsync(DataFileRequest request, CancellationToken cancellationToken);
}
