using System.Runtime.InteropServices;
using Weir.Arrow;

namespace Weir.Plugins.Abi;

/// <summary><c>weir_function</c>: one function of any kind; entries of other kinds are null.</summary>
[StructLayout(LayoutKind.Sequential)]
internal unsafe struct AbiFunction
{
    public uint Kind;
    public uint Flags;
    public AbiText Name;
    public AbiText Summary;
    public AbiText* Aliases;
    public uint AliasCount;
    public uint ParameterStride;
    public AbiParameter* Parameters;
    public uint ParameterCount;
    public uint Reserved;
    public AbiParameter* FurtherArguments;
    public void* Context;
    public delegate* unmanaged[Cdecl]<void*, CArrowSchema*, CArrowSchema*, AbiError*, int> ResultType;
    public delegate* unmanaged[Cdecl]<void*, AbiBinding*, void**, AbiError*, int> Bind;
    public delegate* unmanaged[Cdecl]<void*, void*, void> FreeBound;
    public delegate* unmanaged[Cdecl]<void*, void*, void**, AbiError*, int> NewState;
    public delegate* unmanaged[Cdecl]<void*, void*, void> FreeState;
    public delegate* unmanaged[Cdecl]<void*, void*, void*, AbiBatch*, AbiControl*, CArrowArray*, AbiError*, int> Invoke;
    public ulong StateSize;
    public delegate* unmanaged[Cdecl]<void*, void*, AbiError*, int> Initialize;
    public delegate* unmanaged[Cdecl]<void*, AbiBatch*, void**, AbiControl*, AbiError*, int> Update;
    public delegate* unmanaged[Cdecl]<void*, void**, void**, ulong, AbiError*, int> Merge;
    public delegate* unmanaged[Cdecl]<void*, void**, ulong, CArrowSchema*, CArrowArray*, AbiError*, int> Finish;
    public delegate* unmanaged[Cdecl]<void*, void**, ulong, void> Destroy;
    public delegate* unmanaged[Cdecl]<void*, AbiBatch*, AbiControl*, CArrowArray*, AbiError*, int> Evaluate;
    public delegate* unmanaged[Cdecl]<void*, AbiBinding*, AbiTable**, AbiError*, int> BindTable;
}
