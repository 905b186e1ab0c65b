using System.Text.Json;
using Weir.Build;

namespace Weir.Tests.Build;

public sealed class BuildTests : IDisposable
{
    private readonly BuildFixture _build = new();

    public void Dispose() => _build.Dispose();

    [Fact]
    [Trait("Requirement", "R043")]
    [Trait("Requirement", "R065")]
    public async Task A_build_writes_its_tables_and_reports_its_own_commits()
    {
        _build.Write("orders.csv", "id,amount,day\n1,5,2026-01-01\n2,50,2026-01-02\n3,500,2026-01-02\n");
        BuildReport first = await _build.BuildAsync(SpecText.Valid);
        BuildOutput output = Assert.Single(first.Outputs);
        Assert.Equal(("big_orders", _build.PathOf("out/big_orders"), 2L, 1), (output.TableName, output.DeltaLocation, output.RowsWritten, output.PartitionCount));
        Assert.Equal((0L, 1), (output.WriteOutcome.DeltaVersion, output.WriteOutcome.FilesAdded));
        string file = Assert.Single(Directory.GetFiles(_build.PathOf("out/big_orders"), "*.parquet"));
        Assert.Equal(new FileInfo(file).Length, output.WriteOutcome.BytesWritten);
        Assert.Equal(["2|50|2026-01-02", "3|500|2026-01-02"], _build.Table("big_orders"));

        BuildReport second = await _build.BuildAsync(SpecText.Valid);
        Assert.Equal(1, second.Outputs[0].WriteOutcome.DeltaVersion);
        Assert.Equal(first.DeterminismContract, second.DeterminismContract);
        Assert.Equal(["2|50|2026-01-02", "3|500|2026-01-02"], _build.Table("big_orders"));
    }

    [Fact]
    public async Task The_manifest_and_the_bundle_are_written_when_asked_and_named_only_then()
    {
        _build.Write("orders.csv", "id,amount\n1,50\n");
        BuildReport with = await _build.BuildAsync(SpecText.Valid);
        Assert.Equal(_build.PathOf("out/run_manifest.json"), with.Artifacts.ManifestPath);
        string manifest = File.ReadAllText(with.Artifacts.ManifestPath!);
        Assert.Contains(with.RunResult.SpecHash, manifest, StringComparison.Ordinal);
        Assert.Contains("\"delta_version\": 0", manifest, StringComparison.Ordinal);
        Assert.Null(with.Artifacts.RunBundleDir);

        BuildRequest request = _build.Request(SpecText.Valid) with { Orchestration = new BuildOrchestration(IncludeManifest: false, IncludeRunBundle: true) };
        BuildReport bundled = await _build.Runtime.BuildAsync(request);
        Assert.Null(bundled.Artifacts.ManifestPath);
        Assert.Equal(["capabilities_snapshot.json", "lineage.json", "plan.txt", "report.json", "spec.json"], Directory.GetFiles(bundled.Artifacts.RunBundleDir!).Select(Path.GetFileName).Order(StringComparer.Ordinal));
        Assert.Equal(BuildJson.Write(bundled), File.ReadAllText(Path.Combine(bundled.Artifacts.RunBundleDir!, "report.json")));
    }

    [Fact]
    [Trait("Requirement", "R190")]
    public async Task The_bundle_says_on_which_columns_of_the_inputs_each_column_of_an_output_depends()
    {
        _build.Write("orders.csv", "id,amount\n1,50\n");
        string spec = SpecText.With("view_definitions/1", """
            {
              "name": "totals", "view_kind": "aggregate",
              "transform": { "kind": "Aggregate", "source": "big", "group_by": ["id"], "aggregations": [ { "column": "amount", "function": "sum", "alias": "total" } ] }
            }
            """);
        spec = SpecText.Change(spec, "output_targets/0/source_view", "\"totals\"");
        BuildReport report = await _build.Runtime.BuildAsync(_build.Request(spec) with { Orchestration = new BuildOrchestration(IncludeRunBundle: true) });
        using JsonDocument told = JsonDocument.Parse(File.ReadAllText(Path.Combine(report.Artifacts.RunBundleDir!, "lineage.json")));
        JsonElement output = Assert.Single(told.RootElement.GetProperty("outputs").EnumerateArray());
        Assert.Equal("big_orders", output.GetProperty("table_name").GetString());
        JsonElement lineage = output.GetProperty("lineage");
        Assert.Empty(lineage.GetProperty("unknown").EnumerateArray());
        Assert.Equal(
            ["id <- orders.amount filter", "id <- orders.id groupby", "id <- orders.id identity", "total <- orders.amount aggregation", "total <- orders.amount filter", "total <- orders.id groupby"],
            lineage.GetProperty("columns").EnumerateArray().SelectMany(column => column.GetProperty("sources").EnumerateArray().Select(source =>
                $"{column.GetProperty("name")} <- {source.GetProperty("table")}.{source.GetProperty("column")} {source.GetProperty("kind")}")).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Commits_carry_the_hashes_the_tags_and_the_facts_of_the_spec()
    {
        _build.Write("orders.csv", "id,amount\n1,50\n");
        string spec = SpecText.Change(SpecText.With("runtime", """{ "lineage_tags": { "team": "lake" } }"""), "output_targets/0/write_metadata", """{ "why": "test" }""");
        BuildReport report = await _build.BuildAsync(spec);
        string commit = File.ReadAllText(_build.PathOf("out/big_orders/_delta_log/00000000000000000000.json"));
        foreach (string fact in (string[])["weir.spec_hash", report.RunResult.SpecHash, report.RunResult.EnvelopeHash, "weir.lineage_tag.team", "weir.run_started_at", "why", "weir.runtime_profile"])
            Assert.Contains(fact, commit, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("csv", "a.csv", "id,name\n1,x\n2,y\n")]
    [InlineData("json", "a.json", "{\"id\":1,\"name\":\"x\"}\n{\"id\":2,\"name\":\"y\"}\n")]
    [InlineData("json", "b.json", "[{\"id\":1,\"name\":\"x\"},{\"id\":2,\"name\":\"y\"}]")]
    public async Task Files_of_each_text_format_are_read(string format, string file, string content)
    {
        _build.Write(file, content);
        await _build.BuildAsync(Copy(file, format));
        Assert.Equal(["1|x", "2|y"], _build.Table("t"));
    }

    [Fact]
    public async Task Parquet_files_are_read_by_glob_and_delta_tables_at_their_pinned_version()
    {
        _build.Write("a.csv", "id,name\n1,x\n");
        await _build.BuildAsync(Copy("a.csv", "csv"));
        _build.Write("a.csv", "id,name\n2,y\n");
        await _build.BuildAsync(SpecText.Change(Copy("a.csv", "csv"), "output_targets/0/materialization_mode", "\"Append\""));
        Assert.Equal(["1|x", "2|y"], _build.Table("t"));

        await _build.BuildAsync(SpecText.Change(Copy("out/t/*.parquet", "parquet"), "output_targets/0/table_name", "\"p\""));
        Assert.Equal(["1|x", "2|y"], _build.Table("p"));

        string pinned = SpecText.Change(SpecText.Change(Copy("out/t", "delta"), "output_targets/0/table_name", "\"d\""), "input_relations/0/version_pin", "0");
        BuildReport report = await _build.BuildAsync(pinned);
        Assert.Equal(["1|x"], _build.Table("d"));
        Assert.Equal("0", report.Diagnostics.Events[0].Facts["version"]);
    }

    [Fact]
    public async Task A_build_may_read_the_table_that_it_writes()
    {
        _build.Write("a.csv", "id,name\n1,x\n");
        await _build.BuildAsync(Copy("a.csv", "csv"));
        BuildReport report = await _build.BuildAsync(SpecText.Change(Copy("out/t", "delta"), "output_targets/0/materialization_mode", "\"Append\""));
        Assert.Equal(1, report.Outputs[0].WriteOutcome.DeltaVersion);
        Assert.Equal("0", report.Diagnostics.Events[0].Facts["version"]);
        Assert.Equal(["1|x", "1|x"], _build.Table("t"));
    }

    [Fact]
    public async Task Text_files_come_with_path_folder_name_and_size_and_with_their_source_when_asked()
    {
        _build.Write("src/a/One.cs", "class One { }");
        _build.Write("src/Two.cs", "é");
        string spec = SpecText.Change(Copy("src/**/*.cs", "text"), "input_relations/0/requires_lineage", "true");
        await _build.BuildAsync(spec);
        Assert.Equal(
            [$"Two.cs||Two.cs|2|é|{_build.PathOf("src/Two.cs")}", $"a/One.cs|a|One.cs|13|class One {{ }}|{_build.PathOf("src/a/One.cs")}"],
            _build.Table("t", "path, folder, name, size_bytes, content, __source_file"));
    }

    [Fact]
    public async Task Rows_of_files_can_be_traced_to_their_file()
    {
        _build.Write("in/a.csv", "id\n1\n");
        _build.Write("in/b.csv", "id\n2\n");
        await _build.BuildAsync(SpecText.Change(Copy("in/*.csv", "csv"), "input_relations/0/requires_lineage", "true"));
        Assert.Equal([$"1|{_build.PathOf("in/a.csv")}", $"2|{_build.PathOf("in/b.csv")}"], _build.Table("t"));
    }

    [Fact]
    public async Task Outputs_can_be_partitioned_and_go_where_the_spec_says()
    {
        _build.Write("a.csv", "id,name\n1,x\n2,y\n3,x\n");
        string spec = SpecText.Change(SpecText.Change(Copy("a.csv", "csv"), "output_targets/0/partition_by", "[\"name\"]"), "output_targets/0/delta_location", "\"${place}/here\"");
        BuildReport report = await _build.Runtime.BuildAsync(_build.Request(spec) with { Variables = new Dictionary<string, string> { ["place"] = "elsewhere" } });
        Assert.Equal(_build.PathOf("elsewhere/here"), report.Outputs[0].DeltaLocation);
        Assert.Equal(_build.PathOf("elsewhere/run_manifest.json"), report.Artifacts.ManifestPath);
        Assert.Equal(2, Directory.GetDirectories(_build.PathOf("elsewhere/here")).Count(folder => Path.GetFileName(folder).StartsWith("name=", StringComparison.Ordinal)));
        Assert.Equal(["1|x", "2|y", "3|x"], _build.Rows("SELECT id, name FROM t ORDER BY id", ("t", new DatasetLocation(_build.PathOf("elsewhere/here")))));
    }

    [Theory]
    [InlineData("nothing.csv", "csv")]
    [InlineData("none/*.parquet", "parquet")]
    [InlineData("no-table", "delta")]
    public async Task A_missing_input_is_told_with_its_place_in_the_spec(string location, string format)
    {
        WeirException error = await _build.FailsAsync(Copy(location, format));
        Assert.Equal(("WEIR7001", "PREPARE_EXECUTION_CONTEXT_FAILED", "runtime", "$.input_relations[0]"), (error.Code, error.Details["code"], error.Details["stage"], error.Details["path"]));
        Assert.Equal("in", error.Details["input"]);
        Assert.StartsWith("WEIR", error.Details["cause"], StringComparison.Ordinal);
        Assert.False(Directory.Exists(_build.PathOf("out")));
    }

    [Fact]
    public async Task A_corrupt_input_is_told_and_nothing_is_written()
    {
        _build.Write("bad.parquet", "this is no parquet file, whatever its name says");
        WeirException error = await _build.FailsAsync(Copy("bad.parquet", "parquet"));
        Assert.Equal("PREPARE_EXECUTION_CONTEXT_FAILED", error.Details["code"]);
        Assert.False(Directory.Exists(_build.PathOf("out/t/_delta_log")));
    }

    [Fact]
    public async Task A_failure_ends_the_build_and_tells_what_is_committed()
    {
        _build.Write("a.csv", "id,big\n1,9223372036854775807\n2,9223372036854775807\n");
        string spec = SpecText.Change(Copy("a.csv", "csv"), "view_definitions/1",
            SpecText.View("s", """{ "kind": "Aggregate", "source": "in", "aggregations": [{ "column": "big", "function": "sum", "alias": "s" }] }"""));
        spec = SpecText.Change(spec, "output_targets", """[{ "table_name": "first", "source_view": "v" }, { "table_name": "second", "source_view": "s" }, { "table_name": "third", "source_view": "v" }]""");
        WeirException error = await _build.FailsAsync(spec);
        Assert.Equal(("WEIR7002", "PIPELINE_EXECUTION_FAILED", "second", "first@0"), (error.Code, error.Details["code"], error.Details["output"], error.Details["committed"]));
        Assert.Equal(2, _build.Table("first").Length);
        Assert.False(Directory.Exists(_build.PathOf("out/second/_delta_log")));
        Assert.False(Directory.Exists(_build.PathOf("out/third")));
        Assert.False(File.Exists(_build.PathOf("out/run_manifest.json")));
    }

    [Fact]
    public async Task A_cancelled_build_leaves_no_half_written_table()
    {
        string views = $"[{SpecText.View("pairs", """{ "kind": "Relate", "left": "in", "right": "in", "join_type": "Inner", "join_keys": [{ "left_key": "one", "right_key": "one" }] }""")}]";
        _build.Write("a.csv", "id,one\n" + string.Join('\n', Enumerable.Range(0, 30000).Select(i => $"{i},1")) + "\n");
        string spec = SpecText.Change(SpecText.Change(Copy("a.csv", "csv"), "view_definitions", views), "output_targets", """[{ "table_name": "t", "source_view": "pairs" }]""");
        using CancellationTokenSource cancel = new();
        CancelWhenWriting progress = new(cancel);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => _build.BuildAsync(spec, progress, cancel.Token));
        Assert.True(progress.SawWriting);
        Assert.False(Directory.Exists(_build.PathOf("out/t")) && Directory.EnumerateFiles(_build.PathOf("out/t"), "*", SearchOption.AllDirectories).Any());
    }

    [Fact]
    public async Task Progress_tells_each_stage_in_order()
    {
        _build.Write("orders.csv", "id,amount\n1,50\n");
        Recorder progress = new();
        await _build.BuildAsync(SpecText.Valid, progress);
        Assert.Equal(
            [BuildStage.Checking, BuildStage.Planning, BuildStage.Writing, BuildStage.Committed, BuildStage.Done],
            progress.Seen.Select(seen => seen.Stage).Distinct());
        BuildProgress committed = progress.Seen.Single(seen => seen.Stage == BuildStage.Committed);
        Assert.Equal(("big_orders", 1, 1, 1L), (committed.Output, committed.OutputsDone, committed.OutputsTotal, committed.RowsWritten));
    }

    [Fact]
    public async Task Errors_of_planning_name_the_line_of_the_spec()
    {
        _build.Write("orders.csv", "id\n1\n");
        WeirException error = await _build.FailsAsync(SpecText.Valid);
        Assert.Equal(("UnresolvedColumnReference", "5"), (error.Details["code"], error.Details["line"]));
    }

    [Fact]
    public async Task An_unknown_profile_comes_in_the_envelope()
    {
        WeirException error = await Assert.ThrowsAsync<WeirException>(() => _build.Runtime.BuildAsync(_build.Request(SpecText.Valid) with { EngineProfile = "huge" }));
        BuildErrorEnvelope envelope = BuildErrorEnvelope.From(error);
        Assert.Equal(("validation", "UNKNOWN_ENGINE_PROFILE", "$.engine_profile"), (envelope.Stage, envelope.Code, envelope.Details["path"]));
    }

    [Fact]
    public async Task Two_outputs_of_one_location_are_refused()
    {
        _build.Write("orders.csv", "id,amount\n1,50\n");
        string spec = SpecText.With("output_targets/1", """{ "table_name": "other", "source_view": "big", "delta_location": "out/big_orders" }""");
        Assert.Equal("INVALID_OUTPUT_TARGET", (await _build.FailsAsync(spec)).Details["code"]);
    }

    private static string Copy(string location, string format) => $$"""
        {
          "version": 4,
          "input_relations": [ { "logical_name": "in", "location": "{{location}}", "format": "{{format}}" } ],
          "view_definitions": [ { "name": "v", "view_kind": "filter", "transform": { "kind": "Filter", "source": "in", "predicate": "true" } } ],
          "output_targets": [ { "table_name": "t", "source_view": "v" } ]
        }
        """;

    private sealed class CancelWhenWriting(CancellationTokenSource cancel) : IProgress<BuildProgress>
    {
        public bool SawWriting { get; private set; }

        public void Report(BuildProgress value)
        {
            if (value.Stage == BuildStage.Writing)
            {
                SawWriting = true;
                cancel.CancelAfter(TimeSpan.FromMilliseconds(300));
            }
        }
    }

    private sealed class Recorder : IProgress<BuildProgress>
    {
        public List<BuildProgress> Seen { get; } = [];

        public void Report(BuildProgress value)
        {
            lock (Seen)
                Seen.Add(value);
        }
    }
}
