using System.Collections.Concurrent;
using Weir.Plugins.Discovery;
using Weir.Plugins.Gate;

namespace Weir.Plugins.Load;

/// <summary>
/// The load contexts of the bundled plugins: the same verified files are loaded once a process and stay, as the host's own
/// assemblies do, so that a runtime that opens neither reads nor compiles them again, and none that closes unloads code while others
/// run (docs/decisions/0021). Each runtime has entry objects of its own. Safe for use by many threads.
/// </summary>
internal static class BundledContexts
{
    private static readonly ConcurrentDictionary<string, Lazy<ManagedPluginContext>> Known = new(StringComparer.Ordinal);

    /// <summary>The context of a plugin; by path and hashes, so that other files under the name are other code.</summary>
    public static ManagedPluginContext Of(VerifiedPlugin verified, IPluginFiles files) => Known.GetOrAdd(
        string.Join('|', [verified.Path, verified.Sha256, .. verified.Dependencies.Select(file => $"{file.FullPath}|{file.Sha256}")]),
        _ => new Lazy<ManagedPluginContext>(() => new ManagedPluginContext(verified, files, isCollectible: false))).Value;
}
