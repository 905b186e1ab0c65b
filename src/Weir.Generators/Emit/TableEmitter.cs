using Weir.Generators.Model;

namespace Weir.Generators.Emit;

/// <summary>Writes the class of a table function.</summary>
internal static class TableEmitter
{
    public static void Emit(CodeWriter code, FunctionModel function, string pluginClass)
    {
        using (code.Open($"internal sealed class {function.ClassName} : PluginTableFunction"))
        {
            CSharpText.Constructor(code, function, pluginClass);
            if (function.RowType is not null)
                EmitSchema(code, function);
            EmitBind(code, function);
            if (function.RowType is not null)
                EmitAppend(code, function);
        }
    }

    private static void EmitSchema(CodeWriter code, FunctionModel function)
    {
        IEnumerable<string> fields = function.Columns.Select(column =>
            $"new Field({CSharpText.Quote(column.Name)}, {column.Type.Arrow}, {(column.IsNullable ? "true" : "false")})");
        code.Line($"private static readonly Schema Rows = new({string.Join(", ", fields)});");
    }

    private static void EmitBind(CodeWriter code, FunctionModel function)
    {
        using (code.Open("public override PluginTable Bind(PluginBinding binding)"))
        {
            code.Line("BoundArguments arguments = new(Name, binding);");
            for (int i = 0; i < function.Parameters.Count; i++)
            {
                ParameterModel parameter = function.Parameters[i];
                if (parameter.Role != ParameterRole.Constant)
                    continue;
                int argument = KernelCode.ArgumentPlace(function, i);
                if (!parameter.IsNullable)
                    code.Line($"arguments.RefuseNull({argument});");
                code.Line($"{BoundCode.HeldType(parameter)} p{i} = {BoundCode.Read(parameter, argument)};");
            }
            bool isTable = function.RowType is null;
            string call = $"{function.Target}({string.Join(", ", function.Parameters.Select((parameter, i) => parameter.Role switch
            {
                ParameterRole.Constant => $"p{i}",
                ParameterRole.Token => isTable ? "default" : "token",
                _ => "_plugin.Context",
            }))})";
            code.Line(isTable ? $"return {call};" : $"return new EnumerableTable<{function.RowType}>(Rows, token => {call}, Append);");
        }
    }

    private static void EmitAppend(CodeWriter code, FunctionModel function)
    {
        using (code.Open($"private static void Append(RecordBatchWriter columns, {function.RowType} row)"))
            for (int i = 0; i < function.Columns.Count; i++)
                EmitColumn(code, function.Columns[i], i);
    }

    private static void EmitColumn(CodeWriter code, ColumnModel column, int index)
    {
        TypeModel type = column.Type;
        if (!column.IsNullable)
        {
            code.Line(Append(type, index, $"row{column.Access}"));
            return;
        }
        using (code.Open($"if (row{column.Access} is {{ }} value{index})"))
            code.Line(Append(type, index, $"value{index}"));
        code.Line("else");
        code.Line($"    columns[{index}].AppendNull();");
    }

    private static string Append(TypeModel type, int index, string value) => type.Shape switch
    {
        Shape.Boolean => $"columns.Column<BooleanWriter>({index}).Append({value});",
        Shape.Text => $"columns.Column<BytesWriter>({index}).Append(global::System.MemoryExtensions.AsSpan({value}));",
        Shape.Bytes or Shape.Span => $"columns.Column<BytesWriter>({index}).Append((global::System.ReadOnlySpan<byte>){value});",
        _ => $"columns.Column<FixedWriter<{type.Storage}>>({index}).Append({type.WriteTo(value)});",
    };
}
