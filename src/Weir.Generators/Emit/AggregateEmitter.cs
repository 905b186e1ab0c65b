using Weir.Generators.Model;

namespace Weir.Generators.Emit;

/// <summary>Writes the class of an aggregate. A struct lies in the state's bytes; a class behind a handle that lies there.</summary>
internal static class AggregateEmitter
{
    private const string Handle = "global::System.Runtime.InteropServices.GCHandle";

    public static void Emit(CodeWriter code, FunctionModel function, string pluginClass)
    {
        using (code.Open($"internal sealed unsafe class {function.ClassName} : PluginAggregate"))
        {
            CSharpText.Constructor(code, function, pluginClass,
                function.SeesNulls ? "SeesNulls = true;" : "",
                function.IsOrderSensitive ? "IsOrderSensitive = true;" : "");
            CSharpText.ResultOf(code, function);
            bool isClass = function.Aggregate!.IsClass;
            code.Line($"public override int StateSizeBytes => {(isClass ? "sizeof(nint)" : $"sizeof({function.Target})")};");
            code.Line(isClass
                ? $"public override void Initialize(void* state) => *(nint*)state = {Handle}.ToIntPtr({Handle}.Alloc(new {function.Target}()));"
                : $"public override void Initialize(void* state) => *({function.Target}*)state = new {function.Target}();");
            EmitUpdate(code, function);
            EmitMerge(code, function);
            EmitFinish(code, function);
            if (isClass)
                EmitDestroy(code, function);
        }
    }

    private static string State(FunctionModel function, string pointer) => function.Aggregate!.IsClass
        ? $"(({function.Target}){Handle}.FromIntPtr(*(nint*){pointer}).Target!)"
        : $"(*({function.Target}*){pointer})";

    private static void EmitUpdate(CodeWriter code, FunctionModel function)
    {
        List<KernelField> fields = [.. KernelCode.ColumnFields(function), new KernelField("void**", "States", "batch.States")];
        if (function.Parameters.Any(parameter => parameter.Role == ParameterRole.Control))
            fields.Add(new KernelField("PluginCallControl", "Control", "batch.Control"));
        using (code.Open("public override void Update(ref PluginAggregateCall batch)"))
            KernelCode.Dispatch(code, function);
        KernelCode.RunMethod(code, function, "PluginAggregateCall", fields);
        KernelCode.Struct(code, function, fields, body =>
        {
            RowCode.RefuseNulls(body, function, "");
            body.Line($"{KernelCode.Call(function, $"{State(function, "States[row]")}.Add")};");
        });
    }

    private static void EmitMerge(CodeWriter code, FunctionModel function)
    {
        string by = function.Aggregate is { MergesByReference: true, IsClass: false } ? "in " : "";
        using (code.Open("public override void Merge(void** sources, void** targets, int count)"))
        {
            code.Line("for (int i = 0; i < count; i++)");
            code.Line($"    {State(function, "targets[i]")}.Merge({by}{State(function, "sources[i]")});");
        }
    }

    private static void EmitFinish(CodeWriter code, FunctionModel function)
    {
        ResultModel result = function.Result!;
        using (code.Open("public override void Finish(global::System.ReadOnlySpan<nint> states, ref ColumnResult Result)"))
        {
            if (RowCode.NeedsOutput(result))
                code.Line("Utf8Writer Output = new();");
            if (result is { Form: not ResultForm.Column, Type.Shape: Shape.Fixed })
                code.Line($"ResultValues<{result.Type.Storage}> Results = new(Result);");
            using (code.Open("for (int row = 0; row < states.Length; row++)"))
                RowCode.Store(code, result, $"{State(function, "states[row]")}.Finish({string.Join(", ", function.Aggregate!.Finish.Select(FinishArgument))})");
        }
    }

    private static string FinishArgument(ParameterModel parameter) => RowCode.Argument(parameter, 0, 0);

    private static void EmitDestroy(CodeWriter code, FunctionModel function)
    {
        using (code.Open("public override void Destroy(global::System.ReadOnlySpan<nint> states)"))
        using (code.Open("foreach (nint state in states)"))
        {
            if (function.Aggregate!.IsDisposable)
                code.Line($"{State(function, "state")}.Dispose();");
            code.Line($"{Handle}.FromIntPtr(*(nint*)state).Free();");
            code.Line("*(nint*)state = 0;");
        }
    }
}
