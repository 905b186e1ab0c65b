using System.Runtime.InteropServices;

namespace Weir.Plugins.Abi;

/// <summary><c>weir_host</c>: what the host hands to the plugin; lives until shutdown has returned.</summary>
[StructLayout(LayoutKind.Sequential)]
internal unsafe struct AbiHost
{
    public uint StructSize;
    public ushort AbiMajor;
    public ushort AbiMinor;
    public void* Context;
    public delegate* unmanaged[Cdecl]<void*, int, AbiText, void> Log;
}
