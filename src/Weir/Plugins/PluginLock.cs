namespace Weir.Plugins;

/// <summary>A library that a lock file lets in.</summary>
public sealed record LockedFile
{
    /// <summary>The library's file name.</summary>
    public required string File { get; init; }

    /// <summary>Its size in bytes.</summary>
    public required long SizeBytes { get; init; }

    /// <summary>SHA-256 of its bytes, 64 hexadecimal digits.</summary>
    public required string Sha256 { get; init; }

    /// <summary>As <see cref="PluginResolution.ManifestHash"/>.</summary>
    public required string ManifestHash { get; init; }

    /// <summary>Hashes of the files that it loads, by path relative to its folder, in order of path.</summary>
    public IReadOnlyDictionary<string, string> Dependencies { get; init => field = value ?? Nothing; } = Nothing;

    private static IReadOnlyDictionary<string, string> Nothing => new SortedDictionary<string, string>(StringComparer.Ordinal);
}

/// <summary>A plugin in a lock file.</summary>
public sealed record LockedPlugin
{
    /// <summary>The plugin's name.</summary>
    public required string Name { get; init; }

    /// <summary>Its version.</summary>
    public required string Version { get; init; }

    /// <summary>The library of each platform, by runtime identifier; <c>any</c> for managed plugins. In order of identifier.</summary>
    public required IReadOnlyDictionary<string, LockedFile> Files { get; init; }
}

/// <summary>
/// The libraries that may be loaded, by hash, for all platforms at once: what <c>weir.lock.json</c> says. The
/// same plugins give the same text, byte for byte.
/// </summary>
public sealed record PluginLock
{
    /// <summary>The version of this form, the one that this host reads and writes.</summary>
    public const int CurrentVersion = 1;

    /// <summary>The usual name of the file.</summary>
    public const string FileName = "weir.lock.json";

    /// <summary>Equal to 1.</summary>
    public required int LockVersion { get; init; }

    /// <summary>In order of name, each once.</summary>
    public required IReadOnlyList<LockedPlugin> Plugins { get; init; }

    /// <summary>A lock that lets nothing in.</summary>
    public static PluginLock Empty { get; } = new() { LockVersion = CurrentVersion, Plugins = [] };
}
