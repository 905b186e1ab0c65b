using System.Runtime.InteropServices;

namespace Weir.Plugins.Abi;

/// <summary><c>weir_scan</c>: what a scan shall give; absent, empty and filled differ.</summary>
[StructLayout(LayoutKind.Sequential)]
internal unsafe struct AbiScan
{
    public uint StructSize;
    public uint Partition;
    public uint* Projection;
    public uint ProjectionCount;
    public uint FilterCount;
    public uint FilterStride;
    public uint Reserved;
    public AbiFilter* Filters;
    public long Limit;
}
