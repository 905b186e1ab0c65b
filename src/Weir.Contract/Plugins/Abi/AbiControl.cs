using System.Runtime.InteropServices;

namespace Weir.Plugins.Abi;

/// <summary><c>weir_control</c>: cancellation of one call.</summary>
[StructLayout(LayoutKind.Sequential)]
internal unsafe struct AbiControl
{
    public uint StructSize;
    public uint Reserved;
    public int* Cancelled;
}
