using System.Collections.Concurrent;
using System.Globalization;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Weir.Diagnostics;

namespace Weir.Engine;

/// <summary>
/// The table function through which SQL reads registered Arrow streams; one a database. A view gives
/// each stream its name. As in every callback nothing may leave one but a text.
/// </summary>
internal sealed unsafe class StreamBridge(CallbackFaults faults)
{
    private const string FunctionName = "weir_arrow_stream";

    private readonly ConcurrentDictionary<long, StreamSource> _sources = new();
    private long _last;

    /// <summary>Makes the table function known to the database of a connection.</summary>
    public void Register(DuckConnectionHandle connection)
    {
        using DuckTableFunctionHandle function = DuckApiTableFunction.Create();
        using DuckTypeHandle number = DuckApiType.Create(DuckTypeId.BigInt);
        DuckApiTableFunction.SetName(function, EngineText.Name(FunctionName));
        DuckApiTableFunction.AddParameter(function, number);
        DuckApiTableFunction.SetExtraInfo(function, GCHandle.ToIntPtr(GCHandle.Alloc(this)), &Release);
        DuckApiTableFunction.SetBind(function, &OnBind);
        DuckApiTableFunction.SetInit(function, &OnInit);
        DuckApiTableFunction.SetFunction(function, &OnFill);
        DuckApiTableFunction.SupportsProjection(function, true);
        if (DuckApiTableFunction.Register(connection, function) != DuckState.Success)
            throw EngineErrors.FunctionInvalid(FunctionName, "the engine refused it");
    }

    /// <summary>Adds a stream.</summary>
    /// <returns>Its number.</returns>
    public long Add(StreamSource source)
    {
        long number = Interlocked.Increment(ref _last);
        _sources[number] = source;
        return number;
    }

    public void Remove(long number) => _sources.TryRemove(number, out _);

    /// <summary>The SQL that reads a stream.</summary>
    public static string Sql(long number) => string.Create(CultureInfo.InvariantCulture, $"FROM {FunctionName}({number})");

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static void OnBind(nint info)
    {
        StreamBridge bridge = Target<StreamBridge>(DuckApiTableFunction.BindExtraInfo(info));
        try
        {
            using DuckValueHandle parameter = DuckApiTableFunction.BindParameter(info, 0);
            long number = DuckApiValue.IsNull(parameter) ? 0 : DuckApiValue.GetInt64(parameter);
            if (!bridge._sources.TryGetValue(number, out StreamSource? source))
                throw EngineErrors.StreamConsumed($"{FunctionName}({number})", "is not registered");
            foreach (StreamColumn column in source.Columns)
                DuckApiTableFunction.BindAddColumn(info, EngineText.Name(column.Field.Name), column.Type);
            DuckApiTableFunction.BindSetData(info, GCHandle.ToIntPtr(GCHandle.Alloc(new Bound(bridge, source))), &Release);
        }
        catch (Exception e)
        {
            DuckApiTableFunction.BindSetError(info, bridge.Fault(FunctionName, e));
        }
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static void OnInit(nint info)
    {
        Bound bound = Target<Bound>(DuckApiTableFunction.InitBindData(info));
        try
        {
            int[] projection = new int[DuckApiTableFunction.InitColumnCount(info)];
            for (int i = 0; i < projection.Length; i++)
            {
                ulong column = DuckApiTableFunction.InitColumnIndex(info, (ulong)i);
                projection[i] = column < (ulong)bound.Source.Columns.Count
                    ? (int)column
                    : throw EngineErrors.StreamConsumed(bound.Source.Name, "has no row ids");
            }
            bound.Source.Begin(projection);
            // The rows keep their order, and the reader is used by one thread.
            DuckApiTableFunction.InitSetThreadsMax(info, 1);
            DuckApiTableFunction.InitSetData(info, GCHandle.ToIntPtr(GCHandle.Alloc(bound)), &EndScan);
        }
        catch (Exception e)
        {
            DuckApiTableFunction.InitSetError(info, bound.Bridge.Fault(bound.Source.Name, e));
        }
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static void OnFill(nint info, nint chunk)
    {
        Bound bound = Target<Bound>(DuckApiTableFunction.FunctionInitData(info));
        try
        {
            bound.Source.Fill(chunk);
        }
        catch (Exception e)
        {
            DuckApiTableFunction.FunctionSetError(info, bound.Bridge.Fault(bound.Source.Name, e));
        }
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static void EndScan(nint handle)
    {
        Target<Bound>(handle).Source.EndScan();
        GCHandle.FromIntPtr(handle).Free();
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static void Release(nint handle) => GCHandle.FromIntPtr(handle).Free();

    private static T Target<T>(nint handle) where T : class => Unsafe.As<T>(GCHandle.FromIntPtr(handle).Target)!;

    private byte[] Fault(string stream, Exception e) => EngineText.Error(faults.Keep(e switch
    {
        OperationCanceledException => e,
        WeirException { Code: "WEIR4017" } => e,
        _ => EngineErrors.SourceFailed(stream, e),
    }));

    private sealed record Bound(StreamBridge Bridge, StreamSource Source);
}
