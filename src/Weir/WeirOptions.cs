using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Weir.Diagnostics;
using Weir.Plugins;

namespace Weir;

/// <summary>
/// How a <see cref="WeirRuntime"/> is opened. Read once, when it opens; later changes have no effect. Not
/// thread-safe while it is being set.
/// </summary>
public sealed class WeirOptions
{
    /// <summary>Most memory that the engine may use, in bytes, at least 64 MiB. Null: 80 % of the machine's.</summary>
    public long? MemoryLimitBytes { get; set; }

    /// <summary>
    /// Folder for what does not fit into memory; it is made when needed. Null: work over the limit fails.
    /// </summary>
    public string? SpillFolder { get; set; }

    /// <summary>Most disk space that spilling may take, in bytes, above 0. Null: 90 % of what is free.</summary>
    public long? SpillBytesMax { get; set; }

    /// <summary>Threads of the engine, 1 or more. Null: one a core.</summary>
    public int? Threads { get; set; }

    /// <summary>
    /// Whether files are read that the log of a Delta table puts outside the table's root, as shallow clones do. Default:
    /// false, for who can write a log could else have any file read that this process can.
    /// </summary>
    public bool AllowFilesOutsideTables { get; set; }

    /// <summary>What is kept of Delta tables between queries. Default: <see cref="CacheOptions.Default"/>.</summary>
    public CacheOptions Caches { get; set; } = CacheOptions.Default;

    /// <summary>Where logs go. Default: nowhere.</summary>
    public ILoggerFactory LoggerFactory { get; set; } = NullLoggerFactory.Instance;

    /// <summary>The clock. Default: the system's.</summary>
    public TimeProvider TimeProvider { get; set; } = TimeProvider.System;

    /// <summary>
    /// Plugins that every session and build has, beside the bundled one, <c>weir_code_functions</c>, which is always there and
    /// needs to be named only to be given settings. Each is found, checked and loaded before the runtime opens; one that
    /// is refused keeps it closed. Default: none.
    /// </summary>
    public IList<PluginReference> Plugins { get; } = [];

    /// <summary>
    /// Plugins that the program made itself, for every session and build. They belong to the runtime from its opening
    /// on, which disposes them; one that takes a configuration is configured before. Default: none.
    /// </summary>
    public IList<Plugin> EmbeddedPlugins { get; } = [];

    /// <summary>The folder that the search for plugins and relative paths of plugins start from. Null: the current folder of the process.</summary>
    public string? PluginBaseDirectory { get; set; }

    /// <summary>Which plugins are trusted. Default: all, and by the lock file when there is one.</summary>
    public PluginTrust PluginTrust { get; set; } = new();

    /// <summary>
    /// The folder in which this process keeps the last call into each plugin while it runs, so that <c>weir plugins doctor</c>
    /// can explain a crash in one; it is made when the first plugin is loaded, and what is in it goes when the runtime
    /// is disposed. Null: what <c>WEIR_STATE_PATH</c> names, else the user's folder for state
    /// (<c>~/.local/state/weir</c>, on Windows <c>Weir</c> in the local application data). Empty: nothing is kept.
    /// </summary>
    public string? StateFolder { get; set; }

    /// <summary>
    /// Which function a call means where the engine and a plugin have one of the same name. Default: the engine's.
    /// A <see cref="Query.FunctionTierPolicy"/> of its own comes first.
    /// </summary>
    public FunctionTierPolicy FunctionTierPolicy { get; set; }

    /// <summary>
    /// <c>CREATE FUNCTION</c> statements, in order: every session has these functions, those of builds included. One that cannot be made
    /// keeps the runtime closed. Builds refuse calls of functions that are not declared <c>IMMUTABLE</c> or <c>STABLE</c>. Default: none.
    /// </summary>
    public IList<string> SessionFunctions { get; } = [];

    /// <summary>
    /// A function policy as JSON, as <see cref="Session.ApplyFunctionPolicy(string, CancellationToken)"/> takes it: it holds in every session,
    /// those of builds included, and is applied after <see cref="SessionFunctions"/>. One that cannot be applied keeps the runtime closed.
    /// Null: none.
    /// </summary>
    public string? FunctionPolicy { get; set; }

    /// <summary>
    /// Who is told what the runtime does and finds. They belong to who made them, who disposes them after the runtime. Default: nobody.
    /// </summary>
    public IList<IDiagnosticsSink> DiagnosticsSinks { get; } = [];

    /// <summary>
    /// How long a caller waits for a query until it is logged and told to sinks as slow, with what the engine measured while that very
    /// query ran. Measuring has a price, so it is done only when this is set. Null: no query is. Default: null.
    /// </summary>
    public TimeSpan? SlowQueryThreshold { get; set; }

    /// <summary>
    /// What the program does to each session that it builds, in order and last of all: register tables, make functions. One that fails
    /// ends the building with its error. Cached sessions are copies of one that went through them once. Default: none.
    /// </summary>
    public IList<Action<Session>> SessionHooks { get; } = [];

    /// <summary>A name for this set of options, for logs and reports. Default: <c>default</c>.</summary>
    public string ProfileName { get; set; } = "default";

    /// <summary>What SQL may do in sessions that are told no policy of their own. Default: <see cref="SqlPolicy.ReadOnly"/>.</summary>
    public SqlPolicy SqlPolicy { get; set; } = SqlPolicy.ReadOnly;
}
