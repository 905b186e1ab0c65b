using System.Text;
using System.Text.Json;
using Weir.Arrow;
using Weir.Cli.Rows;

namespace Weir.Tests.Cli.Rows;

public sealed class CellTests
{
    private static readonly Field Item = new("item", ArrowType.Int32);

    public static TheoryData<string, string, string> Values => new()
    {
        // type, as JSON, as text in a table
        { "int64", "9223372036854775807", "9223372036854775807" },
        { "uint64", "18446744073709551615", "18446744073709551615" },
        { "int8", "-128", "-128" },
        { "bool", "true", "true" },
        { "float", "0.1", "0.1" },
        { "double", "1.7976931348623157E+308", "1.7976931348623157E+308" },
        { "nan", "\"NaN\"", "NaN" },
        { "infinity", "\"-Infinity\"", "-Infinity" },
        { "decimal", "-123456789012345678901234567890.50", "-123456789012345678901234567890.50" },
        { "utf8", "\"a\\\"b\\nö日\"", "a\"b\nö日" },
        { "utf8_view", "\"longer than twelve bytes\"", "longer than twelve bytes" },
        { "binary", "\"AP8K\"", "00ff0a" },
        { "fixed", "\"AQI=\"", "0102" },
        { "date", "\"2024-02-29\"", "2024-02-29" },
        { "time32", "\"01:02:03\"", "01:02:03" },
        { "time64", "\"01:02:03.000004\"", "01:02:03.000004" },
        { "timestamp", "\"2024-02-29T00:00:00.000001\"", "2024-02-29T00:00:00.000001" },
        { "timestamptz", "\"2024-02-29T00:00:00Z\"", "2024-02-29T00:00:00Z" },
        { "duration", "\"PT1.5S\"", "PT1.5S" },
        { "months", "\"P1Y1M\"", "P1Y1M" },
        { "daytime", "\"P2DT0.003S\"", "P2DT0.003S" },
        { "interval", "\"P1M-2DT3S\"", "P1M-2DT3S" },
        { "list", "[1,null,3]", "[1,null,3]" },
        { "empty list", "[]", "[]" },
        { "struct", "{\"a\":1,\"b\":null}", "{\"a\":1,\"b\":null}" },
        { "row", "[1,\"x\"]", "[1,\"x\"]" },
        { "map", "{\"k\":1,\"l\":null}", "{\"k\":1,\"l\":null}" },
        { "int map", "[{\"key\":7,\"value\":1}]", "[{\"key\":7,\"value\":1}]" },
        { "dictionary", "\"green\"", "green" },
    };

    [Theory]
    [MemberData(nameof(Values))]
    public void A_value_keeps_all_that_it_says(string kind, string json, string text)
    {
        (ArrowType type, Action<ColumnWriter> append) = Sample(kind);
        using RecordBatch batch = Batch(type, append);
        Cell cell = CellFactory.For(type, hexBinary: true);
        Assert.Equal(json, Json(cell, batch.Column(0), 0));
        Assert.Equal(text, Text(cell, batch.Column(0), 0));
        Assert.Equal("null", Json(cell, batch.Column(0), 1));
        Assert.True(cell.IsNull(batch.Column(0), 1));
        using JsonDocument parsed = JsonDocument.Parse(json);
    }

    [Fact]
    public void A_column_without_a_type_is_null()
    {
        using RecordBatch batch = Batch(ArrowType.Null, column => column.AppendNull());
        Assert.Equal("null", Json(CellFactory.For(ArrowType.Null, hexBinary: false), batch.Column(0), 0));
    }

    [Fact]
    public void A_window_on_a_batch_shows_its_own_rows()
    {
        using RecordBatch batch = Batch(new ListType(Item), column => AppendList(column, 1, null, 3));
        using RecordBatch window = batch.Slice(1, 1);
        Assert.Equal("null", Json(CellFactory.For(batch.Schema.Fields[0].Type, hexBinary: false), window.Column(0), 0));
    }

    private static (ArrowType Type, Action<ColumnWriter> Append) Sample(string kind) => kind switch
    {
        "int64" => Fixed(ArrowType.Int64, long.MaxValue),
        "uint64" => Fixed(ArrowType.UInt64, ulong.MaxValue),
        "int8" => Fixed(ArrowType.Int8, sbyte.MinValue),
        "bool" => (ArrowType.Boolean, column => ((BooleanWriter)column).Append(true)),
        "float" => Fixed(ArrowType.Float, 0.1f),
        "double" => Fixed(ArrowType.Double, double.MaxValue),
        "nan" => Fixed(ArrowType.Double, double.NaN),
        "infinity" => Fixed(ArrowType.Float, float.NegativeInfinity),
        "decimal" => Fixed(new DecimalType(38, 2), Int128.Parse("-12345678901234567890123456789050")),
        "utf8" => Bytes(ArrowType.Utf8, "a\"b\nö日"u8.ToArray()),
        "utf8_view" => Bytes(ArrowType.Utf8View, "longer than twelve bytes"u8.ToArray()),
        "binary" => Bytes(ArrowType.Binary, [0, 255, 10]),
        "fixed" => Bytes(new FixedSizeBinaryType(2), [1, 2]),
        "date" => Fixed(ArrowType.Date32, 19782),
        "time32" => Fixed(new Time32Type(TimeUnit.Second), 3723),
        "time64" => Fixed(new Time64Type(TimeUnit.Microsecond), 3_723_000_004L),
        "timestamp" => Fixed(new TimestampType(TimeUnit.Microsecond), 1_709_164_800_000_001L),
        "timestamptz" => Fixed(new TimestampType(TimeUnit.Nanosecond, "Europe/Berlin"), 1_709_164_800_000_000_000L),
        "duration" => Fixed(new DurationType(TimeUnit.Millisecond), 1500L),
        "months" => Fixed(ArrowType.IntervalYearMonth, 13),
        "daytime" => Fixed(ArrowType.IntervalDayTime, new DayTimeInterval(2, 3)),
        "interval" => Fixed(ArrowType.IntervalMonthDayNano, new MonthDayNanoInterval(1, -2, 3_000_000_000)),
        _ => Nested(kind),
    };

    private static (ArrowType Type, Action<ColumnWriter> Append) Nested(string kind) => kind switch
    {
        "list" => (new ListType(Item), column => AppendList(column, 1, null, 3)),
        "empty list" => (new LargeListType(Item), column => AppendList(column)),
        "struct" => (new StructType([new("a", ArrowType.Int32), new("b", ArrowType.Utf8)]), column =>
        {
            StructWriter record = (StructWriter)column;
            record.Field<FixedWriter<int>>(0).Append(1);
            record[1].AppendNull();
            record.EndRow();
        }),
        "row" => (new StructType([new("", ArrowType.Int32), new("", ArrowType.Utf8)]), column =>
        {
            StructWriter record = (StructWriter)column;
            record.Field<FixedWriter<int>>(0).Append(1);
            record.Field<BytesWriter>(1).Append("x"u8);
            record.EndRow();
        }),
        "map" => (new MapType(new("key", ArrowType.Utf8, false), new("value", ArrowType.Int32)), column =>
        {
            AppendEntry(column, key => ((BytesWriter)key).Append("k"u8), 1);
            AppendEntry(column, key => ((BytesWriter)key).Append("l"u8), null);
            ((ListWriter)column).EndRow();
        }),
        "int map" => (new MapType(new("key", ArrowType.Int64, false), new("value", ArrowType.Int32)), column =>
        {
            AppendEntry(column, key => ((FixedWriter<long>)key).Append(7), 1);
            ((ListWriter)column).EndRow();
        }),
        _ => (new DictionaryType(ArrowType.UInt8, ArrowType.Utf8), column =>
        {
            DictionaryWriter colors = (DictionaryWriter)column;
            ((BytesWriter)colors.Values).Append("red"u8);
            ((BytesWriter)colors.Values).Append("green"u8);
            colors.Append(1);
        }),
    };

    private static (ArrowType, Action<ColumnWriter>) Fixed<T>(ArrowType type, T value) where T : unmanaged =>
        (type, column => ((FixedWriter<T>)column).Append(value));

    private static (ArrowType, Action<ColumnWriter>) Bytes(ArrowType type, byte[] value) =>
        (type, column => ((BytesWriter)column).Append(value));

    private static void AppendList(ColumnWriter column, params int?[] values)
    {
        ListWriter list = (ListWriter)column;
        foreach (int? value in values)
        {
            if (value is int number)
                ((FixedWriter<int>)list.Element).Append(number);
            else
                list.Element.AppendNull();
        }
        list.EndRow();
    }

    private static void AppendEntry(ColumnWriter column, Action<ColumnWriter> key, int? value)
    {
        StructWriter entry = (StructWriter)((ListWriter)column).Element;
        key(entry[0]);
        if (value is int number)
            entry.Field<FixedWriter<int>>(1).Append(number);
        else
            entry[1].AppendNull();
        entry.EndRow();
    }

    // The value and then a null.
    private static RecordBatch Batch(ArrowType type, Action<ColumnWriter> append)
    {
        using RecordBatchWriter writer = new(new Schema(new Field("c", type)));
        append(writer[0]);
        writer[0].AppendNull();
        return writer.Finish();
    }

    private static string Json(Cell cell, ArrowArray array, int row)
    {
        using MemoryStream bytes = new();
        using (Utf8JsonWriter json = new(bytes, NestedCell.JsonOptions))
            cell.WriteJson(json, array, row);
        return Encoding.UTF8.GetString(bytes.ToArray());
    }

    private static string Text(Cell cell, ArrowArray array, int row)
    {
        System.Buffers.ArrayBufferWriter<byte> text = new();
        cell.WriteText(text, array, row);
        return Encoding.UTF8.GetString(text.WrittenSpan);
    }
}
