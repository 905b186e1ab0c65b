using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using Weir.Diagnostics;
using Weir.Engine;
using Weir.Sessions;

namespace Weir.Profiles;

/// <summary>
/// Builds the sessions of a runtime, all by the same phases in the same order. A cached one is a copy of the one that was built first:
/// what it starts with is immutable, and its connections are its own and end with it, so nothing that a session leaves behind is
/// there for the next. Safe for use by many threads.
/// </summary>
/// <param name="host">What the sessions share.</param>
/// <param name="profile">What they are.</param>
/// <param name="handshake">Whether the host is what the profile was made for.</param>
/// <param name="hooks">What the program does to each session last.</param>
internal sealed class SessionFactory(SessionHost host, RuntimeProfile profile, Func<CapabilityReport> handshake, IReadOnlyList<Action<Session>> hooks)
{
    private readonly Lock _lock = new();
    private readonly JsonElement _knobs = profile.ToElement();
    private readonly string _fingerprint = profile.Fingerprint;
    private volatile Session? _built;

    /// <summary>A session; the caller disposes it.</summary>
    /// <exception cref="WeirException">WEIR8084 to WEIR8089: a phase found that the session would not be what the profile says. WEIR5023: its policy cannot be held.</exception>
    public Session Make(SessionOptions? options) => options is { Kind: SessionKind.Cached } ? (_built ?? First()).Copy(options) : Build(options);

    // Closed at once: it gives its tables and functions to copies, and runs nothing itself.
    private Session First()
    {
        lock (_lock)
        {
            if (_built is null)
            {
                Session built = Build(options: null);
                built.Dispose();
                _built = built;
            }
            return _built;
        }
    }

    private Session Build(SessionOptions? options)
    {
        using RunScope.Lease lease = RunScope.Enter(host.Scope);
        using Activity? span = WeirTelemetry.Start("weir.session.build");
        span?.SetTag("weir.profile.name", profile.Name);
        span?.SetTag("weir.profile.fingerprint", _fingerprint);
        List<SessionPhase> phases = [];
        Session? session = null;
        try
        {
            Run(phases, span, "context", () =>
            {
                CapabilityReport report = handshake();
                report.Require();
                session = new Session(host, options);
                return $"engine {report.Snapshot.EngineVersion}, plugin ABI {report.ObservedPluginAbi.Major}.{report.ObservedPluginAbi.Minor}";
            });
            foreach ((string name, Func<Session, string> work) in Phases())
                Run(phases, span, name, () => work(session!));
            session!.Trace = new SessionTrace(_fingerprint, SessionKind.Ephemeral, phases);
            return session;
        }
        catch
        {
            session?.Dispose();
            throw;
        }
    }

    private IEnumerable<(string Name, Func<Session, string> Work)> Phases() =>
    [
        ("filesystems", _ => Filesystems()),
        ("catalogs", Catalogs),
        ("udf_stack", session => string.Create(CultureInfo.InvariantCulture, $"{session.Plugins.Count} plugins, {session.Macros.Names.Count()} functions of statements")),
        ("schema_guards", _ => Guards()),
        ("planning_extensions", Planners),
        ("extension_hooks", Hooks),
        ("observability", Observed),
    ];

    private void Run(List<SessionPhase> phases, Activity? span, string name, Func<string> work)
    {
        long started = host.Clock.GetTimestamp();
        string summary = work();
        TimeSpan duration = host.Clock.GetElapsedTime(started);
        phases.Add(new SessionPhase(name, duration, summary));
        span?.AddEvent(new ActivityEvent("weir.session.phase", tags: new ActivityTagsCollection
        {
            ["weir.session.phase"] = name,
            ["weir.session.phase.duration_s"] = duration.TotalSeconds,
        }));
    }

    private string Filesystems()
    {
        foreach (StorageEntry place in profile.Storage.Places.Values)
        {
            StorageProfile checkedPlace = StorageProfile.Of(place, ".", profile.Storage.RequireLocalPaths);
            checkedPlace.RequireMutable(profile.Policies.DeltaMutationPolicy);
        }
        return profile.Policies.LocalFilesystemRoot is { } root ? $"confined to '{Path.GetFullPath(root)}'" : "not confined";
    }

    private string Catalogs(Session session)
    {
        (CatalogProfile names, DataSourcesProfile data) = (profile.Catalog, profile.DataSources);
        if (names.DefaultCatalog is not null || names.DefaultSchema is not null)
        {
            string schema = names.DefaultSchema ?? TableName.DefaultSchema;
            session.Catalog.CreateSchema(schema, names.DefaultCatalog);
            session.Catalog.Use(schema, names.DefaultCatalog);
        }
        foreach ((string name, string location) in data.DatasetTemplates)
            session.Catalog.AddTemplate(name, new DatasetTemplate(Location(location)));
        Register(session, data.ExtractOutput.DatasetLocations.Concat(data.ExtractOutput.ScipDatasetLocations), data.ExtractOutput.OutputCatalogName);
        Register(session, data.SemanticOutput.Locations, data.SemanticOutput.OutputCatalogName);
        string rest = "";
        if (names is { CatalogAutoLoadEnabled: true, CatalogAutoLoadLocation: { } folder })
        {
            CatalogLoad load = session.Catalog.Load(new CatalogFolder(folder) { Format = names.CatalogAutoLoadFormat ?? DatasetFormat.Delta });
            rest = string.Create(CultureInfo.InvariantCulture, $", {load.Errors.Count} entries of '{folder}' are no table of that format");
        }
        return string.Create(CultureInfo.InvariantCulture, $"{session.Tables.Count} tables, {data.DatasetTemplates.Count} templates{rest}");
    }

    private static void Register(Session session, IEnumerable<KeyValuePair<string, string>> locations, string? catalog)
    {
        string? schema = catalog is null ? null : session.Catalog.CurrentSchema;
        if (schema is not null)
            session.Catalog.CreateSchema(schema, catalog);
        foreach ((string name, string location) in locations)
            session.Catalog.Register(new TableName(name, schema, catalog), Location(location));
    }

    // A table that is to be written first is not there yet, and then it is one of Delta's.
    private static DatasetLocation Location(string text)
    {
        try
        {
            return DatasetLocation.Detect(text);
        }
        catch (WeirException unknown) when (unknown.Code == "WEIR8003" && !Path.Exists(text))
        {
            return DatasetLocation.Delta(text);
        }
    }

    private string Guards()
    {
        (string Name, string Value)[] expected = [.. EngineSettings.Of(_knobs).Where(setting => EngineSettings.IsComparable(setting.Name))];
        using DuckConnection connection = host.Engine.Connect();
        Dictionary<string, string> actual = EngineRows.Pairs(connection, SettingsQuery.Of(expected.Select(setting => setting.Name)), CancellationToken.None)
            .ToDictionary(setting => setting.First, setting => setting.Second, StringComparer.Ordinal);
        foreach ((string name, string value) in expected)
        {
            if (!string.Equals(Ordered(actual[name]), Ordered(value), StringComparison.OrdinalIgnoreCase))
                throw ProfileErrors.NotHardened(name, value, actual[name]);
        }
        return string.Create(CultureInfo.InvariantCulture, $"{expected.Length} settings as the profile says");
    }

    // Lists have no order that counts.
    private static string Ordered(string value) => string.Join(',', value.Split(',', StringSplitOptions.TrimEntries).Order(StringComparer.Ordinal));

    private string Planners(Session session)
    {
        string[] known = [.. session.PluginSet.List.SelectMany(plugin => plugin.Plugin.RelationPlanners).Select(planner => planner.Name)];
        foreach (string name in profile.Policies.ExprPlannerNames.Where(name => !known.Contains(name, StringComparer.OrdinalIgnoreCase)))
            throw ProfileErrors.PlannerMissing(name, known);
        return string.Create(CultureInfo.InvariantCulture, $"{known.Length} relation planners");
    }

    private string Hooks(Session session)
    {
        foreach (Action<Session> hook in hooks)
            hook(session);
        return string.Create(CultureInfo.InvariantCulture, $"{hooks.Count} hooks");
    }

    private string Observed(Session session)
    {
        LogMessages.SessionBuilt(host.Logger, profile.Name, _fingerprint, session.Tables.Count);
        return "trace, span and log";
    }
}
