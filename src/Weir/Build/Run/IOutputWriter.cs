using Weir.Build.Plan;

namespace Weir.Build.Run;

/// <summary>
/// Writes one output: runs its statement, streams the rows into files, commits once. When it fails or
/// is cancelled the table is as it was before.
/// </summary>
internal interface IOutputWriter
{
    /// <param name="output">What to write.</param>
    /// <param name="commitMetadata">Facts for the commit.</param>
    /// <param name="progress">Called with rows, files and bytes so far, as far as they are known.</param>
    /// <param name="cancellation">Interrupts the engine and leaves no version.</param>
    /// <returns>Figures of this commit alone.</returns>
    Task<CommittedOutput> WriteAsync(
        PlannedOutput output, IReadOnlyDictionary<string, string> commitMetadata, IProgress<WrittenSoFar>? progress, CancellationToken cancellation);
}

/// <summary>How far one output is; null is not known.</summary>
internal readonly record struct WrittenSoFar(long? Rows, int? Files, long? Bytes);
