using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Weir.Arrow;
using Weir.Diagnostics;

namespace Weir.Engine;

/// <summary>
/// Registers aggregates of plugins with the engine and carries its calls to them.
/// <para>
/// Two forms of calls must never reach the engine, because it then hands <see cref="OnUpdate"/> one state pointer
/// where there should be one a row: <c>f(x ORDER BY y)</c>, and a window over whole partitions without DISTINCT.
/// Statements are rewritten before (<see cref="PluginNames.OfList"/>; frames that end far behind the last row).
/// </para>
/// <para>
/// An error that comes out of making, updating or merging states leaves another thread of the engine that
/// builds the same window spinning for ever. So a state only remembers its failure there, and the statement ends
/// with it when the state is finished.
/// </para>
/// </summary>
internal static unsafe class PluginAggregateBridge
{
    /// <exception cref="WeirException">WEIR3201, WEIR3206: the definition cannot be registered.</exception>
    public static void Register(
        DuckConnectionHandle connection, string name, PluginCallable callable, IReadOnlyList<PluginOverload> overloads, PluginStates states)
    {
        byte[] text = EngineText.Name(name);
        using DuckAggregateFunctionSetHandle set = DuckApiAggregateFunction.CreateSet(text);
        foreach (PluginOverload overload in overloads)
        {
            using DuckAggregateFunctionHandle function = Describe(text, callable, overload, states);
            if (DuckApiAggregateFunction.AddToSet(set, function) != DuckState.Success)
                throw PluginEngineErrors.Refused(callable.Plugin, name, $"has two signatures of the types {string.Join(", ", overload.Parameters)}");
        }
        if (overloads.Count == 0 || DuckApiAggregateFunction.RegisterSet(connection, set) != DuckState.Success)
            throw PluginEngineErrors.Refused(callable.Plugin, name, overloads.Count == 0 ? "takes no type that SQL has" : "was refused by the engine");
    }

    private static DuckAggregateFunctionHandle Describe(byte[] name, PluginCallable callable, PluginOverload overload, PluginStates states)
    {
        DuckAggregateFunctionHandle function = DuckApiAggregateFunction.Create();
        try
        {
            DuckApiAggregateFunction.SetName(function, name);
            for (int i = 0; i < overload.Parameters.Count; i++)
                callable.WithType(overload.Parameters[i], $"the argument '{callable.NameOf(i)}'", type => DuckApiAggregateFunction.AddParameter(function, type));
            callable.WithType(overload.Result, "the result", type => DuckApiAggregateFunction.SetReturnType(function, type));
            DuckApiAggregateFunction.SetSpecialHandling(function);
            DuckApiAggregateFunction.SetFunctions(function, &OnSize, &OnMake, &OnUpdate, &OnMerge, &OnFinish);
            DuckApiAggregateFunction.SetDestructor(function, &OnDestroy);
            DuckApiAggregateFunction.SetExtraInfo(function, GCHandle.ToIntPtr(GCHandle.Alloc(new Registered(callable, overload, states.Share()))), &Release);
            return function;
        }
        catch
        {
            function.Dispose();
            throw;
        }
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static ulong OnSize(nint info) => (ulong)sizeof(PluginStateHandle);

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static void OnMake(nint info, void* state) => Of(info).States.Make((PluginStateHandle*)state);

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static void OnUpdate(nint info, nint chunk, void** states)
    {
        Registered registered = Of(info);
        PluginAggregateFrame frame = registered.Rent();
        frame.Update(chunk, (PluginStateHandle**)states);
        registered.Return(frame);
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static void OnMerge(nint info, void** sources, void** targets, ulong count)
    {
        Registered registered = Of(info);
        PluginAggregateFrame frame = registered.Rent();
        frame.Merge((PluginStateHandle**)sources, (PluginStateHandle**)targets, (int)count);
        registered.Return(frame);
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static void OnFinish(nint info, void** states, nint vector, ulong count, ulong offset)
    {
        Registered registered = Of(info);
        PluginAggregateFrame frame = registered.Rent();
        try
        {
            frame.Finish((PluginStateHandle**)states, vector, (int)count, (int)offset);
        }
        catch (Exception e)
        {
            DuckApiAggregateFunction.SetError(info, registered.Callable.Fault(e));
        }
        registered.Return(frame);
    }

    // Destroy has promised not to throw; whoever breaks that loses what the states held, and nobody is left to be told.
    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static void OnDestroy(void** states, ulong count)
    {
        PluginStateHandle** handles = (PluginStateHandle**)states;
        if (count == 0)
            return;
        PluginStates owner = PluginStates.Of(handles[0]);
        try
        {
            owner.Destroy(handles, (int)count);
        }
        catch (Exception e)
        {
            owner.Lost(e);
        }
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static void Release(nint handle)
    {
        GCHandle held = GCHandle.FromIntPtr(handle);
        ((Registered)held.Target!).Dispose();
        held.Free();
    }

    private static Registered Of(nint info) => Unsafe.As<Registered>(GCHandle.FromIntPtr(DuckApiAggregateFunction.ExtraInfo(info)).Target)!;

    // One signature, with frames that the engine's threads borrow: it gives aggregates no place for a thread's state.
    private sealed class Registered(PluginCallable callable, PluginOverload overload, PluginStates states) : IDisposable
    {
        private readonly ConcurrentBag<PluginAggregateFrame> _frames = [];
        private readonly ArrowType[] _types = [.. overload.Parameters.Select(type => type!)];

        public PluginCallable Callable => callable;

        public PluginStates States => states;

        public PluginAggregateFrame Rent() =>
            _frames.TryTake(out PluginAggregateFrame? frame) ? frame : new PluginAggregateFrame(states, _types, overload.Result);

        public void Return(PluginAggregateFrame frame) => _frames.Add(frame);

        public void Dispose()
        {
            states.Dispose();
            while (_frames.TryTake(out PluginAggregateFrame? frame))
                frame.Dispose();
        }
    }
}
