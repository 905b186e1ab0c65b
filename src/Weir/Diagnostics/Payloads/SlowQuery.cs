namespace Weir.Diagnostics.Payloads;

/// <summary>A query kept its caller waiting for longer than the threshold. The profile is of that very run.</summary>
internal sealed record SlowQuery(
    string Summary, string Text, string TextHash, string Status, long Rows, double ThresholdMs, double WaitedMs, double DurationMs, QueryProfile? Profile);

/// <summary>What the engine measured while a query ran. Operators are in the order of the plan, each before those that feed it.</summary>
internal sealed record QueryProfile(
    double LatencyMs, double CpuMs, long RowsReturned, long PeakMemoryBytes, long PeakSpillBytes, long BytesRead,
    IReadOnlyList<ProfiledOperator> Operators, bool IsCut);

/// <summary>One operator of a plan, with what it did.</summary>
internal sealed record ProfiledOperator(
    int Depth, string Name, double CpuMs, long Rows, long RowsScanned, long? RowsEstimated, long? FilesRead, string? Columns, string Detail);
