namespace Weir.Plugins.Process;

/// <summary>A table provider in a child process.</summary>
internal sealed class ProcessTableProvider : PluginTableProvider
{
    private readonly WorkerLink _link;
    private readonly int _index;

    public ProcessTableProvider(WorkerLink link, HookSurface surface, int index) : base(surface.Name)
    {
        _link = link;
        _index = index;
        Summary = surface.Summary;
        OptionsSchemaJson = surface.OptionsSchemaJson;
    }

    public override PluginTable Open(string optionsJson)
    {
        using WireWriter options = new();
        return ProcessTable.Open(_link, $"table provider '{Name}'", WireOperation.TableOpen, _index, options.Text(optionsJson).ToArray());
    }
}
