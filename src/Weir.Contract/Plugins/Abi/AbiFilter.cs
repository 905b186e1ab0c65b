using System.Runtime.InteropServices;
using Weir.Arrow;

namespace Weir.Plugins.Abi;

/// <summary><c>weir_filter</c>.</summary>
[StructLayout(LayoutKind.Sequential)]
internal unsafe struct AbiFilter
{
    public uint Column;
    public int Operator;
    public CArrowArray* Values;
}
