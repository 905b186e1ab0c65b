using System.Text.Json;

namespace Weir.Diagnostics.Payloads;

/// <summary>Which files of a table a query reads, and why not fewer. Filters are without their data.</summary>
internal sealed record DeltaScanPlan(
    string DatasetName, string TableUri, long DeltaVersion, DeltaProtocol Protocol, int TotalFiles, int CandidateFiles, int ReadFiles, int PrunedFiles,
    string? Reason, IReadOnlyList<string> PushedFilters, IReadOnlyList<string> OtherFilters, IReadOnlyList<string> ProjectedColumns,
    JsonElement? ScanConfig, string? ScanConfigHash);
