using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Weir.Arrow;
using Weir.Diagnostics;

namespace Weir.Engine;

/// <summary>
/// Registers C# functions with the engine and carries its calls to them. An exception that left a
/// callback would abort the process, so every callback catches all and hands the engine a text.
/// What a callback needs is kept alive by handles that the engine gives back when it frees the function.
/// </summary>
internal static unsafe class ScalarBridge
{
    private const int MaskWords = 2048 / 64;

    /// <exception cref="WeirException">WEIR4020: a type that SQL does not have, no overload, or the engine refused.</exception>
    public static void Register(DuckConnectionHandle connection, ScalarFunction function, CallbackFaults faults)
    {
        if (string.IsNullOrWhiteSpace(function.Name) || function.Overloads.Count == 0)
            throw EngineErrors.FunctionInvalid(function.Name, "it needs a name and at least one overload");
        byte[] name = EngineText.Name(function.Name);
        HashSet<string> signatures = new(StringComparer.Ordinal);
        using DuckScalarFunctionSetHandle set = DuckApiScalarFunction.CreateSet(name);
        foreach (ScalarOverload overload in function.Overloads)
        {
            string signature = string.Join(", ", overload.Arguments);
            using DuckScalarFunctionHandle handle = Describe(name, new Registered(function.Name, overload, faults));
            if (!signatures.Add(signature) || DuckApiScalarFunction.AddToSet(set, handle) != DuckState.Success)
                throw EngineErrors.FunctionInvalid(function.Name, $"two overloads take ({signature})");
        }
        if (DuckApiScalarFunction.RegisterSet(connection, set) != DuckState.Success)
            throw EngineErrors.FunctionInvalid(function.Name, "the engine refused it; a built-in may have this name");
    }

    private static DuckScalarFunctionHandle Describe(byte[] name, Registered registered)
    {
        ScalarOverload overload = registered.Overload;
        DuckScalarFunctionHandle function = DuckApiScalarFunction.Create();
        try
        {
            DuckApiScalarFunction.SetName(function, name);
            foreach (ArrowType argument in overload.Arguments)
                WithType(registered.Name, argument, type => DuckApiScalarFunction.AddParameter(function, type));
            if (overload.FurtherArguments is ArrowType further)
                WithType(registered.Name, further, type => DuckApiScalarFunction.SetVarArgs(function, type));
            WithType(registered.Name, overload.Result, type => DuckApiScalarFunction.SetReturnType(function, type));
            // The engine's own handling computes NULL rows too; ours skips them, so it always takes the special one.
            DuckApiScalarFunction.SetSpecialHandling(function);
            if (overload.IsVolatile)
                DuckApiScalarFunction.SetVolatile(function);
            DuckApiScalarFunction.SetExtraInfo(function, GCHandle.ToIntPtr(GCHandle.Alloc(registered)), &Release);
            DuckApiScalarFunction.SetBind(function, &OnBind);
            DuckApiScalarFunction.SetInit(function, &OnInit);
            DuckApiScalarFunction.SetFunction(function, &OnCall);
            return function;
        }
        catch
        {
            function.Dispose();
            throw;
        }
    }

    private static void WithType(string function, ArrowType arrowType, Action<DuckTypeHandle> use)
    {
        using DuckTypeHandle type = DuckTypes.From(arrowType)
            ?? throw EngineErrors.FunctionInvalid(function, $"SQL has no type for {arrowType}");
        use(type);
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static void OnBind(nint info)
    {
        Registered registered = Target<Registered>(DuckApiScalarFunction.BindExtraInfo(info));
        try
        {
            Bound bound = new(registered, registered.Overload.Bind?.Invoke(new ScalarBinding(info)));
            DuckApiScalarFunction.SetBindData(info, GCHandle.ToIntPtr(GCHandle.Alloc(bound)), &Release);
            DuckApiScalarFunction.SetBindDataCopy(info, &Copy);
        }
        catch (Exception e)
        {
            DuckApiScalarFunction.BindSetError(info, registered.Fault(row: null, e));
        }
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static void OnInit(nint info)
    {
        Bound bound = Target<Bound>(DuckApiScalarFunction.InitBindData(info));
        try
        {
            ThreadState state = new(bound, bound.Function.Overload.NewState?.Invoke(bound.Value));
            DuckApiScalarFunction.InitSetState(info, GCHandle.ToIntPtr(GCHandle.Alloc(state)), &Release);
        }
        catch (Exception e)
        {
            DuckApiScalarFunction.InitSetError(info, bound.Function.Fault(row: null, e));
        }
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static void OnCall(nint info, nint chunk, nint output)
    {
        ThreadState state = Target<ThreadState>(DuckApiScalarFunction.State(info));
        Registered registered = state.Bound.Function;
        int row = -1;
        try
        {
            Call(registered.Overload, state, chunk, output, ref row);
        }
        catch (Exception e)
        {
            DuckApiScalarFunction.SetError(info, registered.Fault(row < 0 ? null : row, e));
        }
    }

    [SkipLocalsInit]
    private static void Call(ScalarOverload overload, ThreadState state, nint chunk, nint output, ref int row)
    {
        int rows = (int)DuckApiVector.ChunkSize(chunk);
        Invariant.Holds(rows <= MaskWords * 64);
        VectorWriter result = new(output, overload.Result, rows);
        ulong* words = stackalloc ulong[MaskWords];
        ulong* mask = overload.SeesNulls ? null : NotNull(chunk, rows, words);
        if (mask != null)
            result.SetNulls(new ReadOnlySpan<ulong>(mask, MaskWords));
        ScalarCall call = new(chunk, result, mask, ref row, state.Bound.Value, state.Value);
        overload.Kernel(ref call);
    }

    // Bits of the rows in which no argument is null; null when that is every row.
    private static ulong* NotNull(nint chunk, int rows, ulong* words)
    {
        bool any = false;
        ulong columns = DuckApiVector.ChunkColumnCount(chunk);
        for (ulong column = 0; column < columns; column++)
        {
            ulong* validity = DuckApiVector.VectorValidity(DuckApiVector.ChunkVector(chunk, column));
            if (validity == null)
                continue;
            for (int word = 0; word < (rows + 63) / 64; word++)
                words[word] = any ? words[word] & validity[word] : validity[word];
            any = true;
        }
        return any ? words : null;
    }

    private static T Target<T>(nint handle) where T : class => Unsafe.As<T>(GCHandle.FromIntPtr(handle).Target)!;

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static void Release(nint handle) => GCHandle.FromIntPtr(handle).Free();

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static nint Copy(nint handle) => GCHandle.ToIntPtr(GCHandle.Alloc(GCHandle.FromIntPtr(handle).Target));

    private sealed record Registered(string Name, ScalarOverload Overload, CallbackFaults Faults)
    {
        public byte[] Fault(long? row, Exception e) =>
            EngineText.Error(Faults.Keep(EngineErrors.FunctionFailed(Name, row, e)));
    }

    private sealed record Bound(Registered Function, object? Value);

    private sealed record ThreadState(Bound Bound, object? Value);
}
