namespace Weir.Plugins.Native;

/// <summary>Errors of the handshake with a native plugin (WEIR3140 to WEIR3149): its code runs, but none of its functions did.</summary>
internal static class PluginLoadErrors
{
    private static readonly ErrorCode EntryMissingCode = new("WEIR3140", "PluginEntryMissing",
        "A native library does not export the entry point of plugins.",
        "Export weir_plugin_entry_v1 with WEIR_EXPORT, in C++ inside extern \"C\", and check it with 'nm -D'.");

    private static readonly ErrorCode EntryFailedCode = new("WEIR3141", "PluginEntryFailed",
        "A native plugin's entry point reported that the plugin cannot be made.",
        "Read the plugin's own words in the message and mend what they name.");

    private static readonly ErrorCode MagicCode = new("WEIR3142", "PluginMagicWrong",
        "What a native plugin's entry point returned does not begin as a plugin does.",
        "Return a weir_plugin whose magic is WEIR_MAGIC, built against include/weir_plugin.h of this host's version.");

    private static readonly ErrorCode SizeCode = new("WEIR3143", "PluginStructSize",
        "A structure of a native plugin claims a size that its ABI version cannot have.",
        "Set struct_size and the strides with sizeof, and rebuild the plugin against the header of this host's version.");

    private static readonly ErrorCode TableCode = new("WEIR3144", "PluginTableInvalid",
        "The table that a native plugin shows breaks a rule of the ABI.",
        "Mend the place that the message names; include/weir_plugin.h says what each field must hold.");

    public static readonly ErrorCode[] All = [EntryMissingCode, EntryFailedCode, MagicCode, SizeCode, TableCode];

    public static WeirException EntryMissing(string plugin, string symbol) => Make(EntryMissingCode, plugin,
        $"The library of the plugin '{plugin}' has no symbol '{symbol}'.");

    public static WeirException EntryFailed(string plugin, string? text) => Make(EntryFailedCode, plugin,
        $"The plugin '{plugin}' cannot be made: {text ?? "its entry point returned NULL and gave no text"}.");

    public static WeirException Magic(string plugin, ulong found, ulong expected) => Make(MagicCode, plugin,
        $"What the plugin '{plugin}' returned begins with 0x{found:X16} instead of 0x{expected:X16}.");

    public static WeirException Size(string plugin, string what, ulong found, int least, int most) => Make(SizeCode, plugin,
        $"The {what} of the plugin '{plugin}' is {found} bytes; this host takes {least} to {most}.");

    public static WeirException Table(string plugin, string where, string found, Exception? cause = null) => Make(TableCode, plugin,
        $"The plugin '{plugin}' is invalid at {where}: {found}.", cause);

    private static WeirException Make(ErrorCode row, string plugin, string what, Exception? cause = null) =>
        new(row.Id, $"{what} {row.Remedy}", cause) { Details = new Dictionary<string, string> { ["plugin"] = plugin } };
}
