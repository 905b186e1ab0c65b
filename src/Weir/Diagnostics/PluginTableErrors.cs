namespace Weir.Diagnostics;

/// <summary>Errors of plugins in sessions and of the tables of their providers (WEIR322x).</summary>
internal static class PluginTableErrors
{
    private static readonly ErrorCode PluginUnknownCode = new(
        "WEIR3220", "PluginUnknown",
        "A plugin is named that the session does not have.",
        "Register the plugin with Session.RegisterPlugin, WeirOptions.Plugins or, on the command line, --plugin NAME.");

    private static readonly ErrorCode ProviderUnknownCode = new(
        "WEIR3221", "ProviderUnknown",
        "A table names a provider or table function that its plugin does not export.",
        "Use one of the names in the message; SELECT * FROM weir_functions() lists all.");

    private static readonly ErrorCode OptionsInvalidCode = new(
        "WEIR3222", "ProviderOptionsInvalid",
        "The options of a table do not fit what its provider declares.",
        "Give the options in the message, as one JSON object.");

    private static readonly ErrorCode SchemaUnreadableCode = new(
        "WEIR3223", "OptionsSchemaUnreadable",
        "A plugin declares options by a schema that is none, or that uses keywords which are not supported.",
        "Ask the plugin's author to declare type, properties, required, additionalProperties, items, enum, const, default and bounds only.");

    private static readonly ErrorCode TableFailedCode = new(
        "WEIR3224", "ProviderFailed",
        "A provider failed to open a table.",
        "Read the plugin's own words in the message and mend the table's options.");

    private static readonly ErrorCode PluginTakenCode = new(
        "WEIR3225", "PluginRegisteredOtherwise",
        "A plugin is registered whose name another plugin of the runtime has.",
        "Open a second runtime for the other plugin, or load one of the two only.");

    private static readonly ErrorCode TableMovedCode = new(
        "WEIR3226", "ProviderSnapshotChanged",
        "A table of a provider is in another state than the one that was asked for.",
        "Run the work again: a build pins the new state at its start.");

    private static readonly ErrorCode FunctionForeignCode = new(
        "WEIR3227", "PluginFunctionForeign",
        "A query calls a function of a plugin that its session does not have.",
        "Register the plugin with Session.RegisterPlugin, or name it in WeirOptions.Plugins.");

    private static readonly ErrorCode CallInvalidCode = new(
        "WEIR3228", "ProviderCallInvalid",
        "A call of a table provider in SQL cannot be understood.",
        "Write provider(option := literal, ...), or plugin.provider(...) where several plugins have it; SELECT signature FROM weir_functions() lists the options.");

    /// <summary>Every row of this area, in order of its code.</summary>
    public static readonly ErrorCode[] All =
        [PluginUnknownCode, ProviderUnknownCode, OptionsInvalidCode, SchemaUnreadableCode, TableFailedCode, PluginTakenCode, TableMovedCode, FunctionForeignCode, CallInvalidCode];

    public static WeirException PluginUnknown(string plugin, IEnumerable<string> known) =>
        Make(PluginUnknownCode, plugin, $"the session has no plugin '{plugin}'; {Listed(known, "it has")}. {PluginUnknownCode.Remedy}");

    public static WeirException ProviderUnknown(string plugin, string provider, IEnumerable<string> known) =>
        Make(ProviderUnknownCode, plugin,
            $"the plugin '{plugin}' has no table provider or table function '{provider}'; {Listed(known, "it has")}. {ProviderUnknownCode.Remedy}",
            null, ("provider", provider));

    public static WeirException OptionsInvalid(string provider, string fault, string options, Exception? cause = null) =>
        Make(OptionsInvalidCode, provider, $"the options of {provider} are refused: {fault}; {options}. {OptionsInvalidCode.Remedy}", cause);

    public static WeirException SchemaUnreadable(string provider, string fault, Exception? cause = null) =>
        Make(SchemaUnreadableCode, provider, $"the schema of the options of {provider} cannot be used: {fault}. {SchemaUnreadableCode.Remedy}", cause);

    public static WeirException TableFailed(string table, string provider, Exception cause) =>
        Make(TableFailedCode, provider, Caused.By($"the table '{table}' of {provider} cannot be opened", cause), cause, ("table", table));

    public static WeirException PluginTaken(string plugin, string registered, string refused) =>
        Make(PluginTakenCode, plugin, $"the runtime has the plugin '{plugin}' already ({registered}), and it is another than the one given now ({refused}). {PluginTakenCode.Remedy}");

    public static WeirException TableMoved(string table, string provider, string wanted, string found) =>
        Make(TableMovedCode, provider, $"the table '{table}' of {provider} is in the state '{found}', and '{wanted}' was asked for. {TableMovedCode.Remedy}",
            null, ("table", table), ("expected", wanted), ("found", found));

    public static WeirException FunctionForeign(string function, string plugin) =>
        Make(FunctionForeignCode, plugin, $"the function '{function}' is of the plugin '{plugin}', which this session does not have. {FunctionForeignCode.Remedy}",
            null, ("function", function));

    /// <param name="provider">As the call names it.</param>
    /// <param name="found">What is wrong with it.</param>
    /// <param name="place">Where the call stands; empty when that is not known.</param>
    public static WeirException CallInvalid(string provider, string found, string place) =>
        Make(CallInvalidCode, provider, $"a call of the table provider '{provider}'{place} has {found}. {CallInvalidCode.Remedy}", null, ("provider", provider));

    private static string Listed(IEnumerable<string> names, string verb)
    {
        string[] all = [.. names.Order(StringComparer.Ordinal)];
        return all.Length == 0 ? $"{verb} none" : $"{verb} {string.Join(", ", all)}";
    }

    // A provider comes with its plugin: plugin.provider.
    private static WeirException Make(
        ErrorCode code, string called, string message, Exception? cause = null, params (string Name, string Value)[] details)
    {
        Dictionary<string, string> all = details.ToDictionary(detail => detail.Name, detail => detail.Value);
        string[] names = called.Split('.', 2);
        all["plugin"] = names[0];
        if (names is [_, var provider])
            all["function"] = provider;
        return new WeirException(code.Id, message, cause) { Details = all };
    }
}
