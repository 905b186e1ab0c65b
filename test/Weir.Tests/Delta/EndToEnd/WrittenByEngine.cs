using Microsoft.Extensions.Logging.Abstractions;
using Weir.Arrow;
using Weir.Catalog;
using Weir.Delta.Actions;
using Weir.Delta.Commands;
using Weir.Delta.Table;
using Weir.Engine;
using Weir.Sessions;
using Weir.Storage;
using WriteMode = Weir.Delta.Commands.WriteMode;

namespace Weir.Tests.Delta.EndToEnd;

/// <summary>A Delta table in a folder of its own, written by the real engine from SQL.</summary>
internal sealed class WrittenByEngine : IDisposable
{
    private readonly TemporaryFolder? _owned;
    private readonly DuckDatabase _database;

    /// <param name="root">The table's root; null for a temporary folder.</param>
    public WrittenByEngine(string? root = null)
    {
        _owned = root is null ? new TemporaryFolder() : null;
        Root = root ?? _owned!["täble [1] 100%"];
        Store = new LocalStore(Root);
        _database = DuckDatabase.Open(new EngineOptions { Threads = 2 }, NullLogger.Instance);
    }

    public string Root { get; }

    public LocalStore Store { get; }

    public DeltaTable Table => new(Store, new EngineCheckpointReader(_database.Connect));

    public IReadOnlyList<string> Files => Directory.Exists(Root)
        ? [.. Directory.GetFileSystemEntries(Root, "*", SearchOption.AllDirectories).Select(path => Path.GetRelativePath(Root, path)).Order(StringComparer.Ordinal)]
        : [];

    public Task<WriteOutcome> WriteAsync(
        WriteMode mode, string select, IReadOnlyList<string>? partitionBy = null, CancellationToken cancellationToken = default) =>
        WriteAsync(new WriteRequest { Mode = mode, Schema = SchemaOf(select), PartitionColumns = partitionBy }, select, cancellationToken);

    /// <param name="request">The write.</param>
    /// <param name="select">Its rows.</param>
    /// <param name="cancellationToken">Ends the write.</param>
    /// <param name="beforeCommit">Runs when the data files are there and the commit is not.</param>
    public async Task<WriteOutcome> WriteAsync(
        WriteRequest request, string select, CancellationToken cancellationToken, Action? beforeCommit = null)
    {
        using DuckConnection connection = _database.Connect();
        IReadOnlyList<string> columns = [.. request.Schema.Columns.Select(column => column.Name)];
        using TableFolder folder = new(Root);
        EngineDataFileWriter writer = new(
            connection, new RowSource(select, Arguments: null, RowsRead: null), columns, fileBytes: 1 << 30, folder, new WriteWatch(null, null, TimeProvider.System));
        return await new WriteCommand(Store, Table, new ThenWriter(writer, beforeCommit), TimeProvider.System, () => 0.5).ExecuteAsync(request, cancellationToken);
    }

    /// <summary>All rows of a query as texts, null for NULL.</summary>
    public List<string?[]> Query(string sql)
    {
        using DuckConnection connection = _database.Connect();
        using RecordBatchReader reader = connection.Query(sql);
        List<string?[]> rows = [];
        while (reader.Read(default) is { } batch)
        {
            using (batch)
            {
                for (int row = 0; row < batch.RowCount; row++)
                    rows.Add([.. Enumerable.Range(0, batch.Schema.Fields.Count).Select(i => batch.Column(i).IsNull(row) ? null : batch.Column(i).GetString(row))]);
            }
        }
        return rows;
    }

    public DeltaSchema SchemaOf(string select)
    {
        using DuckConnection connection = _database.Connect();
        using RecordBatchReader reader = connection.Query($"SELECT * FROM ({select}) LIMIT 0");
        return ArrowDeltaType.Of(reader.Schema);
    }

    public void Dispose()
    {
        _database.Dispose();
        _owned?.Dispose();
    }

    private sealed class ThenWriter(IDataFileWriter inner, Action? then) : IDataFileWriter
    {
        public async Task<IReadOnlyList<AddFile>> WriteAsync(DataFileRequest request, CancellationToken cancellationToken)
        {
            IReadOnlyList<AddFile> files = await inner.WriteAsync(request, cancellationToken);
            then?.Invoke();
            return files;
        }
    }
}
