namespace Weir.Sessions;

/// <summary>What a runtime's profile says about every session of it. Immutable.</summary>
internal sealed record SessionDefaults
{
    /// <summary>Rows of a batch for queries that ask for no number of their own.</summary>
    public int BatchRows { get; init; } = Query.DefaultBatchRows;

    /// <summary>Whether <c>CREATE FUNCTION</c> and <c>DROP FUNCTION</c> are done.</summary>
    public bool AllowsFunctions { get; init; } = true;

    /// <summary>Whether writes may only add rows.</summary>
    public bool IsAppendOnly { get; init; }

    /// <summary>How writes without options of their own are made.</summary>
    public DeltaWriteOptions Write { get; init; } = new();
}
