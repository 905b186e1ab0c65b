namespace Weir.Plugins.Process;

/// <summary>The loaded plugin of a worker, with the states of its aggregates.</summary>
internal sealed class WorkerExports(Plugin plugin)
{
    public Plugin Plugin => plugin;

    public IReadOnlyList<PluginAggregate> Aggregates { get; } = plugin.Aggregates;

    /// <summary>One an aggregate.</summary>
    public IReadOnlyList<WorkerStates> States { get; } = [.. plugin.Aggregates.Select(aggregate => new WorkerStates(aggregate))];
}
