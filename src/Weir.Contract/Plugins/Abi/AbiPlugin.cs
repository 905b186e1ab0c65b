using System.Runtime.InteropServices;

namespace Weir.Plugins.Abi;

/// <summary><c>weir_plugin</c>: what a plugin's entry point returns. The first 24 bytes are frozen for ever.</summary>
[StructLayout(LayoutKind.Sequential)]
internal unsafe struct AbiPlugin
{
    public ulong Magic;
    public uint StructSize;
    public ushort AbiMajor;
    public ushort AbiMinor;
    public uint EngineMajor;
    public uint ArrowMajor;
    public ulong Capabilities;
    public AbiText Name;
    public AbiText Version;
    public AbiText BuildId;
    public AbiText* Features;
    public uint FeatureCount;
    public uint FunctionCount;
    public uint FunctionStride;
    public uint ProviderCount;
    public uint ProviderStride;
    public uint PlannerCount;
    public uint PlannerStride;
    public uint Reserved;
    public AbiFunction* Functions;
    public AbiProvider* Providers;
    public AbiPlanner* Planners;
    public void* Context;
    public AbiText ConfigurationSchema;
    public delegate* unmanaged[Cdecl]<void*, AbiConfiguration*, AbiError*, int> Configure;
    public delegate* unmanaged[Cdecl]<void*, AbiError*, int> Reset;
    public delegate* unmanaged[Cdecl]<void*, void> Shutdown;
}
