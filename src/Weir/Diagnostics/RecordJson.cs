using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Weir.Diagnostics;

/// <summary>A record as one line of JSON. Pure.</summary>
internal static class RecordJson
{
    /// <summary>Without escapes that only web pages need.</summary>
    public static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Writes a line, its end included.</summary>
    public static void WriteLine(IBufferWriter<byte> target, DiagnosticsRecord record)
    {
        using (Utf8JsonWriter json = new(target, Options))
        {
            json.WriteStartObject();
            json.WriteString("kind"u8, record is DiagnosticsArtifact ? "artifact" : "event");
            json.WriteString("name"u8, record.Name);
            json.WriteNumber("schema_version"u8, record.SchemaVersion);
            json.WriteString("event_time"u8, record.EventTime);
            json.WriteString("run_id"u8, record.RunId);
            WriteId(json, "query_id"u8, record.QueryId);
            WriteId(json, "trace_id"u8, record.TraceId);
            WriteId(json, "span_id"u8, record.SpanId);
            json.WriteBoolean("is_cut"u8, record.IsCut);
            json.WritePropertyName("payload"u8);
            record.Payload.WriteTo(json);
            json.WriteEndObject();
        }
        target.Write("\n"u8);
    }

    private static void WriteId(Utf8JsonWriter json, ReadOnlySpan<byte> name, string? id)
    {
        if (id is null)
            json.WriteNull(name);
        else
            json.WriteString(name, id);
    }
}
