using System.Collections.Concurrent;
using System.Diagnostics;
using System.Text.Json;
using Microsoft.Extensions.Logging;
using Weir.Diagnostics;

namespace Weir.Tests.Diagnostics;

public sealed class DiagnosticsEmitterTests
{
    private static readonly DiagnosticsKind<Dictionary<string, object?>> Kind =
        new("weir_sample", 3, "A sample.", (System.Text.Json.Serialization.Metadata.JsonTypeInfo<Dictionary<string, object?>>)JsonSerializerOptions.Default.GetTypeInfo(typeof(Dictionary<string, object?>)));

    private readonly InMemoryDiagnosticsSink _kept = new();
    private readonly LevelLog _log = new();

    [Fact]
    public void A_record_names_its_kind_its_run_its_query_and_its_span()
    {
        using ActivityListener listener = new() { ShouldListenTo = source => source.Name == "Weir", Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllData };
        ActivitySource.AddActivityListener(listener);
        using Activity? span = WeirTelemetry.Source.StartActivity("sample");
        using (RunScope.Enter(new RunScope("run", "query")))
            Emitter(_kept).Emit(Kind, () => new() { ["rows"] = 3 });
        DiagnosticsEvent told = Assert.Single(_kept.Events);
        Assert.Equal(("weir_sample", 3, "run", "query"), (told.Name, told.SchemaVersion, told.RunId, told.QueryId));
        Assert.Equal((span!.TraceId.ToHexString(), span.SpanId.ToHexString()), (told.TraceId, told.SpanId));
        Assert.Equal("""{"rows":3}""", told.Payload.GetRawText());
    }

    [Fact]
    public void Work_in_no_scope_belongs_to_the_run_of_the_runtime()
    {
        Emitter(_kept).Emit(Kind, () => []);
        Assert.Equal(("runtime", null), (_kept.Events[0].RunId, _kept.Events[0].QueryId));
    }

    [Fact]
    [Trait("Requirement", "R196")]
    public void A_sink_that_fails_is_logged_once_and_counted_and_the_others_are_told()
    {
        DiagnosticsEmitter emitter = Emitter(new FailingSink(), _kept);
        emitter.Emit(Kind, () => []);
        emitter.Emit(Kind, () => []);
        Assert.Equal((2, 2L), (_kept.Records.Count, emitter.Failures));
        string text = Assert.Single(_log.Entries, entry => entry.Level == LogLevel.Warning).Text;
        Assert.Contains("weir_sample was lost in FailingSink", text, StringComparison.Ordinal);
    }

    [Fact]
    public void A_payload_that_cannot_be_made_fails_nobody()
    {
        DiagnosticsEmitter emitter = Emitter(_kept);
        emitter.Emit(Kind, () => throw new InvalidOperationException("no facts"));
        Assert.Equal((0, 1L), (_kept.Records.Count, emitter.Failures));
    }

    [Fact]
    public void A_payload_is_made_for_nobody_when_nobody_listens()
    {
        Emitter().Emit(Kind, () => throw new InvalidOperationException("made"));
        DiagnosticsEmitter closed = Emitter(_kept);
        closed.Close();
        closed.Emit(Kind, () => throw new InvalidOperationException("made"));
        Assert.Empty(_log.Entries);
    }

    [Theory]
    [InlineData("password")]
    [InlineData("aws_secret_access_key")]
    [InlineData("Api-Key")]
    [InlineData("sessionToken")]
    [InlineData("Proxy-Authorization")]
    [InlineData("cookie")]
    public void Values_under_secret_names_never_leave(string name)
    {
        Emitter(_kept).Emit(Kind, () => new() { ["options"] = new Dictionary<string, string> { [name] = "hunter2", ["path"] = "kept" } });
        Assert.Equal($$$"""{"options":{"{{{name}}}":"[redacted]","path":"kept"}}""", _kept.Events[0].Payload.GetRawText());
    }

    [Fact]
    public void Long_values_are_cut_and_the_record_says_so()
    {
        Emitter(_kept).Emit(Kind, () => new() { ["text"] = new string('x', 5000), ["list"] = Enumerable.Range(0, 1000) });
        DiagnosticsEvent told = _kept.Events[0];
        Assert.True(told.IsCut);
        Assert.Equal((RedactedJson.TextLengthMax, RedactedJson.CountMax),
            (told.Payload.GetProperty("text").GetString()!.Length, told.Payload.GetProperty("list").GetArrayLength()));
    }

    [Fact]
    public void The_memory_of_a_sink_is_bounded()
    {
        InMemoryDiagnosticsSink small = new(capacity: 2);
        for (int i = 0; i < 5; i++)
            Emitter(small).Emit(Kind, () => new() { ["i"] = i });
        Assert.Equal([3, 4], small.Records.Select(record => record.Payload.GetProperty("i").GetInt32()));
        Assert.Equal(3, small.Dropped);
    }

    private DiagnosticsEmitter Emitter(params IDiagnosticsSink[] sinks) => new(sinks, TimeProvider.System, _log, "runtime");

    private sealed class LevelLog : ILogger
    {
        public ConcurrentQueue<(LogLevel Level, string Text)> Entries { get; } = [];

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
            Entries.Enqueue((logLevel, formatter(state, exception)));
    }

    private sealed class FailingSink : IDiagnosticsSink
    {
        public void RecordEvent(DiagnosticsEvent diagnosticsEvent) => throw new IOException("full");

        public void RecordArtifact(DiagnosticsArtifact artifact) => throw new IOException("full");
    }
}
