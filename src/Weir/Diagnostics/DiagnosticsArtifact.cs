namespace Weir.Diagnostics;

/// <summary>Something is so: what the runtime can do, which functions it has, what was planned. Worth keeping beside the results of a run.</summary>
public sealed record DiagnosticsArtifact : DiagnosticsRecord
{
    internal static DiagnosticsArtifact Of(DiagnosticsRecord record) => new()
    {
        Name = record.Name, SchemaVersion = record.SchemaVersion, RunId = record.RunId, QueryId = record.QueryId, TraceId = record.TraceId,
        SpanId = record.SpanId, EventTime = record.EventTime, Payload = record.Payload, IsCut = record.IsCut, Kind = record.Kind,
    };
}
