using Weir.Arrow;
using Weir.Delta.Actions;
using Weir.Delta.Commands;
using Weir.Engine;
using Weir.Storage;

namespace Weir.Sessions;

/// <summary>
/// Writes the rows of one SELECT as Parquet files, by one COPY inside the engine: the rows of a query
/// never pass through .NET. Used for one write; the connection stays the caller's.
/// </summary>
/// <param name="connection">Knows the tables and streams that the SELECT names.</param>
/// <param name="source">The rows.</param>
/// <param name="sourceColumns">Names of its columns.</param>
/// <param name="fileBytes">Bytes after which a file without partitions ends.</param>
/// <param name="folder">The table's; entered before the first file, and the caller's to let go when the write has ended.</param>
/// <param name="watch">Reports how far it is.</param>
internal sealed class EngineDataFileWriter(
    DuckConnection connection, RowSource source, IReadOnlyList<string> sourceColumns, long fileBytes,
    TableFolder folder, WriteWatch watch)
    : IDataFileWriter
{
    public Task<IReadOnlyList<AddFile>> WriteAsync(DataFileRequest request, CancellationToken cancellationToken) =>
        watch.DuringAsync(request, () => Task.Run<IReadOnlyList<AddFile>>(() => Write(request, cancellationToken), cancellationToken));

    private List<AddFile> Write(DataFileRequest request, CancellationToken cancellationToken)
    {
        CopyAnswer answer = new(request, StatisticsColumn.Of(request.Schema, request.PartitionColumns, request.Properties));
        folder.Enter();
        string copy = OwnText.Of(CopyCommand.Text(source.Select, sourceColumns, request, fileBytes));
        List<AddFile> files = [];
        using RecordBatchReader rows = connection.Query(copy, source.Arguments, cancellationToken: cancellationToken);
        while (rows.Read(cancellationToken) is { } batch)
        {
            using (batch)
                files.AddRange(answer.Files(batch));
        }
        return files;
    }
}
