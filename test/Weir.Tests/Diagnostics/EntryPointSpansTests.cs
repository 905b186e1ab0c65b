using System.Collections.Concurrent;
using System.Diagnostics;
using Weir.Diagnostics;
using Weir.Tests.Sessions;

namespace Weir.Tests.Diagnostics;

/// <summary>Whatever a program asks a session that touches a Delta table: its spans and records have their ids, and a span above them.</summary>
public sealed class EntryPointSpansTests : IDisposable
{
    private const string Sql = "SELECT id, twice(id) AS two FROM t WHERE id > 3";

    private readonly ConcurrentQueue<Activity> _ended = [];
    private readonly ActivitySource _tests = new("Weir.Tests.EntryPoints");
    private readonly ActivityListener _listener;

    public EntryPointSpansTests()
    {
        _listener = new ActivityListener
        {
            ShouldListenTo = source => source.Name is "Weir" or "Weir.Tests.EntryPoints",
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllData,
            ActivityStopped = _ended.Enqueue,
        };
        ActivitySource.AddActivityListener(_listener);
    }

    private static readonly Dictionary<string, Action<Lake>> EntryPoints = new()
    {
        ["run"] = lake => lake.Rows(Sql),
        ["run history"] = lake => lake.Rows($"SELECT version FROM delta_history('{lake.At("t")}')"),
        ["run changes"] = lake => lake.Rows($"SELECT count(*) FROM read_delta('{lake.At("t")}', version := 0)"),
        ["describe"] = lake => lake.Session.Describe(new Query(Sql)),
        ["lineage"] = lake => lake.Session.Lineage(new Query(Sql)),
        ["explain"] = lake => lake.Session.Explain(new Query(Sql)),
        ["explain analyze"] = lake => lake.Session.Explain(new Query(Sql), isRun: true),
        ["prepare"] = lake => lake.Session.Prepare(new Query(Sql)),
        ["judge"] = lake => lake.Session.Judge(Sql),
        ["fingerprint"] = lake => lake.Session.Fingerprint(new Query(Sql)),
        ["write"] = lake => lake.Session.WriteAsync(lake.Table("u"), new Query(Sql), DeltaWriteMode.Create).GetAwaiter().GetResult(),
        ["register with columns"] = lake => lake.Session.Register("v", lake.Table("t") with { Columns = [new DatasetColumn("id", "BIGINT")] }),
    };

    public static TheoryData<string> Names => [.. EntryPoints.Keys];

    public void Dispose()
    {
        _listener.Dispose();
        _tests.Dispose();
    }

    [Theory]
    [MemberData(nameof(Names))]
    [Trait("Requirement", "R121")]
    public async Task Every_span_and_record_has_the_ids_of_its_run_and_query(string entryPoint)
    {
        InMemoryDiagnosticsSink sink = new();
        using Lake lake = new(options => options.DiagnosticsSinks.Add(sink));
        await lake.Session.WriteAsync(lake.Table("t"), new Query("SELECT i AS id FROM range(10) r(i)"), DeltaWriteMode.Create);
        await lake.Session.WriteAsync(lake.Table("t"), new Query("SELECT i AS id FROM range(10) r(i)"), DeltaWriteMode.Append);
        lake.Session.Register("t", lake.Table("t"));
        lake.Session.Run(new Query("CREATE FUNCTION twice(x BIGINT) RETURNS BIGINT RETURN $x * 2")).Dispose();
        int ended = _ended.Count;
        int before = sink.Records.Count;
        using Activity root = _tests.StartActivity("root")!;
        EntryPoints[entryPoint](lake);
        root.Stop();

        Activity[] spans = [.. _ended.Where(span => span.TraceId == root.TraceId && span.Source.Name == "Weir")];
        Assert.NotEmpty(spans);
        Assert.All(spans, span => Assert.Equal(lake.Runtime.RunId, span.GetTagItem("weir.run_id")));
        Assert.All(spans, span => Assert.Equal(32, (span.GetTagItem("weir.query_id") as string)?.Length));
        Assert.All(spans.Where(span => span.ParentSpanId == root.SpanId), span => Assert.Contains(span.OperationName, (string[])["weir.query", "weir.write", "weir.plan"]));
        Assert.All(
            sink.Records.Skip(before).Where(record => record.Name is not ("weir_function_policy" or "weir_table_provider_registered")),
            record => Assert.Equal(32, record.QueryId?.Length));
        Assert.DoesNotContain(
            _ended.Skip(ended), span => span.Source.Name == "Weir" && span.Parent is null && span.OperationName.StartsWith("weir.storage", StringComparison.Ordinal)
                && $"{span.GetTagItem("weir.storage.root")}".StartsWith(lake.Folder, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("run", 1)]
    [InlineData("explain analyze", 1)]
    [InlineData("write", 1)]
    [InlineData("explain", 0)]
    [InlineData("lineage", 0)]
    [InlineData("prepare", 0)]
    [InlineData("describe", 0)]
    public async Task A_plan_of_the_files_is_told_of_queries_that_run_alone(string entryPoint, int expected)
    {
        InMemoryDiagnosticsSink sink = new();
        using Lake lake = new(options => options.DiagnosticsSinks.Add(sink));
        await lake.Session.WriteAsync(lake.Table("t"), new Query("SELECT i AS id FROM range(10) r(i)"), DeltaWriteMode.Create);
        lake.Session.Register("t", lake.Table("t"));
        lake.Session.Run(new Query("CREATE FUNCTION twice(x BIGINT) RETURNS BIGINT RETURN $x * 2")).Dispose();
        EntryPoints[entryPoint](lake);
        Assert.Equal(expected, sink.Records.Count(record => record.Name == "weir_delta_scan_plans"));
    }
}
