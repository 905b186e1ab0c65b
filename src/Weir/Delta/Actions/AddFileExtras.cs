namespace Weir.Delta.Actions;

/// <summary>The members of an <c>add</c> that many tables do not use, kept apart so that they cost nothing where they are absent.</summary>
internal readonly record struct AddFileExtras(
    IReadOnlyDictionary<string, string?>? Tags, DeletionVectorDescriptor? DeletionVector, long? BaseRowId,
    long? DefaultRowCommitVersion, string? ClusteringProvider)
{
    public bool IsEmpty => Tags is null && DeletionVector is null && BaseRowId is null && DefaultRowCommitVersion is null && ClusteringProvider is null;
}
