using Weir.Generators.Model;

namespace Weir.Generators.Emit;

/// <summary>Writes the class of a scalar function.</summary>
internal static class ScalarEmitter
{
    public static void Emit(CodeWriter code, FunctionModel function, string pluginClass)
    {
        using (code.Open($"internal sealed class {function.ClassName} : PluginScalar"))
        {
            ParameterModel? further = function.Parameters.FirstOrDefault(parameter => parameter.IsFurther);
            CSharpText.Constructor(code, function, pluginClass,
                function.SeesNulls ? "SeesNulls = true;" : "",
                function.IsTotal ? "IsTotal = true;" : "",
                function.IsPlanned ? "IsPlanned = true;" : "",
                further is null ? "" : $"FurtherArguments = {CSharpText.Parameter(further)};");
            if (function.IsPlanned)
            {
                EmitPlanned(code);
                return;
            }
            CSharpText.ResultOf(code, function);
            BoundCode.Emit(code, function);
            if (function.Result!.Form == ResultForm.Column)
                EmitColumns(code, function);
            else
                EmitRows(code, function);
        }
    }

    private static void EmitPlanned(CodeWriter code)
    {
        code.Line("public override Field ResultOf(global::System.Collections.Generic.IReadOnlyList<ArrowType> argumentTypes) => throw NotPlanned();");
        code.Line("public override void Invoke(ref PluginScalarCall batch) => throw NotPlanned();");
    }

    private static void EmitColumns(CodeWriter code, FunctionModel function)
    {
        using (code.Open("public override void Invoke(ref PluginScalarCall batch)"))
        {
            BoundCode.Take(code, function, "batch");
            bool takesMask = KernelCode.TakesMask(function);
            if (takesMask)
                code.Line("using RowMask mask = new(in batch);");
            string arguments = string.Join(", ", function.Parameters.Select((parameter, i) => parameter.Role switch
            {
                ParameterRole.Column => $"batch.Argument({KernelCode.ArgumentPlace(function, i)})",
                ParameterRole.FurtherColumns => $"new ColumnArguments(in batch, {KernelCode.ArgumentPlace(function, i)})",
                ParameterRole.ResultColumn => "batch.Result",
                ParameterRole.Rows => takesMask ? "mask.Rows" : "batch.Rows",
                ParameterRole.Control => "batch.Control",
                ParameterRole.Constant => $"bound.P{i}",
                ParameterRole.State => $"state.P{i}",
                _ => "_plugin.Context",
            }));
            code.Line($"{function.Target}({arguments});");
        }
    }

    private static void EmitRows(CodeWriter code, FunctionModel function)
    {
        KernelField[] fields = [.. Fields(function)];
        using (code.Open("public override void Invoke(ref PluginScalarCall batch)"))
        {
            if (BoundCode.HasConstants(function))
            {
                using (code.Open("if (((Bound)batch.Bound!).IsNull)"))
                {
                    code.Line("for (int row = 0; row < batch.RowCount; row++)");
                    code.Line("    batch.Result.SetNull(row);");
                    code.Line("return;");
                }
            }
            KernelCode.Dispatch(code, function);
        }
        KernelCode.RunMethod(code, function, "PluginScalarCall", fields);
        KernelCode.Struct(code, function, fields, body =>
        {
            RowCode.RefuseNulls(body, function, "Result.SetNull(row);");
            RowCode.Store(body, function.Result!, KernelCode.Call(function, function.Target));
        });
    }

    private static IEnumerable<KernelField> Fields(FunctionModel function)
    {
        foreach (KernelField column in KernelCode.ColumnFields(function))
            yield return column;
        ResultModel result = function.Result!;
        if (result.Type!.Shape == Shape.Fixed)
            yield return new KernelField($"ResultValues<{result.Type.Storage}>", "Results", $"new ResultValues<{result.Type.Storage}>(batch.Result)");
        if (result.Type.Shape != Shape.Fixed || result.Form == ResultForm.NullableValue || function.SeesNulls)
            yield return new KernelField("ColumnResult", "Result", "batch.Result");
        if (RowCode.NeedsOutput(result))
            yield return new KernelField("Utf8Writer", "Output", "((State)batch.State!).Output");
        if (BoundCode.HasConstants(function))
            yield return new KernelField("Bound", "Bound", "(Bound)batch.Bound!");
        if (function.Parameters.Any(parameter => parameter.Role == ParameterRole.State))
            yield return new KernelField("State", "State", "(State)batch.State!");
        if (function.Parameters.Any(parameter => parameter.Role == ParameterRole.Further))
            yield return new KernelField("PluginScalarCall", "Batch", "batch");
        if (function.Parameters.Any(parameter => parameter.Role == ParameterRole.Control))
            yield return new KernelField("PluginCallControl", "Control", "batch.Control");
        if (function.Parameters.Any(parameter => parameter.Role == ParameterRole.Context))
            yield return new KernelField("PluginContext", "Context", "_plugin.Context");
    }
}
