using Weir.Build.Plan;

namespace Weir.Build.Run;

/// <summary>Writes outputs as Delta tables through a session: one COPY inside the engine, one commit.</summary>
internal sealed class SessionOutputWriter(Session session) : IOutputWriter
{
    public async Task<CommittedOutput> WriteAsync(
        PlannedOutput output, IReadOnlyDictionary<string, string> commitMetadata, IProgress<WrittenSoFar>? progress, CancellationToken cancellation)
    {
        DeltaWriteOptions options = new()
        {
            PartitionBy = output.PartitionBy, CommitMetadata = commitMetadata, TableProperties = output.TableProperties,
        };
        if (output.MaxCommitRetries is { } retries)
            options = options with { MaxCommitRetries = retries };
        DeltaWriteMode mode = output.Mode == MaterializationMode.Append ? DeltaWriteMode.Append : DeltaWriteMode.Overwrite;
        DeltaWriteReport report = await session.WriteAsync(
            new DatasetLocation(output.Location), new Query(output.Sql), mode, options,
            progress is null ? null : new Forward(progress), cancellation).ConfigureAwait(false);
        return new CommittedOutput(
            output, report.Version, report.RowsWritten, report.FilesAdded, report.BytesWritten,
            output.PartitionBy.Count > 0 ? report.PartitionsWritten : Math.Min(report.FilesAdded, 1)) { Tables = report.Tables };
    }

    private sealed class Forward(IProgress<WrittenSoFar> progress) : IProgress<DeltaWriteProgress>
    {
        public void Report(DeltaWriteProgress value) =>
            progress.Report(new WrittenSoFar(value.RowsRead, value.FilesWritten, value.BytesWritten));
    }
}
