using Weir.Plugins;

namespace Weir.Sessions;

/// <summary>
/// What the contract's assembly says that this process has loaded: constants are copied into the assemblies that were compiled with them, so
/// only asking it shows that it is of another release than this one.
/// </summary>
internal static class LoadedContract
{
    public static PluginAbiVersion Abi { get; } = new(
        (ushort)typeof(PluginAbi).GetField(nameof(PluginAbi.Major))!.GetRawConstantValue()!,
        (ushort)typeof(PluginAbi).GetField(nameof(PluginAbi.Minor))!.GetRawConstantValue()!);
}
