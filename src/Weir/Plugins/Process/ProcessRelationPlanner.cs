namespace Weir.Plugins.Process;

/// <summary>A relation planner in a child process.</summary>
internal sealed class ProcessRelationPlanner : PluginRelationPlanner
{
    private readonly WorkerLink _link;
    private readonly int _index;

    public ProcessRelationPlanner(WorkerLink link, HookSurface surface, int index) : base(surface.Name)
    {
        _link = link;
        _index = index;
        Summary = surface.Summary;
    }

    public override string? Rewrite(string syntaxTreeJson)
    {
        using WireWriter tree = new();
        using WorkerCall question = new(_link.Terms, _link.Current(), $"relation planner '{Name}'", WireOperation.Rewrite, _index);
        question.Put(tree.Text(syntaxTreeJson).ToArray());
        question.Ask();
        return question.Read(answer => answer.OptionalText());
    }
}
