using Weir.Generators.Model;

namespace Weir.Generators.Emit;

/// <summary>A field of a kernel, and what fills it from a batch.</summary>
internal sealed record KernelField(string Type, string Name, string Filled);

/// <summary>
/// The kernel of a function, a struct that computes one row, and the choice of its type arguments: for two fast
/// parameters each pair of column and constant has a loop of its own; for more there is one for columns only and
/// one for all else.
/// </summary>
internal static class KernelCode
{
    private const int OwnLoopsMax = 2;

    /// <summary>Writes the kernel's struct.</summary>
    public static void Struct(CodeWriter code, FunctionModel function, IReadOnlyList<KernelField> fields, Action<CodeWriter> body)
    {
        using (code.Open($"private ref struct Kernel{TypeList(function)} : IRowKernel{Constraints(function)}"))
        {
            foreach (int i in Fast(function))
                code.Line($"public T{i} V{i};");
            foreach (KernelField field in fields)
                code.Line($"public {field.Type} {field.Name};");
            code.Line("[global::System.Runtime.CompilerServices.MethodImpl(global::System.Runtime.CompilerServices.MethodImplOptions.AggressiveInlining)]");
            using (code.Open("public void Run(int row)"))
                body(code);
        }
    }

    /// <summary>Writes the method that fills a kernel and runs it.</summary>
    public static void RunMethod(CodeWriter code, FunctionModel function, string batchType, IReadOnlyList<KernelField> fields)
    {
        string values = string.Concat(Fast(function).Select(i => $", T{i} v{i}"));
        using (code.Open($"private void Run{TypeList(function)}(ref {batchType} batch{values}){Constraints(function)}"))
        {
            using (code.Open($"Kernel{TypeList(function)} kernel = new()", "};"))
            {
                foreach (int i in Fast(function))
                    code.Line($"V{i} = v{i},");
                foreach (KernelField field in fields)
                    code.Line($"{field.Name} = {field.Filled},");
            }
            if (TakesMask(function))
                code.Line("using RowMask mask = new(in batch);");
            string rows = TakesMask(function) ? "mask.Rows" : function.IsTotal ? "default" : "batch.Rows";
            code.Line($"RowLoop.Run(kernel, {rows}, batch.RowCount, batch.Control);");
        }
    }

    /// <summary>Writes the choice between the loops.</summary>
    public static void Dispatch(CodeWriter code, FunctionModel function)
    {
        int[] fast = [.. Fast(function)];
        foreach (int i in fast)
            code.Line($"ColumnView c{i} = batch.Argument({ArgumentPlace(function, i)});");
        if (fast.Length > OwnLoopsMax)
        {
            code.Line($"if ({string.Join(" || ", fast.Select(i => $"c{i}.IsConstant"))})");
            code.Line($"    Run(ref batch{Made(function, fast, _ => "EitherValues")});");
            code.Line("else");
            code.Line($"    Run(ref batch{Made(function, fast, _ => "ColumnValues")});");
            return;
        }
        for (int bits = 0; bits < 1 << fast.Length; bits++)
        {
            string condition = string.Join(" && ", fast.Select((i, at) => $"{((bits >> at & 1) == 0 ? "!" : "")}c{i}.IsConstant"));
            bool isLast = bits == (1 << fast.Length) - 1;
            string indent = fast.Length == 0 ? "" : "    ";
            if (fast.Length > 0)
                code.Line(isLast ? "else" : $"{(bits == 0 ? "" : "else ")}if ({condition})");
            int chosen = bits;
            code.Line($"{indent}Run(ref batch{Made(function, fast, at => (chosen >> at & 1) == 0 ? "ColumnValues" : "ConstantValue")});");
        }
    }

    /// <summary>Whether rows with NULL are left out. A function that sees them gets all, a total one may run on all.</summary>
    public static bool TakesMask(FunctionModel function) => !function.SeesNulls && !function.IsTotal;

    /// <summary>Place of a parameter among the arguments that SQL gives.</summary>
    public static int ArgumentPlace(FunctionModel function, int index) =>
        function.Parameters.Take(index).Count(parameter => parameter.IsArgument);

    /// <summary>The call of the method for one row.</summary>
    public static string Call(FunctionModel function, string target) =>
        $"{target}({string.Join(", ", function.Parameters.Select((parameter, i) => RowCode.Argument(parameter, i, ArgumentPlace(function, i))))})";

    /// <summary>Fields for the columns that are not read through structs of their own, or that may be NULL.</summary>
    public static IEnumerable<KernelField> ColumnFields(FunctionModel function) =>
        Enumerable.Range(0, function.Parameters.Count)
            .Where(i => function.Parameters[i].Role == ParameterRole.Column
                || (function.Parameters[i].Role == ParameterRole.Value && (!RowCode.IsFast(function.Parameters[i]) || function.SeesNulls)))
            .Select(i => new KernelField("ColumnView", $"C{i}", $"batch.Argument({ArgumentPlace(function, i)})"));

    private static IEnumerable<int> Fast(FunctionModel function) =>
        Enumerable.Range(0, function.Parameters.Count).Where(i => RowCode.IsFast(function.Parameters[i]));

    private static string TypeList(FunctionModel function)
    {
        string list = string.Join(", ", Fast(function).Select(i => $"T{i}"));
        return list.Length == 0 ? "" : $"<{list}>";
    }

    private static string Constraints(FunctionModel function) =>
        string.Concat(Fast(function).Select(i => $" where T{i} : struct, IRowValues<{function.Parameters[i].Type!.Storage}>"));

    private static string Made(FunctionModel function, int[] fast, Func<int, string> kind) =>
        string.Concat(fast.Select((i, at) => $", new {kind(at)}<{function.Parameters[i].Type!.Storage}>(c{i})"));
}
