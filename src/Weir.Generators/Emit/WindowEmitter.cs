using Weir.Generators.Model;

namespace Weir.Generators.Emit;

/// <summary>Writes the class of a window function.</summary>
internal static class WindowEmitter
{
    public static void Emit(CodeWriter code, FunctionModel function, string pluginClass)
    {
        using (code.Open($"internal sealed class {function.ClassName} : PluginWindow"))
        {
            CSharpText.Constructor(code, function, pluginClass);
            CSharpText.ResultOf(code, function);
            string arguments = string.Join(", ", function.Parameters.Select((parameter, i) => parameter.Role switch
            {
                ParameterRole.Column => $"partition.Argument({KernelCode.ArgumentPlace(function, i)})",
                ParameterRole.ResultColumn => "partition.Result",
                ParameterRole.Control => "partition.Control",
                _ => "_plugin.Context",
            }));
            code.Line($"public override void Evaluate(ref PluginWindowCall partition) => {function.Target}({arguments});");
        }
    }
}
