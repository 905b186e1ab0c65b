using System.Runtime.InteropServices;
using Weir.Arrow;

namespace Weir.Plugins.Abi;

/// <summary><c>weir_parameter</c>.</summary>
[StructLayout(LayoutKind.Sequential)]
internal unsafe struct AbiParameter
{
    public AbiText Name;
    public CArrowSchema* Type;
    public AbiText DefaultJson;
    public uint Flags;
    public uint Reserved;
}
