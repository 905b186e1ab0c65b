using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Weir.Plugins;
using Weir.Plugins.Native;

namespace Weir.Tests.Plugins.Abi;

/// <summary>A managed plugin through the C ABI and back: what a NativeAOT library shows, without its compiler.</summary>
internal static unsafe class ExportedEntry
{
    [ThreadStatic]
    private static Func<Plugin>? s_make;

    public static NativePlugin Open(Func<Plugin> make, string name, Action<PluginLogLevel, string>? log = null)
    {
        s_make = make;
        return NativePlugin.Enter((nint)(delegate* unmanaged[Cdecl]<void*, void*, void*>)&Enter, name, log ?? ((_, _) => { }));
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static void* Enter(void* host, void* error) => PluginExport.Enter(s_make!, host, error);
}
