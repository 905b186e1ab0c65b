using Weir.Delta.Actions;
using Weir.Delta.Table;
using Weir.Diagnostics;
using Weir.Diagnostics.Payloads;
using Weir.Hashing;

namespace Weir.Sessions;

/// <summary>Tells the sinks what is read of Delta tables. Safe for use by many threads.</summary>
/// <param name="emitter">The way to the sinks.</param>
internal sealed class DeltaRecorder(DiagnosticsEmitter emitter)
{
    private static readonly Dictionary<string, string> NoDetails = [];

    /// <summary>A version was read from its log, which means that it can be read.</summary>
    public void Opened(Snapshot snapshot)
    {
        if (!emitter.IsOn)
            return;
        emitter.Emit(DiagnosticsKinds.DeltaSnapshots, () => new DeltaSnapshotOpened(
            snapshot.Root, snapshot.Version, ProtocolOf(snapshot), snapshot.Metadata.Configuration,
            new FieldHash("weir.delta_schema.v1").Add("schema", snapshot.Metadata.SchemaString).ToHex(),
            [.. snapshot.PartitionColumns.Select(column => column.Name)], snapshot.CommitInfo?.Timestamp, snapshot.Files.Count, snapshot.CheckpointVersion,
            [.. snapshot.ChecksumFaults]));
        emitter.Emit(DiagnosticsKinds.DeltaProtocolCompatibility, () => new DeltaProtocolCompatibility(
            snapshot.Root, IsCompatible: true, snapshot.Version, ProtocolOf(snapshot), null, null, NoDetails));
    }

    /// <summary>A table was refused because it needs what this version does not have.</summary>
    public void Refused(string root, WeirException failure)
    {
        if (failure.Code is "WEIR2003" or "WEIR2004")
        {
            emitter.Emit(DiagnosticsKinds.DeltaProtocolCompatibility, () => new DeltaProtocolCompatibility(
                root, IsCompatible: false, null, null, failure.Code, failure.Message, failure.Details));
        }
    }

    /// <summary>A query is going to read files of a table.</summary>
    public void Planned(string name, Snapshot snapshot, FilePruning? pruning, IEnumerable<string> columns, DeltaScanOptions? options) =>
        emitter.Emit(DiagnosticsKinds.DeltaScanPlans, () =>
        {
            int total = snapshot.Files.Count;
            int read = pruning?.FilesRead ?? total;
            (System.Text.Json.JsonElement? config, string? hash) = RegisteredTable.ScanOf(options);
            return new DeltaScanPlan(
                name, snapshot.Root, snapshot.Version, ProtocolOf(snapshot), total, pruning?.FilesCandidate ?? total, read, total - read, pruning?.Reason,
                FiltersOf(pruning, isUsed: true), FiltersOf(pruning, isUsed: false), [.. columns], config, hash);
        });

    private static string[] FiltersOf(FilePruning? pruning, bool isUsed) =>
        [.. (pruning?.Conditions ?? []).Where(condition => condition.IsUsed == isUsed).Select(condition => SanitizedSql.Of(condition.Sql))];

    private static DeltaProtocol ProtocolOf(Snapshot snapshot)
    {
        ProtocolAction protocol = snapshot.Protocol;
        return new DeltaProtocol(protocol.MinReaderVersion, protocol.MinWriterVersion, protocol.ReaderFeatures ?? [], protocol.WriterFeatures ?? []);
    }
}
