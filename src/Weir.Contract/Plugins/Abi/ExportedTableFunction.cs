using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Weir.Arrow;

namespace Weir.Plugins.Abi;

/// <summary>A table function behind the C ABI.</summary>
internal sealed unsafe class ExportedTableFunction(PluginTableFunction function)
{
    private PluginTableFunction Function => function;

    public AbiFunction Describe(ExportArena arena)
    {
        AbiFunction target = ExportedFunction.Describe(function, AbiFlags.Table, 0, arena);
        target.Context = arena.Handle(this);
        target.BindTable = &BindTable;
        return target;
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int BindTable(void* context, AbiBinding* binding, AbiTable** target, AbiError* error)
    {
        try
        {
            PluginBinding call = ExportedTypes.Binding(binding);
            using RecordBatch? constants = call.Constants;
            *target = ExportedTable.Export(ExportArena.Of<ExportedTableFunction>(context).Function.Bind(call));
            return 0;
        }
        catch (Exception fault)
        {
            return ExportFault.Report(fault, error);
        }
    }
}
