using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Weir.Arrow;
using Weir.Arrow.C;

namespace Weir.Plugins.Abi;

/// <summary>An aggregate function behind the C ABI; its states lie in the host's memory.</summary>
internal sealed unsafe class ExportedAggregate(PluginAggregate aggregate)
{
    private PluginAggregate Aggregate => aggregate;

    public AbiFunction Describe(ExportArena arena)
    {
        uint flags = (aggregate.SeesNulls ? AbiFlags.FunctionSeesNulls : 0)
            | (aggregate.IsOrderSensitive ? AbiFlags.FunctionOrderSensitive : 0);
        AbiFunction target = ExportedFunction.Describe(aggregate, AbiFlags.Aggregate, flags, arena);
        target.Context = arena.Handle(this);
        target.StateSize = (ulong)aggregate.StateSizeBytes;
        target.ResultType = &ResultType;
        target.Initialize = &Initialize;
        target.Update = &Update;
        target.Merge = &Merge;
        target.Finish = &Finish;
        target.Destroy = &Destroy;
        return target;
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int ResultType(void* context, CArrowSchema* argumentTypes, CArrowSchema* target, AbiError* error)
    {
        try
        {
            SchemaExport.Column(Of(context).ResultOf(ExportedTypes.Arguments(argumentTypes)), target);
            return 0;
        }
        catch (Exception fault)
        {
            return ExportFault.Report(fault, error);
        }
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int Initialize(void* context, void* state, AbiError* error)
    {
        try
        {
            Of(context).Initialize(state);
            return 0;
        }
        catch (Exception fault)
        {
            return ExportFault.Report(fault, error);
        }
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int Update(void* context, AbiBatch* batch, void** states, AbiControl* control, AbiError* error)
    {
        try
        {
            using ArgumentNodes arguments = new(ExportedTypes.Arguments(batch->ArgumentTypes));
            PluginAggregateCall rows = new(
                arguments.Fill(batch), arguments.Types, checked((int)batch->RowCount), states, batch->Rows, new PluginCallControl(control->Cancelled));
            Of(context).Update(ref rows);
            return 0;
        }
        catch (Exception fault)
        {
            return ExportFault.Report(fault, error);
        }
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int Merge(void* context, void** sources, void** targets, ulong count, AbiError* error)
    {
        try
        {
            Of(context).Merge(sources, targets, checked((int)count));
            return 0;
        }
        catch (Exception fault)
        {
            return ExportFault.Report(fault, error);
        }
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int Finish(void* context, void** states, ulong count, CArrowSchema* resultType, CArrowArray* target, AbiError* error)
    {
        try
        {
            using ArrowResultSink sink = new(ExportedTypes.Result(resultType), checked((int)count));
            ColumnResult result = sink.Result;
            Of(context).Finish(new ReadOnlySpan<nint>(states, (int)count), ref result);
            sink.MoveTo(target);
            return 0;
        }
        catch (Exception fault)
        {
            return ExportFault.Report(fault, error);
        }
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static void Destroy(void* context, void** states, ulong count)
    {
        try
        {
            Of(context).Destroy(new ReadOnlySpan<nint>(states, checked((int)count)));
        }
        catch (Exception fault)
        {
            ExportFault.Trace("destroy states of an aggregate", fault);
        }
    }

    private static PluginAggregate Of(void* context) => ExportArena.Of<ExportedAggregate>(context).Aggregate;
}
