namespace Weir.Build;

/// <summary>Where a build stands. Reported in order; a report may be late, never wrong.</summary>
/// <remarks>Immutable.</remarks>
/// <param name="Stage">What the build is doing.</param>
/// <param name="Output">The table it is about; null for stages about the whole build.</param>
/// <param name="OutputsDone">Outputs that are committed.</param>
/// <param name="OutputsTotal">Outputs of the build; 0 until they are known.</param>
/// <param name="RowsWritten">Rows of this output, once known.</param>
/// <param name="FilesWritten">Data files of this output that are complete, once known.</param>
/// <param name="BytesWritten">Bytes of these files.</param>
public sealed record BuildProgress(
    BuildStage Stage,
    string? Output = null,
    int OutputsDone = 0,
    int OutputsTotal = 0,
    long? RowsWritten = null,
    int? FilesWritten = null,
    long? BytesWritten = null);

/// <summary>What a build is doing.</summary>
public enum BuildStage
{
    /// <summary>Reading and checking the spec.</summary>
    Checking,

    /// <summary>Opening inputs, binding views, computing hashes.</summary>
    Planning,

    /// <summary>Writing an output; may be reported many times.</summary>
    Writing,

    /// <summary>An output has its new version.</summary>
    Committed,

    /// <summary>Everything is written.</summary>
    Done,
}
