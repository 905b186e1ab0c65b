using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;
using Weir.Arrow;

namespace Weir.Cli.Rows;

/// <summary>
/// Rows as JSON objects: one a line, or as the elements of one array, which is closed only when every
/// row was written.
/// </summary>
internal sealed class JsonSink(Stream output, bool lines) : RowSink
{
    private readonly ByteSink _bytes = new(output);
    private Utf8JsonWriter? _json;
    private (JsonEncodedText Name, Cell Cell)[] _columns = [];
    private bool _first = true;

    public override void Begin(Schema schema)
    {
        RequireDistinctNames(schema);
        _columns = [.. schema.Fields.Select(field =>
            (JsonEncodedText.Encode(field.Name, JavaScriptEncoder.UnsafeRelaxedJsonEscaping), CellFactory.For(field.Type, hexBinary: false)))];
        _json = new Utf8JsonWriter(_bytes, NestedCell.JsonOptions);
        if (!lines)
            _bytes.Write("["u8);
    }

    public override void Write(RecordBatch batch)
    {
        for (int row = 0; row < batch.RowCount; row++)
        {
            if (!lines)
                _bytes.Write(_first ? "\n"u8 : ",\n"u8);
            _first = false;
            WriteRow(batch, row);
            if (lines)
                _bytes.Write("\n"u8);
            _bytes.RowDone();
        }
        _bytes.Flush();
    }

    public override void End()
    {
        if (!lines)
            _bytes.Write(_first ? "]\n"u8 : "\n]\n"u8);
        _bytes.Flush();
    }

    public override void Dispose()
    {
        _json?.Dispose();
        base.Dispose();
    }

    private void WriteRow(RecordBatch batch, int row)
    {
        _json!.Reset();
        _json.WriteStartObject();
        for (int i = 0; i < _columns.Length; i++)
        {
            _json.WritePropertyName(_columns[i].Name);
            _columns[i].Cell.WriteJson(_json, batch.Column(i), row);
        }
        _json.WriteEndObject();
        _json.Flush();
    }

    private static void RequireDistinctNames(Schema schema)
    {
        string? twice = schema.Fields.GroupBy(field => field.Name, StringComparer.Ordinal)
            .FirstOrDefault(group => group.Count() > 1)?.Key;
        if (twice is not null)
            throw new UsageException(
                $"two columns of the result are named '{twice}', and a JSON object cannot hold both; rename one with AS, or use --format csv");
    }
}
