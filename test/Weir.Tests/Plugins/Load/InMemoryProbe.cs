using Weir.Arrow;
using Weir.Plugins;

namespace Weir.Tests.Plugins.Load;

/// <summary>The plugin "probe" without any file: a test can make it anything.</summary>
internal sealed class InMemoryProbe(string name = "probe", string version = "1.2.3") : Plugin
{
    public override PluginDescription Description { get; } = new(name, version);

    public override IReadOnlyList<PluginScalar> Scalars => Functions;

    public IReadOnlyList<PluginScalar> Functions { get; init; } = [new Constant("probe_one") { Aliases = ["probe_uno"] }];

    public bool RefusesConfiguration { get; init; }

    public bool WasDisposed { get; private set; }

    protected override void OnConfigure(PluginContext context)
    {
        if (RefusesConfiguration)
            throw new ArgumentException("the member 'colour' is missing");
    }

    protected override void Dispose(bool disposing)
    {
        WasDisposed = true;
        base.Dispose(disposing);
    }

    internal sealed class Constant(string name) : PluginScalar(name, [])
    {
        public override Field ResultOf(IReadOnlyList<ArrowType> argumentTypes) => new("", ArrowType.Int64);

        public override void Invoke(ref PluginScalarCall batch) => batch.Result.Values<long>().Fill(1);
    }
}
