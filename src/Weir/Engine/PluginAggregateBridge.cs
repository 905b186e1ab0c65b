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
        try
        {
            FrameBag frames = registered.FramesOf(chunk);
            PluginAggregateFrame frame = frames.Rent();
            frame.Update(chunk, (PluginStateHandle**)states);
            frames.Return(frame);
        }
        catch (Exception e)
        {
            PluginAggregateFrame.Fail(registered.States, (PluginStateHandle**)states, (int)DuckApiVector.ChunkSize(chunk), e);
        }
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static void OnMerge(nint info, void** sources, void** targets, ulong count)
    {
        Registered registered = Of(info);
        PluginAggregateFrame frame = registered.Results.Rent();
        frame.Merge((PluginStateHandle**)sources, (PluginStateHandle**)targets, (int)count);
        registered.Results.Return(frame);
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static void OnFinish(nint info, void** states, nint vector, ulong count, ulong offset)
    {
        Registered registered = Of(info);
        PluginAggregateFrame frame = registered.Results.Rent();
        try
        {
            frame.Finish((PluginStateHandle**)states, vector, (int)count, (int)offset);
        }
        catch (Exception e)
        {
            DuckApiAggregateFunction.SetError(info, registered.Callable.Fault(e));
        }
        registered.Results.Return(frame);
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

    // One signature, with frames for the types that its calls have.
    private sealed class Registered : IDisposable
    {
        private readonly ArrowType?[] _types;
        private readonly ArrowType _result;
        private volatile FrameBag[] _bags;

        public Registered(PluginCallable callable, PluginOverload overload, PluginStates states)
        {
            (Callable, States, _types, _result) = (callable, states, [.. overload.Parameters], overload.Result);
            ArrowType[] known = _types.Contains(null) ? [] : [.. _types.Select(type => type!)];
            Results = new FrameBag(states, known, _result);
            _bags = [Results];
        }

        public PluginCallable Callable { get; }

        public PluginStates States { get; }

        /// <summary>Frames for what does not look at arguments.</summary>
        public FrameBag Results { get; }

        /// <summary>Frames for the arguments of a chunk.</summary>
        public FrameBag FramesOf(nint chunk)
        {
            if (!_types.Contains(null))
                return Results;
            ArrowType[] types = [.. _types.Select((type, i) => type ?? TypeOf(chunk, i))];
            return Array.Find(_bags, bag => bag.Fits(types)) ?? Add(types);
        }

        public void Dispose()
        {
            States.Dispose();
            foreach (FrameBag bag in _bags)
                bag.Dispose();
        }

        private ArrowType TypeOf(nint chunk, int index)
        {
            using DuckTypeHandle type = DuckApiVector.VectorType(DuckApiVector.ChunkVector(chunk, (ulong)index));
            return DuckTypes.ToArrow(type) ?? throw PluginEngineErrors.ArgumentType(
                Callable.Plugin, Callable.Function.Name, Callable.Signature, index,
                $"is of the type {DuckApiType.Id(type).ToString().ToUpperInvariant()}, which plugins cannot be given. Cast it, for example to VARCHAR.");
        }

        private FrameBag Add(ArrowType[] types)
        {
            lock (Results)
            {
                FrameBag bag = Array.Find(_bags, known => known.Fits(types)) ?? new FrameBag(States, types, _result);
                if (!_bags.Contains(bag))
                    _bags = [.. _bags, bag];
                return bag;
            }
        }
    }

    // Frames that the engine's threads borrow: it gives aggregates no place for a thread's state.
    private sealed class FrameBag(PluginStates states, ArrowType[] types, ArrowType result) : IDisposable
    {
        private readonly ConcurrentBag<PluginAggregateFrame> _frames = [];

        public bool Fits(ArrowType[] others) => types.AsSpan().SequenceEqual(others);

        public PluginAggregateFrame Rent() => _frames.TryTake(out PluginAggregateFrame? frame) ? frame : new PluginAggregateFrame(states, types, result);

        public void Return(PluginAggregateFrame frame) => _frames.Add(frame);

        public void Dispose()
        {
            while (_frames.TryTake(out PluginAggregateFrame? frame))
                frame.Dispose();
        }
    }
}
