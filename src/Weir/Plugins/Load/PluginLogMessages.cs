using Microsoft.Extensions.Logging;

namespace Weir.Plugins.Load;

/// <summary>What loading plugins tells the log. Event ids 830 to 839; an id keeps its meaning over versions.</summary>
internal static partial class PluginLogMessages
{
    [LoggerMessage(830, LogLevel.Information,
        "Plugin {Plugin} {Version} is loaded from {Path} ({Source}), {Isolation}, {DurationMs} ms: {Scalars} scalar, {Aggregates} aggregate, " +
        "{Windows} window and {Tables} table functions, {Providers} table providers, {Planners} relation planners")]
    public static partial void Loaded(
        ILogger logger, string plugin, string version, string path, PluginSource source, PluginIsolation isolation, double durationMs,
        int scalars, int aggregates, int windows, int tables, int providers, int planners);

    [LoggerMessage(831, LogLevel.Debug, "Plugin {Plugin} was asked for again; it is loaded already as {Handle}")]
    public static partial void AskedAgain(ILogger logger, string plugin, string handle);

    [LoggerMessage(832, LogLevel.Error, "Plugin {Plugin} was not loaded: {Code}: {Message}")]
    public static partial void Refused(ILogger logger, string plugin, string code, string message);
}
