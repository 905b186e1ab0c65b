namespace Weir.Plugins.Load;

/// <summary>Errors of opening a plugin that passed the gate (WEIR3136 to WEIR3139, WEIR3149).</summary>
internal static class PluginOpenErrors
{
    private static readonly ErrorCode NotLoadableCode = new("WEIR3136", "PluginNotLoadable",
        "The system cannot load a plugin's library, though its bytes are in order.",
        "Install what the library needs, as the message names it; 'weir plugins inspect' lists it.");

    private static readonly ErrorCode EntryTypeCode = new("WEIR3137", "PluginEntryTypeInvalid",
        "The class that a managed plugin names as its entry_type cannot be made.",
        "Derive the class from Weir.Plugins.Plugin, give it a constructor without parameters, and let that not fail.");

    private static readonly ErrorCode LoadedOtherwiseCode = new("WEIR3138", "PluginLoadedOtherwise",
        "A plugin that is loaded was asked for again in another way.",
        "Ask for it in the same way everywhere in one runtime, or use another runtime.");

    private static readonly ErrorCode NameTakenCode = new("WEIR3139", "PluginOfTwoFiles",
        "Two different files of one runtime hold a plugin of the same name.",
        "Load one of them; 'weir plugins why' shows where each was found.");

    private static readonly ErrorCode MemoryFileCode = new("WEIR3149", "PluginBytesNotPlaced",
        "The verified bytes of a library could not be put where the system loads them from.",
        "Check that the temporary folder of this process can be written, and that memory is free.");

    /// <summary>Every row of this area, in order of its code.</summary>
    public static readonly ErrorCode[] All = [NotLoadableCode, EntryTypeCode, LoadedOtherwiseCode, NameTakenCode, MemoryFileCode];

    public static WeirException NotLoadable(string path, string why, Exception? cause = null) => Make(NotLoadableCode,
        $"'{path}' passed every check, but cannot be loaded: {why}. {NotLoadableCode.Remedy}", cause, ("path", path));

    public static WeirException EntryType(string path, string type, string why, Exception? cause = null) => Make(EntryTypeCode,
        $"The class '{type}' of '{path}' is no entry to a plugin: {why}. {EntryTypeCode.Remedy}", cause, ("path", path), ("type", type));

    public static WeirException LoadedOtherwise(string plugin, string what, string held, string wanted) => Make(LoadedOtherwiseCode,
        $"The plugin '{plugin}' is loaded with the {what} {held}; asked for is now {wanted}. {LoadedOtherwiseCode.Remedy}", null, ("plugin", plugin));

    public static WeirException NameTaken(string plugin, string held, string wanted) => Make(NameTakenCode,
        $"The plugin '{plugin}' is loaded from '{held}'; '{wanted}' holds another one of that name. {NameTakenCode.Remedy}", null,
        ("plugin", plugin), ("path", wanted));

    public static WeirException BytesNotPlaced(string path, string why, Exception? cause = null) => Make(MemoryFileCode,
        $"The bytes of '{path}' could not be placed for loading: {why}. {MemoryFileCode.Remedy}", cause, ("path", path));

    private static WeirException Make(ErrorCode row, string message, Exception? cause, params (string Name, string Value)[] details) =>
        new(row.Id, message, cause) { Details = details.ToDictionary(detail => detail.Name, detail => detail.Value) };
}
