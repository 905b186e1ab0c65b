using System.Globalization;
using System.Security.Cryptography;
using Microsoft.Extensions.Logging;
using Weir.Build;
using Weir.Build.Plan;
using Weir.Build.Run;
using Weir.Diagnostics;
using Weir.Diagnostics.Payloads;
using Weir.Engine;
using Weir.Functions;
using Weir.Plugins;
using Weir.Profiles;
using Weir.Sessions;
using Weir.Storage;

namespace Weir;

/// <summary>
/// The front door: one engine with its memory, threads and caches, and the sessions on it. Expensive to
/// open (milliseconds, native memory), so a program has one. Safe for use by many threads.
/// </summary>
public sealed class WeirRuntime : IAsyncDisposable, IDisposable
{
    private const long MemoryLimitBytesMin = 64L << 20;

    private readonly SessionHost _host;
    private readonly Func<RuntimeProfile, WeirOptions> _buildOptions;
    private readonly Lazy<CapabilitiesSnapshot> _capabilities;
    private readonly SessionFactory _sessions;
    private readonly CacheLedgerReading _ledger;
    private int _disposed;

    private WeirRuntime(SessionHost host, WeirOptions options, RuntimeProfile profile)
    {
        _host = host;
        Profile = profile;
        _ledger = new CacheLedgerReading(host.Diagnostics.RunId, host.Clock.GetUtcNow());
        _sessions = new SessionFactory(host, profile, () => Handshake, [.. options.SessionHooks]);
        _capabilities = new Lazy<CapabilitiesSnapshot>(() => host.CapabilitiesOf(host.Initial));
        ILoggerFactory loggers = options.LoggerFactory;
        IDiagnosticsSink[] sinks = [.. options.DiagnosticsSinks];
        _buildOptions = build =>
        {
            WeirOptions injected = new() { LoggerFactory = loggers, TimeProvider = host.Clock };
            foreach (IDiagnosticsSink sink in sinks)
                injected.DiagnosticsSinks.Add(sink);
            return ProfileOptions.Joined(build, injected);
        };
    }

    /// <summary>The engine's version, for example <c>v1.5.6</c>.</summary>
    public string EngineVersion => _host.Engine.Version;

    /// <summary>What the runtime is; of one that was opened with options alone, what they say.</summary>
    public RuntimeProfile Profile { get; }

    /// <summary>The name of <see cref="Profile"/>.</summary>
    public string ProfileName => Profile.Name;

    /// <summary>Whether this host is what the profile was made for; no session is built when it is not.</summary>
    /// <exception cref="ObjectDisposedException">The runtime was disposed before this was first asked for.</exception>
    public CapabilityReport Handshake => CapabilityReport.Of(Capabilities, Profile.Execution.ExpectedPluginAbi);

    /// <summary>What the caches hold and have done, as it is now.</summary>
    public CacheLedger CacheLedger => _ledger.Read(_host.Snapshots);

    /// <summary>Names this runtime in spans and records, for all that is asked of it outside of builds: 32 hexadecimal digits.</summary>
    public string RunId => _host.Diagnostics.RunId;

    /// <summary>What the runtime can do: its versions, its functions, the plugins that every session and build has.</summary>
    /// <exception cref="ObjectDisposedException">The runtime was disposed before this was first asked for.</exception>
    public CapabilitiesSnapshot Capabilities => _capabilities.Value;

    /// <summary>The plugins that every session and build has, in order of name.</summary>
    public IReadOnlyList<PluginSnapshot> Plugins => _host.Initial.Snapshots;

    /// <summary>The functions that queries of every session can call.</summary>
    /// <exception cref="ObjectDisposedException">The runtime was disposed.</exception>
    public FunctionCatalog Functions => new(_host, _host.Initial, _host.TierPolicy);

    /// <summary>Loads the plugins through every check, then starts the engine: when one is refused nothing is left open.</summary>
    /// <param name="options">Limits, places and plugins; null for the defaults.</param>
    /// <returns>The runtime; the caller disposes it after all results.</returns>
    /// <exception cref="WeirException">
    /// WEIR8001: an option cannot be used. WEIR4001 to WEIR4003: the engine is missing, of another version or does not start.
    /// WEIR3xxx: a plugin was not found, was refused or does not load.
    /// </exception>
    public static WeirRuntime Open(WeirOptions? options = null)
    {
        options ??= new WeirOptions();
        return Open(options, ProfileOptions.Of(options));
    }

    /// <summary>As <see cref="Open(WeirOptions)"/>, for a profile: the one place that says limits, tables, caches and policies.</summary>
    /// <param name="profile">What the runtime is.</param>
    /// <param name="options">What a program injects: loggers, the clock, plugins, functions, hooks. Null for the defaults.</param>
    /// <returns>The runtime; the caller disposes it after all results.</returns>
    /// <exception cref="WeirException">
    /// WEIR8082: the profile sets a knob that is refused. WEIR8084: this host is not what the profile was made for. WEIR8001: the
    /// options say what only the profile may. Others as for options.
    /// </exception>
    public static WeirRuntime Open(RuntimeProfile profile, WeirOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(profile);
        profile.RequireOpenable();
        WeirOptions joined = ProfileOptions.Joined(profile, options ?? new WeirOptions());
        WeirRuntime runtime = OpenEngine(joined, profile);
        try
        {
            runtime.Handshake.Require();
            foreach (KnobCoverage knob in profile.Coverage().Where(knob => knob is { IsSet: true, Status: KnobStatus.Unsupported }))
                LogMessages.KnobUnsupported(runtime._host.Logger, profile.Name, knob.Path, knob.Reason!);
            return runtime;
        }
        catch
        {
            runtime.Dispose();
            throw;
        }
    }

    // What the engine does not take is told by the knob that it comes from.
    private static WeirRuntime OpenEngine(WeirOptions options, RuntimeProfile profile)
    {
        try
        {
            return Open(options, profile);
        }
        catch (WeirException error) when (error.Details.GetValueOrDefault("setting") is { } setting && KnobTable.PathOf(setting) is { } path)
        {
            string value = EngineSettings.Of(profile.ToElement()).First(row => row.Name == setting).Value;
            throw ProfileErrors.Refused(profile.Name, [(path, $"\"{value}\"", Caused.By("the engine does not take it", error.InnerException ?? error).TrimEnd('.'))]);
        }
    }

    private static WeirRuntime Open(WeirOptions options, RuntimeProfile profile)
    {
        EngineOptions engineOptions = EngineOptionsOf(options, profile);
        RunScope scope = new(RunScope.NewId());
        using RunScope.Lease lease = RunScope.Enter(scope);
        PluginHolder holder = PluginComposition.NewHolder(options);
        try
        {
            HostedPlugin[] plugins =
            [
                .. RequiredPlugins.Beside(options.Plugins).Select(reference => holder.Load(reference, CancellationToken.None)),
                .. options.EmbeddedPlugins.Select(holder.Take),
                .. options.Plugins.Select(reference => holder.Load(reference, CancellationToken.None)),
            ];
            return Open(options, profile, engineOptions, holder, plugins, SqlMacros.None, scope, RunRecorder.Runtime);
        }
        catch
        {
            holder.Release();
            throw;
        }
    }

    /// <summary>A session with the tables of the profile; built for this call it costs a millisecond or less, as a copy microseconds.</summary>
    /// <param name="options">What is special about it; null for nothing.</param>
    /// <returns>The session; the caller disposes it. Nothing of what it did is left for another.</returns>
    /// <exception cref="WeirException">
    /// WEIR5023: its policy cannot be held. WEIR8084 to WEIR8089: the session would not be what the profile says; none is given out.
    /// </exception>
    /// <exception cref="ObjectDisposedException">The runtime was disposed.</exception>
    public Session NewSession(SessionOptions? options = null)
    {
        ObjectDisposedException.ThrowIf(Volatile.Read(ref _disposed) != 0, this);
        return _sessions.Make(options);
    }

    /// <summary>As <see cref="NewSession(SessionOptions)"/>, with nothing special but how it comes about.</summary>
    /// <param name="kind">Built for this call, or a copy of one that was built before. Both can do the same and start the same.</param>
    /// <returns>The session; the caller disposes it.</returns>
    /// <exception cref="WeirException">As there.</exception>
    /// <exception cref="ObjectDisposedException">The runtime was disposed.</exception>
    public Session NewSession(SessionKind kind) => NewSession(new SessionOptions { Kind = kind });

    /// <summary>
    /// Carries out a build: checks its spec, pins its inputs, plans it, writes its outputs as Delta tables,
    /// reports. It runs on an engine of its own with the resources of the request's profile, so builds and
    /// sessions do not take memory from each other.
    /// </summary>
    /// <param name="request">What to build.</param>
    /// <param name="progress">Told where the build stands, on any thread; null for nobody.</param>
    /// <param name="cancellationToken">
    /// Interrupts the engine. Outputs that are committed stay; the one that is being written is as it was.
    /// </param>
    /// <returns>What was done.</returns>
    /// <exception cref="WeirException">
    /// WEIR1xxx: the request or its spec; nothing was written. WEIR7xxx: an input, an output or an artefact;
    /// the details name the outputs that are committed. All carry <c>stage</c> and <c>code</c> of the build
    /// contract in their details; see <see cref="BuildErrorEnvelope"/>.
    /// </exception>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    /// <exception cref="ObjectDisposedException">The runtime was disposed.</exception>
    public async Task<BuildReport> BuildAsync(
        BuildRequest request, IProgress<BuildProgress>? progress = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(request);
        ObjectDisposedException.ThrowIf(Volatile.Read(ref _disposed) != 0, this);
        EngineProfile profile = EngineProfile.Named(request.EngineProfile);
        RunScope scope = new(RunScope.NewId());
        using RunScope.Lease lease = RunScope.Enter(scope);
        using BuildSpan span = new(_host.Clock);
        using WeirRuntime engine = OpenBuild(
            ProfileOptions.ForBuild(Profile, profile), NamedPlugins.Of(request, _host.Initial.List.Select(plugin => plugin.Name)), scope, cancellationToken);
        try
        {
            using Session session = engine.NewSession();
            BuildEnvironment environment = EnvironmentReading.Of(session, profile, cancellationToken) with
            {
                RuntimeProfileName = Profile.Name, RuntimeProfileHash = Profile.Fingerprint,
            };
            BuildRunner runner = new(session, new SessionOutputWriter(session), environment, _host.Clock, span);
            return await runner.RunAsync(request, progress, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception failure)
        {
            span.Fail(failure);
            engine._host.Recorder.Finished(engine._host.Caches, () => engine.CacheLedger, failure);
            throw;
        }
    }

    /// <summary>
    /// Looks whether the runtime can do its work: whether the engine answers, plugins are ready, the logs of tables can be read and the
    /// spill folder can be written. What is wrong is a finding, not an exception.
    /// </summary>
    /// <param name="tables">Delta tables to look at; null for none.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <returns>What was found.</returns>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    public Task<RuntimeHealth> CheckHealthAsync(IReadOnlyList<DatasetLocation>? tables = null, CancellationToken cancellationToken = default) =>
        new HealthReading(_host).ReadAsync(tables ?? [], cancellationToken);

    /// <summary>Interrupts what runs, ends open results (reading them fails from then on) and stops the engine.</summary>
    public void Dispose()
    {
        if (Interlocked.Exchange(ref _disposed, 1) != 0)
            return;
        _host.Engine.Dispose();
        _host.Recorder.Finished(_host.Caches, () => CacheLedger, failure: null);
        _host.Diagnostics.Close();
        _host.Holder.Release();
        LogMessages.RuntimeClosed(_host.Logger);
    }

    /// <inheritdoc cref="Dispose"/>
    public ValueTask DisposeAsync()
    {
        Dispose();
        return ValueTask.CompletedTask;
    }

    // A build has an engine of its own, and the very plugins of this runtime: what is loaded once stays one handle.
    private WeirRuntime OpenBuild(RuntimeProfile profile, IReadOnlyList<PluginReference> more, RunScope scope, CancellationToken cancellationToken)
    {
        PluginHolder holder = _host.Holder;
        holder.Acquire();
        try
        {
            HostedPlugin[] plugins = [.. _host.Initial.List, .. more.Select(reference => holder.Load(reference, cancellationToken))];
            WeirOptions options = _buildOptions(profile);
            return Open(options, profile, EngineOptionsOf(options, profile), holder, plugins, _host.InitialMacros, scope, RunRecorder.Build);
        }
        catch
        {
            holder.Release();
            throw;
        }
    }

    // The runtime is a user of the holder from then on.
    private static WeirRuntime Open(
        WeirOptions options, RuntimeProfile profile, EngineOptions engineOptions, PluginHolder holder, IReadOnlyList<HostedPlugin> plugins, SqlMacros macros,
        RunScope scope, string runKind)
    {
        ILogger logger = options.LoggerFactory.CreateLogger("Weir");
        DiagnosticsEmitter diagnostics = new(options.DiagnosticsSinks, options.TimeProvider, logger, scope.RunId);
        LastingEngine engine = new(() => OpenDatabase(engineOptions, logger), () => LogMessages.EngineReplaced(logger));
        try
        {
            PluginRoster roster = new(engine, logger);
            foreach (HostedPlugin plugin in plugins)
                roster.Admit(plugin);
            SessionCaches caches = new(options.Caches);
            SnapshotSource snapshots = new(new EngineCheckpointReader(engine.Connect), options.TimeProvider, options.AllowFilesOutsideTables, caches, logger, new DeltaRecorder(diagnostics))
            {
                Confinement = engineOptions.Folders?[0],
                ReadsChanges = profile.Features.EnableDeltaCdf,
            };
            LogMessages.RuntimeOpened(logger, WeirTelemetry.Version, engine.Version);
            SessionHost host = new(engine, snapshots, holder, roster, roster.All, options.TimeProvider, Chance, logger, caches)
            {
                Diagnostics = diagnostics,
                SpillFolder = engineOptions.SpillFolder,
                SlowQueryThreshold = options.SlowQueryThreshold,
                Recorder = new RunRecorder(diagnostics, options.TimeProvider, runKind),
                TierPolicy = options.FunctionTierPolicy,
                InitialMacros = macros,
                Policy = options.SqlPolicy.Checked(),
                MemoryLimitBytes = options.MemoryLimitBytes,
                Defaults = ProfileOptions.DefaultsOf(profile),
            };
            caches.Metadata.Entries = () => host.Views.Count;
            caches.Statistics.Entries = () => host.Bounds.Columns;
            caches.Predicate.Entries = () => host.Bounds.Answers;
            host.VerdictObserver = diagnostics.IsOn ? host.Recorder.Judged : null;
            host.Recorder.Started(StartOf(options, runKind, host), () => host.CapabilitiesOf(host.Initial), host.Initial, caches);
            bool hasNone = options.SessionFunctions.Count == 0 && options.FunctionPolicy is null;
            diagnostics.Emit(ProfileKinds.Profile, () => ProfileSnapshot.Of(profile));
            return new WeirRuntime(hasNone ? host : host with { InitialMacros = Made(host, options) }, options, profile);
        }
        catch
        {
            engine.Dispose();
            throw;
        }
    }

    private static RunStarted StartOf(WeirOptions options, string runKind, SessionHost host) => new(
        runKind, options.ProfileName, WeirTelemetry.Version, host.Engine.Version, options.Threads, options.MemoryLimitBytes, options.SpillFolder,
        [.. host.Initial.List.Select(plugin => plugin.Name)]);

    private static SqlMacros Made(SessionHost host, WeirOptions options)
    {
        using Session session = new(host);
        foreach (string statement in options.SessionFunctions)
        {
            if (MacroStatement.Read(statement) is not MacroStatement.Create)
                throw ConfigurationErrors.OptionInvalid(nameof(WeirOptions.SessionFunctions), statement, "a CREATE FUNCTION statement");
            session.Run(new Query(statement)).Dispose();
        }
        if (options.FunctionPolicy is { } policy)
            session.ApplyFunctionPolicy(policy);
        return session.Macros;
    }

    private static DuckDatabase OpenDatabase(EngineOptions options, ILogger logger)
    {
        DuckDatabase database = DuckDatabase.Open(options, logger);
        try
        {
            database.Register(BytesToText.Function);
            database.Register(KeptRows.Function);
            database.Register(VariantText.Function);
            return database;
        }
        catch
        {
            database.Dispose();
            throw;
        }
    }

    private static EngineOptions EngineOptionsOf(WeirOptions options, RuntimeProfile profile)
    {
        Require(options.MemoryLimitBytes is not < MemoryLimitBytesMin, nameof(options.MemoryLimitBytes), options.MemoryLimitBytes, $"at least {MemoryLimitBytesMin}");
        Require(options.SpillBytesMax is not < 1, nameof(options.SpillBytesMax), options.SpillBytesMax, "above 0");
        if (options.SlowQueryThreshold is { Ticks: < 0 } threshold)
            throw ConfigurationErrors.OptionInvalid(nameof(options.SlowQueryThreshold), $"{threshold}", "a time of 0 or more");
        Require(options.Threads is not < 1, nameof(options.Threads), options.Threads, "at least 1");
        EngineOptions engine = ProfileOptions.EngineOf(profile, options);
        if (engine.SpillFolder is { } folder)
            RequireWritable(folder);
        return engine;
    }

    // Else the first work that does not fit into memory would fail, which may be hours later.
    private static void RequireWritable(string folder)
    {
        try
        {
            SpillProbe.Try(folder);
        }
        catch (Exception cause) when (cause is IOException or UnauthorizedAccessException)
        {
            throw ConfigurationErrors.OptionInvalid(nameof(WeirOptions.SpillFolder), folder, Caused.By("a folder in which files can be made", cause).TrimEnd('.'));
        }
    }

    // Only for pauses between attempts, but free of a seed that two processes could share.
    private static double Chance() => RandomNumberGenerator.GetInt32(int.MaxValue) / (double)int.MaxValue;

    private static void Require(bool isGood, string option, long? value, string expected)
    {
        if (!isGood)
            throw ConfigurationErrors.OptionInvalid(option, value?.ToString(CultureInfo.InvariantCulture) ?? "null", expected);
    }
}
