using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Weir.Diagnostics;
using Weir.Tests.House;
using Weir.Tests.Sessions;

namespace Weir.Tests.Diagnostics;

/// <summary>What a run tells its sinks: every record of a small piece of work, as a golden file without what changes from run to run.</summary>
public sealed partial class RecordedRunTests
{
    // Too long for a golden file; the pages of functions and capabilities hold them.
    private static readonly string[] Large = ["weir_runtime_capabilities", "weir_udf_registry"];

    [Fact]
    [Trait("Requirement", "R119")]
    [Trait("Requirement", "R124")]
    [Trait("Requirement", "R186")]
    [Trait("Requirement", "R196")]
    public async Task A_run_tells_what_the_golden_file_says()
    {
        InMemoryDiagnosticsSink sink = new();
        string folder;
        using (Lake lake = new(options => options.DiagnosticsSinks.Add(sink)))
        {
            folder = lake.Folder;
            await lake.Session.WriteAsync(
                lake.Table("t"), new Query("SELECT i AS id, i % 4 AS part, 'secret text' AS note FROM range(100) r(i)"), DeltaWriteMode.Create,
                new DeltaWriteOptions { PartitionBy = ["part"], CommitMetadata = new Dictionary<string, string> { ["api_key"] = "hunter2", ["why"] = "test" } });
            lake.Session.Register("t", lake.Table("t") with { Scan = new DeltaScanOptions { FileColumnName = "file" } });
            lake.Session.RegisterView("threes", "SELECT id, note FROM t WHERE part = 3 AND note <> 'secret text 2'");
            Run(lake, "CREATE FUNCTION twice(x BIGINT) RETURNS BIGINT RETURN $x * 2");
            Run(lake, "SELECT twice(id) FROM threes WHERE id > 50 LIMIT 5");
            Assert.Throws<WeirException>(() => Run(lake, "SELECT nothing FROM t"));
            Assert.Throws<WeirException>(() => Run(lake, "DELETE FROM t WHERE note = 'secret text'"));
            lake.Write("new/_delta_log/00000000000000000000.json", """{"protocol":{"minReaderVersion":9,"minWriterVersion":9}}""" + "\n");
            Assert.Throws<WeirException>(() => Run(lake, $"SELECT * FROM read_delta('{lake.At("new")}')"));
        }
        Assert.DoesNotContain("hunter2", string.Concat(sink.Records.Select(record => record.Payload.GetRawText())), StringComparison.Ordinal);
        Assert.DoesNotContain("secret text", string.Concat(sink.Records.Select(record => record.Payload.GetRawText())), StringComparison.Ordinal);
        Assert.All(sink.Records, record => Assert.Equal(sink.Records[0].RunId, record.RunId));
        Repository.MustMatch("test/Weir.Tests/Diagnostics/records.golden.txt", string.Concat(sink.Records.Select(record => Line(record, folder) + "\n")));
    }

    [Fact]
    [Trait("Requirement", "R121")]
    public async Task Records_of_a_query_have_its_id_and_those_of_a_build_its_run()
    {
        InMemoryDiagnosticsSink sink = new();
        using Lake lake = new(options => options.DiagnosticsSinks.Add(sink));
        await lake.Session.WriteAsync(lake.Table("t"), new Query("SELECT 1 AS id"), DeltaWriteMode.Create);
        lake.Session.Register("t", lake.Table("t"));
        Run(lake, "FROM t");
        string[] ofQuery = [.. sink.Records.Where(record => record.QueryId == Last("weir_query_finished").QueryId).Select(record => record.Name)];
        Assert.Equal(["weir_delta_scan_plans", "weir_policy_verdicts", "weir_plan_bundle", "weir_query_finished"], ofQuery.Where(name => name != "weir_delta_snapshots" && name != "weir_delta_protocol_compatibility"));
        string[] ofWrite = [.. sink.Records.Where(record => record.QueryId == Last("weir_delta_mutations").QueryId).Select(record => record.Name)];
        Assert.Contains("weir_delta_commit", ofWrite);

        lake.Write("orders.csv", "id,amount\n1,50\n");
        await lake.Runtime.BuildAsync(new Weir.Build.BuildRequest(Build.SpecText.Valid) { EngineProfile = "small", BaseFolder = lake.Folder, OutputFolder = "out" });
        DiagnosticsRecord plan = Last("weir_build_plan");
        Assert.NotEqual(lake.Runtime.RunId, plan.RunId);
        Assert.Equal(
            ["weir_run_started", "weir_build_plan", "weir_delta_mutations", "weir_delta_commit", "weir_run_finished"],
            sink.Records.Where(record => record.RunId == plan.RunId).Select(record => record.Name)
                .Where(name => name is "weir_run_started" or "weir_build_plan" or "weir_delta_mutations" or "weir_delta_commit" or "weir_run_finished"));
        Assert.Equal("build", Last("weir_run_finished").Payload.GetProperty("run_kind").GetString());

        DiagnosticsRecord Last(string name) => sink.Records.Last(record => record.Name == name);
    }

    [Fact]
    public async Task A_build_that_fails_says_so_in_its_last_record()
    {
        InMemoryDiagnosticsSink sink = new();
        using Lake lake = new(options => options.DiagnosticsSinks.Add(sink));
        await Assert.ThrowsAsync<WeirException>(() => lake.Runtime.BuildAsync(new Weir.Build.BuildRequest(Build.SpecText.Valid) { EngineProfile = "small", BaseFolder = lake.Folder }));
        JsonElement finished = sink.Records.Last(record => record.Name == "weir_run_finished").Payload;
        Assert.Equal(("build", "error", "WEIR7001"), (finished.GetProperty("run_kind").GetString(), finished.GetProperty("status").GetString(), finished.GetProperty("error_code").GetString()));
    }

    private static void Run(Lake lake, string sql)
    {
        using QueryResult result = lake.Session.Run(new Query(sql));
        using Arrow.RecordBatchReader rows = result.AsReader();
        while (rows.Read() is { } batch)
            batch.Dispose();
    }

    private static string Line(DiagnosticsRecord record, string folder)
    {
        string payload = Large.Contains(record.Name)
            ? string.Join(',', ((JsonObject)JsonNode.Parse(record.Payload.GetRawText())!).Select(member => member.Key))
            : record.Payload.GetRawText().Replace(folder, "<lake>", StringComparison.Ordinal);
        string kind = record is DiagnosticsArtifact ? "artefact" : "event";
        payload = Figures().Replace(payload, "$1<ms>");
        payload = Ids().Replace(payload, "<id>");
        payload = Versions().Replace(payload, "$1\"<version>\"");
        return $"{record.Name} v{record.SchemaVersion} {kind} {(record.QueryId is null ? "-" : "query")} {Stamps().Replace(Bytes().Replace(payload, "$1<bytes>"), "$1<time>")}";
    }

    [GeneratedRegex("(\"[a-z_]*_ms\":)[0-9.E-]+")]
    private static partial Regex Figures();

    [GeneratedRegex("[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}|(?<=\"write_id\":\")[0-9a-f]{32}")]
    private static partial Regex Ids();

    [GeneratedRegex("(\"(?:weir|engine)_version\":)\"[^\"]+\"")]
    private static partial Regex Versions();

    [GeneratedRegex("(\"bytes_written\":)\\d+")]
    private static partial Regex Bytes();

    [GeneratedRegex("(\"snapshot_timestamp_ms\":)\\d+|(?<=\"(?:start|end|snapshot_timestamp)\":\")[^\"]+")]
    private static partial Regex Stamps();
}
