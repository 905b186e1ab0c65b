using Weir.Policies;

namespace Weir;

/// <summary>The places that tables lie in. Immutable.</summary>
public sealed record StorageSection
{
    /// <summary>Places by name.</summary>
    public IReadOnlyDictionary<string, StorageEntry> Places { get; init => field = ValueMap<StorageEntry>.Of(value); } = ValueMap<StorageEntry>.Empty;

    /// <summary>Whether every place must be local.</summary>
    public bool RequireLocalPaths { get; init; }
}

/// <summary>A place as a profile writes it; see <see cref="StorageProfile"/> for what it means. Immutable.</summary>
/// <param name="TableUri">A path, or a URI.</param>
/// <param name="StorageOptions">Options by name, for data and log; null for none.</param>
/// <param name="LogStorageOptions">Options by name that differ for the log; null for none.</param>
public sealed record StorageEntry(
    string TableUri, IReadOnlyDictionary<string, string>? StorageOptions = null, IReadOnlyDictionary<string, string>? LogStorageOptions = null)
{
    /// <summary>Options by name, for data and log; null for none.</summary>
    public IReadOnlyDictionary<string, string>? StorageOptions { get; init => field = ValueMap<string>.OrNull(value); } = ValueMap<string>.OrNull(StorageOptions);

    /// <summary>Options by name that differ for the log; null for none.</summary>
    public IReadOnlyDictionary<string, string>? LogStorageOptions { get; init => field = ValueMap<string>.OrNull(value); } = ValueMap<string>.OrNull(LogStorageOptions);
}
