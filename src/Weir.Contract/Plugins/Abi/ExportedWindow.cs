using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Weir.Arrow;
using Weir.Arrow.C;

namespace Weir.Plugins.Abi;

/// <summary>A window function behind the C ABI.</summary>
internal sealed unsafe class ExportedWindow(PluginWindow window)
{
    private PluginWindow Window => window;

    public AbiFunction Describe(ExportArena arena)
    {
        AbiFunction target = ExportedFunction.Describe(window, AbiFlags.Window, 0, arena);
        target.Context = arena.Handle(this);
        target.ResultType = &ResultType;
        target.Evaluate = &Evaluate;
        return target;
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int ResultType(void* context, CArrowSchema* argumentTypes, CArrowSchema* target, AbiError* error)
    {
        try
        {
            PluginWindow window = ExportArena.Of<ExportedWindow>(context).Window;
            SchemaExport.Column(window.ResultOf(ExportedTypes.Arguments(argumentTypes)), target);
            return 0;
        }
        catch (Exception fault)
        {
            return ExportFault.Report(fault, error);
        }
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int Evaluate(void* context, AbiBatch* batch, AbiControl* control, CArrowArray* target, AbiError* error)
    {
        try
        {
            using ArgumentNodes arguments = new(ExportedTypes.Arguments(batch->ArgumentTypes));
            using ArrowResultSink sink = new(ExportedTypes.Result(batch->ResultType), checked((int)batch->RowCount));
            PluginWindowCall partition = new(arguments.Fill(batch), arguments.Types, sink.Result, new PluginCallControl(control->Cancelled));
            ExportArena.Of<ExportedWindow>(context).Window.Evaluate(ref partition);
            sink.MoveTo(target);
            return 0;
        }
        catch (Exception fault)
        {
            return ExportFault.Report(fault, error);
        }
    }
}
