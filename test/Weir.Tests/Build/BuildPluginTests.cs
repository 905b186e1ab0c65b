using System.Text.Json;
using Weir.Build;
using Weir.Tests.Plugins.Sample;

namespace Weir.Tests.Build;

public sealed class BuildPluginTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public BuildPluginTests() => File.WriteAllText(_folder["orders.csv"], "id,amount\n1,5\n2,50\n3,500\n");

    public void Dispose() => _folder.Dispose();

    [Fact]
    [Trait("Requirement", "R025")]
    [Trait("Requirement", "R124")]
    public async Task A_build_has_the_plugins_of_its_runtime_and_keeps_what_they_were()
    {
        using WeirRuntime runtime = Open(new SamplePlugin());
        BuildReport report = await runtime.BuildAsync(Request("sample_add(amount, id) > 51"));
        Assert.Equal(2, report.Outputs[0].RowsWritten);
        using JsonDocument manifest = JsonDocument.Parse(File.ReadAllText(report.Artifacts.ManifestPath!));
        JsonElement snapshot = manifest.RootElement.GetProperty("capabilities_snapshot");
        Assert.Equal(["sample", "weir_code_functions"], snapshot.GetProperty("plugins").EnumerateArray().Select(plugin => plugin.GetProperty("name").GetString()));
        JsonElement plugin = snapshot.GetProperty("plugins")[0];
        Assert.Equal(("sample", "1.0.0", "in_memory"), (plugin.GetProperty("name").GetString(), plugin.GetProperty("version").GetString(), plugin.GetProperty("source").GetString()));
        int bundled = runtime.Capabilities.UdfRegistry.Custom - 8;
        Assert.Equal(8 + bundled, snapshot.GetProperty("udf_registry").GetProperty("custom").GetInt32());
        string file = File.ReadAllText(Path.Combine(report.Artifacts.RunBundleDir!, "capabilities_snapshot.json"));
        Assert.Equal(snapshot.GetProperty("udf_registry").GetProperty("hash").GetString(), JsonDocument.Parse(file).RootElement.GetProperty("udf_registry").GetProperty("hash").GetString());
    }

    [Fact]
    [Trait("Requirement", "R065")]
    public async Task Another_version_of_a_plugin_makes_another_build_of_the_same_spec()
    {
        using WeirRuntime first = Open(new SamplePlugin());
        using WeirRuntime second = Open(new SamplePlugin(version: "1.0.1"));
        BuildRequest request = Request("sample_add(amount, id) > 51");
        DeterminismContract one = (await first.BuildAsync(request)).DeterminismContract;
        DeterminismContract again = (await first.BuildAsync(request)).DeterminismContract;
        DeterminismContract other = (await second.BuildAsync(request)).DeterminismContract;
        Assert.Equal(one, again);
        Assert.Equal(one.SpecHash, other.SpecHash);
        Assert.NotEqual(one.EnvelopeHash, other.EnvelopeHash);
    }

    [Fact]
    public async Task A_function_that_changes_between_calls_is_forbidden_as_random_numbers_are()
    {
        PluginDouble dice = new("dice") { Functions = { new NumberFunction("dice_roll", 4) { IsVolatile = true } } };
        using WeirRuntime runtime = Open(dice);
        WeirException error = await Assert.ThrowsAsync<WeirException>(() => runtime.BuildAsync(Request("dice_roll() < amount")));
        Assert.Contains("safety_rule", error.Message, StringComparison.Ordinal);
        Assert.Contains("dice_roll", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("CREATE FUNCTION rolled() RETURNS DOUBLE VOLATILE RETURN random()", "safety_rule")]
    [InlineData("CREATE FUNCTION rolled() RETURNS DOUBLE RETURN 1", "safety_rule")]
    [InlineData("CREATE FUNCTION rolled() RETURNS DOUBLE VOLATILE RETURN 1", "safety_rule")]
    public async Task A_function_of_the_session_that_may_change_between_calls_is_forbidden_too(string create, string rule)
    {
        WeirOptions options = new() { Threads = 2 };
        options.SessionFunctions.Add(create);
        using WeirRuntime runtime = WeirRuntime.Open(options);
        WeirException error = await Assert.ThrowsAsync<WeirException>(() => runtime.BuildAsync(Request("rolled() < amount")));
        Assert.Contains(rule, error.Message, StringComparison.Ordinal);
        Assert.Contains("rolled", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_build_has_the_functions_of_its_runtimes_sessions_and_another_body_makes_another_build()
    {
        List<string> hashes = [];
        foreach ((int least, int rows) in ((int, int)[])[(40, 2), (400, 1)])
        {
            WeirOptions options = new() { Threads = 2 };
            options.SessionFunctions.Add($"CREATE FUNCTION is_large(x BIGINT) RETURNS BOOLEAN IMMUTABLE RETURN $1 > {least}");
            using WeirRuntime runtime = WeirRuntime.Open(options);
            BuildReport report = await runtime.BuildAsync(Request("is_large(amount)"));
            Assert.Equal(rows, report.Outputs[0].RowsWritten);
            hashes.Add(report.DeterminismContract.EnvelopeHash);
        }
        Assert.NotEqual(hashes[0], hashes[1]);
    }

    [Fact]
    public async Task A_build_is_held_to_the_function_policy_of_its_runtime_and_another_policy_makes_another_build()
    {
        List<string> hashes = [];
        foreach (string type in (string[])["int64", "float64"])
        {
            using WeirRuntime runtime = WeirRuntime.Open(new WeirOptions { Threads = 2, FunctionPolicy = Policy("abs", type, "immutable") });
            BuildReport report = await runtime.BuildAsync(Request("abs(amount) > 40"));
            Assert.Equal(2, report.Outputs[0].RowsWritten);
            hashes.Add(report.DeterminismContract.EnvelopeHash);
            WeirException refused = await Assert.ThrowsAsync<WeirException>(() => runtime.BuildAsync(Request("abs(amount, 1) > 40")));
            Assert.Contains("abs", refused.Message, StringComparison.Ordinal);
        }
        Assert.NotEqual(hashes[0], hashes[1]);
        using WeirRuntime loose = WeirRuntime.Open(new WeirOptions { Threads = 2, FunctionPolicy = Policy("abs", "int64", "volatile") });
        WeirException error = await Assert.ThrowsAsync<WeirException>(() => loose.BuildAsync(Request("abs(amount) > 40")));
        Assert.Contains("safety_rule", error.Message, StringComparison.Ordinal);
    }

    private static string Policy(string name, string type, string volatility) =>
        $$"""{"version": 1, "primitives": [{"name": "{{name}}", "params": [{"name": "x", "dtype": "{{type}}"}], "return_type": "{{type}}", "volatility": "{{volatility}}"}]}""";

    [Fact]
    [Trait("Requirement", "R123")]
    public async Task A_build_whose_plugin_is_refused_writes_nothing()
    {
        using WeirRuntime runtime = WeirRuntime.Open(new WeirOptions { Threads = 2, PluginBaseDirectory = _folder.Path });
        BuildRequest request = Request("amount > 1") with { Plugins = [new Weir.Plugins.PluginReference("absent")] };
        WeirException error = await Assert.ThrowsAsync<WeirException>(() => runtime.BuildAsync(request));
        Assert.Equal("WEIR3100", error.Code);
        Assert.False(Directory.Exists(_folder["out"]));
    }

    [Theory]
    [MemberData(nameof(SampleInSqlTests.PackagingsOfToday), MemberType = typeof(SampleInSqlTests))]
    public async Task A_spec_uses_functions_and_tables_of_every_packaging(SamplePackaging packaging)
    {
        using WeirRuntime runtime = WeirRuntime.Open(SampleRuntimes.Options(packaging));
        BuildReport report = await runtime.BuildAsync(new BuildRequest(SampleSpec)
        {
            EngineProfile = "small", BaseFolder = _folder.Path, OutputFolder = "out",
        });
        Assert.Equal([4, 1], report.Outputs.Select(output => output.RowsWritten));
        using Session session = runtime.NewSession();
        Assert.Equal(["90|row 90", "91|row 91", "92|row 92", "93|row 93"], Sessions.Lake.Rows(session, $"SELECT id, name FROM read_delta('{_folder["out/late"]}') ORDER BY id"));
        Assert.Equal(["15"], Sessions.Lake.Rows(session, $"SELECT total FROM read_delta('{_folder["out/total"]}')"));
        BuildEvent pinned = report.Diagnostics.Events.Single(happened => happened.Facts.GetValueOrDefault("input") == "rows");
        Assert.Equal(("sample-100", """{"partitions":2,"rows":100}"""), (pinned.Facts["snapshot_id"], pinned.Facts["options"]));
    }

    [Theory]
    [InlineData("""{ "logical_name": "rows", "plugin": "sample", "provider": "sample_rows", "options": {} }""", "WEIR7001")]
    [InlineData("""{ "logical_name": "rows", "plugin": "sample", "provider": "none" }""", "WEIR7001")]
    [InlineData("""{ "logical_name": "rows", "provider": "sample_rows" }""", "WEIR1")]
    [InlineData("""{ "logical_name": "rows", "plugin": "sample", "provider": "sample_rows", "options": [] }""", "WEIR1")]
    [InlineData("""{ "logical_name": "rows", "plugin": "sample", "provider": "sample_rows", "location": "x" }""", "WEIR1")]
    public async Task A_table_of_a_plugin_that_cannot_be_is_refused_before_anything_is_written(string input, string code)
    {
        using WeirRuntime runtime = Open(new SamplePlugin());
        string spec = SpecText.Change(SampleSpec, "input_relations/0", input);
        WeirException error = await Assert.ThrowsAsync<WeirException>(() =>
            runtime.BuildAsync(new BuildRequest(spec) { EngineProfile = "small", BaseFolder = _folder.Path, OutputFolder = "out" }));
        Assert.StartsWith(code, error.Code, StringComparison.Ordinal);
        Assert.False(Directory.Exists(_folder["out"]));
    }

    private const string SampleSpec = """
        {
          "version": 4,
          "input_relations": [
            { "logical_name": "rows", "plugin": "sample", "provider": "sample_rows", "options": { "rows": 100, "partitions": 2 } },
            { "logical_name": "numbers", "plugin": "sample", "provider": "sample_series", "options": { "start": 1, "stop": 5 } }
          ],
          "view_definitions": [
            { "name": "late", "view_kind": "filter", "transform": { "kind": "Filter", "source": "rows", "predicate": "id >= 90 AND sample_add(id, 1) < 95" } },
            { "name": "total", "view_kind": "aggregate", "transform": { "kind": "Aggregate", "source": "numbers",
              "aggregations": [{ "column": "value", "function": "sample_sum", "alias": "total" }] } }
          ],
          "output_targets": [
            { "table_name": "late", "source_view": "late", "columns": ["id", "name"] },
            { "table_name": "total", "source_view": "total" }
          ]
        }
        """;

    private static WeirRuntime Open(Weir.Plugins.Plugin plugin)
    {
        WeirOptions options = new() { Threads = 2 };
        options.EmbeddedPlugins.Add(plugin);
        return WeirRuntime.Open(options);
    }

    private BuildRequest Request(string predicate) => new(SpecText.With("view_definitions/0/transform/predicate", JsonSerializer.Serialize(predicate)))
    {
        EngineProfile = "small",
        BaseFolder = _folder.Path,
        OutputFolder = "out",
        Orchestration = new BuildOrchestration(IncludeManifest: true, IncludeRunBundle: true),
    };
}
