using Weir.Delta.Commands;
using Weir.Diagnostics.Payloads;

namespace Weir.Sessions;

/// <summary>Describes writes for sinks. Pure.</summary>
internal static class WrittenTable
{
    public static DeltaMutation Of(
        string root, DeltaWriteMode mode, WriteOutcome outcome, IReadOnlyDictionary<string, string> metadata, TimeSpan duration) => new(
        root, "write", Word(mode), "ok", null, outcome.Version, outcome.Created, outcome.RowsWritten, outcome.BytesWritten,
        outcome.FilesAdded, outcome.FilesRemoved, outcome.PartitionsWritten, duration.TotalMilliseconds, metadata);

    public static DeltaMutation Failed(
        string root, DeltaWriteMode mode, string status, string error, IReadOnlyDictionary<string, string> metadata, TimeSpan duration) => new(
        Path.GetFullPath(root), "write", Word(mode), status, error, null, null, 0, 0, 0, 0, 0, duration.TotalMilliseconds, metadata);

    public static DeltaCommitted Commit(string root, DeltaWriteMode mode, WriteOutcome outcome) =>
        new(root, outcome.TableId, outcome.Version, outcome.WriteId, outcome.CommitAttempts, Word(mode));

    private static string Word(DeltaWriteMode mode) => mode.ToString().ToLowerInvariant();
}
