namespace Weir.Plugins.Guard;

/// <summary>A table function whose calls are watched, and those of its tables.</summary>
internal sealed class GuardedTableFunction : PluginTableFunction
{
    private readonly PluginTableFunction _inner;
    private readonly CallWatch _watch;
    private readonly int _export;

    public GuardedTableFunction(PluginTableFunction inner, CallWatch watch, int export) : base(inner.Name, inner.Parameters)
    {
        _inner = inner;
        _watch = watch;
        _export = export;
        Aliases = inner.Aliases;
        FurtherArguments = inner.FurtherArguments;
        IsVolatile = inner.IsVolatile;
        Summary = inner.Summary;
    }

    public override PluginTable Bind(PluginBinding binding) =>
        GuardedTable.Open(_watch, _export, PluginOperation.Bind, () => _inner.Bind(binding));
}
