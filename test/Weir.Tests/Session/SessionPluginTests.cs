using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;
using Weir.Plugins;
using Weir.Tests.Plugins.Sample;

namespace Weir.Tests.Sessions;

public sealed class SessionPluginTests
{
    [Fact]
    [Trait("Requirement", "R064")]
    [Trait("Requirement", "R061")]
    [Trait("Requirement", "R041")]
    public void Registering_a_plugin_again_does_nothing_and_says_so()
    {
        using Lake lake = new();
        SamplePlugin sample = new();
        PluginRegistration first = lake.Session.RegisterPlugin(sample);
        Assert.Equal(new PluginRegistration("sample", "1.0.0", IsNew: true, new PluginFunctionCounts(4, 2, 1, 1, 1, 1)), first);
        string functions = Assert.Single(lake.Rows("SELECT count(*) FROM weir_functions()"));
        Assert.Equal(first with { IsNew = false }, lake.Session.RegisterPlugin(sample));
        Assert.Equal([functions], lake.Rows("SELECT count(*) FROM weir_functions()"));
        Assert.Equal(["sample", "weir_code_functions"], lake.Session.Plugins.Select(plugin => plugin.Name));
    }

    [Fact]
    [Trait("Requirement", "R041")]
    public void Registering_a_plugin_adds_functions_and_changes_nothing_else_of_the_session()
    {
        using Lake lake = new();
        lake.Session.RegisterView("numbers", "SELECT 1 AS one");
        string[] whole =
        [
            "SELECT name, value, scope FROM duckdb_settings() ORDER BY name", "SELECT schema_name, table_name FROM duckdb_tables() ORDER BY ALL",
            "SELECT schema_name, view_name, sql FROM duckdb_views() ORDER BY ALL", "SELECT type_name, type_oid FROM duckdb_types() ORDER BY ALL",
            "SELECT schema_name, table_name, column_name FROM duckdb_columns() ORDER BY ALL",
        ];
        const string Functions = "SELECT DISTINCT function_name FROM duckdb_functions() ORDER BY ALL";
        List<string>[] before = [.. whole.Select(lake.Rows)];
        List<string> functions = lake.Rows(Functions);
        string[] tables = [.. lake.Session.Tables.Select(table => table.ToString()!)];
        lake.Session.RegisterPlugin(new SamplePlugin());
        Assert.Equal(before, whole.Select(lake.Rows));
        Assert.Equal(tables, lake.Session.Tables.Select(table => table.ToString()));
        Assert.Empty(functions.Except(lake.Rows(Functions)));
        Assert.All(lake.Rows(Functions).Except(functions), name => Assert.Contains("sample_", name, StringComparison.Ordinal));
        Assert.Equal(["sample_add"], lake.Rows(Functions).Except(functions).Where(name => name == "sample_add"));
    }

    [Fact]
    [Trait("Requirement", "R042")]
    [Trait("Requirement", "R026")]
    public void A_plugin_that_is_refused_leaves_the_session_as_it_was()
    {
        using Lake lake = new();
        lake.Session.RegisterPlugin(new SamplePlugin());
        string before = PluginJson.Write(lake.Session.Capabilities);
        PluginDouble sameFunction = new("other") { Functions = { new NumberFunction("other_one", 1), new NumberFunction("sample_add", 1) } };
        PluginDouble keptFunction = new("third") { Functions = { new NumberFunction("third_one", 1), new NumberFunction("udf_docs", 1) } };
        PluginDouble unknownSchema = new("fourth") { Providers = { new BadSchema() }, Functions = { new NumberFunction("fourth_one", 1) } };
        SamplePlugin otherSample = new(version: "2.0.0");
        foreach ((Plugin plugin, string code) in ((Plugin, string)[])[(sameFunction, "WEIR3210"), (keptFunction, "WEIR3200"), (unknownSchema, "WEIR3223"), (otherSample, "WEIR32")])
            Assert.StartsWith(code, Assert.Throws<WeirException>(() => lake.Session.RegisterPlugin(plugin)).Code, StringComparison.Ordinal);
        Assert.Equal(before, PluginJson.Write(lake.Session.Capabilities));
        Assert.Empty(lake.Rows("SELECT function_name FROM duckdb_functions() WHERE function_name IN ('other_one', 'third_one', 'fourth_one')"));
        Assert.Equal(["3"], lake.Rows("SELECT sample_add(1, 2)"));
    }

    [Fact]
    [Trait("Requirement", "R042")]
    public void A_function_of_a_name_that_the_engine_has_takes_nothing_away_from_the_engine()
    {
        using Lake lake = new();
        lake.Session.RegisterPlugin(new PluginDouble("again") { Functions = { new NumberFunction("abs", 1), new NumberFunction("again_one", 1) } });
        Assert.Equal(["3|1"], lake.Rows("SELECT abs(-3), again_one()"));
        using Session other = lake.Runtime.NewSession();
        Assert.Equal(["3"], Lake.Rows(other, "SELECT abs(-3)"));
        Assert.Equal("WEIR5003", Assert.Throws<WeirException>(() => lake.Rows("SELECT weir_plugin_fn_abs()")).Code);
    }

    [Fact]
    public void Another_plugin_of_a_name_that_the_runtime_has_is_refused_by_name()
    {
        using Lake lake = new();
        lake.Session.RegisterPlugin(new PluginDouble("twin") { Functions = { new NumberFunction("twin_a", 1) } });
        WeirException error = Assert.Throws<WeirException>(() =>
            lake.Session.RegisterPlugin(new PluginDouble("twin", "2.0.0") { Functions = { new NumberFunction("twin_b", 1) } }));
        Assert.Equal("WEIR3225", error.Code);
        Assert.Contains("1.0.0", error.Message, StringComparison.Ordinal);
        Assert.Contains("2.0.0", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    [Trait("Requirement", "R056")]
    public void A_session_has_the_plugins_that_were_registered_with_it_and_those_of_the_runtime()
    {
        SamplePlugin sample = new();
        using Lake lake = new(options => options.EmbeddedPlugins.Add(sample));
        Assert.Equal(["sample", "weir_code_functions"], lake.Runtime.Plugins.Select(plugin => plugin.Name));
        PluginDouble own = new("own") { Functions = { new NumberFunction("own_number", 7) } };
        lake.Session.RegisterPlugin(own);
        using Session other = lake.Runtime.NewSession();
        Assert.Equal(["8"], lake.Rows("SELECT sample_add(own_number(), 1)"));
        Assert.Equal(["2"], Lake.Rows(other, "SELECT sample_add(1, 1)"));
        WeirException error = Assert.Throws<WeirException>(() => Lake.Rows(other, "SELECT own_number()"));
        Assert.Equal("WEIR3227", error.Code);
        Assert.Contains("'own'", error.Message, StringComparison.Ordinal);
        Assert.True(other.RegisterPlugin(own).IsNew);
        Assert.Equal(["7"], Lake.Rows(other, "SELECT own_number()"));
    }

    [Fact]
    [Trait("Requirement", "R057")]
    [Trait("Requirement", "R082")]
    public void Two_runtimes_of_a_process_have_plugins_of_their_own()
    {
        using Lake first = new(options => options.EmbeddedPlugins.Add(new PluginDouble("number") { Functions = { new NumberFunction("the_number", 1) } }));
        using Lake second = new(options => options.EmbeddedPlugins.Add(new PluginDouble("number") { Functions = { new NumberFunction("the_number", 2) } }));
        Assert.Equal(["1"], first.Rows("SELECT the_number()"));
        Assert.Equal(["2"], second.Rows("SELECT the_number()"));
    }

    [Fact]
    public void A_runtime_disposes_the_plugins_that_were_handed_to_it()
    {
        PluginDouble plugin = new("mine") { Functions = { new NumberFunction("mine_one", 1) } };
        using (Lake lake = new())
        {
            lake.Session.RegisterPlugin(plugin);
            Assert.Equal(["1"], lake.Rows("SELECT mine_one()"));
            Assert.False(plugin.IsDisposed);
        }
        Assert.True(plugin.IsDisposed);
    }

    [Fact]
    public void Sql_lists_plugins_and_functions_of_the_session()
    {
        using Lake lake = new();
        Assert.Equal(["weir_code_functions"], lake.Rows("SELECT name FROM weir_plugins()"));
        Assert.Empty(lake.Rows("SELECT * FROM weir_functions() WHERE plugin <> 'weir_code_functions'"));
        lake.Session.RegisterPlugin(new SamplePlugin());
        Assert.Equal(
            ["sample|1.0.0|in-memory|managed|in_process|in_memory|NULL|NULL|ready|false"],
            lake.Rows("SELECT name, version, build_id, kind, isolation, source, path, sha256, state, stub FROM weir_plugins() WHERE name = 'sample'"));
        Assert.Equal(["4|1|true"], lake.Rows("SELECT counts.scalar, counts.provider, list_contains(capabilities, 'window_functions') FROM weir_plugins() WHERE name = 'sample'"));
        Assert.Equal(
            [
                "sample_add|scalar|sample_add(a BIGINT, b BIGINT)|BIGINT",
                "sample_first|aggregate|sample_first(value VARCHAR)|VARCHAR",
                "sample_greet|scalar|sample_greet(name VARCHAR, greeting VARCHAR := 'hello')|VARCHAR",
                "sample_hash|scalar|sample_hash(part VARCHAR...)|BIGINT",
                "sample_now_is_epoch|planner|sample_now_is_epoch|NULL",
                "sample_rank_gap|window|sample_rank_gap(value BIGINT)|BIGINT",
                "sample_repeat|scalar|sample_repeat(text VARCHAR, times INTEGER)|VARCHAR",
                "sample_rows|provider|sample_rows(rows integer, partitions integer := 1)|TABLE",
                "sample_series|table|sample_series(start BIGINT, stop BIGINT, step BIGINT := 1)|TABLE",
                "sample_sum|aggregate|sample_sum(value BIGINT)|BIGINT",
            ],
            lake.Rows("SELECT name, kind, signature, result FROM weir_functions() WHERE plugin = 'sample' ORDER BY name"));
        Assert.Equal(["[start, stop, step]"], lake.Rows("SELECT parameters FROM weir_functions() WHERE plugin = 'sample' AND name = 'sample_series'"));
    }

    [Fact]
    [Trait("Requirement", "R145")]
    [Trait("Requirement", "R146")]
    public void The_capabilities_count_what_the_host_and_its_plugins_offer()
    {
        using Lake bare = new();
        using Lake lake = new(options => options.EmbeddedPlugins.Add(new SamplePlugin()));
        CapabilitiesSnapshot none = bare.Runtime.Capabilities;
        CapabilitiesSnapshot some = lake.Runtime.Capabilities;
        Assert.Equal((lake.Runtime.EngineVersion, PluginAbi.Major, PluginAbi.Minor), (some.EngineVersion, some.PluginAbi.Major, some.PluginAbi.Minor));
        Assert.Equal(
            (none.UdfRegistry.Scalar + 4, none.UdfRegistry.Aggregate + 2, none.UdfRegistry.Window + 1, none.UdfRegistry.Table + 1),
            (some.UdfRegistry.Scalar, some.UdfRegistry.Aggregate, some.UdfRegistry.Window, some.UdfRegistry.Table));
        Assert.Equal(
            (none.UdfRegistry.TableProviders + 1, none.UdfRegistry.RelationPlanners + 1, none.UdfRegistry.Custom + 8),
            (some.UdfRegistry.TableProviders, some.UdfRegistry.RelationPlanners, some.UdfRegistry.Custom));
        Assert.NotEqual(none.UdfRegistry.Hash, some.UdfRegistry.Hash);
        Assert.True(none.UdfRegistry.Scalar > 100);
        Assert.Equal(PluginJson.Write(some), PluginJson.Write(lake.Session.Capabilities));
        Assert.Equal(
            [("sample", PluginSource.InMemory), ("weir_code_functions", PluginSource.Extension)], some.Plugins.Select(plugin => (plugin.Name, plugin.Source)));
    }

    [Fact]
    [Trait("Requirement", "R075")]
    public void A_registration_is_logged_with_the_counts_of_each_kind()
    {
        Lines lines = new();
        using LoggerFactory loggers = new([lines]);
        using Lake lake = new(options => options.LoggerFactory = loggers);
        lake.Session.RegisterPlugin(new SamplePlugin());
        Assert.Contains(lines.Written, line => line.Contains(
            "Plugin sample 1.0.0 is registered (in_memory, in_process): 4 scalar, 2 aggregate, 1 window, 1 table functions, 1 table providers, 1 relation planners",
            StringComparison.Ordinal));
    }

    [Fact]
    [Trait("Requirement", "R002")]
    [Trait("Requirement", "R006")]
    [Trait("Requirement", "R012")]
    [Trait("Requirement", "R126")]
    public void A_runtime_does_not_open_without_a_plugin_that_it_shall_have()
    {
        using TemporaryFolder folder = new();
        PluginDouble embedded = new("embedded");
        WeirOptions options = new() { PluginBaseDirectory = folder.Path, Plugins = { new PluginReference("absent") }, EmbeddedPlugins = { embedded } };
        WeirException error = Assert.Throws<WeirException>(() => WeirRuntime.Open(options));
        Assert.Equal("WEIR3100", error.Code);
        Assert.Contains("WEIR_PLUGIN_PATH", error.Message, StringComparison.Ordinal);
        Assert.Contains("'absent'", error.Message, StringComparison.Ordinal);
        Assert.True(embedded.IsDisposed);
    }

    [Fact]
    [Trait("Requirement", "R001")]
    [Trait("Requirement", "R002")]
    public void The_bundled_plugin_is_judged_as_any_other_and_keeps_the_runtime_closed_when_it_does_not_fit()
    {
        using TemporaryFolder folder = new();
        WeirOptions options = new() { PluginBaseDirectory = folder.Path };
        File.WriteAllText(folder["weir.lock.json"], Lock("other_plugin"));
        WeirRuntime.Open(options).Dispose();
        File.WriteAllText(folder["weir.lock.json"], Lock("weir_code_functions"));
        WeirException error = Assert.Throws<WeirException>(() => WeirRuntime.Open(options));
        Assert.StartsWith("WEIR31", error.Code, StringComparison.Ordinal);
        Assert.Contains("weir_code_functions", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    [Trait("Requirement", "R147")]
    [Trait("Requirement", "R149")]
    public void A_name_is_looked_up_among_the_session_s_plugins_first_then_in_the_engine()
    {
        using Lake lake = new();
        lake.Session.RegisterPlugin(new PluginDouble("p") { Functions = { new NumberFunction("p_number", 5) } });
        Assert.Equal(["5|3"], lake.Rows("SELECT P_Number(), abs(-3)"));
        Assert.StartsWith("WEIR4", Assert.Throws<WeirException>(() => lake.Rows("SELECT p_numbers()")).Code, StringComparison.Ordinal);
    }

    private static string Lock(string plugin)
    {
        string zeros = new('0', 64);
        LockedFile file = new() { File = "Weir.CodeFunctions.dll", SizeBytes = 1, Sha256 = zeros, ManifestHash = zeros };
        LockedPlugin locked = new() { Name = plugin, Version = "0.1.0", Files = new Dictionary<string, LockedFile> { ["any"] = file } };
        return PluginJson.Write(new PluginLock { LockVersion = PluginLock.CurrentVersion, Plugins = [locked] });
    }

    private sealed class BadSchema : PluginTableProvider
    {
        public BadSchema() : base("bad") => OptionsSchemaJson = """{"$ref":"#/x"}""";

        public override PluginTable Open(string optionsJson) => throw new InvalidOperationException();
    }

    private sealed class Lines : ILoggerProvider, ILogger
    {
        public ConcurrentBag<string> Written { get; } = [];

        public ILogger CreateLogger(string categoryName) => this;

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
            Written.Add(formatter(state, exception));

        public void Dispose()
        {
        }
    }
}
