using Weir.Diagnostics;
using Weir.Plugins;
using Weir.Plugins.Guard;
using Weir.Plugins.Load;

namespace Weir.Sessions;

/// <summary>
/// Brings plugins in, each file and each object once, and holds them until the last runtime that uses them has
/// gone: a build runs on a runtime of its own with the plugins of the one that started it. Safe for use by many threads.
/// </summary>
internal sealed class PluginHolder
{
    private readonly Lock _lock = new();
    private readonly Dictionary<object, HostedPlugin> _hosted = new(ReferenceEqualityComparer.Instance);
    private readonly PluginRegistry _registry;
    private readonly PluginContext _context;
    private readonly PluginCallPolicy _policy;
    private int _users = 1;

    /// <param name="registry">Loads files; owned by this object.</param>
    /// <param name="context">What plugins are configured with beside their own configuration.</param>
    /// <param name="policy">How calls into plugins that the program made are watched.</param>
    public PluginHolder(PluginRegistry registry, PluginContext context, PluginCallPolicy policy)
    {
        _registry = registry;
        _context = context;
        _policy = policy;
    }

    /// <summary>A plugin from a file, through every check.</summary>
    /// <exception cref="WeirException">WEIR3xxx: it was not found, was refused, or does not load.</exception>
    public HostedPlugin Load(PluginReference reference, CancellationToken cancellationToken)
    {
        LoadedPlugin loaded = _registry.Load(reference, _context, cancellationToken);
        return Hosted(loaded, () => HostedPlugin.Of(loaded));
    }

    /// <summary>A plugin that the program made, behind a guard. It belongs to this object from now on.</summary>
    /// <exception cref="WeirException">WEIR3223: the options of a provider cannot be checked.</exception>
    public HostedPlugin Take(Plugin made) => Hosted(made, () =>
    {
        GuardedPlugin guarded = GuardedPlugin.Wrap(made, _policy);
        try
        {
            return HostedPlugin.Of(made, guarded);
        }
        catch
        {
            guarded.Dispose();
            throw;
        }
    });

    /// <summary>Adds a user.</summary>
    /// <exception cref="ObjectDisposedException">The last user has gone.</exception>
    public void Acquire()
    {
        lock (_lock)
        {
            if (_users == 0)
                throw Disposed.Runtime();
            _users++;
        }
    }

    /// <summary>Takes a user away; with the last one the plugins go.</summary>
    public void Release()
    {
        lock (_lock)
        {
            if (--_users > 0)
                return;
        }
        foreach (HostedPlugin hosted in _hosted.Values.Where(hosted => hosted.Origin is Plugin))
            hosted.Plugin.Dispose();
        _registry.Dispose();
    }

    private HostedPlugin Hosted(object origin, Func<HostedPlugin> make)
    {
        lock (_lock)
        {
            if (!_hosted.TryGetValue(origin, out HostedPlugin? hosted))
                _hosted.Add(origin, hosted = make());
            return hosted;
        }
    }
}
