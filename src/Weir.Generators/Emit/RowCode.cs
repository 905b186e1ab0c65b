using Weir.Generators.Model;

namespace Weir.Generators.Emit;

/// <summary>The code that reads the arguments of one row, calls a method and writes its result.</summary>
internal static class RowCode
{
    /// <summary>Parameters that are read through a struct of their own, so that a constant costs nothing.</summary>
    public static bool IsFast(ParameterModel parameter) => parameter is { Role: ParameterRole.Value, Type.Shape: Shape.Fixed };

    /// <summary>The C# expression for an argument, in a kernel.</summary>
    /// <param name="parameter">The parameter.</param>
    /// <param name="index">Its place in the method.</param>
    /// <param name="argument">Its place in SQL.</param>
    public static string Argument(ParameterModel parameter, int index, int argument) => parameter.Role switch
    {
        ParameterRole.Value => Value(parameter, index),
        ParameterRole.Constant => $"Bound.P{index}",
        ParameterRole.State => $"State.P{index}",
        ParameterRole.Output => "Output",
        ParameterRole.Column => $"C{index}",
        ParameterRole.ResultColumn => "Result",
        ParameterRole.Row => "row",
        ParameterRole.Further when parameter.Type!.Shape == Shape.Span => $"new TextArguments(in Batch, {argument}, row)",
        ParameterRole.Further => $"new Arguments<{parameter.Type!.Clr}>(in Batch, {argument}, row)",
        ParameterRole.Control => "Control",
        _ => "Context",
    };

    /// <summary>Gives rows NULL where an argument is NULL that must not be, in functions that see NULLs.</summary>
    public static void RefuseNulls(CodeWriter code, FunctionModel function, string otherwise)
    {
        for (int i = 0; i < function.Parameters.Count; i++)
        {
            if (!function.SeesNulls || function.Parameters[i] is not { Role: ParameterRole.Value, IsNullable: false })
                continue;
            using (code.Open($"if (C{i}.IsNull(row))"))
            {
                if (otherwise.Length > 0)
                    code.Line(otherwise);
                code.Line("return;");
            }
        }
    }

    /// <summary>Writes what a call gives to a row.</summary>
    /// <param name="code">Takes the lines.</param>
    /// <param name="result">How the result comes out.</param>
    /// <param name="call">The call.</param>
    public static void Store(CodeWriter code, ResultModel result, string call)
    {
        switch (result.Form)
        {
            case ResultForm.Written:
                code.Line("Output.Clear();");
                code.Line($"{call};");
                code.Line("Result.SetBytes(row, Output.Written);");
                break;
            case ResultForm.WrittenOrNull:
                code.Line("Output.Clear();");
                code.Line($"if ({call})");
                code.Line("    Result.SetBytes(row, Output.Written);");
                code.Line("else");
                code.Line("    Result.SetNull(row);");
                break;
            case ResultForm.Column:
                code.Line($"{call};");
                break;
            case ResultForm.NullableValue:
                StoreNullable(code, result.Type!, call);
                break;
            default:
                code.Line(Set(result.Type!, call));
                break;
        }
    }

    /// <summary>Whether a result needs a writer of text.</summary>
    public static bool NeedsOutput(ResultModel result) =>
        result.Form is ResultForm.Written or ResultForm.WrittenOrNull || result.Type?.Shape == Shape.Text;

    private static string Value(ParameterModel parameter, int index)
    {
        TypeModel type = parameter.Type!;
        string read = type.Shape switch
        {
            Shape.Fixed => type.ReadFrom($"V{index}[row]"),
            Shape.Boolean => $"C{index}.GetBoolean(row)",
            Shape.Decimal => type.ReadFrom($"C{index}.GetDecimal(row)"),
            Shape.Interval => type.ReadFrom($"C{index}.GetInterval(row)"),
            Shape.Text => $"ClrValue.ToText(C{index}.GetBytes(row))",
            Shape.Bytes => $"C{index}.GetBytes(row).ToArray()",
            _ => $"C{index}.GetBytes(row)",
        };
        return parameter.IsNullable ? $"(C{index}.IsNull(row) ? ({type.Clr}?)null : {read})" : read;
    }

    private static void StoreNullable(CodeWriter code, TypeModel type, string call)
    {
        code.Line($"{type.Clr}? value = {call};");
        code.Line("if (value is null)");
        code.Line("    Result.SetNull(row);");
        using (code.Open("else"))
        {
            if (type.Shape == Shape.Text)
            {
                code.Line("Output.Clear();");
                code.Line("Output.Append(global::System.MemoryExtensions.AsSpan(value));");
                code.Line("Result.SetBytes(row, Output.Written);");
            }
            else
            {
                code.Line(Set(type, type.IsReference ? "value" : "value.GetValueOrDefault()"));
            }
        }
    }

    private static string Set(TypeModel type, string value) => type.Shape switch
    {
        Shape.Fixed => $"Results.Set(row, {type.WriteTo(value)});",
        Shape.Boolean => $"Result.SetBoolean(row, {value});",
        Shape.Decimal => $"Result.SetDecimal(row, {type.WriteTo(value)});",
        Shape.Interval => $"Result.SetInterval(row, {type.WriteTo(value)});",
        _ => $"Result.SetBytes(row, {value});",
    };
}
