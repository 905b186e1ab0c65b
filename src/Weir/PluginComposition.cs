using Microsoft.Extensions.Logging;
using Weir.Diagnostics;
using Weir.Plugins;
using Weir.Plugins.Guard;
using Weir.Plugins.Load;
using Weir.Plugins.Native;
using Weir.Plugins.Process;
using Weir.Sessions;

namespace Weir;

/// <summary>Puts together what loads the plugins of a runtime.</summary>
internal static class PluginComposition
{
    /// <summary>What brings plugins in for a runtime of these options. Nothing is loaded yet.</summary>
    public static PluginHolder NewHolder(WeirOptions options)
    {
        ILogger logger = options.LoggerFactory.CreateLogger("Weir.Plugins");
        string baseFolder = Path.GetFullPath(options.PluginBaseDirectory ?? ".");
        PluginAdapters adapters = new(
            (library, name, context) => NativePlugin.Open(library, name, context.Log),
            (verified, reference) => ProcessPlugin.Start(ProcessPluginRequest.For(verified, reference) with { Time = options.TimeProvider, Log = logger }),
            (plugin, reference) => GuardedPlugin.Wrap(plugin, new PluginCallPolicy
            {
                Time = options.TimeProvider,
                Log = logger,
                // A child process keeps its own deadline, and is killed where a plugin in process is fenced off.
                Deadline = plugin is not ProcessPlugin && reference.DeadlineSeconds is { } seconds ? TimeSpan.FromSeconds(seconds) : null,
                Grace = plugin is ProcessPlugin ? TimeSpan.MaxValue : PluginCallPolicy.GraceDefault,
            }));
        PluginRegistry registry = new(
            new PluginLocator(baseFolder), new PluginInspector(baseFolder, options.PluginTrust), adapters, options.TimeProvider, logger);
        PluginContext context = new("{}", options.MemoryLimitBytes, (level, message) => Tell(logger, LogLevelOf(level), message));
        return new PluginHolder(registry, context, options.TimeProvider, logger);
    }

    private static void Tell(ILogger logger, LogLevel level, string message) => LogMessages.PluginSaid(logger, level, message);

    private static LogLevel LogLevelOf(PluginLogLevel level) => level switch
    {
        PluginLogLevel.Debug => LogLevel.Debug,
        PluginLogLevel.Information => LogLevel.Information,
        PluginLogLevel.Warning => LogLevel.Warning,
        _ => LogLevel.Error,
    };
}
