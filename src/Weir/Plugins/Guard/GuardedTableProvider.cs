namespace Weir.Plugins.Guard;

/// <summary>A table provider whose calls are watched, and those of its tables.</summary>
internal sealed class GuardedTableProvider : PluginTableProvider
{
    private readonly PluginTableProvider _inner;
    private readonly CallWatch _watch;
    private readonly int _export;

    public GuardedTableProvider(PluginTableProvider inner, CallWatch watch, int export) : base(inner.Name)
    {
        _inner = inner;
        _watch = watch;
        _export = export;
        Summary = inner.Summary;
        OptionsSchemaJson = inner.OptionsSchemaJson;
    }

    public override PluginTable Open(string optionsJson)
    {
        using PluginSpan span = new("weir.plugin.open", _watch.Plugin, Name);
        return span.Run(() => GuardedTable.Open(_watch, _export, PluginOperation.Open, () => _inner.Open(optionsJson)));
    }
}
