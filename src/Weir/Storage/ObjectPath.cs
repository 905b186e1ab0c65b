using Weir.Diagnostics;

namespace Weir.Storage;

/// <summary>
/// The key of an object, relative to the root of its store: segments joined by <c>/</c>, taken
/// literally (no escapes, no wildcards). The default value is the root itself.
/// </summary>
internal readonly record struct ObjectPath : IComparable<ObjectPath>
{
    private readonly string? _value;

    private ObjectPath(string value) => _value = value;

    /// <summary>The root of the store, the empty path.</summary>
    public static ObjectPath Root => default;

    /// <summary>The whole path, empty for the root.</summary>
    public string Value => _value ?? "";

    public bool IsRoot => Value.Length == 0;

    /// <summary>The last segment, empty for the root.</summary>
    public string Name => Value[(Value.LastIndexOf('/') + 1)..];

    /// <summary>All but the last segment; the root is its own folder.</summary>
    public ObjectPath Folder => Value.LastIndexOf('/') is > 0 and var slash ? new ObjectPath(Value[..slash]) : Root;

    /// <summary>Takes a path from text.</summary>
    /// <exception cref="WeirException">WEIR6005: the text could leave the root, or is no plain path.</exception>
    public static ObjectPath Parse(string path)
    {
        ArgumentNullException.ThrowIfNull(path);
        if (path.Length == 0)
            return Root;
        if (path.Contains('\0'))
            throw StorageErrors.PathInvalid(path.Replace('\0', '?'), "holds a NUL character");
        if (OperatingSystem.IsWindows() && path.AsSpan().ContainsAny('\\', ':'))
            throw StorageErrors.PathInvalid(path, "holds '\\' or ':', which mean a drive or a folder here");
        foreach (Range range in path.AsSpan().Split('/'))
        {
            if (path.AsSpan()[range] is "" or "." or "..")
                throw StorageErrors.PathInvalid(path, "has an empty segment, '.' or '..'");
        }
        return new ObjectPath(path);
    }

    /// <summary>The path below this one. <paramref name="relative"/> may have several segments.</summary>
    public ObjectPath Append(string relative)
    {
        ObjectPath tail = Parse(relative);
        return IsRoot ? tail : tail.IsRoot ? this : new ObjectPath($"{Value}/{tail.Value}");
    }

    /// <summary>Orders by UTF-16 code units, as listings are ordered.</summary>
    public int CompareTo(ObjectPath other) => string.CompareOrdinal(Value, other.Value);

    public bool Equals(ObjectPath other) => string.Equals(Value, other.Value, StringComparison.Ordinal);

    public override int GetHashCode() => Value.GetHashCode(StringComparison.Ordinal);

    public override string ToString() => Value;
}
