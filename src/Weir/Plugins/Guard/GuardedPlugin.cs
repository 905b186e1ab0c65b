using Weir.Plugins.Guard;

namespace Weir.Plugins;

/// <summary>
/// Another plugin, with every call into it watched: the last call of each thread is known after a crash, a call
/// that takes too long is asked to stop, a plugin that does not stop gets no further calls, and whatever it throws
/// becomes an error that names plugin and function. Owns the other plugin.
/// </summary>
internal sealed class GuardedPlugin : Plugin
{
    private readonly Plugin _inner;
    private readonly CallWatch _watch;

    private GuardedPlugin(Plugin inner, CallWatch watch)
    {
        _inner = inner;
        _watch = watch;
        // In the order of GuardedName.Of, whose first entry is the plugin itself.
        int export = 1;
        Scalars = [.. inner.Scalars.Select(function => new GuardedScalar(function, watch, export++))];
        Aggregates = [.. inner.Aggregates.Select(function => new GuardedAggregate(function, watch, export++))];
        Windows = [.. inner.Windows.Select(function => new GuardedWindow(function, watch, export++))];
        TableFunctions = [.. inner.TableFunctions.Select(function => new GuardedTableFunction(function, watch, export++))];
        TableProviders = [.. inner.TableProviders.Select(provider => new GuardedTableProvider(provider, watch, export++))];
        RelationPlanners = [.. inner.RelationPlanners.Select(planner => new GuardedRelationPlanner(planner, watch, export++))];
    }

    /// <inheritdoc/>
    public override PluginDescription Description => _inner.Description;

    /// <inheritdoc/>
    public override IReadOnlyList<PluginScalar> Scalars { get; }

    /// <inheritdoc/>
    public override IReadOnlyList<PluginAggregate> Aggregates { get; }

    /// <inheritdoc/>
    public override IReadOnlyList<PluginWindow> Windows { get; }

    /// <inheritdoc/>
    public override IReadOnlyList<PluginTableFunction> TableFunctions { get; }

    /// <inheritdoc/>
    public override IReadOnlyList<PluginTableProvider> TableProviders { get; }

    /// <inheritdoc/>
    public override IReadOnlyList<PluginRelationPlanner> RelationPlanners { get; }

    /// <summary>Whether a call did not come back and no further one is made.</summary>
    public bool IsFencedOff => _watch.Stuck is not null;

    /// <summary>Puts a guard around a plugin, which it owns from then on.</summary>
    public static GuardedPlugin Wrap(Plugin plugin, PluginCallPolicy policy) =>
        new(plugin, new CallWatch(plugin.Description, GuardedName.Of(plugin), policy));

    /// <inheritdoc/>
    protected override void OnConfigure(PluginContext context)
    {
        using CallScope scope = new(_watch, 0, PluginOperation.Configure);
        try
        {
            _inner.Configure(context);
            scope.InTime();
        }
        catch (Exception e)
        {
            throw scope.Fault(e);
        }
    }

    /// <inheritdoc/>
    protected override void OnReset()
    {
        using CallScope scope = new(_watch, 0, PluginOperation.Reset);
        try
        {
            _inner.Reset();
        }
        catch (Exception e)
        {
            throw scope.Fault(e);
        }
    }

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        base.Dispose(disposing);
        // A plugin that a call is stuck in cannot be taken down; it stays as it is until the process ends.
        bool isStuck = _watch.IsAnyRunning;
        _watch.Dispose();
        if (!isStuck)
            _inner.Dispose();
    }
}
