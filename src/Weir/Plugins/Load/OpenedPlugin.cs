using System.Runtime.Loader;

namespace Weir.Plugins.Load;

/// <summary>A plugin whose code is there, and what must go with it at the end.</summary>
/// <param name="plugin">Owned by this.</param>
/// <param name="context">The collectible context of a managed plugin; null for others.</param>
internal sealed class OpenedPlugin(Plugin plugin, AssemblyLoadContext? context) : IDisposable
{
    private Plugin? _plugin = plugin;
    private AssemblyLoadContext? _context = context;

    /// <summary>The port.</summary>
    public Plugin Plugin => _plugin ?? throw new ObjectDisposedException(nameof(OpenedPlugin));

    /// <summary>Puts another plugin around the one that is here; the other owns it from then on.</summary>
    public void Guard(Func<Plugin, Plugin> wrap) => _plugin = wrap(Plugin);

    /// <summary>
    /// Ends the plugin. A managed one leaves memory when nothing refers to it any more; a native library stays until
    /// the process ends.
    /// </summary>
    public void Dispose()
    {
        Interlocked.Exchange(ref _plugin, null)?.Dispose();
        Interlocked.Exchange(ref _context, null)?.Unload();
    }
}
