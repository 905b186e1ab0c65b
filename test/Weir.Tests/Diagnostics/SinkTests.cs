using System.Text.Json;
using Weir.Diagnostics;
using Weir.Tests.Sessions;

namespace Weir.Tests.Diagnostics;

public sealed class SinkTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Json_lines_hold_every_record_in_order()
    {
        await using (JsonLinesDiagnosticsSink sink = new(_folder["logs/weir.jsonl"]))
        {
            for (int i = 0; i < 1000; i++)
                sink.RecordEvent(Event(i));
        }
        JsonElement[] lines = [.. File.ReadLines(_folder["logs/weir.jsonl"]).Select(line => JsonDocument.Parse(line).RootElement)];
        Assert.Equal(Enumerable.Range(0, 1000), lines.Select(line => line.GetProperty("payload").GetProperty("i").GetInt32()));
        Assert.Equal(("event", "weir_sample", "run", JsonValueKind.Null),
            (lines[0].GetProperty("kind").GetString(), lines[0].GetProperty("name").GetString(), lines[0].GetProperty("run_id").GetString(), lines[0].GetProperty("query_id").ValueKind));
    }

    [Fact]
    public void A_full_file_is_replaced_and_the_oldest_goes()
    {
        using (JsonLinesDiagnosticsSink sink = new(_folder["weir.jsonl"], new JsonLinesOptions { FileBytesMax = 1024, FullFilesMax = 2 }))
        {
            for (int i = 0; i < 40; i++)
                sink.RecordEvent(Event(i, new string('x', 300)));
        }
        Assert.Equal(["weir.jsonl", "weir.jsonl.1", "weir.jsonl.2"], Directory.GetFiles(_folder.Path).Select(Path.GetFileName).Order(StringComparer.Ordinal));
        Assert.All(Directory.GetFiles(_folder.Path), file => Assert.InRange(new FileInfo(file).Length, 1, 1024));
        Assert.Contains("\"i\":39,", File.ReadAllText(_folder["weir.jsonl"]), StringComparison.Ordinal);
    }

    [Fact]
    public void What_the_disk_refuses_is_counted_and_told_to_the_next_who_records()
    {
        File.WriteAllText(_folder["taken"], "no folder");
        using JsonLinesDiagnosticsSink sink = new(_folder["taken/weir.jsonl"]);
        sink.RecordEvent(Event(0));
        Assert.True(SpinWait.SpinUntil(() => sink.Dropped == 1, TimeSpan.FromSeconds(20)));
        Assert.ThrowsAny<IOException>(() => sink.RecordEvent(Event(1)));
    }

    [Fact]
    public void What_comes_after_the_end_is_dropped_and_counted()
    {
        JsonLinesDiagnosticsSink sink = new(_folder["weir.jsonl"]);
        sink.Dispose();
        sink.RecordEvent(Event(0));
        sink.Dispose();
        Assert.Equal(1, sink.Dropped);
    }

    [Fact]
    [Trait("Requirement", "R119")]
    [Trait("Requirement", "R195")]
    public async Task Delta_tables_hold_what_a_runtime_did()
    {
        await using (DeltaDiagnosticsSink sink = new(_folder["observed"]))
        {
            using Lake lake = new(options => options.DiagnosticsSinks.Add(sink));
            await lake.Session.WriteAsync(lake.Table("t"), new Query("SELECT i AS id, i % 4 AS part FROM range(100) r(i)"), DeltaWriteMode.Create,
                new DeltaWriteOptions { PartitionBy = ["part"] });
            lake.Session.Register("t", lake.Table("t"));
            Assert.Equal(["25"], lake.Rows("SELECT count(id) FROM t WHERE part = 3"));
        }
        using Lake reader = new();
        foreach (string name in (string[])["weir_delta_scan_plans_v1", "weir_delta_mutations_v1", "weir_delta_snapshots_v1", "weir_run_finished_v1"])
            reader.Session.Register(name, new DatasetLocation(Path.Combine(_folder["observed"], name)));
        Assert.Equal(["4|1|3|[\"(part = ?)\"]|[\"id\",\"part\"]"], reader.Rows(
            "SELECT total_files, read_files, pruned_files, pushed_filters, projected_columns FROM weir_delta_scan_plans_v1"));
        Assert.Equal(["create|100|4|0"], reader.Rows("SELECT mode, rows_written, files_added, delta_version FROM weir_delta_mutations_v1"));
        Assert.Equal(["true|[\"part\"]"], reader.Rows("SELECT event_time > TIMESTAMPTZ '2020-01-01' AND length(run_id) = 32, partition_columns FROM weir_delta_snapshots_v1 WHERE delta_version = 0 LIMIT 1"));
        Assert.Equal(["runtime|ok|1|1"], reader.Rows("SELECT run_kind, status, queries, writes FROM weir_run_finished_v1"));
    }

    [Fact]
    [Trait("Requirement", "R119")]
    public async Task The_writes_of_a_delta_sink_leave_no_spans_and_figures()
    {
        string observed = _folder["observed"];
        System.Collections.Concurrent.ConcurrentQueue<string> told = [];
        using System.Diagnostics.ActivityListener spans = new()
        {
            ShouldListenTo = source => source.Name == "Weir",
            Sample = (ref System.Diagnostics.ActivityCreationOptions<System.Diagnostics.ActivityContext> _) => System.Diagnostics.ActivitySamplingResult.AllData,
            ActivityStopped = span =>
            {
                if (span.TagObjects.Any(tag => $"{tag.Value}".StartsWith(observed, StringComparison.Ordinal)))
                    told.Enqueue(span.OperationName);
            },
        };
        System.Diagnostics.ActivitySource.AddActivityListener(spans);
        using System.Diagnostics.Metrics.MeterListener figures = new();
        figures.InstrumentPublished = (instrument, own) =>
        {
            if (instrument is { Meter.Name: "Weir", Name: "weir.dataset.rows" })
                own.EnableMeasurementEvents(instrument);
        };
        figures.SetMeasurementEventCallback<long>((_, _, tags, _) => told.Enqueue($"rows of {tags[0].Value}"));
        figures.Start();
        await using (DeltaDiagnosticsSink sink = new(observed))
        {
            using Lake lake = new(options => options.DiagnosticsSinks.Add(sink));
            await lake.Session.WriteAsync(lake.Table("told_of_here"), new Query("SELECT 1 AS id"), DeltaWriteMode.Create);
        }
        Assert.True(Directory.Exists(Path.Combine(observed, "weir_delta_mutations_v1")));
        Assert.Contains("rows of told_of_here", told);
        Assert.DoesNotContain(told, name => name.StartsWith("weir.", StringComparison.Ordinal) || name.StartsWith("rows of weir_", StringComparison.Ordinal));
    }

    [Fact]
    [Trait("Requirement", "R196")]
    public async Task A_lake_that_cannot_be_written_fails_no_run()
    {
        File.WriteAllText(_folder["taken"], "no folder");
        DeltaDiagnosticsSink sink = new(_folder["taken"], new DeltaSinkOptions { BatchRecords = 1 });
        using (Lake lake = new(options => options.DiagnosticsSinks.Add(sink)))
        {
            for (int i = 0; i < 3; i++)
                Assert.Equal(["1"], lake.Rows("SELECT 1"));
        }
        await sink.DisposeAsync();
        Assert.True(sink.Dropped > 0);
    }

    private static DiagnosticsEvent Event(int i, string text = "") => new()
    {
        Name = "weir_sample", SchemaVersion = 1, RunId = "run", EventTime = DateTimeOffset.UnixEpoch,
        Payload = JsonDocument.Parse($$"""{"i":{{i}},"text":"{{text}}"}""").RootElement,
    };
}
