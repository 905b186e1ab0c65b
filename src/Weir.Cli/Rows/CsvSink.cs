using System.Buffers;
using System.Text;
using Weir.Arrow;

namespace Weir.Cli.Rows;

/// <summary>
/// Rows as RFC 4180: a header, comma, CRLF, quotes where needed. NULL is nothing at all and an empty
/// text is <c>""</c>, so that the two stay apart.
/// </summary>
internal sealed class CsvSink(Stream output) : RowSink
{
    private static readonly SearchValues<byte> Special = SearchValues.Create(",\"\r\n"u8);

    private readonly ByteSink _bytes = new(output);
    private readonly ArrayBufferWriter<byte> _value = new(256);
    private Cell[] _columns = [];

    public override void Begin(Schema schema)
    {
        _columns = [.. schema.Fields.Select(field => CellFactory.For(field.Type, hexBinary: false))];
        for (int i = 0; i < schema.Fields.Count; i++)
        {
            if (i > 0)
                _bytes.Write(","u8);
            WriteField(Encoding.UTF8.GetBytes(schema.Fields[i].Name));
        }
        _bytes.Write("\r\n"u8);
    }

    public override void Write(RecordBatch batch)
    {
        for (int row = 0; row < batch.RowCount; row++)
        {
            for (int i = 0; i < _columns.Length; i++)
            {
                if (i > 0)
                    _bytes.Write(","u8);
                WriteCell(_columns[i], batch.Column(i), row);
            }
            _bytes.Write("\r\n"u8);
            _bytes.RowDone();
        }
        _bytes.Flush();
    }

    public override void End() => _bytes.Flush();

    private void WriteCell(Cell cell, ArrowArray array, int row)
    {
        if (cell.IsNull(array, row))
            return;
        _value.ResetWrittenCount();
        cell.WriteText(_value, array, row);
        WriteField(_value.WrittenSpan);
    }

    private void WriteField(ReadOnlySpan<byte> value)
    {
        bool quoted = value.IsEmpty || value.ContainsAny(Special) || value[0] is (byte)' ' || value[^1] is (byte)' ';
        if (!quoted)
        {
            _bytes.Write(value);
            return;
        }
        _bytes.Write("\""u8);
        for (int quote = value.IndexOf((byte)'"'); quote >= 0; quote = value.IndexOf((byte)'"'))
        {
            _bytes.Write(value[..(quote + 1)]);
            _bytes.Write("\""u8);
            value = value[(quote + 1)..];
        }
        _bytes.Write(value);
        _bytes.Write("\""u8);
    }
}
