using System.Runtime.InteropServices;
using Weir.Arrow;

namespace Weir.Plugins.Abi;

/// <summary><c>weir_table</c>: a table as it was when it was opened.</summary>
[StructLayout(LayoutKind.Sequential)]
internal unsafe struct AbiTable
{
    public uint StructSize;
    public uint PartitionCount;
    public void* Context;
    public long RowCount;
    public uint RowCountIsExact;
    public uint Reserved;
    public AbiText SnapshotId;
    public delegate* unmanaged[Cdecl]<void*, CArrowSchema*, AbiError*, int> Schema;
    public delegate* unmanaged[Cdecl]<void*, AbiFilter*, uint, uint, int*, AbiError*, int> Support;
    public delegate* unmanaged[Cdecl]<void*, AbiScan*, AbiControl*, CArrowArrayStream*, AbiError*, int> Scan;
    public delegate* unmanaged[Cdecl]<AbiTable*, void> Free;
}
