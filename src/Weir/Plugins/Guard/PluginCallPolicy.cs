using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace Weir.Plugins.Guard;

/// <summary>How the calls into one plugin are watched.</summary>
internal sealed record PluginCallPolicy
{
    /// <summary><see cref="Grace"/> where nothing else is said.</summary>
    public static readonly TimeSpan GraceDefault = TimeSpan.FromSeconds(5);

    /// <summary>The clock of deadlines and of the watch-dog.</summary>
    public TimeProvider Time { get; init; } = TimeProvider.System;

    /// <summary>Where failures and fences are told.</summary>
    public ILogger Log { get; init; } = NullLogger.Instance;

    /// <summary>How long one call may take before it is asked to stop; null for ever. A child process keeps its own deadline.</summary>
    public TimeSpan? Deadline { get; init; }

    /// <summary>
    /// How long a call may go on after it was asked to stop, by its deadline or with its statement, before the plugin is
    /// fenced off. A plugin in a child process is never fenced off: its child is killed.
    /// </summary>
    public TimeSpan Grace { get; init; } = GraceDefault;

    /// <summary>Where the last calls are kept for whoever asks after a crash of the host; null for nowhere.</summary>
    public BreadcrumbFolder? Breadcrumbs { get; init; }

    /// <summary>How many calls may be inside the plugin at once; a power of two.</summary>
    public int CallsMax { get; init; } = 512;
}
