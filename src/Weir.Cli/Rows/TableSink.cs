using System.Buffers;
using System.Text;
using Weir.Arrow;

namespace Weir.Cli.Rows;

/// <summary>
/// Rows as a table for a person. The first rows are kept to decide the widths, then every row is
/// printed as it comes; a value that does not fit is cut and ends with <c>…</c>.
/// </summary>
/// <param name="output">Where the table goes.</param>
/// <param name="screen">Columns of the screen; null when the output is no screen.</param>
/// <param name="color">Whether names stand out and NULL steps back.</param>
internal sealed class TableSink(TextWriter output, int? screen, bool color) : RowSink
{
    private const int SampleRows = 1_000;

    private readonly ArrayBufferWriter<byte> _value = new(256);
    private readonly List<string?[]> _sample = [];
    private string[] _names = [];
    private Cell[] _cells = [];
    private TableLayout? _layout;
    private TableText? _table;
    private long _rows;

    public override void Begin(Schema schema)
    {
        _names = [.. schema.Fields.Select(field => PrintableText.Of(field.Name))];
        _cells = [.. schema.Fields.Select(field => CellFactory.For(field.Type, hexBinary: true))];
    }

    public override void Write(RecordBatch batch)
    {
        for (int row = 0; row < batch.RowCount; row++)
        {
            string?[] texts = new string?[_cells.Length];
            for (int i = 0; i < texts.Length; i++)
                texts[i] = TextOf(_cells[i], batch.Column(i), row);
            Take(texts);
        }
        output.Flush();
    }

    public override void End()
    {
        PrintSample();
        output.WriteLine(Ink.Paint(_rows is 1 ? "(1 row)" : $"({_rows:N0} rows)", Ink.Dim, color));
        output.Flush();
    }

    private void Take(string?[] texts)
    {
        if (_layout is not null)
        {
            PrintRow(texts);
            return;
        }
        _sample.Add(texts);
        if (_sample.Count == SampleRows)
            PrintSample();
    }

    private string? TextOf(Cell cell, ArrowArray array, int row)
    {
        if (cell.IsNull(array, row))
            return null;
        _value.ResetWrittenCount();
        cell.WriteText(_value, array, row);
        ReadOnlySpan<byte> bytes = _value.WrittenSpan;
        // No more can be shown than this, whatever the letters are: a megabyte of text is not decoded for it.
        const int Enough = TableLayout.CellMax * 8;
        int end = Math.Min(bytes.Length, Enough);
        while (end < bytes.Length && end > 0 && (bytes[end] & 0xC0) is 0x80)
            end--;
        return PrintableText.Of(Encoding.UTF8.GetString(bytes[..end]));
    }

    private void PrintSample()
    {
        if (_layout is not null)
            return;
        int[] natural = [.. _names.Select(ScreenText.Width)];
        foreach (string?[] row in _sample)
        {
            for (int i = 0; i < natural.Length; i++)
                natural[i] = Math.Max(natural[i], ScreenText.Width(row[i] ?? TableText.NullText));
        }
        _layout = TableLayout.For(natural, screen);
        if (!_layout.AsRecords)
        {
            _table = new TableText(_names, [.. _cells.Select(cell => cell.IsNumber)], _layout.Widths, color);
            output.WriteLine(_table.Header());
            output.WriteLine(_table.Rule());
        }
        foreach (string?[] row in _sample)
            PrintRow(row);
        _sample.Clear();
    }

    private void PrintRow(string?[] row)
    {
        _rows++;
        if (_table is null)
            PrintRecord(row);
        else
            output.WriteLine(_table.Row(row));
    }

    private void PrintRecord(string?[] row)
    {
        int names = Math.Min(_names.Max(ScreenText.Width), 40);
        int values = Math.Max(8, (screen ?? 120) - names - 3);
        output.WriteLine(Ink.Paint($"── row {_rows} ".PadRight(Math.Min(names + 20, screen ?? 120), '─'), Ink.Dim, color));
        for (int i = 0; i < row.Length; i++)
        {
            string name = Ink.Paint(ScreenText.Fit(_names[i], names, right: false), Ink.Bold, color);
            output.WriteLine($"{name} │ {TableText.Shown(row[i], values, right: false, color).TrimEnd()}");
        }
    }
}
