namespace Weir.Diagnostics.Payloads;

/// <summary>A runtime opened, for itself or for a build.</summary>
internal sealed record RunStarted(
    string RunKind, string ProfileName, string WeirVersion, string EngineVersion, int? Threads, long? MemoryLimitBytes, string? SpillFolder,
    IReadOnlyList<string> Plugins);

/// <summary>It ended. Figures are of this run alone.</summary>
internal sealed record RunFinished(
    string RunKind, string Status, string? ErrorCode, double DurationMs, long Queries, long QueriesFailed, long Writes, long WritesFailed, long RecordsLost);
