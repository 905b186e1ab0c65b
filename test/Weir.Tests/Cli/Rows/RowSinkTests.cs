using System.Text;
using Weir.Arrow;
using Weir.Cli;
using Weir.Cli.Rows;

namespace Weir.Tests.Cli.Rows;

public sealed class RowSinkTests
{
    private static readonly Schema TwoColumns = new(new Field("id", ArrowType.Int64), new Field("name", ArrowType.Utf8));

    [Fact]
    public void Csv_keeps_null_and_empty_apart_and_quotes_by_the_book()
    {
        string csv = Print(output => new CsvSink(output), TwoColumns, [(1, "plain"), (2, ""), (null, null), (3, "a,\"b\"\r\nc"), (4, " edge ")]);
        Assert.Equal("id,name\r\n1,plain\r\n2,\"\"\r\n,\r\n3,\"a,\"\"b\"\"\r\nc\"\r\n4,\" edge \"\r\n", csv);
    }

    [Fact]
    public void Json_lines_are_one_object_a_row_with_letters_as_they_are() =>
        Assert.Equal("{\"id\":1,\"name\":\"日本 <&>\"}\n{\"id\":null,\"name\":null}\n",
            Print(output => new JsonSink(output, lines: true), TwoColumns, [(1, "日本 <&>"), (null, null)]));

    [Fact]
    public void Json_is_one_array_that_ends_only_with_the_rows()
    {
        Assert.Equal("[\n{\"id\":1,\"name\":\"a\"},\n{\"id\":2,\"name\":\"b\"}\n]\n",
            Print(output => new JsonSink(output, lines: false), TwoColumns, [(1, "a"), (2, "b")]));
        Assert.Equal("[]\n", Print(output => new JsonSink(output, lines: false), TwoColumns, []));
        Assert.Equal("[\n{\"id\":1,\"name\":\"a\"}",
            Print(output => new JsonSink(output, lines: false), TwoColumns, [(1, "a")], end: false));
    }

    [Fact]
    public void Json_refuses_two_columns_of_one_name()
    {
        Schema twice = new(new Field("a", ArrowType.Int64), new Field("a", ArrowType.Utf8));
        using JsonSink sink = new(Stream.Null, lines: true);
        Assert.Contains("'a'", Assert.Throws<UsageException>(() => sink.Begin(twice)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_table_sets_numbers_right_and_names_null() =>
        Assert.Equal(
            """
               id │ name
            ──────┼──────
                1 │ a
             NULL │ NULL
            (2 rows)

            """.ReplaceLineEndings("\n"), Table([(1, "a"), (null, null)], screen: null));

    [Fact]
    public void A_table_shows_control_characters_and_never_sends_them() =>
        Assert.Contains("a\\u001b[2J\\nb\\u202e", Table([(1, "a\e[2J\nb\u202e")], screen: null), StringComparison.Ordinal);

    [Fact]
    public void A_table_fits_the_screen()
    {
        string table = Table([(1, new string('x', 500)), (2, "short")], screen: 40);
        Assert.All(table.Split('\n'), line => Assert.True(ScreenText.Width(line) <= 40, line));
        Assert.Contains("…", table, StringComparison.Ordinal);
    }

    [Fact]
    public void Many_columns_on_a_narrow_screen_become_records()
    {
        Schema wide = new([.. Enumerable.Range(0, 20).Select(i => new Field($"column_{i}", ArrowType.Utf8))]);
        using RecordBatchWriter writer = new(wide);
        for (int i = 0; i < 20; i++)
            writer.Column<BytesWriter>(i).Append($"value {i}");
        using RecordBatch batch = writer.Finish();
        string table = Print(output => new TableSink(output, screen: 60, color: false), batch);
        Assert.StartsWith("── row 1 ─", table, StringComparison.Ordinal);
        Assert.Contains("column_7  │ value 7\n", table, StringComparison.Ordinal);
    }

    [Fact]
    public void A_table_of_many_rows_holds_only_its_sample()
    {
        using RecordBatch batch = Batch(TwoColumns, [.. Enumerable.Range(0, 500).Select(i => ((long?)i, (string?)$"row {i}"))]);
        using StringWriter output = new();
        using TableSink sink = new(output, screen: null, color: false);
        sink.Begin(TwoColumns);
        sink.Write(batch);
        Assert.Equal(0, output.GetStringBuilder().Length);
        sink.Write(batch);
        Assert.NotEqual(0, output.GetStringBuilder().Length);
        for (int i = 0; i < 18; i++)
            sink.Write(batch);
        sink.End();
        Assert.EndsWith("(10,000 rows)" + Environment.NewLine, output.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void An_Arrow_stream_reads_back_as_the_same_rows()
    {
        using RecordBatch batch = Batch(TwoColumns, [(1, "a"), (null, null)]);
        using MemoryStream bytes = new();
        using (ArrowSink sink = new(bytes))
        {
            sink.Begin(TwoColumns);
            sink.Write(batch);
            sink.End();
        }
        bytes.Position = 0;
        using ArrowIpcReader reader = new(bytes);
        Assert.Equal(TwoColumns, reader.Schema);
        using RecordBatch? again = reader.Read();
        Assert.Equal("a", again!.Column(1).GetString(0));
        Assert.Null(reader.Read());
    }

    private static string Table((long?, string?)[] rows, int? screen)
    {
        using RecordBatch batch = Batch(TwoColumns, rows);
        return Print(output => new TableSink(output, screen, color: false), batch);
    }

    private static string Print(Func<TextWriter, RowSink> make, RecordBatch batch)
    {
        using StringWriter output = new() { NewLine = "\n" };
        using RowSink sink = make(output);
        sink.Begin(batch.Schema);
        sink.Write(batch);
        sink.End();
        return output.ToString();
    }

    private static string Print(Func<Stream, RowSink> make, Schema schema, (long?, string?)[] rows, bool end = true)
    {
        using MemoryStream output = new();
        using RecordBatch batch = Batch(schema, rows);
        using (RowSink sink = make(output))
        {
            sink.Begin(schema);
            sink.Write(batch);
            if (end)
                sink.End();
        }
        return Encoding.UTF8.GetString(output.ToArray());
    }

    private static RecordBatch Batch(Schema schema, (long? Id, string? Name)[] rows)
    {
        using RecordBatchWriter writer = new(schema);
        foreach ((long? id, string? name) in rows)
        {
            if (id is long number)
                writer.Column<FixedWriter<long>>(0).Append(number);
            else
                writer[0].AppendNull();
            if (name is not null)
                writer.Column<BytesWriter>(1).Append(name);
            else
                writer[1].AppendNull();
        }
        return writer.Finish();
    }
}
