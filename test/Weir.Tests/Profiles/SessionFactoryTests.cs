using System.Collections.Concurrent;
using System.Diagnostics;
using Weir.Engine;
using Weir.Plugins;
using Weir.Profiles;
using Weir.Tests.Engine;
using Weir.Tests.Sessions;

namespace Weir.Tests.Profiles;

/// <summary>How sessions come about, and that none sees what another left.</summary>
public sealed class SessionFactoryTests
{
    private const string Settings = "SELECT name, value FROM duckdb_settings() ORDER BY name";

    [Fact]
    [Trait("Requirement", "R160")]
    public void A_session_is_built_in_phases_of_a_fixed_order_and_says_so()
    {
        ConcurrentBag<Activity> spans = [];
        using ActivitySource outer = new("Weir.Tests.Factory");
        using ActivityListener listener = new()
        {
            ShouldListenTo = source => source.Name is "Weir" or "Weir.Tests.Factory",
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllData,
            ActivityStopped = spans.Add,
        };
        ActivitySource.AddActivityListener(listener);
        using Activity? mine = outer.StartActivity("mine");
        using WeirRuntime runtime = WeirRuntime.Open(RuntimeProfile.Preset("small"));
        using Session session = runtime.NewSession();
        string[] phases = ["context", "filesystems", "catalogs", "udf_stack", "schema_guards", "planning_extensions", "extension_hooks", "observability"];
        Assert.Equal(phases, session.Trace.Phases.Select(phase => phase.Name));
        Assert.All(session.Trace.Phases, phase => Assert.True(phase.Duration >= TimeSpan.Zero && phase.Summary.Length > 0));
        Assert.Equal((runtime.Profile.Fingerprint, SessionKind.Ephemeral), (session.Trace.ProfileFingerprint, session.Trace.Kind));
        Activity span = Assert.Single(spans, span => span.OperationName == "weir.session.build" && span.TraceId == mine!.TraceId);
        Assert.Equal(phases, span.Events.Select(item => item.Tags.Single(tag => tag.Key == "weir.session.phase").Value));
        Assert.Equal("small", span.GetTagItem("weir.profile.name"));
    }

    [Fact]
    [Trait("Requirement", "R160")]
    [Trait("Requirement", "R165")]
    public void A_cached_session_and_one_built_for_the_call_are_the_same()
    {
        using TemporaryFolder folder = new();
        File.WriteAllText(folder["rows.csv"], "a\n1\n");
        WeirOptions options = new();
        options.SessionFunctions.Add("CREATE FUNCTION twice(x BIGINT) RETURNS BIGINT RETURN $1 * 2");
        options.SessionHooks.Add(session => session.Register("hooked", new DatasetLocation(folder["rows.csv"], DatasetFormat.Csv)));
        using WeirRuntime runtime = WeirRuntime.Open(ProfileTexts.With("policies.settings_overrides", """{"pivot_limit":"7"}"""), options);
        using Session ephemeral = runtime.NewSession(SessionKind.Ephemeral);
        using Session first = runtime.NewSession(SessionKind.Cached);
        using Session second = runtime.NewSession(SessionKind.Cached);
        Assert.Equal([SessionKind.Ephemeral, SessionKind.Cached, SessionKind.Cached], new[] { ephemeral, first, second }.Select(session => session.Trace.Kind));
        Assert.Same(first.Trace.Phases, second.Trace.Phases);
        foreach (Session session in (Session[])[first, second])
        {
            Assert.Equal(Lake.Rows(ephemeral, Settings), Lake.Rows(session, Settings));
            Assert.Equal(PluginJson.Write(ephemeral.Capabilities), PluginJson.Write(session.Capabilities));
            Assert.Equal(ephemeral.Tables, session.Tables);
            Assert.Equal(["2"], Lake.Rows(session, "SELECT twice(a) FROM hooked"));
        }
    }

    [Fact]
    [Trait("Requirement", "R165")]
    public void Nothing_that_a_session_left_behind_is_there_for_the_next()
    {
        using TemporaryFolder folder = new();
        File.WriteAllText(folder["rows.csv"], "a\n1\n");
        using WeirRuntime runtime = WeirRuntime.Open(ProfileTexts.With("execution.batch_size", "1000"));
        List<string> before;
        using (Session session = runtime.NewSession(SessionKind.Cached))
            before = State(session);
        QueryResult open;
        using (Session session = runtime.NewSession(new SessionOptions { Kind = SessionKind.Cached, Policy = SqlPolicy.Write }))
        {
            session.Run(new Query("PREPARE left_statement AS SELECT 1")).Dispose();
            session.Run(new Query("CREATE VIEW left_sql_view AS SELECT 1 AS a")).Dispose();
            session.Run(new Query("SET row_limit = 150000")).Dispose();
            session.Register("left_table", new DatasetLocation(folder["rows.csv"], DatasetFormat.Csv));
            session.RegisterView("left_view", "SELECT * FROM left_table");
            session.Run(new Query("CREATE FUNCTION left_function(x BIGINT) RETURNS BIGINT RETURN $1")).Dispose();
            session.RegisterPlugin(new InlinePlugin("left_plugin"));
            Assert.Equal(["1"], Lake.Rows(session, "SELECT left_function(a) FROM left_view"));
            // What no statement of a session can do, on a connection that the session uses.
            Weir.Sessions.SessionConnection used = session.Connections.Take();
            foreach (string leftover in Leftovers)
                used.Engine.Execute(leftover);
            session.Connections.Return(used, isIdle: true);
            open = session.Run(new Query("FROM range(100000)"));
        }
        using (open)
        using (Session session = runtime.NewSession(new SessionOptions { Kind = SessionKind.Cached, Policy = SqlPolicy.Write }))
        {
            Assert.Empty(session.Tables);
            Assert.Throws<WeirException>(() => session.Run(new Query("EXECUTE left_statement")));
            Assert.Equal(["200000"], Lake.Rows(session, "SELECT count(*) FROM range(200000)"));
            Assert.Equal(200_000, Lake.Rows(session, "FROM range(200000)").Count);
            Assert.DoesNotContain(session.Plugins, plugin => plugin.Name == "left_plugin");
            Assert.Equal(before, State(session));
            Assert.Equal("WEIR8008", Assert.Throws<WeirException>(() => session.Run(new Query("FROM left_view"))).Code);
            Assert.Throws<WeirException>(() => session.Run(new Query("SELECT left_function(1)")));
            Assert.Throws<WeirException>(() => session.Run(new Query("FROM left_temporary")));
            Assert.Equal(["NULL"], Lake.Rows(session, "SELECT getvariable('left_variable')"));
        }
    }

    [Fact]
    [Trait("Requirement", "R163")]
    public void Settings_stay_those_of_the_profile_on_a_connection_that_is_used_again()
    {
        using WeirRuntime runtime = WeirRuntime.Open(ProfileTexts.With("execution.time_zone", "\"UTC\""));
        using Session session = runtime.NewSession(SessionKind.Cached);
        for (int i = 0; i < 3; i++)
        {
            List<string> settings = Lake.Rows(session, Settings);
            Assert.Contains("TimeZone|UTC", settings);
            Assert.All((string[])["lock_configuration|true", "autoinstall_known_extensions|false", "autoload_known_extensions|false", "allow_community_extensions|false"], setting => Assert.Contains(setting, settings));
            Assert.Throws<WeirException>(() => session.Run(new Query("SET TimeZone = 'Europe/Berlin'")));
            using DuckConnection reached = session.Host.Engine.Connect();
            Assert.Throws<WeirException>(() => reached.Execute("SET TimeZone = 'Europe/Berlin'"));
        }
    }

    [Fact]
    public void A_hook_that_fails_gives_no_session_and_the_next_call_tries_again()
    {
        int calls = 0;
        WeirOptions options = new() { Threads = 1 };
        options.SessionHooks.Add(_ =>
        {
            if (calls++ == 0)
                throw new InvalidOperationException("not yet");
        });
        using WeirRuntime runtime = WeirRuntime.Open(options);
        Assert.Throws<InvalidOperationException>(() => runtime.NewSession(SessionKind.Cached));
        using Session session = runtime.NewSession(SessionKind.Cached);
        using Session again = runtime.NewSession(SessionKind.Cached);
        Assert.Equal(2, calls);
    }

    [Fact]
    public async Task Many_threads_take_cached_sessions_at_once()
    {
        using WeirRuntime runtime = WeirRuntime.Open(new WeirOptions { Threads = 2 });
        await Task.WhenAll(Enumerable.Range(0, 64).Select(number => Task.Run(() =>
        {
            using Session session = runtime.NewSession(SessionKind.Cached);
            session.RegisterView("mine", $"SELECT {number} AS n");
            Assert.Equal([$"{number}"], Lake.Rows(session, "FROM mine"));
        })));
    }

    [Fact]
    [Trait("Requirement", "R165")]
    public void Equal_profiles_share_a_runtime_and_others_do_not()
    {
        WeirRuntime first;
        using (WeirRuntimes runtimes = new(options => options.StateFolder = ""))
        {
            first = runtimes.Of(RuntimeProfile.Read("""{"execution":{"target_partitions":2,"batch_size":10}}"""));
            Assert.Same(first, runtimes.Of(RuntimeProfile.Read("""{"name":"b","execution":{"batch_size":10,"target_partitions":2}}""")));
            Assert.NotSame(first, runtimes.Of(RuntimeProfile.Read("""{"execution":{"target_partitions":1,"batch_size":10}}""")));
        }
        Assert.Throws<ObjectDisposedException>(() => first.NewSession());
    }

    [Fact]
    [Trait("Requirement", "R161")]
    public void No_connection_of_the_engine_can_be_had_from_outside()
    {
        Type[] engine = [.. typeof(DuckConnection).Assembly.GetTypes().Where(type => type.Namespace?.StartsWith("Weir.Engine", StringComparison.Ordinal) == true)];
        Assert.NotEmpty(engine);
        Assert.DoesNotContain(engine, type => type.IsVisible);
        Assert.DoesNotContain("Weir.Engine", House.PublicSurface.Of(typeof(WeirRuntime).Assembly), StringComparison.Ordinal);
    }

    [Fact]
    [Trait("Requirement", "R163")]
    public void A_setting_that_is_not_the_profiles_keeps_the_session_back()
    {
        WeirRuntime runtime = WeirRuntime.Open(new WeirOptions { Threads = 1 });
        try
        {
            using Session session = runtime.NewSession();
            SessionFactory factory = new(session.Host, ProfileTexts.With("execution.time_zone", "\"Europe/Berlin\""), () => runtime.Handshake, []);
            WeirException error = Assert.Throws<WeirException>(() => factory.Make(null));
            Assert.Equal("WEIR8085", error.Code);
        }
        finally
        {
            runtime.Dispose();
        }
    }

    private static readonly string[] Leftovers =
    [
        "CREATE TEMP TABLE left_temporary AS SELECT 1 AS a", "CREATE TEMP VIEW left_temporary_view AS SELECT 1 AS a", "CREATE TEMP MACRO left_macro(x) AS x",
        "SET VARIABLE left_variable = 1", "PREPARE left_prepared AS SELECT 1", "BEGIN TRANSACTION",
    ];

    private static List<string> State(Session session)
    {
        Weir.Sessions.SessionConnection used = session.Connections.Take();
        List<string> state = [.. Weir.Sessions.EngineRows.Texts(used.Engine, Everything, default)];
        session.Connections.Return(used, isIdle: true);
        return state;
    }

    private const string Everything =
        """
        SELECT concat_ws(' ', kind, name) FROM (SELECT 'table' AS kind, table_name AS name FROM duckdb_tables() UNION ALL SELECT 'view', view_name FROM duckdb_views() WHERE NOT internal
        UNION ALL SELECT 'macro', function_name FROM duckdb_functions() WHERE NOT internal AND function_type LIKE '%macro'
        UNION ALL SELECT 'prepared', name FROM duckdb_prepared_statements() UNION ALL SELECT 'variable', name FROM duckdb_variables()
        UNION ALL SELECT 'database', database_name FROM duckdb_databases() UNION ALL SELECT 'schema', schema_name FROM duckdb_schemas()
        UNION ALL SELECT 'setting', name || '=' || value FROM duckdb_settings()) ORDER BY ALL
        """;
}
