using System.Collections.Concurrent;
using System.Diagnostics;
using System.Diagnostics.Metrics;
using System.Globalization;
using System.Reflection;
using System.Runtime.CompilerServices;
using System.Text;
using Weir.Tests.House;
using Weir.Tests.Plugins.Sample;
using Weir.Tests.Sessions;

namespace Weir.Tests.Diagnostics;

public sealed class SpansTests : IDisposable
{
    private readonly ConcurrentQueue<Activity> _ended = [];
    private readonly ActivitySource _tests = new("Weir.Tests.Spans");
    private readonly ActivityListener _listener;

    public SpansTests()
    {
        _listener = new ActivityListener
        {
            ShouldListenTo = source => source.Name is "Weir" or "Weir.Tests.Spans",
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllData,
            ActivityStopped = _ended.Enqueue,
        };
        ActivitySource.AddActivityListener(_listener);
    }

    public void Dispose()
    {
        _listener.Dispose();
        _tests.Dispose();
    }

    [Fact]
    [Trait("Requirement", "R121")]
    [Trait("Requirement", "R122")]
    public async Task A_write_a_query_and_a_build_leave_the_spans_of_the_golden_file()
    {
        using Lake lake = new();
        lake.Write("orders.csv", "id,amount\n1,50\n");
        using Activity root = _tests.StartActivity("root")!;
        await lake.Session.WriteAsync(lake.Table("t"), new Query("SELECT i AS id FROM range(10) r(i)"), DeltaWriteMode.Create);
        lake.Session.Register("t", lake.Table("t"));
        Assert.Equal(10, lake.Rows("SELECT id FROM t WHERE id < 100").Count);
        Assert.Throws<WeirException>(() => lake.Session.Run(new Query("SELECT nothing, 'hunter2' FROM t")));
        await lake.Runtime.BuildAsync(new Weir.Build.BuildRequest(Build.SpecText.Valid) { EngineProfile = "small", BaseFolder = lake.Folder, OutputFolder = "out" });
        root.Stop();

        Activity[] spans = [.. _ended.Where(span => span.TraceId == root.TraceId && span.Source.Name == "Weir")];
        Assert.All(spans, span => Assert.Equal(32, (span.GetTagItem("weir.run_id") as string)?.Length));
        Assert.All(spans.Where(span => Above(span).Any(above => above.OperationName is "weir.query" or "weir.write")),
            span => Assert.Equal(32, (span.GetTagItem("weir.query_id") as string)?.Length));
        Assert.DoesNotContain(spans, span => span.TagObjects.Any(tag => $"{tag.Value}".Contains("hunter2", StringComparison.Ordinal)));
        StringBuilder tree = new();
        Print(tree, spans, root, 0, lake.Folder);
        Repository.MustMatch("test/Weir.Tests/Diagnostics/spans.golden.txt", tree.ToString());
    }

    [Fact]
    [Trait("Requirement", "R121")]
    public void A_call_into_a_plugin_has_the_ids_of_its_query()
    {
        using Lake lake = new(options => options.EmbeddedPlugins.Add(new PluginDouble("sample") { Providers = { new SampleRows() } }));
        using Activity root = _tests.StartActivity("root")!;
        lake.Session.Register("p", new PluginTableSource("sample", "sample_rows", """{"rows":1}"""));
        Assert.Equal(["0"], lake.Rows("SELECT id FROM p"));
        Activity open = _ended.Single(span => span.TraceId == root.TraceId && span.OperationName == "weir.plugin.open");
        Activity query = _ended.Single(span => span.TraceId == root.TraceId && span.OperationName == "weir.query");
        Assert.Equal(query.GetTagItem("weir.query_id"), open.GetTagItem("weir.query_id"));
        Assert.Equal(("sample", "sample_rows"), (open.GetTagItem("plugin.name"), open.GetTagItem("plugin.export")));
    }

    [Fact]
    [Trait("Requirement", "R120")]
    public void A_process_has_one_source_of_spans_whatever_opens_in_it()
    {
        ConcurrentQueue<ActivitySource> sources = [];
        using ActivityListener counting = new() { ShouldListenTo = source => Count(source) };
        ActivitySource.AddActivityListener(counting);
        using Lake one = new(), two = new();
        Assert.Equal([Lake.Rows(one.Session, "SELECT 1"), Lake.Rows(two.Session, "SELECT 1")], [["1"], ["1"]]);
        Assert.Single(sources);

        bool Count(ActivitySource source)
        {
            if (source.Name == "Weir")
                sources.Enqueue(source);
            return false;
        }
    }

    [Fact]
    [Trait("Requirement", "R122")]
    public void The_instruments_are_those_of_the_golden_file()
    {
        SortedSet<string> found = new(StringComparer.Ordinal);
        using MeterListener listener = new();
        listener.InstrumentPublished = (instrument, _) =>
        {
            if (instrument.Meter.Name == "Weir")
                found.Add($"{instrument.Name} [{instrument.Unit}] {instrument.GetType().Name.Split('`')[0]}{Buckets(instrument)}: {instrument.Description}");
        };
        foreach (Type type in typeof(WeirRuntime).Assembly.GetTypes().Where(HasInstruments))
            RuntimeHelpers.RunClassConstructor(type.TypeHandle);
        listener.Start();
        Repository.MustMatch("test/Weir.Tests/Diagnostics/instruments.golden.txt", string.Concat(found.Select(line => line + "\n")));
    }

    [Fact]
    [Trait("Requirement", "R122")]
    public void An_operation_is_measured_as_the_convention_for_databases_says()
    {
        ConcurrentQueue<Dictionary<string, object?>> measured = [];
        using MeterListener listener = new();
        listener.InstrumentPublished = (instrument, own) =>
        {
            if (instrument is { Meter.Name: "Weir", Name: "db.client.operation.duration" })
                own.EnableMeasurementEvents(instrument);
        };
        listener.SetMeasurementEventCallback<double>((_, _, tags, _) => measured.Enqueue(tags.ToArray().ToDictionary(tag => tag.Key, tag => tag.Value)));
        listener.Start();
        using Lake lake = new();
        lake.Rows("SELECT 1");
        Assert.Throws<WeirException>(() => lake.Rows("SELECT no_such_thing"));
        Assert.Contains(measured, tags => tags.Count == 2 && Equals(tags["db.system.name"], "duckdb") && Equals(tags["db.operation.name"], "SELECT"));
        Assert.Contains(measured, tags => tags.ContainsKey("error.type") && Equals(tags["error.type"], tags["db.response.status_code"]));
    }

    [Theory]
    [InlineData("SELECT * FROM t", "SELECT", "t")]
    [InlineData("SELECT * FROM t JOIN t AS u USING (id) JOIN v USING (id)", "SELECT", null)]
    [InlineData("DROP TABLE t", "DROP", null)]
    [InlineData("not sql", "_OTHER", null)]
    [InlineData("CREATE FUNCTION twice(x BIGINT) RETURNS BIGINT RETURN $x * 2", "CREATE", null)]
    [Trait("Requirement", "R122")]
    public void A_statement_counts_as_what_it_is_refused_or_not(string sql, string operation, string? table)
    {
        using Lake lake = new();
        lake.Session.Register("t", new DatasetLocation(lake.WriteParquet("t.parquet", "SELECT 1 AS id"), DatasetFormat.Parquet));
        lake.Session.RegisterView("v", "SELECT 1 AS id");
        using Activity root = _tests.StartActivity("root")!;
        try
        {
            lake.Session.Run(new Query(sql)).Dispose();
        }
        catch (WeirException)
        {
            // Some are refused, which is told all the same.
        }
        Activity query = _ended.Single(span => span.TraceId == root.TraceId && span.OperationName == "weir.query");
        Assert.Equal((operation, table), (query.GetTagItem("db.operation.name") as string, query.GetTagItem("db.collection.name") as string));
        Assert.Null(query.GetTagItem("weir.slow"));
    }

    [Fact]
    [Trait("Requirement", "R122")]
    public void The_span_of_a_slow_query_says_so_with_the_threshold()
    {
        using Lake lake = new(options => options.SlowQueryThreshold = TimeSpan.FromTicks(1));
        using Activity root = _tests.StartActivity("root")!;
        lake.Rows("SELECT 1");
        Activity query = _ended.Single(span => span.TraceId == root.TraceId && span.OperationName == "weir.query");
        Assert.Equal((true, 1e-7), (query.GetTagItem("weir.slow"), query.GetTagItem("weir.slow_threshold_s")));
    }

    private static IEnumerable<Activity> Above(Activity span)
    {
        for (Activity? above = span.Parent; above is not null; above = above.Parent)
            yield return above;
    }

    private static void Print(StringBuilder tree, Activity[] spans, Activity parent, int depth, string folder)
    {
        foreach (Activity span in spans.Where(span => span.ParentSpanId == parent.SpanId).OrderBy(span => span.StartTimeUtc))
        {
            tree.Append(' ', depth * 2).Append(CultureInfo.InvariantCulture, $"{span.OperationName} '{span.DisplayName}' {span.Kind} {span.Status}");
            foreach ((string name, object? value) in span.TagObjects.OrderBy(tag => tag.Key, StringComparer.Ordinal))
                tree.Append(CultureInfo.InvariantCulture, $" {name}={Value(name, value, folder)}");
            tree.Append('\n');
            Print(tree, spans, span, depth + 1, folder);
        }
    }

    private static string Value(string name, object? value, string folder) => name switch
    {
        "weir.run_id" or "weir.query_id" or "plugin.handle" => "<id>",
        "plugin.path" or "plugin.version" => "<plugin>",
        _ => string.Create(CultureInfo.InvariantCulture, $"{value}").Replace(folder, "<lake>", StringComparison.Ordinal),
    };

    private static string Buckets(Instrument instrument) => instrument is Histogram<double> { Advice.HistogramBucketBoundaries: { } buckets }
        ? string.Create(CultureInfo.InvariantCulture, $" ({string.Join(' ', buckets.Select(bucket => bucket.ToString(CultureInfo.InvariantCulture)))})")
        : "";

    private static bool HasInstruments(Type type) => !type.ContainsGenericParameters
        && type.GetFields(BindingFlags.Static | BindingFlags.NonPublic | BindingFlags.Public).Any(field => typeof(Instrument).IsAssignableFrom(field.FieldType));
}
