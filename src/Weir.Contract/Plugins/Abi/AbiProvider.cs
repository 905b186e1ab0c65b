using System.Runtime.InteropServices;

namespace Weir.Plugins.Abi;

/// <summary><c>weir_provider</c>.</summary>
[StructLayout(LayoutKind.Sequential)]
internal unsafe struct AbiProvider
{
    public AbiText Name;
    public AbiText Summary;
    public AbiText OptionsSchema;
    public void* Context;
    public delegate* unmanaged[Cdecl]<void*, AbiText, AbiTable**, AbiError*, int> Open;
}
