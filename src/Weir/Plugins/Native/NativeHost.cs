using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Weir.Arrow;
using Weir.Plugins.Abi;

namespace Weir.Plugins.Native;

/// <summary>What this host shows to one native plugin; lives until the plugin's shutdown has returned.</summary>
internal sealed unsafe class NativeHost : IDisposable
{
    private readonly NativeBlocks _memory = new();
    private readonly GCHandle _self;
    private Action<PluginLogLevel, string> _log;

    public NativeHost(Action<PluginLogLevel, string> log)
    {
        _log = log;
        _self = GCHandle.Alloc(this);
        Pointer = (AbiHost*)_memory.AllocateZeroed(sizeof(AbiHost));
        *Pointer = new AbiHost
        {
            StructSize = (uint)sizeof(AbiHost),
            AbiMajor = PluginAbi.Major,
            AbiMinor = PluginAbi.Minor,
            Context = (void*)GCHandle.ToIntPtr(_self),
            Log = &Log,
        };
    }

    public AbiHost* Pointer { get; }

    /// <summary>Where the plugin's messages go from now on.</summary>
    public Action<PluginLogLevel, string> LogTo
    {
        get => Volatile.Read(ref _log);
        set => Volatile.Write(ref _log, value);
    }

    public void Dispose()
    {
        _self.Free();
        _memory.Release();
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static void Log(void* context, int level, AbiText message)
    {
        try
        {
            NativeHost host = (NativeHost)GCHandle.FromIntPtr((nint)context).Target!;
            PluginLogLevel known = (PluginLogLevel)Math.Clamp(level, (int)PluginLogLevel.Debug, (int)PluginLogLevel.Error);
            host.LogTo(known, message.Read() ?? "");
        }
        catch (Exception fault)
        {
            // The log has no way to report, and nothing may cross the border.
            System.Diagnostics.Trace.TraceError($"A message of a native plugin could not be logged: {fault}");
        }
    }
}
