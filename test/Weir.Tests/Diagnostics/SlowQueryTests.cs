using System.Text.Json;
using Microsoft.Extensions.Logging;
using Weir.Arrow;
using Weir.Diagnostics;
using Weir.Tests.Plugins;
using Weir.Tests.Sessions;

namespace Weir.Tests.Diagnostics;

public sealed class SlowQueryTests : IDisposable
{
    private readonly InMemoryDiagnosticsSink _sink = new();
    private readonly Lake _lake;

    public SlowQueryTests() => _lake = new Lake(options =>
    {
        options.DiagnosticsSinks.Add(_sink);
        options.SlowQueryThreshold = TimeSpan.Zero;
    });

    public void Dispose() => _lake.Dispose();

    [Fact]
    [Trait("Requirement", "R119")]
    public async Task A_slow_query_is_told_with_what_the_engine_measured_in_that_very_run()
    {
        await _lake.Session.WriteAsync(_lake.Table("t"), new Query("SELECT i AS id, 'x' || i AS name FROM range(5000) r(i)"), DeltaWriteMode.Create);
        _lake.Session.Register("t", _lake.Table("t"));
        _sink.Clear();
        Read(new Query("SELECT count(*) FROM t WHERE id >= 1000 AND name <> 'it''s hunter2' AND name <> 'a\\'' OR 1=1 hunter2 --'"));
        JsonElement slow = Assert.Single(_sink.Events, told => told.Name == "weir_slow_query").Payload;
        Assert.Equal(("SELECT t", "ok", 1), (slow.GetProperty("summary").GetString(), slow.GetProperty("status").GetString(), slow.GetProperty("rows").GetInt64()));
        Assert.DoesNotContain("hunter2", slow.GetRawText(), StringComparison.Ordinal);
        JsonElement profile = slow.GetProperty("profile");
        Assert.True(profile.GetProperty("latency_ms").GetDouble() > 0);
        JsonElement scan = profile.GetProperty("operators").EnumerateArray().Single(node => node.GetProperty("name").GetString()!.Contains("PARQUET", StringComparison.Ordinal));
        Assert.Equal((5000L, 1L), (scan.GetProperty("rows_scanned").GetInt64(), scan.GetProperty("files_read").GetInt64()));
        Assert.Equal(4000, scan.GetProperty("rows").GetInt64());
        Assert.Contains(_sink.Events, told => told.Name == "weir_query_finished" && told.QueryId == _sink.Events.Single(other => other.Name == "weir_slow_query").QueryId);
    }

    [Fact]
    [Trait("Requirement", "R119")]
    public void A_slow_query_runs_once()
    {
        int calls = 0;
        using Lake lake = new(options =>
        {
            options.DiagnosticsSinks.Add(_sink);
            options.SlowQueryThreshold = TimeSpan.Zero;
            options.EmbeddedPlugins.Add(new Engine.InlinePlugin("counting").With(new Engine.InlineScalar("count_calls", Engine.InlinePlugin.Parameters(ArrowType.Int64), ArrowType.Int64, Count)
            {
                IsVolatile = true,
            }));
        });
        Assert.Equal(["1", "1", "1"], lake.Rows("SELECT count_calls(i) FROM range(3) r(i)"));
        Assert.Equal(3, calls);
        Assert.Contains(_sink.Events, told => told.Name == "weir_slow_query");

        void Count(ref Weir.Plugins.PluginScalarCall call)
        {
            for (int row = 0; row < call.RowCount; row++)
            {
                Interlocked.Increment(ref calls);
                call.Result.Values<long>()[row] = 1;
            }
        }
    }

    [Fact]
    public void A_query_that_fails_or_is_abandoned_has_no_profile_and_is_told_all_the_same()
    {
        Assert.Throws<WeirException>(() => Read(new Query("SELECT no_such_column")));
        _lake.Session.Run(new Query("SELECT * FROM range(10000000)")).Dispose();
        JsonElement[] slow = [.. _sink.Events.Where(told => told.Name == "weir_slow_query").Select(told => told.Payload)];
        Assert.Equal(["error", "abandoned"], slow.Select(told => told.GetProperty("status").GetString()));
        Assert.All(slow, told => Assert.Equal(JsonValueKind.Null, told.GetProperty("profile").ValueKind));
    }

    [Fact]
    public void The_time_of_a_slow_caller_is_not_the_querys()
    {
        ManualTime clock = new();
        ListLog log = new();
        using Lake lake = new(options =>
        {
            options.TimeProvider = clock;
            options.LoggerFactory = new OneLog(log);
            options.SlowQueryThreshold = TimeSpan.FromMinutes(1);
        });
        using (QueryResult result = lake.Session.Run(new Query("SELECT * FROM range(100000)") { BatchRows = 2048 }))
        using (RecordBatchReader rows = result.AsReader())
        {
            while (rows.Read() is { } batch)
            {
                batch.Dispose();
                clock.Pass(TimeSpan.FromMinutes(5));
            }
        }
        Assert.DoesNotContain(log.Lines, line => line.Contains("kept its caller waiting", StringComparison.Ordinal));
    }

    [Fact]
    public void Nothing_is_measured_when_no_threshold_is_set()
    {
        using Lake lake = new(options => options.DiagnosticsSinks.Add(_sink));
        lake.Rows("SELECT 1");
        Assert.DoesNotContain(_sink.Events, told => told.Name == "weir_slow_query");
        Assert.Equal(["NULL"], lake.Rows("SELECT current_setting('enable_profiling') AS s"));
    }

    private void Read(Query query)
    {
        using QueryResult result = _lake.Session.Run(query);
        using RecordBatchReader rows = result.AsReader();
        while (rows.Read() is { } batch)
            batch.Dispose();
    }

    private sealed class ManualTime : TimeProvider
    {
        private long _ticks;

        public override long TimestampFrequency => TimeSpan.TicksPerSecond;

        public override long GetTimestamp() => Interlocked.Read(ref _ticks);

        public void Pass(TimeSpan time) => Interlocked.Add(ref _ticks, time.Ticks);
    }

    private sealed class OneLog(ILogger log) : ILoggerFactory
    {
        public void AddProvider(ILoggerProvider provider) => throw new NotSupportedException();

        public ILogger CreateLogger(string categoryName) => log;

        public void Dispose()
        {
        }
    }
}
