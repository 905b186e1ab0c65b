using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Weir.Diagnostics;

namespace Weir.Engine;

/// <summary>
/// Registers scalar functions of plugins with the engine and carries its calls to them. An exception that left a
/// callback would abort the process, so every callback catches all and hands the engine a text. What a callback
/// needs is kept alive by handles that the engine gives back when it frees the function, the plan or the thread's state.
/// </summary>
internal static unsafe class PluginScalarBridge
{
    /// <exception cref="WeirException">WEIR3201, WEIR3206: the definition cannot be registered.</exception>
    public static void Register(DuckConnectionHandle connection, string name, PluginCallable callable, IReadOnlyList<PluginOverload> overloads)
    {
        byte[] text = EngineText.Name(name);
        using DuckScalarFunctionSetHandle set = DuckApiScalarFunction.CreateSet(text);
        foreach (PluginOverload overload in overloads)
        {
            using DuckScalarFunctionHandle function = Describe(text, callable, overload);
            if (DuckApiScalarFunction.AddToSet(set, function) != DuckState.Success)
                throw PluginEngineErrors.Refused(callable.Plugin, name, $"has two signatures of the types {string.Join(", ", overload.Parameters)}");
        }
        if (overloads.Count == 0 || DuckApiScalarFunction.RegisterSet(connection, set) != DuckState.Success)
            throw PluginEngineErrors.Refused(callable.Plugin, name, overloads.Count == 0 ? "takes no type that SQL has" : "was refused by the engine");
    }

    private static DuckScalarFunctionHandle Describe(byte[] name, PluginCallable callable, PluginOverload overload)
    {
        DuckScalarFunctionHandle function = DuckApiScalarFunction.Create();
        try
        {
            DuckApiScalarFunction.SetName(function, name);
            for (int i = 0; i < overload.Parameters.Count; i++)
                callable.WithType(overload.Parameters[i], $"the argument '{callable.NameOf(i)}'", type => DuckApiScalarFunction.AddParameter(function, type));
            if (overload.Further)
                callable.WithType(overload.FurtherType, "a further argument", type => DuckApiScalarFunction.SetVarArgs(function, type));
            callable.WithType(overload.Result, "the result", type => DuckApiScalarFunction.SetReturnType(function, type));
            // The engine's own handling runs a function on NULL rows too; ours masks them, so it always takes the special one.
            DuckApiScalarFunction.SetSpecialHandling(function);
            if (callable.Function.IsVolatile)
                DuckApiScalarFunction.SetVolatile(function);
            DuckApiScalarFunction.SetExtraInfo(function, GCHandle.ToIntPtr(GCHandle.Alloc(new Registered(callable, overload))), &Release);
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

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static void OnBind(nint info)
    {
        Registered registered = Target<Registered>(DuckApiScalarFunction.BindExtraInfo(info));
        try
        {
            PluginScalarBinding binding = new(registered.Callable, registered.Overload, info);
            DuckApiScalarFunction.SetBindData(info, GCHandle.ToIntPtr(GCHandle.Alloc(binding)), &Dispose);
            DuckApiScalarFunction.SetBindDataCopy(info, &Copy);
        }
        catch (Exception e)
        {
            DuckApiScalarFunction.BindSetError(info, registered.Callable.Fault(e));
        }
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static void OnInit(nint info)
    {
        PluginScalarBinding binding = Target<PluginScalarBinding>(DuckApiScalarFunction.InitBindData(info));
        try
        {
            DuckApiScalarFunction.InitClientContext(info, out DuckClientContextHandle context);
            using (context)
            {
                PluginScalarThread thread = new(binding, binding.Callable.Flags.Of(context));
                DuckApiScalarFunction.InitSetState(info, GCHandle.ToIntPtr(GCHandle.Alloc(thread)), &Dispose);
            }
        }
        catch (Exception e)
        {
            DuckApiScalarFunction.InitSetError(info, binding.Callable.Fault(e));
        }
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static void OnCall(nint info, nint chunk, nint output)
    {
        PluginScalarThread thread = Target<PluginScalarThread>(DuckApiScalarFunction.State(info));
        try
        {
            thread.Run(chunk, output);
        }
        catch (Exception e)
        {
            DuckApiScalarFunction.SetError(info, thread.Callable.Fault(e, thread.Control));
        }
    }

    private static T Target<T>(nint handle) where T : class => Unsafe.As<T>(GCHandle.FromIntPtr(handle).Target)!;

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static void Release(nint handle) => GCHandle.FromIntPtr(handle).Free();

    // A plugin's own Dispose may throw: what it held is then its loss, and nobody is left to be told.
    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static void Dispose(nint handle)
    {
        GCHandle held = GCHandle.FromIntPtr(handle);
        PluginCallable callable = held.Target switch
        {
            PluginScalarBinding binding => binding.Callable,
            PluginScalarThread thread => thread.Callable,
            object other => throw Invariant.Unreachable(other),
            null => throw Invariant.Unreachable(null),
        };
        try
        {
            ((IDisposable)held.Target).Dispose();
        }
        catch (Exception e)
        {
            callable.Fault(e);
        }
        held.Free();
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static nint Copy(nint handle) => GCHandle.ToIntPtr(GCHandle.Alloc(Target<PluginScalarBinding>(handle).Share()));

    private sealed record Registered(PluginCallable Callable, PluginOverload Overload);
}
