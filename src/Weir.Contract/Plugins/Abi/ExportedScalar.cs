using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Weir.Arrow;
using Weir.Arrow.C;

namespace Weir.Plugins.Abi;

/// <summary>A scalar function behind the C ABI.</summary>
internal sealed unsafe class ExportedScalar(PluginScalar scalar)
{
    public AbiFunction Describe(ExportArena arena)
    {
        uint flags = (scalar.SeesNulls ? AbiFlags.FunctionSeesNulls : 0) | (scalar.IsTotal ? AbiFlags.FunctionTotal : 0)
            | (scalar.IsPlanned ? AbiFlags.FunctionPlanned : 0);
        AbiFunction target = ExportedFunction.Describe(scalar, AbiFlags.Scalar, flags, arena);
        target.Context = arena.Handle(this);
        target.ResultType = &ResultType;
        target.Bind = &Bind;
        target.FreeBound = &FreeBound;
        target.NewState = &NewState;
        target.FreeState = &FreeState;
        target.Invoke = &Invoke;
        return target;
    }

    // A call in a statement: types are read once for all its batches.
    private sealed record Bound(object? Value, ArrowType[] ArgumentTypes, ArrowType ResultType);

    private sealed record State(object? Value, ArgumentNodes Arguments);

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int ResultType(void* context, CArrowSchema* argumentTypes, CArrowSchema* target, AbiError* error)
    {
        try
        {
            PluginScalar scalar = ExportArena.Of<ExportedScalar>(context).Scalar;
            SchemaExport.Column(scalar.ResultOf(ExportedTypes.Arguments(argumentTypes)), target);
            return 0;
        }
        catch (Exception fault)
        {
            return ExportFault.Report(fault, error);
        }
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int Bind(void* context, AbiBinding* binding, void** bound, AbiError* error)
    {
        try
        {
            PluginScalar scalar = ExportArena.Of<ExportedScalar>(context).Scalar;
            PluginBinding call = ExportedTypes.Binding(binding);
            using RecordBatch? constants = call.Constants;
            ArrowType[] types = [.. call.ArgumentTypes];
            ArrowType result = scalar.ResultOf(types).Type;
            *bound = (void*)GCHandle.ToIntPtr(GCHandle.Alloc(new Bound(scalar.Bind(call), types, result)));
            return 0;
        }
        catch (Exception fault)
        {
            return ExportFault.Report(fault, error);
        }
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static void FreeBound(void* context, void* bound)
    {
        try
        {
            Bound value = ExportArena.Of<Bound>(bound);
            GCHandle.FromIntPtr((nint)bound).Free();
            (value.Value as IDisposable)?.Dispose();
        }
        catch (Exception fault)
        {
            ExportFault.Trace("free what it bound", fault);
        }
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int NewState(void* context, void* bound, void** state, AbiError* error)
    {
        try
        {
            Bound call = ExportArena.Of<Bound>(bound);
            object? value = ExportArena.Of<ExportedScalar>(context).Scalar.NewState(call.Value);
            *state = (void*)GCHandle.ToIntPtr(GCHandle.Alloc(new State(value, new ArgumentNodes(call.ArgumentTypes))));
            return 0;
        }
        catch (Exception fault)
        {
            return ExportFault.Report(fault, error);
        }
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static void FreeState(void* context, void* state)
    {
        try
        {
            State value = ExportArena.Of<State>(state);
            GCHandle.FromIntPtr((nint)state).Free();
            value.Arguments.Dispose();
            (value.Value as IDisposable)?.Dispose();
        }
        catch (Exception fault)
        {
            ExportFault.Trace("free the state of a thread", fault);
        }
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int Invoke(void* context, void* bound, void* state, AbiBatch* batch, AbiControl* control, CArrowArray* target, AbiError* error)
    {
        try
        {
            Bound call = ExportArena.Of<Bound>(bound);
            State own = ExportArena.Of<State>(state);
            ColumnNode* arguments = own.Arguments.Fill(batch);
            using ArrowResultSink sink = new(call.ResultType, checked((int)batch->RowCount));
            PluginScalarCall rows = new(
                arguments, call.ArgumentTypes, sink.Result, batch->Rows, call.Value, own.Value, new PluginCallControl(control->Cancelled));
            ExportArena.Of<ExportedScalar>(context).Scalar.Invoke(ref rows);
            sink.MoveTo(target);
            return 0;
        }
        catch (Exception fault)
        {
            return ExportFault.Report(fault, error);
        }
    }

    private PluginScalar Scalar => scalar;
}
