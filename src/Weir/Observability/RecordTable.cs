using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Weir.Arrow;

namespace Weir.Diagnostics;

/// <summary>
/// Records of one kind as rows: what all records have, then a column for each member of the payload. Texts, numbers, truths and
/// moments keep their types, everything else is JSON. Immutable.
/// </summary>
internal sealed class RecordTable
{
    private const int CommonColumns = 8;

    private static readonly TimestampType Moment = new(TimeUnit.Microsecond, "UTC");

    private readonly (string Name, Action<ColumnWriter, JsonElement> Append)[] _members;

    private RecordTable(Schema schema, (string Name, Action<ColumnWriter, JsonElement> Append)[] members)
    {
        Schema = schema;
        _members = members;
    }

    public Schema Schema { get; }

    /// <summary>The table of a kind; one column <c>payload</c> for records of no kind that is known.</summary>
    public static RecordTable Of(DiagnosticsKind? kind)
    {
        (Field Field, Action<ColumnWriter, JsonElement> Append)[] members = kind is null
            ? [(new Field("payload", ArrowType.Utf8), AppendJson)]
            : [.. kind.Payload.Properties.Select(Column)];
        Field[] common =
        [
            new Field("event_time", Moment), new Field("run_id", ArrowType.Utf8), new Field("query_id", ArrowType.Utf8),
            new Field("trace_id", ArrowType.Utf8), new Field("span_id", ArrowType.Utf8), new Field("schema_version", ArrowType.Int32),
            new Field("is_cut", ArrowType.Boolean), new Field("record_name", ArrowType.Utf8),
        ];
        Invariant.Holds(common.Length == CommonColumns);
        return new RecordTable(new Schema([.. common, .. members.Select(member => member.Field)]), [.. members.Select(member => (member.Field.Name, member.Append))]);
    }

    /// <summary>The rows of records.</summary>
    public RecordBatch Rows(IEnumerable<DiagnosticsRecord> records)
    {
        using RecordBatchWriter writer = new(Schema);
        foreach (DiagnosticsRecord record in records)
            Append(writer, record);
        return writer.Finish();
    }

    private void Append(RecordBatchWriter writer, DiagnosticsRecord record)
    {
        ((FixedWriter<long>)writer[0]).Append((record.EventTime.UtcTicks - DateTimeOffset.UnixEpoch.Ticks) / TimeSpan.TicksPerMicrosecond);
        AppendText(writer[1], record.RunId);
        AppendText(writer[2], record.QueryId);
        AppendText(writer[3], record.TraceId);
        AppendText(writer[4], record.SpanId);
        ((FixedWriter<int>)writer[5]).Append(record.SchemaVersion);
        ((BooleanWriter)writer[6]).Append(record.IsCut);
        AppendText(writer[7], record.Name);
        for (int i = 0; i < _members.Length; i++)
        {
            JsonElement value = record.Kind is null ? record.Payload : record.Payload.TryGetProperty(_members[i].Name, out JsonElement found) ? found : default;
            if (value.ValueKind is JsonValueKind.Undefined or JsonValueKind.Null)
                writer[CommonColumns + i].AppendNull();
            else
                _members[i].Append(writer[CommonColumns + i], value);
        }
    }

    private static (Field Field, Action<ColumnWriter, JsonElement> Append) Column(JsonPropertyInfo member)
    {
        Type type = Nullable.GetUnderlyingType(member.PropertyType) ?? member.PropertyType;
        (ArrowType arrow, Action<ColumnWriter, JsonElement> append) = type switch
        {
            _ when type == typeof(string) => (ArrowType.Utf8, AppendString),
            _ when type == typeof(bool) => (ArrowType.Boolean, (column, value) => ((BooleanWriter)column).Append(value.GetBoolean())),
            _ when type == typeof(int) || type == typeof(long) => (ArrowType.Int64, (column, value) => ((FixedWriter<long>)column).Append(value.GetInt64())),
            _ when type == typeof(double) => (ArrowType.Double, (column, value) => ((FixedWriter<double>)column).Append(value.GetDouble())),
            _ => ((ArrowType)ArrowType.Utf8, (Action<ColumnWriter, JsonElement>)AppendJson),
        };
        return (new Field(member.Name, arrow), append);
    }

    private static void AppendString(ColumnWriter column, JsonElement value) => ((BytesWriter)column).Append(value.GetString()!);

    private static void AppendJson(ColumnWriter column, JsonElement value) => ((BytesWriter)column).Append(value.GetRawText());

    private static void AppendText(ColumnWriter column, string? text)
    {
        if (text is null)
            column.AppendNull();
        else
            ((BytesWriter)column).Append(text);
    }
}
