using Weir.Arrow;
using Weir.Delta.Actions;
using Weir.Delta.Commands;
using Weir.Engine;

namespace Weir.Sessions;

/// <summary>
/// Writes the rows of one SELECT as Parquet files, by one COPY inside the engine: no row passes
/// through .NET. Used for one write; the connection stays the caller's.
/// </summary>
/// <param name="connection">Knows the tables and streams that the SELECT names.</param>
/// <param name="select">A SELECT without a semicolon at its end.</param>
/// <param name="arguments">Values for its parameters.</param>
/// <param name="selectColumns">Names of its columns.</param>
/// <param name="fileBytes">Bytes after which a file without partitions ends.</param>
internal sealed class EngineDataFileWriter(
    DuckConnection connection, string select, QueryArguments? arguments, IReadOnlyList<string> selectColumns, long fileBytes)
    : IDataFileWriter
{
    public Task<IReadOnlyList<AddFile>> WriteAsync(DataFileRequest request, CancellationToken cancellationToken) =>
        Task.Run<IReadOnlyList<AddFile>>(() => Write(request, cancellationToken), cancellationToken);

    private List<AddFile> Write(DataFileRequest request, CancellationToken cancellationToken)
    {
        IReadOnlyList<StatisticsColumn> statistics = StatisticsColumn.Of(request.Schema, request.PartitionColumns, request.Properties);
        CopyAnswer answer = new(request, statistics);
        if (request.PartitionColumns.Count > 0)
            connection.Execute(CopyCommand.Settings, cancellationToken);
        string copy = CopyCommand.Text(select, selectColumns, request, fileBytes);
        List<AddFile> files = [];
        using RecordBatchReader rows = connection.Query(copy, arguments, cancellationToken: cancellationToken);
        while (rows.Read(cancellationToken) is { } batch)
        {
            using (batch)
                files.AddRange(answer.Files(batch));
        }
        return files;
    }
}
