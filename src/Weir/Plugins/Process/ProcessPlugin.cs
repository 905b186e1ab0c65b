using Weir.Diagnostics;

namespace Weir.Plugins.Process;

/// <summary>
/// A plugin that runs in a child process. A crash, a hang or damaged memory there ends the statement and not the
/// host; the next call starts a fresh child. Owns the child.
/// </summary>
internal sealed class ProcessPlugin : Plugin
{
    private readonly WorkerLink _link;

    private ProcessPlugin(WorkerLink link, PluginSurface surface)
    {
        _link = link;
        Description = surface.Description;
        Scalars = [.. surface.Scalars.Select((function, index) => new ProcessScalar(link, function, index))];
        Aggregates = [.. surface.Aggregates.Select((function, index) => new ProcessAggregate(link, function, index))];
        Windows = [.. surface.Windows.Select((function, index) => new ProcessWindow(link, function, index))];
        TableFunctions = [.. surface.TableFunctions.Select((function, index) => new ProcessTableFunction(link, function, index))];
        TableProviders = [.. surface.Providers.Select((provider, index) => new ProcessTableProvider(link, provider, index))];
        RelationPlanners = [.. surface.Planners.Select((planner, index) => new ProcessRelationPlanner(link, planner, index))];
    }

    /// <inheritdoc/>
    public override PluginDescription Description { get; }

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

    /// <summary>Starts the child and loads the plugin there.</summary>
    /// <exception cref="WeirException">WEIR3181: the child does not start. WEIR3187: not on this system. Or what loading found.</exception>
    public static ProcessPlugin Start(ProcessPluginRequest request)
    {
        if (!OperatingSystem.IsLinux())
            throw PluginProcessErrors.Unavailable(request.Name);
        WorkerLink link = new(request);
        try
        {
            link.Current();
            return new ProcessPlugin(link, PluginSurface.Read(link.Surface));
        }
        catch (InvalidDataException e)
        {
            link.Dispose();
            throw PluginProcessErrors.AnswerInvalid(request.Name, "loading", e.Message, e);
        }
        catch
        {
            link.Dispose();
            throw;
        }
    }

    /// <inheritdoc/>
    protected override void OnConfigure(PluginContext context) => _link.Configure(context);

    /// <inheritdoc/>
    protected override void OnReset() => _link.Reset();

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        base.Dispose(disposing);
        _link.Dispose();
    }
}
