namespace Weir;

/// <summary>Which data files of a Delta table a query has to read, and why not fewer. Immutable.</summary>
/// <param name="FilesTotal">Files of the version.</param>
/// <param name="FilesCandidate">Files whose partition values may meet the query's conditions.</param>
/// <param name="FilesRead">Files among them whose statistics leave it open; the query reads these and no others.</param>
/// <param name="Conditions">The query's conditions that could leave out files of this table, each once.</param>
public sealed record FilePruning(
    int FilesTotal, int FilesCandidate, int FilesRead, IReadOnlyList<PruningCondition> Conditions)
{
    /// <summary>Why no file was left out whatever the conditions are; null when they were asked.</summary>
    public string? Reason { get; init; }
}

/// <summary>One condition of a query, and what it was good for. Immutable.</summary>
/// <param name="Sql">The condition, as the engine writes it.</param>
/// <param name="IsUsed">Whether files were held to it.</param>
/// <param name="Obstacle">Why it, or a part of it, says nothing about files; null when all of it does.</param>
public sealed record PruningCondition(string Sql, bool IsUsed, string? Obstacle);
