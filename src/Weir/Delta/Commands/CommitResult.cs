namespace Weir.Delta.Commands;

/// <summary>How an attempt to commit ended. <c>Attempts</c> counts the puts of the commit file.</summary>
internal abstract record CommitResult(int Attempts)
{
    /// <summary>The commit is this version, exactly once.</summary>
    internal sealed record Committed(long Version, int Attempts) : CommitResult(Attempts);

    /// <summary>A winner contradicts it; nothing was committed.</summary>
    internal sealed record Conflicted(ConflictKind Kind, long Winner, string? Operation, int Attempts) : CommitResult(Attempts);

    /// <summary>Others won every race; nothing was committed.</summary>
    internal sealed record Exhausted(long Version, int Attempts) : CommitResult(Attempts);

    /// <summary>The put failed and so did looking for the commit: it may be there or not.</summary>
    internal sealed record Unknown(long Version, Exception Cause, int Attempts) : CommitResult(Attempts);
}
