using System.Collections.Concurrent;
using System.Diagnostics;
using System.Diagnostics.Metrics;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Weir.Arrow;

namespace Weir.Tests.Sessions;

public sealed class RuntimeTests
{
    [Fact]
    public void A_container_gives_one_runtime_with_its_options_and_loggers()
    {
        Lines lines = new();
        using ServiceProvider services = new ServiceCollection()
            .AddLogging(logging => logging.AddProvider(lines).SetMinimumLevel(LogLevel.Debug))
            .AddWeir(options => options.Threads = 1)
            .AddWeir(options => options.ProfileName = "small")
            .BuildServiceProvider();
        WeirRuntime runtime = services.GetRequiredService<WeirRuntime>();
        Assert.Same(runtime, services.GetRequiredService<WeirRuntime>());
        Assert.Equal("small", runtime.ProfileName);
        using Session session = runtime.NewSession();
        using QueryResult result = session.Run(new Query("SELECT current_setting('threads')::VARCHAR"));
        Assert.Equal(["1"], Lake.Texts(result));
        Assert.Contains(lines.Written, line => line.Contains("opened with engine v1.5.6", StringComparison.Ordinal));
        Assert.Contains(lines.Written, line => line.Contains("gave 1 rows", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(1000L, null, null)]
    [InlineData(null, 0, null)]
    [InlineData(null, null, 0L)]
    public void An_option_out_of_range_is_refused(long? memory, int? threads, long? spill)
    {
        WeirOptions options = new() { MemoryLimitBytes = memory, Threads = threads, SpillBytesMax = spill };
        Assert.Equal("WEIR8001", Assert.Throws<WeirException>(() => WeirRuntime.Open(options)).Code);
    }

    [Fact]
    public void A_runtime_that_opens_logs_no_warning()
    {
        Lines lines = new();
        using LoggerFactory loggers = new([lines], new LoggerFilterOptions { MinLevel = LogLevel.Warning });
        using WeirRuntime runtime = WeirRuntime.Open(new WeirOptions { Threads = 1, LoggerFactory = loggers });
        using Session session = runtime.NewSession();
        Assert.Equal(["[1]"], Lake.Rows(session, "SELECT collect_set(1)"));
        Assert.Empty(lines.Written);
    }

    [Fact]
    public void A_closed_runtime_gives_no_session()
    {
        WeirRuntime runtime = WeirRuntime.Open();
        runtime.Dispose();
        runtime.Dispose();
        Assert.Throws<ObjectDisposedException>(() => runtime.NewSession());
    }

    [Fact]
    [Trait("Requirement", "R122")]
    public async Task A_query_and_a_write_leave_spans_and_figures()
    {
        using Lake lake = new();
        ConcurrentBag<Activity> spans = [];
        ConcurrentBag<(string Name, double Value)> figures = [];
        using ActivitySource outer = new("Weir.Tests.Outer");
        using ActivityListener spanListener = new()
        {
            ShouldListenTo = source => source.Name is "Weir" or "Weir.Tests.Outer",
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllData,
            ActivityStopped = spans.Add,
        };
        ActivitySource.AddActivityListener(spanListener);
        using MeterListener meters = new();
        meters.InstrumentPublished = (instrument, listener) =>
        {
            if (instrument.Meter.Name == "Weir")
                listener.EnableMeasurementEvents(instrument);
        };
        meters.SetMeasurementEventCallback<double>((instrument, value, _, _) => figures.Add((instrument.Name, value)));
        meters.SetMeasurementEventCallback<long>((instrument, value, _, _) => figures.Add((instrument.Name, value)));
        meters.Start();

        using Activity? mine = outer.StartActivity("mine");
        await lake.Session.WriteAsync(lake.Table("t"), new Query("SELECT i FROM range(4242) r(i)"), DeltaWriteMode.Create);
        lake.Session.Register("t", lake.Table("t"));
        using (QueryResult result = lake.Session.Run(new Query("SELECT i::VARCHAR FROM t")))
        {
            Assert.Same(mine, Activity.Current);
            Assert.Equal(4242, Lake.Texts(result).Count);
        }
        Assert.Throws<WeirException>(() => lake.Session.Run(new Query("SELECT error('x')")).AsReader().Read());

        List<Activity> ours = [.. spans.Where(span => span.TraceId == mine!.TraceId)];
        Activity query = ours.Single(span => span.OperationName == "weir.query" && Equals(span.GetTagItem("db.query.summary"), "SELECT t"));
        Assert.Equal(("duckdb", 4242L), (query.GetTagItem("db.system.name"), query.GetTagItem("db.response.returned_rows")));
        Assert.Equal(mine!.SpanId, query.ParentSpanId);
        Activity write = ours.Single(span => span.OperationName == "weir.write");
        Assert.Equal(0L, write.GetTagItem("weir.delta.version"));
        Assert.Contains(ours, span => span.OperationName == "weir.query" && Equals(span.GetTagItem("error.type"), "WEIR4006"));
        Assert.Contains(figures, figure => figure is ("weir.query.rows", 4242));
        Assert.Contains(figures, figure => figure is ("weir.write.rows", 4242));
        Assert.Contains(figures, figure => figure.Name == "weir.query.duration");
    }

    [Fact]
    public async Task A_checksum_that_contradicts_a_log_is_told_and_the_log_counts()
    {
        using Lines lines = new();
        using Lake lake = new(options => options.LoggerFactory = new LoggerFactory([lines]));
        await lake.Session.WriteAsync(lake.Table("t"), new Query("SELECT 1 AS id"), DeltaWriteMode.Create);
        lake.Write("t/_delta_log/00000000000000000000.crc", """{"numFiles":7}""");
        lake.Session.Register("t", lake.Table("t"));
        Assert.Equal(["1"], lake.Rows("FROM t"));
        Assert.Contains(lines.Written, line => line.Contains("'numFiles' is 7 and the log gives 1", StringComparison.Ordinal));
    }

    [Fact]
    [Trait("Requirement", "R099")]
    [Trait("Requirement", "R097")]
    public void Only_a_name_with_collect_gathers_all_rows()
    {
        Type[] types = [typeof(Session), typeof(QueryResult), typeof(RecordBatchReader), typeof(WeirRuntime)];
        IEnumerable<string> gathering = types.SelectMany(type => type.GetMethods())
            .Where(method => method.ReturnType.ToString().Contains("List`1[Weir.Arrow.RecordBatch]", StringComparison.Ordinal))
            .Select(method => method.Name);
        Assert.Equal(["CollectAsync"], gathering);
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
