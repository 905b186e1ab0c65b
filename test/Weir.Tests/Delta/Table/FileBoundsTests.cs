using System.Globalization;
using System.Text;
using Weir.Arrow;
using Weir.Delta.Actions;
using Weir.Delta.Table;

namespace Weir.Tests.Delta.Table;

/// <summary>From the JSON of statistics to bounds that hold.</summary>
public sealed class FileBoundsTests
{
    // min, max, has nulls, has values; '-' for a bound that is not known.
    [Theory]
    [InlineData("long", """{"numRecords":3,"minValues":{"c":-5},"maxValues":{"c":9},"nullCount":{"c":0}}""", "-5 9 False True")]
    [InlineData("long", """{"nullCount":{"c":3},"numRecords":3}""", "- - True False")]
    [InlineData("long", """{"numRecords":3,"nullCount":{"c":2}}""", "- - True True")]
    [InlineData("long", """{"numRecords":3}""", "- - True True")]
    [InlineData("long", """{"nullCount":{"c":3}}""", "- - True True")]
    [InlineData("long", """{"numRecords":0,"nullCount":{"c":0}}""", "- - False False")]
    [InlineData("long", """{"numRecords":3,"nullCount":{"c":-1}}""", "- - True True")]
    [InlineData("long", """{"numRecords":3,"nullCount":{"c":4}}""", "- - True True")]
    [InlineData("long", """{"tightBounds":false,"numRecords":3,"minValues":{"c":1},"maxValues":{"c":2},"nullCount":{"c":1}}""", "1 2 True True")]
    [InlineData("long", """{"tightBounds":false,"numRecords":3,"nullCount":{"c":3}}""", "- - True False")]
    [InlineData("long", "", "- - True True")]
    [InlineData("long", "{", "- - True True")]
    [InlineData("long", "null", "- - True True")]
    [InlineData("long", "[1]", "- - True True")]
    [InlineData("long", """{"numRecords":3,"minValues":{"c":1},"maxValues":{"c":2},"nullCount":{"c":0}} x""", "- - True True")]
    [InlineData("long", """{"numRecords":3,"nullCount":{"c":3},"minValues":{"c":1""", "- - True True")]
    [InlineData("long", """{"minValues":7,"maxValues":{"c":{"d":1}},"nullCount":[]}""", "- - True True")]
    [InlineData("long", """{"minValues":{"c":"5"},"maxValues":{"c":1.5}}""", "- - True True")]
    [InlineData("long", """{"minValues":{"c":null},"maxValues":{"c":9223372036854775808}}""", "- - True True")]
    [InlineData("long", """{"minValues":{"x":{"c":1},"c":2},"maxValues":{"C":3}}""", "2 - True True")]
    [InlineData("integer", """{"minValues":{"c":-2147483649},"maxValues":{"c":2147483647}}""", "- 2147483647 True True")]
    [InlineData("short", """{"minValues":{"c":-1},"maxValues":{"c":40000}}""", "-1 - True True")]
    [InlineData("byte", """{"minValues":{"c":-128},"maxValues":{"c":127}}""", "-128 127 True True")]
    [InlineData("double", """{"minValues":{"c":-0.0},"maxValues":{"c":1e308}}""", "-0 1E+308 True True")]
    [InlineData("double", """{"minValues":{"c":"NaN"},"maxValues":{"c":"Infinity"}}""", "- - True True")]
    [InlineData("double", """{"minValues":{"c":-1e999},"maxValues":{"c":NaN}}""", "- - True True")]
    [InlineData("float", """{"minValues":{"c":0.1},"maxValues":{"c":0.10000000149011612}}""", "0.1 0.1 True True")]
    [InlineData("boolean", """{"minValues":{"c":false},"maxValues":{"c":true},"nullCount":{"c":0}}""", "- - False True")]
    [InlineData("binary", """{"minValues":{"c":"AA"},"nullCount":{"c":0}}""", "- - False True")]
    [InlineData("date", """{"minValues":{"c":"1969-12-31"},"maxValues":{"c":"2024-02-29"}}""", "-1 19782 True True")]
    [InlineData("date", """{"minValues":{"c":"2023-02-29"},"maxValues":{"c":20240101}}""", "- - True True")]
    [InlineData("timestamp", """{"minValues":{"c":"1970-01-01T00:00:01.234Z"},"maxValues":{"c":"1970-01-01T02:00:01.234+02:00"}}""", "1234000 1234999 True True")]
    [InlineData("timestamp", """{"minValues":{"c":"1969-12-31T23:59:59.999Z"},"maxValues":{"c":"1969-12-31T23:59:59.999Z"}}""", "-1999 -1 True True")]
    [InlineData("timestamp", """{"minValues":{"c":"1970-01-01T00:00:01.234"},"maxValues":{"c":"never"}}""", "- - True True")]
    [InlineData("timestamp", """{"minValues":{"c":"9999-12-31T23:59:59.999Z"},"maxValues":{"c":"9999-12-31T23:59:59.999Z"}}""", "253402300799999000 253402300799999999 True True")]
    [InlineData("timestamp_ntz", """{"minValues":{"c":"1970-01-01T00:00:00.001"},"maxValues":{"c":"1970-01-01"}}""", "1000 999 True True")]
    [InlineData("timestamp_ntz", """{"minValues":{"c":"1970-01-01T00:00:00.001Z"}}""", "- - True True")]
    [InlineData("decimal(5,2)", """{"minValues":{"c":1.5},"maxValues":{"c":"2.25"}}""", "150 225 True True")]
    [InlineData("decimal(5,2)", """{"minValues":{"c":1.555},"maxValues":{"c":1E+4}}""", "- - True True")]
    [InlineData("decimal(38,0)", """{"minValues":{"c":-99999999999999999999999999999999999999}}""", "-100000000000000022204460492503130808472 - True True")]
    [InlineData("decimal(20,2)", """{"minValues":{"c":9999999999999.99},"maxValues":{"c":10000000000000.00}}""", "999999999999999 1000000000000001 True True")]
    [InlineData("string", """{"minValues":{"c":""},"maxValues":{"c":"aé"}}""", " aé True True")]
    [InlineData("string", """{"minValues":{"c":"q\"\n"},"maxValues":{"c":"abc\ufffd"}}""", "q\"\n abc\U0010FFFF True True")]
    [InlineData("string", """{"minValues":{"c":"\ud800"},"maxValues":{"c":"b"}}""", "- - True True")]
    [InlineData("string", """{"minValues":{"c":5},"maxValues":{"c":true}}""", "- - True True")]
    public void Statistics_become_bounds_or_none(string type, string json, string expected) =>
        Assert.Equal(expected, Text(new BoundedField(["c"], TypeOf(type), HasBounds: type is not ("boolean" or "binary")), json));

    [Fact]
    public void A_field_of_a_struct_has_bounds_and_never_surely_no_nulls()
    {
        BoundedField field = new(["s", "x"], DeltaType.Long, HasBounds: true);
        Assert.Equal("1 2 True True", Text(field, """{"numRecords":3,"minValues":{"s":{"x":1}},"maxValues":{"s":{"y":9,"x":2}},"nullCount":{"s":{"x":0}}}"""));
        Assert.Equal("- - True False", Text(field, """{"numRecords":3,"minValues":{"s":5},"nullCount":{"s":{"x":3}}}"""));
    }

    [Fact]
    public void Files_names_and_old_types_decide_what_bounds_a_column_has()
    {
        DeltaSchema schema = DeltaSchema.Parse(
            """
            {"type":"struct","fields":[
              {"name":"a","type":"long","nullable":true,"metadata":{"delta.columnMapping.physicalName":"col-1"}},
              {"name":"w","type":"double","nullable":true,"metadata":{"delta.typeChanges":[{"toType":"double","fromType":"float"}]}},
              {"name":"i","type":"double","nullable":true,"metadata":{"delta.typeChanges":[{"toType":"double","fromType":"integer"}]}},
              {"name":"l","type":{"type":"array","elementType":"long","containsNull":true},"nullable":true,"metadata":{}}]}
            """, "t");
        Assert.Equal(["col-1"], BoundedField.Find(schema, ["A"], isMapped: true)!.Path);
        Assert.Equal(["a"], BoundedField.Find(schema, ["A"], isMapped: false)!.Path);
        Assert.False(BoundedField.Find(schema, ["w"], isMapped: false)!.HasBounds);
        Assert.True(BoundedField.Find(schema, ["i"], isMapped: false)!.HasBounds);
        Assert.Null(BoundedField.Find(schema, ["l"], isMapped: false));
        Assert.Null(BoundedField.Find(schema, ["a", "x"], isMapped: false));
    }

    [Fact]
    public void A_column_is_read_once_and_outlives_its_readers()
    {
        FileBounds bounds = new();
        Facts facts = new("""{"minValues":{"c":1}}""", """{"minValues":{"c":2}}""");
        BoundedField field = new(["c"], DeltaType.Long, HasBounds: true);
        bounds.Of(facts, [field])[0].Dispose();
        using RecordBatch again = bounds.Of(facts, [field])[0];
        Assert.Equal([1L, 2L], again.Column(0).Values<long>().ToArray());
        Assert.Equal(2, bounds.FilesRead);
    }

    [Fact]
    public void Files_that_come_later_are_read_alone_and_an_earlier_version_keeps_its_own()
    {
        FileBounds bounds = new();
        BoundedField number = new(["c"], DeltaType.Long, HasBounds: true), text = new(["d"], DeltaType.String, HasBounds: true);
        Facts first = new("""{"minValues":{"c":1,"d":"a"}}""", """{"minValues":{"c":2,"d":"b"}}""");
        Facts second = new([.. first.All, """{"minValues":{"c":3,"d":"c"}}""", ""]);
        using RecordBatch before = bounds.Of(first, [number])[0];
        Assert.Equal(2, bounds.FilesRead);
        using RecordBatch both = bounds.Of(second, [number])[0];
        Assert.Equal(4, bounds.FilesRead);
        Assert.Equal([1L, 2L, 3L], both.Column(0).Values<long>()[..3].ToArray());
        Assert.True(both.Column(0).IsNull(3));
        using RecordBatch again = bounds.Of(first, [number])[0];
        Assert.Equal([1L, 2L], again.Column(0).Values<long>().ToArray());
        Assert.Equal([1L, 2L], before.Column(0).Values<long>().ToArray());
        IReadOnlyList<RecordBatch> mixed = bounds.Of(second, [number, text]);
        Assert.Equal(8, bounds.FilesRead);
        Assert.Equal("c", mixed[1].Column(0).GetString(2));
        mixed[0].Dispose();
        mixed[1].Dispose();
    }

    [Fact]
    public void A_partition_value_that_cannot_be_read_is_an_error_of_the_versions_that_have_its_file()
    {
        FileBounds bounds = new();
        Facts without = new("", "", "") { Partitions = ["1", "x", "3"], Gone = 1 };
        using (RecordBatch values = bounds.Partition(without, 0, "p", DeltaType.Long))
            Assert.Equal((1L, true, 3L), (values.Column(0).Values<long>()[0], values.Column(0).IsNull(1), values.Column(0).Values<long>()[2]));
        Facts with = new("", "", "") { Partitions = ["1", "x", "3"] };
        Assert.Equal("WEIR2012", Assert.Throws<WeirException>(() => bounds.Partition(with, 0, "p", DeltaType.Long)).Code);
        Assert.Equal("WEIR2012", Assert.Throws<WeirException>(() => new FileBounds().Partition(with, 0, "p", DeltaType.Long)).Code);
        bounds.Partition(without, 0, "p", DeltaType.Long).Dispose();
        Assert.Equal(3, bounds.FilesRead);
    }

    private static DeltaType TypeOf(string name) => name.StartsWith("decimal", StringComparison.Ordinal)
        ? new DeltaDecimal(int.Parse(name[8..name.IndexOf(',', StringComparison.Ordinal)], CultureInfo.InvariantCulture), int.Parse(name[(name.IndexOf(',', StringComparison.Ordinal) + 1)..^1], CultureInfo.InvariantCulture))
        : DeltaType.Primitives.Single(type => type.Name == name);

    private static string Text(BoundedField field, string json)
    {
        using RecordBatch batch = new FileBounds().Of(new Facts(json), [field])[0];
        string[] cells = [.. batch.Columns.Select(Cell)];
        return string.Join(' ', cells.Length == 2 ? ["-", "-", .. cells] : cells);
    }

    private static string Cell(ArrowArray column) => column.IsNull(0) ? "-" : column.Type.Id switch
    {
        ArrowTypeId.Boolean => column.GetBoolean(0).ToString(),
        ArrowTypeId.LargeUtf8 => column.GetString(0),
        ArrowTypeId.Int8 => Number(column.Values<sbyte>()[0]),
        ArrowTypeId.Int16 => Number(column.Values<short>()[0]),
        ArrowTypeId.Int32 or ArrowTypeId.Date32 => Number(column.Values<int>()[0]),
        ArrowTypeId.Float => Number(column.Values<float>()[0]),
        ArrowTypeId.Double => Number(column.Values<double>()[0]),
        ArrowTypeId.Decimal128 => Number(column.Values<Int128>()[0]),
        _ => Number(column.Values<long>()[0]),
    };

    private static string Number(IFormattable value) => value.ToString(null, CultureInfo.InvariantCulture);

    private sealed class Facts(params string[] statistics) : IFileFacts
    {
        public IReadOnlyList<string> All => statistics;

        public string[] Partitions { get; init; } = [];

        // A file that another version has.
        public int Gone { get; init; } = -1;

        public int Count => statistics.Length;

        public bool Has(int file) => file != Gone;

        public ReadOnlySpan<byte> Statistics(int file) => Encoding.UTF8.GetBytes(statistics[file]);

        public PartitionValue Partition(int file, int column) => PartitionValue.Parse(new StructField("p", DeltaType.Long), Partitions[file]);
    }
}
