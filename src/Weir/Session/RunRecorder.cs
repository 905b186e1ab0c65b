using Weir.Diagnostics;
using Weir.Diagnostics.Payloads;
using Weir.Plugins;
using Weir.Policies;

namespace Weir.Sessions;

/// <summary>Tells the sinks what a run and its sessions do, and counts. Safe for use by many threads.</summary>
/// <param name="emitter">The way to the sinks.</param>
/// <param name="clock">The time.</param>
/// <param name="kind"><c>runtime</c> or <c>build</c>.</param>
internal sealed class RunRecorder(DiagnosticsEmitter emitter, TimeProvider clock, string kind)
{
    public const string Runtime = "runtime", Build = "build";

    private readonly long _started = clock.GetTimestamp();
    private long _queries;
    private long _queriesFailed;
    private long _writes;
    private long _writesFailed;
    private int _finished;

    /// <summary>Tells nobody.</summary>
    public static RunRecorder None => new(DiagnosticsEmitter.None, TimeProvider.System, Runtime);

    /// <summary>The run began: with what it can do and how it is set up.</summary>
    public void Started(RunStarted started, Func<CapabilitiesSnapshot> capabilities, SessionPlugins plugins, SessionCaches caches)
    {
        emitter.Emit(DiagnosticsKinds.RunStarted, () => started);
        CapabilitiesFound(capabilities, plugins);
        emitter.Emit(DiagnosticsKinds.CacheConfig, () => ConfigOf(caches));
    }

    /// <summary>The run ended; only the first call counts.</summary>
    public void Finished(SessionCaches caches, Func<CacheLedger> ledger, Exception? failure)
    {
        if (Interlocked.Exchange(ref _finished, 1) != 0 || !emitter.IsOn)
            return;
        emitter.Emit(DiagnosticsKinds.CacheState, () => StateOf(caches));
        Tell(ledger());
        (string status, string? error) = failure is null ? ("ok", null) : OperationSpan.StatusOf(failure);
        emitter.Emit(DiagnosticsKinds.RunFinished, () => new RunFinished(
            kind, status, error, clock.GetElapsedTime(_started).TotalMilliseconds, Interlocked.Read(ref _queries), Interlocked.Read(ref _queriesFailed),
            Interlocked.Read(ref _writes), Interlocked.Read(ref _writesFailed), emitter.Failures));
    }

    /// <summary>A session was given a plugin.</summary>
    public void PluginAdopted(HostedPlugin plugin, bool isNew, Func<CapabilitiesSnapshot> capabilities, SessionPlugins plugins)
    {
        emitter.Emit(DiagnosticsKinds.PluginRegistered, () => new PluginRegistered(
            plugin.Name, plugin.Snapshot.Version, plugin.Snapshot.Source.ToString().ToLowerInvariant(), plugin.Snapshot.Isolation.ToString(), isNew,
            plugin.Snapshot.Capabilities));
        if (isNew)
            CapabilitiesFound(capabilities, plugins);
    }

    /// <summary>A session has made or dropped functions.</summary>
    public void PolicyApplied(FunctionTierPolicy tiers, SqlMacros macros) => emitter.Emit(DiagnosticsKinds.FunctionPolicy, () => new FunctionPolicyApplied(
        tiers.ToString(),
        [.. macros.Names.Order(StringComparer.Ordinal).Select(name => macros.Find(name)!).Select(macro => new PolicyFunction(
            macro.Definition.Name, macro.Definition.Kind.ToString().ToLowerInvariant(), macro.Volatility.ToString().ToLowerInvariant(),
            [.. macro.Definition.Parameters.Select(parameter => $"{parameter.Name} {parameter.Type}")]))]));

    /// <summary>A name stands for something else from now on.</summary>
    public void Registered(string name, TableSource source)
    {
        if (source is TableSource.View view)
            emitter.Emit(DiagnosticsKinds.ViewRegistered, () => RegisteredTable.Of(name, view));
        else
            emitter.Emit(DiagnosticsKinds.TableRegistered, () => RegisteredTable.Of(name, source));
    }

    /// <summary>A text was held to the policy of its session.</summary>
    public void Judged(SqlVerdict verdict) => emitter.Emit(DiagnosticsKinds.PolicyVerdicts, () => new PolicyVerdict(
        verdict.Policy, verdict.IsAllowed, verdict.IsCarriedOut,
        [.. verdict.Statements.Select(statement => new JudgedStatement(
            PolicyNames.Of(statement.Kind.ToString()), [.. statement.Inside.Select(kind => PolicyNames.Of(kind.ToString()))],
            PolicyNames.List(statement.Rights), PolicyNames.List(statement.Missing)))],
        verdict.Refusal?.Code, verdict.Refusal is { } refusal ? PolicyNames.Of(refusal.Rule.ToString()) : null,
        verdict.Refusal?.Line, verdict.Refusal?.Column, verdict.Refusal is { } refused ? SanitizedSql.Of(refused.Text) : null));

    /// <summary>A query is about to run.</summary>
    public void Planned(Query query, StatementShape statement, IReadOnlyList<TableBinding> tables) => emitter.Emit(DiagnosticsKinds.PlanBundle, () =>
    {
        StatementIdentity text = StatementIdentity.Of(query.Sql);
        return new PlanBundle(
            statement.Summary, text.Text, text.Hash, query.Parameters.Count + query.NamedParameters.Count, statement.IsExplained,
            [.. tables.Select(RegisteredTable.Planned)]);
    });

    /// <summary>A query was prepared.</summary>
    public void Prepared(PreparedQuery prepared) => emitter.Emit(DiagnosticsKinds.PreparedStatements, () =>
    {
        StatementIdentity text = StatementIdentity.Of(prepared.Sql);
        return new PreparedStatement(
            prepared.Name, text.Text, text.Hash, prepared.Fingerprint,
            [.. prepared.Parameters.Select(parameter => new PreparedStatementParameter(parameter.Name, parameter.Type))]);
    });

    /// <summary>A query ended.</summary>
    public void QueryEnded(QueryFinished finished)
    {
        Interlocked.Increment(ref _queries);
        if (finished.ErrorCode is not null)
            Interlocked.Increment(ref _queriesFailed);
        emitter.Emit(DiagnosticsKinds.QueryFinished, () => finished);
    }

    /// <summary>A write ended.</summary>
    public void Written(DeltaMutation mutation, DeltaCommitted? commit)
    {
        Interlocked.Increment(ref _writes);
        if (commit is null)
            Interlocked.Increment(ref _writesFailed);
        emitter.Emit(DiagnosticsKinds.DeltaMutations, () => mutation);
        if (commit is not null)
            emitter.Emit(DiagnosticsKinds.DeltaCommit, () => commit);
    }

    private void Tell(CacheLedger ledger)
    {
        CacheRun run = ledger.Run;
        emitter.Emit(DiagnosticsKinds.CacheRun, () => new CacheRunTold(run.Start, run.End, run.TotalWrites, run.TotalReads, run.ErrorCount));
        foreach ((CacheSnapshot snapshot, CacheInventory kept) in ledger.Snapshots.Zip(ledger.Inventory))
        {
            emitter.Emit(DiagnosticsKinds.CacheInventory, () => new CacheKept(
                kept.ViewName, snapshot.CacheTable, kept.CachePolicy, kept.CachePath, kept.Result, kept.SchemaIdentityHash, kept.SnapshotVersion,
                kept.SnapshotTimestamp, kept.RowCount, kept.FileCount, kept.PartitionBy));
        }
    }

    private void CapabilitiesFound(Func<CapabilitiesSnapshot> capabilities, SessionPlugins plugins)
    {
        emitter.Emit(SessionKinds.Capabilities, capabilities);
        emitter.Emit(SessionKinds.UdfRegistry, () => RegistryReading.Of(plugins));
    }

    private static CacheConfigured ConfigOf(SessionCaches caches) => new(
        caches.Options.SnapshotsMax, caches.Options.SnapshotTimeToLive.TotalSeconds, caches.Options.RequiresVersions, caches.Options.ParquetMetadata,
        [.. All(caches).Select(cache => new CacheLimit(cache.Name, cache.Limit, cache.BytesMax, cache.TimeToLive?.TotalSeconds))]);

    private static CacheState StateOf(SessionCaches caches) =>
        new([.. All(caches).Select(cache => new CacheCounts(cache.Name, cache.Entries(), cache.Hits, cache.Misses, cache.Evictions))]);

    private static CacheCounters[] All(SessionCaches caches) => [caches.ListFiles, caches.Metadata, caches.Statistics, caches.Predicate];
}
