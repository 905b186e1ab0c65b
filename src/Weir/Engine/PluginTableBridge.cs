using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Weir.Arrow;
using Weir.Diagnostics;

namespace Weir.Engine;

/// <summary>A table function as the engine knows it.</summary>
/// <param name="Name">The name in SQL.</param>
/// <param name="Parameters">Types of the arguments in order.</param>
/// <param name="Open">Finds out what a call gives; the result is the caller's.</param>
/// <param name="CountsRows">True to put a column before those of the table, which the engine asks for when it needs none.</param>
/// <param name="Faults">Keeps exceptions while their text goes through the engine.</param>
/// <param name="Flags">Which statements are cancelled.</param>
internal sealed record TableEntry(
    string Name, IReadOnlyList<ArrowType> Parameters, Func<nint, EngineTableSource> Open, bool CountsRows, CallbackFaults Faults, CallFlags Flags)
{
    public byte[] Fault(Exception e) => EngineText.Error(Faults.Keep(e is WeirException or OperationCanceledException
        ? e
        : PluginEngineErrors.TableFailed(null, Name, e)));
}

/// <summary>
/// Registers tables of plugins with the engine as table functions and carries its calls to them. As in every
/// callback nothing may leave one but a text.
/// </summary>
internal static unsafe class PluginTableBridge
{
    /// <returns>False when the engine refused the function.</returns>
    public static bool Register(DuckConnectionHandle connection, TableEntry entry)
    {
        using DuckTableFunctionHandle function = DuckApiTableFunction.Create();
        DuckApiTableFunction.SetName(function, EngineText.Name(entry.Name));
        foreach (ArrowType type in entry.Parameters)
        {
            using DuckTypeHandle sqlType = DuckTypes.From(type)!;
            DuckApiTableFunction.AddParameter(function, sqlType);
        }
        DuckApiTableFunction.SetExtraInfo(function, GCHandle.ToIntPtr(GCHandle.Alloc(entry)), &Release);
        DuckApiTableFunction.SetBind(function, &OnBind);
        DuckApiTableFunction.SetInit(function, &OnInit);
        DuckApiTableFunction.SetLocalInit(function, &OnThread);
        DuckApiTableFunction.SetFunction(function, &OnFill);
        DuckApiTableFunction.SupportsProjection(function, true);
        return DuckApiTableFunction.Register(connection, function) == DuckState.Success;
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static void OnBind(nint info)
    {
        TableEntry entry = Target<TableEntry>(DuckApiTableFunction.BindExtraInfo(info));
        try
        {
            DuckApiTableFunction.BindClientContext(info, out DuckClientContextHandle context);
            using (context)
            {
                Bound bound = new(entry, entry.Open(info), entry.Flags.Of(context));
                DuckApiTableFunction.BindSetData(info, GCHandle.ToIntPtr(GCHandle.Alloc(bound)), &Dispose);
                Describe(info, bound);
            }
        }
        catch (Exception e)
        {
            DuckApiTableFunction.BindSetError(info, entry.Fault(e));
        }
    }

    private static void Describe(nint info, Bound bound)
    {
        if (bound.Entry.CountsRows)
        {
            using DuckTypeHandle flag = DuckApiType.Create(DuckTypeId.Boolean);
            DuckApiTableFunction.BindAddColumn(info, EngineText.Name(""), flag);
        }
        foreach (StreamColumn column in bound.Source.Columns)
            DuckApiTableFunction.BindAddColumn(info, EngineText.Name(column.Field.Name), column.Type);
        if (bound.Source.RowCount is { } rows)
            DuckApiTableFunction.BindSetCardinality(info, (ulong)rows.Rows, rows.IsExact);
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static void OnInit(nint info)
    {
        Bound bound = Target<Bound>(DuckApiTableFunction.InitBindData(info));
        try
        {
            int first = bound.Entry.CountsRows ? 1 : 0;
            int[] projection = new int[DuckApiTableFunction.InitColumnCount(info)];
            for (int i = 0; i < projection.Length; i++)
            {
                ulong column = DuckApiTableFunction.InitColumnIndex(info, (ulong)i);
                projection[i] = column < (ulong)(bound.Source.Columns.Count + first)
                    ? (int)column - first
                    : throw PluginEngineErrors.TableInvalid(bound.Source.Plugin, bound.Source.Name, "has no row ids");
            }
            TableScan scan = new(bound.Source, projection, bound.Flag);
            DuckApiTableFunction.InitSetThreadsMax(info, (ulong)bound.Source.PartitionCount);
            DuckApiTableFunction.InitSetData(info, GCHandle.ToIntPtr(GCHandle.Alloc(new Held(bound, scan))), &Dispose);
        }
        catch (Exception e)
        {
            DuckApiTableFunction.InitSetError(info, bound.Fault(e));
        }
    }

    // The engine hands a thread's part no global part, and a scan's threads meet in the first call of each.
    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static void OnThread(nint info)
    {
        Bound bound = Target<Bound>(DuckApiTableFunction.InitBindData(info));
        DuckApiTableFunction.InitSetData(info, GCHandle.ToIntPtr(GCHandle.Alloc(new Held(bound, null))), &Dispose);
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static void OnFill(nint info, nint chunk)
    {
        Held local = Target<Held>(DuckApiTableFunction.FunctionLocalData(info));
        try
        {
            local.Part ??= new TableScanThread((TableScan)Target<Held>(DuckApiTableFunction.FunctionInitData(info)).Part!);
            ((TableScanThread)local.Part).Fill(chunk);
        }
        catch (Exception e)
        {
            DuckApiTableFunction.FunctionSetError(info, local.Bound.Fault(e));
        }
    }

    // A plugin's own Dispose may throw: what it held is then its loss, and nobody is left to be told.
    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static void Dispose(nint handle)
    {
        GCHandle held = GCHandle.FromIntPtr(handle);
        Bound bound = held.Target as Bound ?? Unsafe.As<Held>(held.Target)!.Bound;
        try
        {
            ((IDisposable)held.Target!).Dispose();
        }
        catch (Exception e)
        {
            bound.Fault(e);
        }
        held.Free();
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static void Release(nint handle) => GCHandle.FromIntPtr(handle).Free();

    private static T Target<T>(nint handle) where T : class => Unsafe.As<T>(GCHandle.FromIntPtr(handle).Target)!;

    // A planned call of the function.
    private sealed class Bound(TableEntry entry, EngineTableSource source, CallFlag flag) : IDisposable
    {
        public TableEntry Entry => entry;

        public EngineTableSource Source => source;

        public CallFlag Flag => flag;

        public byte[] Fault(Exception e) => entry.Fault(source.Failure(e, flag.Control.IsCancellationRequested));

        public void Dispose() => source.Dispose();
    }

    // A scan, or one thread's part of it once it has begun.
    private sealed class Held(Bound bound, IDisposable? part) : IDisposable
    {
        public Bound Bound => bound;

        public IDisposable? Part { get; set; } = part;

        public void Dispose() => Part?.Dispose();
    }
}
