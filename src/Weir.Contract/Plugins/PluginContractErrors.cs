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

    public static readonly ErrorCode[] All = [ConfiguredOtherwiseCode, ConfigurationRefusedCode];

    public static WeirException ConfiguredOtherwise(string plugin) => Make(ConfiguredOtherwiseCode, plugin,
        $"The plugin '{plugin}' is configured already, with another configuration than the one given now. {ConfiguredOtherwiseCode.Remedy}");

    public static WeirException ConfigurationRefused(string plugin, string why, Exception? inner = null) => Make(ConfigurationRefusedCode, plugin,
        $"The plugin '{plugin}' refused its configuration: {why}. {ConfigurationRefusedCode.Remedy}", inner);

    private static WeirException Make(ErrorCode row, string plugin, string message, Exception? inner = null) =>
        new(row.Id, message, inner) { Details = new Dictionary<string, string> { ["plugin"] = plugin } };
}
