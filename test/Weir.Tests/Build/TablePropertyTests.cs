using Weir.Build;
using Weir.Build.Check;
using Weir.Build.Spec;
using Weir.Hashing;

namespace Weir.Tests.Build;

/// <summary>Outputs whose tables are made with properties.</summary>
public sealed class TablePropertyTests : IDisposable
{
    private const string Place = "output_targets/0/table_properties";
    private const string Feed = """{ "delta.enableChangeDataFeed": "true" }""";

    private readonly BuildFixture _build = new();

    public void Dispose() => _build.Dispose();

    [Theory]
    [InlineData("Overwrite", "1|delete|2;1|insert|1")]
    [InlineData("Append", "1|insert|1")]
    public async Task A_table_that_is_made_with_a_change_feed_tells_what_later_builds_change(string mode, string changes)
    {
        string spec = SpecText.Change(SpecText.With(Place, Feed), "output_targets/0/materialization_mode", $"\"{mode}\"");
        _build.Write("orders.csv", "id,amount\n1,50\n2,60\n");
        await _build.BuildAsync(spec);
        _build.Write("orders.csv", "id,amount\n3,70\n");
        BuildReport second = await _build.BuildAsync(spec);
        Assert.Equal(1, second.Outputs[0].WriteOutcome.DeltaVersion);
        Assert.Equal(
            ["0|insert|2", .. changes.Split(';')],
            _build.Rows($"SELECT _commit_version, _change_type, count(*) FROM read_delta_cdf('{_build.PathOf("out/big_orders")}') GROUP BY ALL ORDER BY ALL"));
        string manifest = File.ReadAllText(second.Artifacts.ManifestPath!);
        Assert.Contains("\"delta.enableChangeDataFeed\": \"true\"", manifest, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_plan_prints_properties_in_order_and_quotes_their_values()
    {
        _build.Write("orders.csv", "id,amount\n1,50\n");
        string spec = SpecText.With(Place, """{ "team's": "it's\u0000", "delta.enableChangeDataFeed": "TRUE", "delta.checkpointInterval": "7" }""");
        BuildReport bundled = await _build.Runtime.BuildAsync(_build.Request(spec) with { Orchestration = new BuildOrchestration(IncludeManifest: false, IncludeRunBundle: true) });
        string plan = File.ReadAllText(Path.Combine(bundled.Artifacts.RunBundleDir!, "plan.txt"));
        Assert.Contains("(Overwrite, delta.checkpointInterval = '7', delta.enableChangeDataFeed = 'TRUE', team's = 'it''s\0')\n", plan, StringComparison.Ordinal);
        Assert.Equal(
            ["it's\0|TRUE|4"],
            _build.Rows($"""
                SELECT table_properties_json::JSON->>'team''s', table_properties_json::JSON->>'delta.enableChangeDataFeed', min_writer_version
                FROM delta_snapshot('{_build.PathOf("out/big_orders")}')
                """));
    }

    [Theory]
    [InlineData("delta.enableSomething", "true", "does not know the property 'delta.enableSomething'")]
    [InlineData("DELTA.enableChangeDataFeed", "true", "does not know the property 'DELTA.enableChangeDataFeed'")]
    [InlineData("delta.constraints.c", "id > 0", "does not know the property")]
    [InlineData("delta.columnMapping.mode", "name", "does not know the property")]
    [InlineData("delta.enableChangeDataFeed", "yes", "is 'yes'; expected is true or false")]
    [InlineData("delta.enableChangeDataFeed", "", "is ''; expected is true or false")]
    [InlineData("delta.checkpointInterval", "0", "expected is a whole number from 1")]
    [InlineData("delta.checkpointInterval", "99999999999", "expected is a whole number from 1")]
    [InlineData("delta.logRetentionDuration", "interval 1 month", "expected is an interval such as 'interval 7 days'")]
    [InlineData("delta.logRetentionDuration", "interval 7 days\n", "expected is an interval")]
    [InlineData("delta.isolationLevel", "None", "expected is Serializable or WriteSerializable")]
    [InlineData("delta.parquet.compression.codec", "brotli", "is 'brotli'")]
    [InlineData(" ", "x", "empty or holds control characters")]
    [InlineData("a\u0001", "x", "empty or holds control characters")]
    public void A_property_that_no_table_can_have_is_refused_with_its_place_before_anything_runs(string name, string value, string expected)
    {
        string text = SpecText.With(Place, System.Text.Json.JsonSerializer.Serialize(new Dictionary<string, string> { ["team"] = "river", [name] = value }));
        WeirException error = Assert.Throws<WeirException>(() => SpecCheck.Require(SpecReader.Read(text)));
        Assert.Equal(("WEIR1012", "INVALID_OUTPUT_TARGET", "validation"), (error.Code, error.Details["code"], error.Details["stage"]));
        Assert.StartsWith("$.output_targets[0].table_properties", error.Details["path"], StringComparison.Ordinal);
        Assert.Contains(name, error.Details["path"], StringComparison.Ordinal);
        Assert.Contains(expected, error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{ "a.b": null }""", "$.output_targets[0].table_properties['a.b']")]
    [InlineData("""{ "a.b": 1 }""", "$.output_targets[0].table_properties['a.b']")]
    [InlineData("""{ "a": true }""", "$.output_targets[0].table_properties.a")]
    [InlineData("""[ "a" ]""", "$.output_targets[0].table_properties")]
    public void Properties_are_a_map_of_texts(string json, string path)
    {
        WeirException error = Assert.Throws<WeirException>(() => SpecReader.Read(SpecText.With(Place, json)));
        Assert.Equal(("WEIR1003", path), (error.Code, error.Details["path"]));
    }

    [Fact]
    public async Task An_error_of_a_property_names_its_line()
    {
        const string spec = """
            {
              "version": 4,
              "input_relations": [ { "logical_name": "orders", "location": "orders.csv", "format": "csv" } ],
              "view_definitions": [ { "name": "v", "view_kind": "filter", "transform": { "kind": "Filter", "source": "orders", "predicate": "true" } } ],
              "output_targets": [ {
                "table_name": "t", "source_view": "v",
                "table_properties": {
                  "delta.appendOnly": "false",
                  "delta.enableChangeDataFeed": "on"
                } } ]
            }
            """;
        WeirException error = await _build.FailsAsync(spec);
        Assert.Equal(("WEIR1012", "9", "$.output_targets[0].table_properties['delta.enableChangeDataFeed']"), (error.Code, error.Details["line"], error.Details["path"]));
    }

    [Theory]
    [InlineData("""{ "delta.enableChangeDataFeed": "true" }""", """{ "delta.enableChangeDataFeed": "false" }""", "its property 'delta.enableChangeDataFeed' is 'true', and 'false' is asked for")]
    [InlineData("{}", """{ "delta.enableChangeDataFeed": "true" }""", "it does not have the property 'delta.enableChangeDataFeed', and 'true' is asked for")]
    [InlineData("""{ "team": "river" }""", """{ "team": "River" }""", "its property 'team' is 'river', and 'River' is asked for")]
    public async Task A_table_that_is_there_with_other_properties_stops_the_build_before_anything_is_written(string made, string asked, string expected)
    {
        _build.Write("orders.csv", "id,amount\n1,50\n");
        string before = SpecText.With("output_targets/0/table_properties", made);
        await _build.BuildAsync(before);
        string spec = SpecText.Change(before, "output_targets", $$"""
            [{ "table_name": "first", "source_view": "big" }, { "table_name": "big_orders", "source_view": "big", "table_properties": {{asked}} }]
            """);
        WeirException error = await _build.FailsAsync(spec);
        Assert.Equal(("WEIR1012", "$.output_targets[1].table_properties"), (error.Code, error.Details["path"]));
        Assert.Contains(expected, error.Message, StringComparison.Ordinal);
        Assert.False(Directory.Exists(_build.PathOf("out/first")));
    }

    [Fact]
    public async Task A_table_that_was_made_with_more_properties_is_written_and_a_session_is_held_to_them_too()
    {
        _build.Write("orders.csv", "id,amount\n1,50\n");
        await _build.BuildAsync(SpecText.With(Place, """{ "delta.enableChangeDataFeed": "TRUE", "team": "river" }"""));
        BuildReport second = await _build.BuildAsync(SpecText.With(Place, Feed));
        Assert.Equal(1, second.Outputs[0].WriteOutcome.DeltaVersion);

        using Session session = _build.Runtime.NewSession();
        DeltaWriteOptions options = new() { TableProperties = new Dictionary<string, string> { ["team"] = "lake" } };
        WeirException error = await Assert.ThrowsAsync<WeirException>(() =>
            session.WriteAsync(new DatasetLocation(_build.PathOf("out/big_orders")), new Query("SELECT 1::BIGINT AS id, 2::BIGINT AS amount"), DeltaWriteMode.Append, options));
        Assert.Equal("WEIR2042", error.Code);
        Assert.Contains("its property 'team' is 'river', and 'lake' is asked for", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Columns_of_the_feed_cannot_be_columns_of_a_table_with_one()
    {
        _build.Write("orders.csv", "id,amount,_Change_Type\n1,50,x\n");
        WeirException error = await _build.FailsAsync(SpecText.With(Place, Feed));
        Assert.Equal(("WEIR7002", "WEIR2027"), (error.Code, error.Details["cause"]));
        Assert.False(Directory.Exists(_build.PathOf("out/big_orders/_delta_log")));
        await _build.BuildAsync(SpecText.Valid);
        Assert.Equal(["1|50|x"], _build.Table("big_orders"));
    }

    [Fact]
    public void Properties_count_in_the_hash_of_the_spec_and_nothing_does_where_there_are_none()
    {
        string without = Canonical(SpecText.Valid);
        Assert.DoesNotContain("table_properties", without, StringComparison.Ordinal);
        Assert.DoesNotContain("timestamp_pin", without, StringComparison.Ordinal);
        Assert.Equal(without, Canonical(SpecText.With(Place, "{}")));
        Assert.Equal(without, Canonical(SpecText.With(Place, "null")));
        string with = Canonical(SpecText.With(Place, """{ "b": "2", "a": "1" }"""));
        Assert.Contains("\"table_properties\":{\"a\":\"1\",\"b\":\"2\"}", with, StringComparison.Ordinal);
        Assert.Equal(with, Canonical(SpecText.With(Place, """{ "a": "1", "b": "2" }""")));
    }

    private static string Canonical(string text) =>
        System.Text.Encoding.UTF8.GetString(CanonicalJson.Of(SpecJson.ToElement(SpecReader.Read(text))).Span);
}
