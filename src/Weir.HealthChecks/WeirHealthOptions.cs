namespace Weir;

/// <summary>What a <see cref="WeirHealthCheck"/> looks at beside the runtime. Read at every check.</summary>
public sealed class WeirHealthOptions
{
    /// <summary>Delta tables whose logs must be readable. Default: none.</summary>
    public IList<DatasetLocation> Tables { get; } = [];
}
