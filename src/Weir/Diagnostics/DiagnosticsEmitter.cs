using System.Diagnostics;
using System.Diagnostics.Metrics;
using System.Text.Json;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace Weir.Diagnostics;

/// <summary>
/// The one way to the sinks of a runtime: makes the record of a payload, redacted and with the ids of the work at hand, and
/// gives it to each sink. Never throws: a payload that cannot be made and a sink that fails are logged and counted. Safe for
/// use by many threads.
/// </summary>
internal sealed class DiagnosticsEmitter
{
    /// <summary>Tells nobody.</summary>
    public static readonly DiagnosticsEmitter None = new([], TimeProvider.System, NullLogger.Instance, runId: "");

    private static readonly Counter<long> Recorded =
        WeirTelemetry.Meter.CreateCounter<long>("weir.artifact.count", "{record}", "Events and artefacts that were given to sinks.");

    private readonly IDiagnosticsSink[] _sinks;
    private readonly TimeProvider _clock;
    private readonly ILogger _logger;
    private long _failures;
    private volatile bool _isClosed;

    public DiagnosticsEmitter(IEnumerable<IDiagnosticsSink> sinks, TimeProvider clock, ILogger logger, string runId)
    {
        (_sinks, _clock, _logger, RunId) = ([.. sinks], clock, logger, runId);
    }

    /// <summary>The run that work belongs to which is in no <see cref="RunScope"/>.</summary>
    public string RunId { get; }

    /// <summary>False when nobody listens; what only serves a payload is then not worth finding out.</summary>
    public bool IsOn => _sinks.Length > 0 && !_isClosed;

    /// <summary>Records that were lost to a sink or to all, since the start.</summary>
    public long Failures => Interlocked.Read(ref _failures);

    /// <summary>Tells the sinks; the payload is made only when there are some.</summary>
    public void Emit<T>(DiagnosticsKind<T> kind, Func<T> payload)
    {
        if (!IsOn)
            return;
        DiagnosticsRecord record;
        try
        {
            record = Record(kind, payload());
        }
        catch (Exception failure)
        {
            Failed("the payload", kind, failure);
            return;
        }
        foreach (IDiagnosticsSink sink in _sinks)
            Give(sink, kind, record);
    }

    /// <summary>Ends it: sinks are told nothing from now on.</summary>
    public void Close() => _isClosed = true;

    private DiagnosticsRecord Record<T>(DiagnosticsKind<T> kind, T payload)
    {
        (JsonElement value, bool isCut) = RedactedJson.Of(JsonSerializer.SerializeToElement(payload, kind.Payload));
        RunScope? scope = RunScope.Current;
        Activity? span = Activity.Current is { IdFormat: ActivityIdFormat.W3C } current ? current : null;
        DiagnosticsEvent made = new()
        {
            Name = kind.Name, SchemaVersion = kind.SchemaVersion, RunId = scope?.RunId ?? RunId, QueryId = scope?.QueryId,
            TraceId = span?.TraceId.ToHexString(), SpanId = span?.SpanId.ToHexString(), EventTime = _clock.GetUtcNow(), Payload = value, IsCut = isCut, Kind = kind,
        };
        return kind.IsArtifact ? DiagnosticsArtifact.Of(made) : made;
    }

    private void Give(IDiagnosticsSink sink, DiagnosticsKind kind, DiagnosticsRecord record)
    {
        try
        {
            if (record is DiagnosticsArtifact artifact)
                sink.RecordArtifact(artifact);
            else
                sink.RecordEvent((DiagnosticsEvent)record);
            Count(kind, "ok");
        }
        catch (Exception failure)
        {
            Failed(sink.GetType().Name, kind, failure);
        }
    }

    // A sink that fails does so with every record: the first time is news, the others are a count.
    private void Failed(string where, DiagnosticsKind kind, Exception failure)
    {
        Count(kind, "error");
        LogLevel level = Interlocked.Increment(ref _failures) == 1 ? LogLevel.Warning : LogLevel.Debug;
        LogMessages.DiagnosticsLost(_logger, level, kind.Name, where, failure);
    }

    private static void Count(DiagnosticsKind kind, string status)
    {
        TagList tags = new() { { "artifact_kind", kind.Name }, { "status", status } };
        Recorded.Tell(1, tags);
    }
}
