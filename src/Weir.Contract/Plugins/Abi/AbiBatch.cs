using System.Runtime.InteropServices;
using Weir.Arrow;

namespace Weir.Plugins.Abi;

/// <summary><c>weir_batch</c>: the arguments of a batch.</summary>
[StructLayout(LayoutKind.Sequential)]
internal unsafe struct AbiBatch
{
    public uint StructSize;
    public uint ArgumentCount;
    public CArrowArray** Arguments;
    public byte* IsConstant;
    public long RowCount;
    public ulong* Rows;
    public CArrowSchema* ArgumentTypes;
    public CArrowSchema* ResultType;
}
