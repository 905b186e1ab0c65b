using System.Diagnostics;
using Weir.Delta.Actions;
using Weir.Delta.Log;
using Weir.Delta.Table;
using Weir.Diagnostics;
using Weir.Storage;

namespace Weir.Delta.Commands;

/// <summary>
/// Creates, appends to or overwrites a table: read the newest version, check, have the rows written
/// as data files, commit. Either one version with all rows comes to be, or none and no file stays.
/// </summary>
/// <remarks>
/// <para>Rows are never half visible: readers see the version before or after. A write without rows
/// still makes a version, for its metadata and for whoever counts versions: an append then adds no
/// file, a create makes an empty table, an overwrite removes all rows.</para>
/// <para>An append that meant to make the table and finds that another writer has just made it goes
/// behind that writer, if the table fits.</para>
/// <para>One instance serves one write at a time; several instances, threads and processes may write
/// to one table.</para>
/// </remarks>
internal sealed class WriteCommand(
    IObjectStore store, DeltaTable table, IDataFileWriter writer, TimeProvider clock, Func<double> chance)
{
    /// <summary>Runs the write.</summary>
    /// <exception cref="WeirException">
    /// WEIR2021: a concurrent writer contradicts it. WEIR2022: too many races lost. WEIR2023: the
    /// storage failed and the outcome is not known (only then data files are left). WEIR2024 to
    /// WEIR2029: the request does not fit. WEIR6008: it failed, and files stay. Others: from table,
    /// writer and storage.
    /// </exception>
    /// <exception cref="OperationCanceledException">Cancelled before the commit; nothing stays.</exception>
    public async Task<WriteOutcome> ExecuteAsync(WriteRequest request, CancellationToken cancellationToken)
    {
        using Activity? activity = WeirTelemetry.Start("weir.delta.write");
        activity?.SetTag("weir.table", store.Root).SetTag("weir.write.mode", request.Mode.ToString());

        Snapshot? source = await table.TryOpenAsync(null, cancellationToken).ConfigureAwait(false);
        WritePlan plan = WritePlan.Make(request, source, store.Root, clock.GetUtcNow());
        DataFileRequest files = new()
        {
            TableRoot = store.Root,
            WriteId = Guid.NewGuid().ToString("N"),
            Schema = plan.Schema,
            PartitionColumns = plan.Metadata.PartitionColumns,
            Properties = plan.Metadata.Configuration,
            Codec = NewTable.Codec(plan.Metadata, store.Root),
            RowsWritten = request.RowsWritten,
        };
        WriteOutcome outcome = await WriteAndCommitAsync(plan, files, cancellationToken).ConfigureAwait(false);
        activity?.SetTag("weir.table.version", outcome.Version).SetTag("weir.commit.attempts", outcome.CommitAttempts);
        return outcome;
    }

    private async Task<WriteOutcome> WriteAndCommitAsync(WritePlan plan, DataFileRequest files, CancellationToken cancellationToken)
    {
        WrittenFiles written = new(store, files);
        CommitResult result;
        IReadOnlyList<AddFile> added;
        try
        {
            IReadOnlyList<AddFile> answered = await writer.WriteAsync(files, cancellationToken).ConfigureAwait(false);
            added = await written.SettleAsync(answered, plan.Request.FlushDataFiles, cancellationToken).ConfigureAwait(false);
            RequiredColumns.Check(plan.Schema, files.PartitionColumns, added, store.Root);
            (plan, result) = await CommitAsync(plan, files.WriteId, added, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception cause)
        {
            await written.RemoveAsync(cause).ConfigureAwait(false);
            throw;
        }
        return result switch
        {
            CommitResult.Committed done => Outcome(plan, files.WriteId, added, done),
            // The log may refer to the files, so they must stay.
            CommitResult.Unknown unknown =>
                throw DeltaWriteErrors.OutcomeUnknown(store.Root, unknown.Version, files.WriteId, unknown.Cause),
            _ => throw await GiveUpAsync(written, Failure(result)).ConfigureAwait(false),
        };
    }

    private async Task<(WritePlan Plan, CommitResult Result)> CommitAsync(
        WritePlan plan, string writeId, IReadOnlyList<AddFile> added, CancellationToken cancellationToken)
    {
        Committer committer = new(store, clock, chance);
        CommitResult result = await committer.CommitAsync(Proposal(plan), plan.Request.CommitRetriesMax, cancellationToken)
            .ConfigureAwait(false);
        if (result is not CommitResult.Conflicted { Kind: ConflictKind.TableCreated } || plan.Request.Mode != WriteMode.Append)
            return (plan, result);

        Snapshot made = await table.OpenAsync(null, cancellationToken).ConfigureAwait(false);
        WritePlan second = WritePlan.Make(plan.Request, made, store.Root, clock.GetUtcNow());
        if (!FilesFit(plan, second))
            return (plan, result);
        RequiredColumns.Check(second.Schema, second.Metadata.PartitionColumns, added, store.Root);
        int retriesLeft = Math.Max(0, plan.Request.CommitRetriesMax - result.Attempts);
        CommitResult again = await committer.CommitAsync(Proposal(second), retriesLeft, cancellationToken).ConfigureAwait(false);
        return (second, again with { Attempts = again.Attempts + result.Attempts });

        CommitProposal Proposal(WritePlan current) => new(
            current.Source is { Version: var read } ? read + 1 : 0,
            writeId,
            current.Basis,
            () => current.Actions(writeId, added, clock.GetUtcNow()));
    }

    // The files were written for the table that was not to be: names in their case, and folders.
    private static bool FilesFit(WritePlan written, WritePlan table) =>
        written.Metadata.PartitionColumns.SequenceEqual(table.Metadata.PartitionColumns)
        && written.Schema.Root.AllFields().All(field => table.Schema.Root.AllFields().Any(other => other.Name == field.Name));

    private WeirException Failure(CommitResult result) => result switch
    {
        CommitResult.Conflicted lost => DeltaWriteErrors.Conflict(
            store.Root, lost.Kind.ToString(), ConflictCheck.Explain(lost.Kind), lost.Winner, lost.Operation, lost.Attempts),
        CommitResult.Exhausted lost => DeltaWriteErrors.RetriesExhausted(store.Root, lost.Version, lost.Attempts),
        _ => throw Invariant.Unreachable(result),
    };

    private static async Task<WeirException> GiveUpAsync(WrittenFiles written, WeirException failure)
    {
        await written.RemoveAsync(failure).ConfigureAwait(false);
        return failure;
    }

    private static WriteOutcome Outcome(
        WritePlan plan, string writeId, IReadOnlyList<AddFile> added, CommitResult.Committed done)
    {
        FileList? removed = plan.ReplacesAllRows ? plan.Source!.Files : null;
        IReadOnlyList<string> partitionColumns = plan.Metadata.PartitionColumns;
        return new WriteOutcome
        {
            Version = done.Version,
            Created = plan.Source is null,
            TableId = plan.Metadata.Id,
            WriteId = writeId,
            FilesAdded = added.Count,
            FilesRemoved = removed?.Count ?? 0,
            RowsWritten = added.Sum(file => FileStatistics.NumRecords(file.Stats) ?? 0),
            BytesWritten = added.Sum(file => file.Size),
            BytesRemoved = removed?.SizeBytes ?? 0,
            PartitionsWritten = partitionColumns.Count == 0 ? 0 : Partitions(added, partitionColumns),
            CommitAttempts = done.Attempts,
        };
    }

    private static int Partitions(IReadOnlyList<AddFile> added, IReadOnlyList<string> columns) => added
        .Select(file => string.Join('\u0001', columns.Select(column => $"{file.PartitionValues[column]?.Length}:{file.PartitionValues[column]}")))
        .Distinct(StringComparer.Ordinal)
        .Count();
}
