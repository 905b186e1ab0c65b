using Weir.Plugins.Abi;
using Weir.Plugins.Gate;

namespace Weir.Plugins.Native;

/// <summary>
/// Judges what a native plugin's entry point returned, by the one rule of COMPATIBILITY.md, and copies it into a
/// structure of this host's size: what the plugin is too old to have reads as absent.
/// </summary>
internal static unsafe class NativeHandshake
{
    /// <summary>A structure or stride above this is taken for garbage, whatever minor version it may come from.</summary>
    public const int SizeMax = 4096;

    /// <summary>The fields before <c>context</c>, which every plugin of ABI 1.0 has.</summary>
    public static int SizeMin { get; } = OffsetOfContext();

    /// <summary>Checks the frozen prefix and the size, in this order, and copies.</summary>
    public static AbiPlugin Read(AbiPlugin* source, string plugin, PluginHostFacts host)
    {
        if (source->Magic != PluginAbi.Magic)
            throw PluginLoadErrors.Magic(plugin, source->Magic, PluginAbi.Magic);
        PluginAbiVersion abi = new(source->AbiMajor, source->AbiMinor);
        if ((VersionFit.AbiMajor(plugin, abi, host) ?? VersionFit.AbiMinor(plugin, abi, host)) is WeirException misfit)
            throw misfit;
        CheckSize(plugin, "struct_size", source->StructSize, SizeMin);
        if ((VersionFit.EngineMajor(plugin, source->EngineMajor, host) ?? VersionFit.ArrowMajor(plugin, source->ArrowMajor, host)) is WeirException other)
            throw other;
        AbiPlugin copy = default;
        Buffer.MemoryCopy(source, &copy, sizeof(AbiPlugin), Math.Min(source->StructSize, sizeof(AbiPlugin)));
        return copy;
    }

    /// <summary>A size between the least that is needed and the most that is believable, in whole words.</summary>
    public static void CheckSize(string plugin, string what, uint size, int least)
    {
        if (size < least || size > SizeMax || size % sizeof(ulong) != 0)
            throw PluginLoadErrors.Size(plugin, what, size, least, SizeMax);
    }

    private static int OffsetOfContext()
    {
        AbiPlugin plugin = default;
        return (int)((byte*)&plugin.Context - (byte*)&plugin);
    }
}
