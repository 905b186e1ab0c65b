using System.Runtime.InteropServices;

namespace Weir.Plugins.Abi;

/// <summary><c>weir_planner</c>.</summary>
[StructLayout(LayoutKind.Sequential)]
internal unsafe struct AbiPlanner
{
    public AbiText Name;
    public AbiText Summary;
    public void* Context;
    public delegate* unmanaged[Cdecl]<void*, AbiText, AbiText*, AbiError*, int> Rewrite;
    public delegate* unmanaged[Cdecl]<void*, AbiText, void> FreeText;
}
