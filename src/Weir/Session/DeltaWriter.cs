using Weir.Catalog;
using Weir.Delta.Commands;
using Weir.Delta.Table;
using Weir.Diagnostics;
using Weir.Engine;
using Weir.Storage;
using Schema = Weir.Arrow.Schema;

namespace Weir.Sessions;

/// <summary>Writes rows into one Delta table: checks the request, has the files written, commits, reports.</summary>
internal sealed class DeltaWriter(
    SessionHost host, DatasetLocation location, DeltaWriteMode mode, DeltaWriteOptions options, IProgress<DeltaWriteProgress>? progress)
{
    private const long FileBytesMin = 1 << 20;

    /// <summary>Refuses what cannot be asked for, before anything is opened.</summary>
    /// <exception cref="WeirException">WEIR8013.</exception>
    public void Check()
    {
        if (location.Format != DatasetFormat.Delta)
            throw ConfigurationErrors.WriteInvalid(location.Path, $"its format is {location.Format}; only Delta tables can be written");
        if (location.Version is { } version)
            throw ConfigurationErrors.WriteInvalid(location.Path, $"it names version {version}; a write always makes the next version");
        if (location.Timestamp is { } time)
            throw ConfigurationErrors.WriteInvalid(location.Path, $"it names the moment {MomentText.Print(time)}; a write always makes the next version");
        if (location.Changes is not null || location.Scan is not null)
            throw ConfigurationErrors.WriteInvalid(location.Path, "it names changes or scan options, which say how a table is read");
        if (options.TargetFileBytes < FileBytesMin)
            throw ConfigurationErrors.WriteInvalid(location.Path, $"TargetFileBytes is {options.TargetFileBytes}, at least {FileBytesMin} is needed");
        if (options.MaxCommitRetries < 0)
            throw ConfigurationErrors.WriteInvalid(location.Path, $"MaxCommitRetries is {options.MaxCommitRetries}, at least 0 is needed");
    }

    /// <summary>Runs the write on a connection that knows the source.</summary>
    public async Task<DeltaWriteReport> WriteAsync(
        DuckConnection connection, RowSource source, Schema schema, CancellationToken cancellationToken)
    {
        OperationSpan span = OperationSpan.Write(
            host.Clock, RunScope.Current is { QueryId: not null } scope ? scope : host.Scope with { QueryId = RunScope.NewId() }, location.Path, mode.ToString());
        try
        {
            MeteredStore store = new(new LocalStore(location.Path), host.Clock);
            using TableFolder folder = new(store.Root);
            WriteWatch watch = new(progress, source.RowsRead, host.Clock);
            string[] columns = [.. schema.Fields.Select(field => field.Name)];
            EngineDataFileWriter files = new(connection, source, columns, options.TargetFileBytes, folder, watch);
            WriteCommand command = new(store, host.Snapshots.Table(store), files, host.Clock, host.Chance);
            WriteOutcome outcome = await span.Within(() => command.ExecuteAsync(Request(schema), cancellationToken)).ConfigureAwait(false);
            return Report(store.Root, outcome, span);
        }
        catch (Exception failure)
        {
            (string status, string error) = OperationSpan.StatusOf(failure);
            span.End(status, rows: 0, error,
                () => host.Recorder.Written(WrittenTable.Failed(location.Path, mode, status, error, options.CommitMetadata, span.Elapsed), commit: null));
            LogMessages.WriteFailed(host.Logger, mode.ToString(), location.Path, span.Elapsed.TotalMilliseconds, error);
            throw;
        }
    }

    private WriteRequest Request(Schema schema) => new()
    {
        Mode = mode switch
        {
            DeltaWriteMode.Append => Delta.Commands.WriteMode.Append,
            DeltaWriteMode.Overwrite => Delta.Commands.WriteMode.Overwrite,
            DeltaWriteMode.Create => Delta.Commands.WriteMode.Create,
            _ => throw Invariant.Unreachable(mode),
        },
        Schema = ArrowDeltaType.Of(schema),
        PartitionColumns = options.PartitionBy.Count == 0 ? null : options.PartitionBy,
        Properties = options.TableProperties,
        CommitMetadata = options.CommitMetadata,
        CommitRetriesMax = options.MaxCommitRetries,
    };

    private DeltaWriteReport Report(string root, WriteOutcome outcome, OperationSpan span)
    {
        TimeSpan duration = span.Elapsed;
        progress?.Report(new DeltaWriteProgress(outcome.RowsWritten, outcome.FilesAdded, outcome.BytesWritten));
        span.Tag("weir.delta.version", outcome.Version);
        span.End("ok", outcome.RowsWritten, errorType: null,
            () => host.Recorder.Written(WrittenTable.Of(root, mode, outcome, options.CommitMetadata, duration), WrittenTable.Commit(root, mode, outcome)));
        LogMessages.WriteCommitted(host.Logger, mode.ToString(), root, outcome.Version, outcome.RowsWritten,
            outcome.FilesAdded, outcome.BytesWritten, duration.TotalMilliseconds);
        return new DeltaWriteReport(root, outcome.Version, mode, outcome.Created, outcome.RowsWritten, outcome.BytesWritten,
            outcome.FilesAdded, outcome.FilesRemoved, outcome.PartitionsWritten, duration);
    }
}
