using System.Text.Json.Serialization;

namespace Weir.Plugins;

/// <summary>What a lock file means for loading.</summary>
[JsonConverter(typeof(SnakeCaseEnum<PluginLockMode>))]
public enum PluginLockMode
{
    /// <summary>
    /// When there is a lock file, every plugin must be in it with its hash; without one, any hash is taken. A bundled plugin
    /// beside the runtime's own files may be left out.
    /// </summary>
    WhenPresent,
    /// <summary>There must be a lock file, and every plugin must be in it with its hash. For CI and production.</summary>
    Required,
    /// <summary>No lock file is read.</summary>
    Ignored,
}

/// <summary>Which plugins a host trusts enough to load.</summary>
public sealed record PluginTrust
{
    /// <summary>What the lock file means. Default: it counts when it is there.</summary>
    public PluginLockMode LockMode { get; init; }

    /// <summary>The lock file, relative to the base folder of the search. Default: <c>weir.lock.json</c>.</summary>
    public string LockPath { get; init; } = PluginLock.FileName;

    /// <summary>Names of the plugins that may be loaded beside the bundled one. Null: all; empty: none.</summary>
    public IReadOnlyList<string>? AllowedNames { get; init; }
}
