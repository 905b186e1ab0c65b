using System.Collections.Concurrent;
using System.Reflection;
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
    private static readonly ConcurrentDictionary<string, Lazy<(ManagedPluginContext Context, Assembly Assembly)>> Known = new(StringComparer.Ordinal);

    /// <summary>Makes an entry object; the code is known by path and hashes, so that other files under the name are other code.</summary>
    /// <exception cref="WeirException">WEIR3137: the class cannot be made.</exception>
    public static Plugin MakeEntry(VerifiedPlugin verified, IPluginFiles files)
    {
        string key = string.Join('|', [verified.Path, verified.Sha256, .. verified.Dependencies.Select(file => $"{file.FullPath}|{file.Sha256}")]);
        (ManagedPluginContext context, Assembly assembly) = Known.GetOrAdd(key, _ => new(() =>
        {
            ManagedPluginContext loading = new(verified, files, isCollectible: false);
            return (loading, loading.LoadAssembly());
        })).Value;
        return context.MakeEntry(assembly);
    }
}
