using System.Runtime.InteropServices;
using Weir.Arrow;

namespace Weir.Plugins.Abi;

/// <summary><c>weir_binding</c>: a call in a statement, while it is planned.</summary>
[StructLayout(LayoutKind.Sequential)]
internal unsafe struct AbiBinding
{
    public uint StructSize;
    public uint ArgumentCount;
    public CArrowSchema* ArgumentTypes;
    public CArrowArray* Constants;
    public byte* IsConstant;
}
