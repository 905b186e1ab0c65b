using Weir.Generators.Model;

namespace Weir.Generators.Emit;

/// <summary>The code for constants, which are bound once a statement, and for states, which are made once a thread.</summary>
internal static class BoundCode
{
    public static bool HasConstants(FunctionModel function) => function.Parameters.Any(parameter => parameter.Role == ParameterRole.Constant);

    /// <summary>Writes the classes and the overrides that make them.</summary>
    public static void Emit(CodeWriter code, FunctionModel function)
    {
        if (HasConstants(function))
            EmitBound(code, function);
        if (HasState(function))
            EmitState(code, function);
    }

    /// <summary>Writes locals for constants and state, and gives all rows NULL when a constant is NULL that must not be.</summary>
    public static void Take(CodeWriter code, FunctionModel function, string batch)
    {
        if (HasConstants(function))
        {
            code.Line($"Bound bound = (Bound){batch}.Bound!;");
            using (code.Open("if (bound.IsNull)"))
            {
                code.Line($"for (int row = 0; row < {batch}.RowCount; row++)");
                code.Line($"    {batch}.Result.SetNull(row);");
                code.Line("return;");
            }
        }
        if (HasState(function))
            code.Line($"State state = (State){batch}.State!;");
    }

    /// <summary>The expression that reads a bound argument.</summary>
    public static string Read(ParameterModel parameter, int argument)
    {
        TypeModel type = parameter.Type!;
        string read = type.Shape switch
        {
            Shape.Boolean => $"arguments.GetBoolean({argument})",
            Shape.Text => $"ClrValue.ToText(arguments.GetBytes({argument}))",
            Shape.Span or Shape.Bytes => $"arguments.GetBytes({argument})",
            _ => type.ReadFrom($"arguments.GetValue<{type.Storage}>({argument})"),
        };
        return parameter.IsNullable ? $"arguments.IsNull({argument}) ? ({HeldType(parameter)})null : {read}" : read;
    }

    /// <summary>The type in which a bound argument is kept.</summary>
    public static string HeldType(ParameterModel parameter) =>
        (parameter.Type!.Shape == Shape.Span ? "byte[]" : parameter.Type.Clr) + (parameter.IsNullable ? "?" : "");

    private static bool HasState(FunctionModel function) =>
        (function.Result!.Form != ResultForm.Column && RowCode.NeedsOutput(function.Result))
        || function.Parameters.Any(parameter => parameter.Role == ParameterRole.State);

    private static void EmitBound(CodeWriter code, FunctionModel function)
    {
        code.Line("public override object? Bind(PluginBinding binding) => new Bound(new BoundArguments(Name, binding));");
        int[] constants = [.. Enumerable.Range(0, function.Parameters.Count).Where(i => function.Parameters[i].Role == ParameterRole.Constant)];
        using (code.Open("private sealed class Bound"))
        {
            code.Line("public readonly bool IsNull;");
            foreach (int i in constants)
                code.Line($"public readonly {HeldType(function.Parameters[i])} P{i} = default!;");
            using (code.Open("public Bound(BoundArguments arguments)"))
            {
                string[] never = [.. constants.Where(i => !function.Parameters[i].IsNullable).Select(i => $"arguments.IsNull({KernelCode.ArgumentPlace(function, i)})")];
                if (never.Length > 0)
                    code.Line($"IsNull = {string.Join(" | ", never)};");
                code.Line("if (IsNull)");
                code.Line("    return;");
                foreach (int i in constants)
                    code.Line($"P{i} = {Read(function.Parameters[i], KernelCode.ArgumentPlace(function, i))};");
            }
        }
    }

    private static void EmitState(CodeWriter code, FunctionModel function)
    {
        int[] states = [.. Enumerable.Range(0, function.Parameters.Count).Where(i => function.Parameters[i].Role == ParameterRole.State)];
        int[] disposable = [.. states.Where(i => function.Parameters[i].State!.IsDisposable)];
        string bound = HasConstants(function) ? "(Bound)bound!" : "null";
        string context = function.NeedsPlugin ? "_plugin.Context" : "null!";
        string boundType = HasConstants(function) ? "Bound" : "object";
        code.Line($"public override object? NewState(object? bound) => new State({bound}, {context});");
        using (code.Open($"private sealed class State{(disposable.Length == 0 ? "" : " : global::System.IDisposable")}"))
        {
            code.Line("public readonly Utf8Writer Output = new();");
            foreach (int i in states)
                code.Line($"public readonly {function.Parameters[i].State!.Type} P{i} = null!;");
            using (code.Open($"public State({boundType}? bound, PluginContext context)"))
            {
                if (HasConstants(function))
                {
                    code.Line("if (bound!.IsNull)");
                    code.Line("    return;");
                }
                foreach (int i in states)
                    code.Line($"P{i} = new({string.Join(", ", function.Parameters[i].State!.Arguments.Select(name => name.Length == 0 ? "context" : $"bound.P{PlaceOf(function, name)}"))});");
            }
            if (disposable.Length == 0)
                return;
            using (code.Open("public void Dispose()"))
                foreach (int i in disposable)
                    code.Line($"P{i}?.Dispose();");
        }
    }

    private static int PlaceOf(FunctionModel function, string sqlName) =>
        Enumerable.Range(0, function.Parameters.Count).First(i => function.Parameters[i].Role == ParameterRole.Constant && function.Parameters[i].SqlName == sqlName);
}
