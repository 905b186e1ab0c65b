using Weir.Arrow;
using Weir.Diagnostics;
using Weir.Engine.Syntax;
using Weir.Plugins;

namespace Weir.Engine;

/// <summary>A function of a plugin as the engine knows it: whose it is, under which name, and where its failures go.</summary>
/// <param name="Plugin">Name of the plugin.</param>
/// <param name="Function">The function.</param>
/// <param name="Faults">Keeps exceptions while their text goes through the engine.</param>
/// <param name="Flags">Which statements are cancelled.</param>
internal sealed record PluginCallable(string Plugin, PluginFunction Function, CallbackFaults Faults, CallFlags Flags)
{
    /// <summary>What runs, where that is another function than the one that people know.</summary>
    public PluginFunction Kernel { get; init; } = Function;

    /// <summary>The function with its parameters, for people.</summary>
    public string Signature => PluginSignature.Of(Function);

    /// <summary>The text for the engine that stands for a failure.</summary>
    public byte[] Fault(Exception e, PluginCallControl control = default) => EngineText.Error(Faults.Keep(e switch
    {
        WeirException => e,
        OperationCanceledException when control.IsCancellationRequested => e,
        _ => PluginEngineErrors.Failed(Plugin, Function.Name, e),
    }));

    /// <summary>Hands over the SQL type of an Arrow type; null is every type.</summary>
    /// <exception cref="WeirException">WEIR3201: there is none.</exception>
    public void WithType(ArrowType? arrowType, string what, Action<DuckTypeHandle> use)
    {
        using DuckTypeHandle type = (arrowType is null ? DuckApiType.Create(DuckTypeId.Any) : DuckTypes.From(arrowType))
            ?? throw PluginEngineErrors.TypeUnsupported(Plugin, Function.Name, what, $"{arrowType}");
        use(type);
    }

    /// <summary>Names a parameter in errors.</summary>
    public string NameOf(int index) =>
        index < Function.Parameters.Count ? Function.Parameters[index].Name : $"{Function.FurtherArguments?.Name} {index + 1}";
}
