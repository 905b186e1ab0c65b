namespace Weir.Plugins.Process;

/// <summary>A table function in a child process.</summary>
internal sealed class ProcessTableFunction : PluginTableFunction
{
    private readonly WorkerLink _link;
    private readonly int _index;

    public ProcessTableFunction(WorkerLink link, FunctionSurface surface, int index) : base(surface.Name, surface.Parameters)
    {
        _link = link;
        _index = index;
        Aliases = surface.Aliases;
        FurtherArguments = surface.FurtherArguments;
        IsVolatile = surface.IsVolatile;
        Summary = surface.Summary;
    }

    public override PluginTable Bind(PluginBinding binding) =>
        ProcessTable.Open(_link, $"table function '{Name}'", WireOperation.TableBind, _index, WireBinding.Write(binding));
}
