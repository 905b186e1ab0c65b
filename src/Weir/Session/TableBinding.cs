namespace Weir;

/// <summary>A table as one query saw it. Immutable.</summary>
/// <param name="Name">The name under which it was registered, or the <c>read_delta</c> call.</param>
/// <param name="Location">Where its rows lie.</param>
/// <param name="Version">The Delta version that the query read; null for other formats.</param>
public sealed record TableBinding(string Name, DatasetLocation Location, long? Version);
