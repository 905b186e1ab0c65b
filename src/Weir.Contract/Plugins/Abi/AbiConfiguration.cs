using System.Runtime.InteropServices;

namespace Weir.Plugins.Abi;

/// <summary><c>weir_configuration</c>: the plugin's configuration in one host.</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct AbiConfiguration
{
    public uint StructSize;
    public uint Reserved;
    public AbiText Json;
    public long MemoryLimitBytes;
}
