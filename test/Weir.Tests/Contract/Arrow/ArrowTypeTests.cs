using Weir.Arrow;

namespace Weir.Tests.Contract.Arrow;

public sealed class ArrowTypeTests
{
    [Fact]
    public void Types_fields_and_schemas_are_compared_by_value()
    {
        static ArrowType Nested(string metadata) => new StructType(
        [
            new Field("list", new ListType(new Field("item", new TimestampType(TimeUnit.Nanosecond, "UTC")))),
            new Field("map", new MapType(new Field("key", ArrowType.Utf8, Nullable: false), new Field("value", new DecimalType(38, 10)))),
            new Field("kind", new DictionaryType(ArrowType.Int8, ArrowType.Utf8), Nullable: true, new Dictionary<string, string> { ["k"] = metadata }),
        ]);
        Assert.Equal(Nested("a"), Nested("a"));
        Assert.Equal(Nested("a").GetHashCode(), Nested("a").GetHashCode());
        Assert.NotEqual(Nested("a"), Nested("b"));
        Assert.Equal(new Schema(new Field("x", Nested("a"))), new Schema(new Field("x", Nested("a"))));
        Assert.NotEqual(new Schema(new Field("x", Nested("a"))), new Schema(new Field("y", Nested("a"))));
        Assert.NotEqual<ArrowType>(new TimestampType(TimeUnit.Second), new TimestampType(TimeUnit.Second, "UTC"));
        Assert.NotEqual<ArrowType>(ArrowType.Int64, new DurationType(TimeUnit.Second));
    }

    [Fact]
    public void A_schema_finds_the_first_field_of_a_name()
    {
        Schema schema = new(new Field("a", ArrowType.Int32), new Field("b", ArrowType.Int32), new Field("b", ArrowType.Utf8));
        Assert.Equal((1, -1), (schema.IndexOf("b"), schema.IndexOf("B")));
    }

    [Fact]
    public void Parameters_out_of_range_are_refused()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => new DecimalType(39, 0));
        Assert.Throws<ArgumentOutOfRangeException>(() => new DecimalType(0, 0));
        Assert.Throws<ArgumentOutOfRangeException>(() => new FixedSizeBinaryType(-1));
        Assert.Throws<ArgumentOutOfRangeException>(() => new FixedSizeListType(new Field("item", ArrowType.Int8), -1));
        Assert.Throws<ArgumentOutOfRangeException>(() => new Time32Type(TimeUnit.Nanosecond));
        Assert.Throws<ArgumentOutOfRangeException>(() => new Time64Type(TimeUnit.Second));
        Assert.Throws<ArgumentException>(() => new DictionaryType(ArrowType.Utf8, ArrowType.Utf8));
    }

    [Fact]
    public void Text_that_is_whole_only_across_two_rows_is_refused()
    {
        // Two bytes of one character, one in each row: valid as a run of bytes, in no row by itself.
        using RecordBatchWriter writer = new(new Schema(new Field("t", ArrowType.Utf8)));
        byte[] character = "é"u8.ToArray();
        writer.Column<BytesWriter>(0).Append(character.AsSpan(0, 1));
        writer.Column<BytesWriter>(0).Append(character.AsSpan(1, 1));
        using RecordBatch batch = writer.Finish();
        using MemoryStream stream = new(IpcBytes.Of(batch.Schema, [batch]));
        using ArrowIpcReader reader = new(stream);
        WeirException error = Assert.Throws<WeirException>(() => reader.Read());
        Assert.Contains("'root.t' is invalid: the text of row 0 is not UTF-8", error.Message, StringComparison.Ordinal);
    }
}
