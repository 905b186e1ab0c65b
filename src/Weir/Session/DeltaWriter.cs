using Weir.Catalog;
using Weir.Delta.Commands;
using Weir.Delta.Table;
using Weir.Diagnostics;
using Weir.Engine;
using Weir.Storage;
using RecordBatchReader = Weir.Arrow.RecordBatchReader;
using Schema = Weir.Arrow.Schema;

namespace Weir.Sessions;

/// <summary>Writes rows into one Delta table: checks the request, has the files written, commits, reports.</summary>
internal sealed class DeltaWriter(
    SessionHost host, DatasetLocation location, DeltaWriteMode mode, DeltaWriteOptions options, IProgress<DeltaWriteProgress>? progress)
{
    private const long FileBytesMin = 1 << 20;

    private OperationSpan? _span;

    /// <summary>The checks that each row is held to, as SQL that is safe to put into a statement; null when it is held to nothing.</summary>
    public IReadOnlyList<string>? Checks { get; init; }

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
        if (mode == DeltaWriteMode.Overwrite && host.Defaults.IsAppendOnly)
            throw ProfileErrors.Forbidden($"rows of '{location.Path}' are not replaced", "policies.delta_mutation_policy.append_only");
        if (options.MaxCommitRetries < 0)
            throw ConfigurationErrors.WriteInvalid(location.Path, $"MaxCommitRetries is {options.MaxCommitRetries}, at least 0 is needed");
        DatasetRules.Require(location);
    }

    /// <summary>Does all of the write under its span, and tells how it ended.</summary>
    /// <param name="work">Binds the source and calls <see cref="WriteAsync"/>.</param>
    public async Task<DeltaWriteReport> WithinSpanAsync(Func<Task<DeltaWriteReport>> work)
    {
        try
        {
            return await Span.Within(work).ConfigureAwait(false);
        }
        catch (Exception failure)
        {
            (string status, string error) = OperationSpan.StatusOf(failure);
            Span.End(status, rows: 0, error,
                () => host.Recorder.Written(WrittenTable.Failed(location.Path, mode, status, error, options.CommitMetadata, Span.Elapsed), commit: null));
            LogMessages.WriteFailed(host.Logger, mode.ToString(), location.Path, Span.Elapsed.TotalMilliseconds, error);
            throw;
        }
    }

    /// <summary>Runs the write on a connection that knows the source.</summary>
    /// <exception cref="WeirException">WEIR8058: a row breaks what the target declares and enforces. Others as for a write.</exception>
    public async Task<DeltaWriteReport> WriteAsync(
        DuckConnection connection, RowSource source, Schema schema, CancellationToken cancellationToken)
    {
        (RowSource held, Schema columns) = Held(connection, source, schema, cancellationToken);
        try
        {
            return await CommitAsync(connection, held, columns, cancellationToken).ConfigureAwait(false);
        }
        catch (WeirException failure) when (ContractText.Violation(location, failure) is not null)
        {
            throw ContractText.Violation(location, failure)!;
        }
    }

    // Declared columns that the source lacks have their defaults, and rows that break the contract fail before anything is committed.
    private (RowSource Source, Schema Schema) Held(DuckConnection connection, RowSource source, Schema schema, CancellationToken cancellationToken)
    {
        string[] names = [.. schema.Fields.Select(field => field.Name)];
        string select = ContractText.Complete(location, names, source.Select);
        if (select != source.Select)
        {
            // The source may be a stream, which asking for its columns would use up.
            string none = ContractText.Complete(location, names, "SELECT 1 AS weir_none");
            using RecordBatchReader added = connection.Query($"SELECT * EXCLUDE (weir_none) FROM ({none}) LIMIT 0", cancellationToken: cancellationToken);
            schema = new Schema([.. schema.Fields, .. added.Schema.Fields]);
        }
        return (source with { Select = Checks is null ? select : ContractText.Guard(location, Checks, select) }, schema);
    }

    private async Task<DeltaWriteReport> CommitAsync(
        DuckConnection connection, RowSource source, Schema schema, CancellationToken cancellationToken)
    {
        IObjectStore store = host.Snapshots.Store(location.Path);
        using TableFolder folder = new(store.Root);
        WriteWatch watch = new(progress, source.RowsRead, host.Clock);
        string[] columns = [.. schema.Fields.Select(field => field.Name)];
        EngineDataFileWriter files = new(connection, source, columns, options.TargetFileBytes, folder, watch);
        WriteCommand command = new(store, host.Snapshots.Table(store), files, host.Clock, host.Chance);
        return Report(store.Root, columns.Length, await command.ExecuteAsync(Request(schema), cancellationToken).ConfigureAwait(false));
    }

    private OperationSpan Span => _span ??= OperationSpan.Write(
        host.Clock, RunScope.Current is { QueryId: not null } scope ? scope : host.Scope with { QueryId = RunScope.NewId() }, location.Path, mode.ToString());

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

    private DeltaWriteReport Report(string root, int columns, WriteOutcome outcome)
    {
        TimeSpan duration = Span.Elapsed;
        progress?.Report(new DeltaWriteProgress(outcome.RowsWritten, outcome.FilesAdded, outcome.BytesWritten));
        Span.Tag("weir.delta.version", outcome.Version);
        WriteTelemetry.Written(root, outcome.RowsWritten, columns);
        Span.End("ok", outcome.RowsWritten, errorType: null,
            () => host.Recorder.Written(WrittenTable.Of(root, mode, outcome, options.CommitMetadata, duration), WrittenTable.Commit(root, mode, outcome)));
        LogMessages.WriteCommitted(host.Logger, mode.ToString(), root, outcome.Version, outcome.RowsWritten,
            outcome.FilesAdded, outcome.BytesWritten, duration.TotalMilliseconds);
        return new DeltaWriteReport(root, outcome.Version, mode, outcome.Created, outcome.RowsWritten, outcome.BytesWritten,
            outcome.FilesAdded, outcome.FilesRemoved, outcome.PartitionsWritten, duration);
    }
}
