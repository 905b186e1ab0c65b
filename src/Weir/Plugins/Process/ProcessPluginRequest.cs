using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Weir.Plugins.Gate;

namespace Weir.Plugins.Process;

/// <summary>Which plugin runs in a child process, and how.</summary>
/// <param name="Name">The plugin's name, for errors before it has told it.</param>
/// <param name="Load">What the worker loads.</param>
internal sealed record ProcessPluginRequest(string Name, WorkerLoad Load)
{
    /// <summary>The worker's assembly; null for the one that lies beside the program.</summary>
    public string? WorkerPath { get; init; }

    /// <summary>How long one call may take before it is asked to stop; null for ever.</summary>
    public TimeSpan? Deadline { get; init; }

    /// <summary>How long a call may go on after it was asked to stop, before the child is killed.</summary>
    public TimeSpan Grace { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>How long the child may take to start and load the plugin.</summary>
    public TimeSpan StartDeadline { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>How many children may end in short order before a fresh one has to wait.</summary>
    public int FreeDeaths { get; init; } = 3;

    /// <summary>How many calls run at once; more of them wait.</summary>
    public int CallsAtOnce { get; init; } = Math.Clamp(Environment.ProcessorCount, 2, 32);

    /// <summary>The clock of deadlines and restarts.</summary>
    public TimeProvider Time { get; init; } = TimeProvider.System;

    /// <summary>What the child prints and how it ends.</summary>
    public ILogger Log { get; init; } = NullLogger.Instance;

    /// <summary>The request for a plugin that passed the gate.</summary>
    public static ProcessPluginRequest For(VerifiedPlugin verified, PluginReference reference) =>
        new(verified.Manifest.Name, new WorkerLoad(verified.Manifest.Name, verified.Path, verified.Sha256, TypeName: null))
        {
            Deadline = reference.DeadlineSeconds is double seconds ? TimeSpan.FromSeconds(seconds) : null,
        };
}
