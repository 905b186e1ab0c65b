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
        PluginCallPolicy policy = PolicyOf(options);
        return new PluginHolder(NewRegistry(options, policy, static request => request), ContextOf(options), policy);
    }

    /// <summary>What loads plugins as a runtime of these options does, with another way of running their child processes.</summary>
    public static PluginRegistry NewRegistry(WeirOptions options, Func<ProcessPluginRequest, ProcessPluginRequest> child) =>
        NewRegistry(options, PolicyOf(options), child);

    /// <summary>What plugins are configured with beside their own configuration.</summary>
    public static PluginContext ContextOf(WeirOptions options)
    {
        ILogger logger = LoggerOf(options);
        return new PluginContext("{}", options.MemoryLimitBytes, (level, message) => Tell(logger, LogLevelOf(level), message));
    }

    private static PluginRegistry NewRegistry(WeirOptions options, PluginCallPolicy policy, Func<ProcessPluginRequest, ProcessPluginRequest> child)
    {
        string baseFolder = Path.GetFullPath(options.PluginBaseDirectory ?? ".");
        PluginAdapters adapters = new(
            (library, name, context) => NativePlugin.Open(library, name, context.Log),
            (verified, reference) => ProcessPlugin.Start(
                child(ProcessPluginRequest.For(verified, reference) with { Time = options.TimeProvider, Log = policy.Log })),
            (plugin, reference) => GuardedPlugin.Wrap(plugin, Watched(plugin, reference, policy)));
        return new PluginRegistry(
            new PluginLocator(baseFolder), new PluginInspector(baseFolder, options.PluginTrust), adapters, options.TimeProvider, policy.Log);
    }

    // A child process keeps its own deadline, and is killed where a plugin in process is fenced off. One that dies is
    // an error that names the call: only what runs here needs a trace.
    private static PluginCallPolicy Watched(Plugin plugin, PluginReference reference, PluginCallPolicy policy) => plugin is ProcessPlugin
        ? policy with { Breadcrumbs = null, Grace = TimeSpan.MaxValue }
        : policy with { Deadline = reference.DeadlineSeconds is { } seconds ? TimeSpan.FromSeconds(seconds) : null };

    private static PluginCallPolicy PolicyOf(WeirOptions options)
    {
        ILogger logger = LoggerOf(options);
        return new PluginCallPolicy
        {
            Time = options.TimeProvider,
            Log = logger,
            Breadcrumbs = new BreadcrumbFolder(StateFolder.Of(options.StateFolder), options.TimeProvider, logger),
        };
    }

    private static ILogger LoggerOf(WeirOptions options) => options.LoggerFactory.CreateLogger("Weir.Plugins");

    private static void Tell(ILogger logger, LogLevel level, string message) => LogMessages.PluginSaid(logger, level, message);

    private static LogLevel LogLevelOf(PluginLogLevel level) => level switch
    {
        PluginLogLevel.Debug => LogLevel.Debug,
        PluginLogLevel.Information => LogLevel.Information,
        PluginLogLevel.Warning => LogLevel.Warning,
        _ => LogLevel.Error,
    };
}
