namespace Weir.Plugins.Guard;

/// <summary>A relation planner whose calls are watched.</summary>
internal sealed class GuardedRelationPlanner : PluginRelationPlanner
{
    private readonly PluginRelationPlanner _inner;
    private readonly CallWatch _watch;
    private readonly int _export;

    public GuardedRelationPlanner(PluginRelationPlanner inner, CallWatch watch, int export) : base(inner.Name)
    {
        _inner = inner;
        _watch = watch;
        _export = export;
        Summary = inner.Summary;
    }

    public override string? Rewrite(string syntaxTreeJson)
    {
        using PluginSpan span = new("weir.plugin.rewrite", _watch.Plugin, Name);
        return span.Run(() => RewriteGuarded(syntaxTreeJson));
    }

    private string? RewriteGuarded(string syntaxTreeJson)
    {
        using CallScope scope = new(_watch, _export, PluginOperation.Rewrite);
        try
        {
            string? tree = _inner.Rewrite(syntaxTreeJson);
            scope.InTime();
            return tree;
        }
        catch (Exception e)
        {
            throw scope.Fault(e);
        }
    }
}
