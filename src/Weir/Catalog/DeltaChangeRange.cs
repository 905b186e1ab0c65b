namespace Weir;

/// <summary>
/// The versions whose row changes are read, both ends included. Immutable. An end that is not given is the oldest
/// possible, version 0, or the newest version there is at each query.
/// </summary>
public sealed record DeltaChangeRange
{
    /// <summary>The first version; not together with <see cref="StartTimestamp"/>.</summary>
    public long? StartVersion { get; init; }

    /// <summary>The last version; not together with <see cref="EndTimestamp"/>.</summary>
    public long? EndVersion { get; init; }

    /// <summary>Begins with the first version that was made at this moment or later.</summary>
    public DateTimeOffset? StartTimestamp { get; init; }

    /// <summary>Ends with the last version that was made up to this moment.</summary>
    public DateTimeOffset? EndTimestamp { get; init; }

    /// <summary>
    /// A range that begins after the newest version has no changes, and one that ends after it ends with it. False:
    /// such a range is an error (WEIR2033).
    /// </summary>
    public bool AllowOutOfRange { get; init; }
}
