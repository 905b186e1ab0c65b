using Microsoft.Extensions.Logging;
using Weir.Diagnostics;
using Weir.Engine;

namespace Weir.Sessions;

/// <summary>
/// The plugins that a runtime's engine has, by name: functions live as long as the engine, so a name stands
/// for one plugin from its first registration on. Safe for use by many threads.
/// </summary>
/// <param name="engine">Gets the functions of each plugin that comes in.</param>
/// <param name="logger">Hears of each.</param>
internal sealed class PluginRoster(LastingEngine engine, ILogger logger)
{
    private readonly Lock _lock = new();
    private volatile SessionPlugins _all = SessionPlugins.None;

    /// <summary>All of them, in the order in which they came.</summary>
    public SessionPlugins All => _all;

    /// <summary>Gives a plugin to the engine; one that is there already is given again, and nothing happens.</summary>
    /// <exception cref="WeirException">WEIR3225: another plugin has the name. WEIR32xx: the engine cannot take a function. Nothing has changed then.</exception>
    public void Admit(HostedPlugin plugin)
    {
        lock (_lock)
        {
            if (_all.Find(plugin.Name) is { } known && ReferenceEquals(known.Origin, plugin.Origin))
                return;
            SessionPlugins all = _all.With(plugin);
            engine.Register(plugin.Plugin);
            _all = all;
            PluginFunctionCounts counts = plugin.Counts;
            LogMessages.PluginRegistered(
                logger, plugin.Name, plugin.Snapshot.Version, HostedPlugin.Word(plugin.Snapshot.Source), HostedPlugin.Word(plugin.Snapshot.Isolation),
                counts.Scalar, counts.Aggregate, counts.Window, counts.Table, counts.Provider, counts.Planner);
        }
    }
}
