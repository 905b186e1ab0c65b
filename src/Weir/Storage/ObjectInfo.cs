namespace Weir.Storage;

/// <summary>What a store tells about an object without reading it.</summary>
/// <param name="Path">Key below the root of the store.</param>
/// <param name="SizeBytes">Length of the content (of the target, when the object is a symbolic link).</param>
/// <param name="ModifiedAt">Last change of the content by the store's clock, UTC.</param>
internal sealed record ObjectInfo(ObjectPath Path, long SizeBytes, DateTimeOffset ModifiedAt);
