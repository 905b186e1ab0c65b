namespace Weir.Plugins;

/// <summary>Errors of the contract itself (WEIR301x): the same on both sides of the border.</summary>
internal static class PluginContractErrors
{
    private static readonly ErrorCode ConfiguredOtherwiseCode = new("WEIR3010", "PluginConfiguredOtherwise",
        "A plugin that is configured was given another configuration.",
        "Give every host of the process the same configuration, or run the plugin in a process of its own.");

    private static readonly ErrorCode ConfigurationRefusedCode = new("WEIR3011", "PluginConfigurationRefused",
        "A plugin refused its configuration.",
        "Read the plugin's own words in the message and mend the configuration.");

    private static readonly ErrorCode ArgumentNotConstantCode = new("WEIR3020", "PluginArgumentNotConstant",
        "A function of a plugin takes a constant where a call gives something else.",
        "Give a literal or a parameter of the statement.");

    private static readonly ErrorCode OptionsInvalidCode = new("WEIR3021", "PluginOptionsInvalid",
        "The options of a table provider do not fit what it declares.",
        "Give the options as the provider's schema says; 'weir plugins inspect' prints it.");

    private static readonly ErrorCode TypesNotTakenCode = new("WEIR3022", "PluginTypesNotTaken",
        "A function of a plugin does not take arguments of these types.",
        "Cast the arguments to types that the function takes.");

    private static readonly ErrorCode ArgumentNullCode = new("WEIR3023", "PluginArgumentNull",
        "A table function of a plugin was given NULL for a parameter that does not take it.",
        "Give a value.");

    private static readonly ErrorCode VersionInvalidCode = new("WEIR3012", "VersionTextInvalid",
        "A text that should be a version is none.",
        "Write it as major.minor or major.minor.patch, in digits and without a prefix.");

    private static readonly ErrorCode SchemaIpcInvalidCode = new("WEIR3013", "SchemaIpcInvalid",
        "What should be an Arrow schema in IPC form cannot be decoded.",
        "Give the schema message of an Arrow IPC stream as an array of bytes, as hex, or as base64 with the prefix 'base64:'.");

    private static readonly ErrorCode NotPlannedCode = new("WEIR3024", "PluginFunctionNotPlanned",
        "A function that a plugin only declares was asked to run: the plugin's relation planner replaces its calls before that.",
        "Ask the plugin's relation planners about every statement that names the function, before it is bound.");

    public static readonly ErrorCode[] All =
    [
        ConfiguredOtherwiseCode, ConfigurationRefusedCode, VersionInvalidCode, SchemaIpcInvalidCode,
        ArgumentNotConstantCode, OptionsInvalidCode, TypesNotTakenCode, ArgumentNullCode, NotPlannedCode,
    ];

    public static WeirException ConfiguredOtherwise(string plugin) => Make(ConfiguredOtherwiseCode, plugin,
        $"The plugin '{plugin}' is configured already, with another configuration than the one given now. {ConfiguredOtherwiseCode.Remedy}");

    public static WeirException ConfigurationRefused(string plugin, string why, Exception? inner = null) => Make(ConfigurationRefusedCode, plugin,
        $"The plugin '{plugin}' refused its configuration: {why}. {ConfigurationRefusedCode.Remedy}", inner);

    public static WeirException ArgumentNotConstant(string function, int position) => Call(ArgumentNotConstantCode, function,
        $"Argument {position} of the function '{function}' must be constant. {ArgumentNotConstantCode.Remedy}");

    public static WeirException ArgumentNull(string function, int position) => Call(ArgumentNullCode, function,
        $"Argument {position} of the function '{function}' is NULL. {ArgumentNullCode.Remedy}");

    public static WeirException TypesNotTaken(string function, string types, string expected) => Call(TypesNotTakenCode, function,
        $"The function '{function}' was called with ({types}); it takes {expected}. {TypesNotTakenCode.Remedy}");

    public static WeirException NotPlanned(string function) => Call(NotPlannedCode, function,
        $"The function '{function}' is only declared and does not run. {NotPlannedCode.Remedy}");

    public static WeirException OptionsInvalid(string provider, string option, string found, string expected, Exception? inner = null) =>
        new(OptionsInvalidCode.Id, $"The option '{option}' of the table provider '{provider}' {found}; expected {expected}. {OptionsInvalidCode.Remedy}", inner)
        {
            Details = new Dictionary<string, string> { ["provider"] = provider, ["option"] = option },
        };

    private static WeirException Call(ErrorCode row, string function, string message) =>
        new(row.Id, message) { Details = new Dictionary<string, string> { ["function"] = function } };

    public static WeirException VersionInvalid(string version, string why) => new(VersionInvalidCode.Id,
        $"'{version}' is no version: {why}. {VersionInvalidCode.Remedy}")
    {
        Details = new Dictionary<string, string> { ["version"] = version },
    };

    public static WeirException SchemaIpcInvalid(string decoding, string why, Exception? inner = null) => new(SchemaIpcInvalidCode.Id,
        $"The Arrow schema, taken as {decoding}, cannot be read: {why}. {SchemaIpcInvalidCode.Remedy}", inner)
    {
        Details = new Dictionary<string, string> { ["decoding"] = decoding },
    };

    private static WeirException Make(ErrorCode row, string plugin, string message, Exception? inner = null) =>
        new(row.Id, message, inner) { Details = new Dictionary<string, string> { ["plugin"] = plugin } };
}
