namespace Weir.Diagnostics.Payloads;

/// <summary>What a query is going to read: its text without data, and its tables in the versions that it sees.</summary>
internal sealed record PlanBundle(
    string Summary, string Text, string TextHash, int Parameters, bool IsExplained, IReadOnlyList<PlannedTable> Tables);

/// <summary>A table of a query.</summary>
internal sealed record PlannedTable(
    string Name, string? Format, string? Path, long? DeltaVersion, string? Plugin, string? Provider, string? SnapshotId, int? FilesTotal, int? FilesRead)
{
    /// <summary>How the declared columns are made of what files have, for each schema that they have; null where none are declared.</summary>
    public IReadOnlyList<AdaptedFiles>? Adapter { get; init; }
}

/// <summary>Files of one schema.</summary>
internal sealed record AdaptedFiles(int Files, IReadOnlyList<AdaptedField> Columns);

/// <summary>A declared column and what it is made of; a column that files lack has a default or NULL.</summary>
internal sealed record AdaptedField(string Column, string Type, string? FileColumn, string? FileType);

/// <summary>A query ended.</summary>
internal sealed record QueryFinished(string Summary, string Status, string? ErrorCode, long Rows, double DurationMs);
