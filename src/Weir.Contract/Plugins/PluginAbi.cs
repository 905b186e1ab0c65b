namespace Weir.Plugins;

/// <summary>The versions of the plugin contract that this assembly was built with. See COMPATIBILITY.md for the one rule of fit.</summary>
public static class PluginAbi
{
    /// <summary>Major version of the plugin ABI; part of the entry point's symbol, <c>weir_plugin_entry_v1</c>.</summary>
    public const ushort Major = 1;

    /// <summary>Minor version of the plugin ABI. A minor version only appends.</summary>
    public const ushort Minor = 0;

    /// <summary>Major version of the engine (DuckDB) that functions see the semantics of.</summary>
    public const uint EngineMajor = 1;

    /// <summary>Generation of the Arrow C Data and C Stream interfaces.</summary>
    public const uint ArrowMajor = 1;

    /// <summary>First eight bytes of what a plugin's entry point returns: <c>WEIRPLUG</c> in ASCII, little-endian.</summary>
    public const ulong Magic = 0x47554C5052494557;

    /// <summary>Symbol of the one function that a native plugin exports.</summary>
    public const string EntryPoint = "weir_plugin_entry_v1";

    /// <summary>Name of the section of a native library that holds its manifest.</summary>
    public const string ManifestSection = "weir_manifest";
}
