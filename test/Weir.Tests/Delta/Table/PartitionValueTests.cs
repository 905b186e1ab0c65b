using FsCheck;
using FsCheck.Fluent;
using Weir.Delta.Actions;
using Weir.Delta.Table;

namespace Weir.Tests.Delta.Table;

public sealed class PartitionValueTests
{
    private static readonly DeltaPrimitive[] Partitionable =
        [.. DeltaType.Primitives.Where(type => type != DeltaType.Void && type != DeltaType.Variant)];

    public static TheoryData<string, string, string> Forms => new()
    {
        { "string", "a b/=%20\"ü", "a b/=%20\"ü" },
        { "string", " ", " " },
        { "string", "__HIVE_DEFAULT_PARTITION__", "__HIVE_DEFAULT_PARTITION__" },
        { "long", "-9223372036854775808", "-9223372036854775808" },
        { "integer", "2147483647", "2147483647" },
        { "short", "-32768", "-32768" },
        { "byte", "+127", "127" },
        { "boolean", "true", "true" },
        { "boolean", "False", "false" },
        { "double", "1.0E10", "10000000000" },
        { "double", "NaN", "NaN" },
        { "double", "-Infinity", "-Infinity" },
        { "double", "inf", "Infinity" },
        { "double", "-0.0", "-0" },
        { "float", "1.1", "1.1" },
        { "float", "Infinity", "Infinity" },
        { "decimal(5,2)", "-12.3", "-12.30" },
        { "decimal(5,2)", "0", "0.00" },
        { "decimal(20,10)", "0E-10", "0.0000000000" },
        { "decimal(38,0)", "99999999999999999999999999999999999999", "99999999999999999999999999999999999999" },
        { "decimal(38,38)", "-0.00000000000000000000000000000000000001", "-0.00000000000000000000000000000000000001" },
        { "decimal(10,0)", "1.2E3", "1200" },
        { "date", "1970-01-01", "1970-01-01" },
        { "date", "0001-01-01", "0001-01-01" },
        { "date", "9999-12-31", "9999-12-31" },
        { "date", "2024-2-9", "2024-02-09" },
        { "timestamp", "1970-01-01 00:00:00", "1970-01-01 00:00:00" },
        { "timestamp", "1969-12-31 23:59:59.999999", "1969-12-31 23:59:59.999999" },
        { "timestamp", "2024-02-29T12:30:00.5Z", "2024-02-29 12:30:00.500000" },
        { "timestamp", "2024-02-29T12:30:00.000001+02:00", "2024-02-29 10:30:00.000001" },
        { "timestamp", "2024-02-29 12:30:00-0530", "2024-02-29 18:00:00" },
        { "timestamp", "2024-02-29", "2024-02-29 00:00:00" },
        { "timestamp_ntz", "2024-02-29 12:30:00.123456", "2024-02-29 12:30:00.123456" },
        { "timestamp_ntz", "2024-02-29 12:30:00.1234560", "2024-02-29 12:30:00.123456" },
        { "binary", "\u0001\u0002ü", "0102c3bc" },
    };

    [Theory]
    [MemberData(nameof(Forms))]
    public void Every_form_of_the_protocol_is_read(string type, string text, string literal)
    {
        PartitionValue value = PartitionValue.Parse(Column(type), text);
        Assert.Equal(literal, value.Literal);
        Assert.Equal(literal, PartitionValue.Parse(Column(type), value.ToLogText()).Literal);
    }

    [Fact]
    public void Null_and_the_empty_string_are_null_for_every_type()
    {
        foreach (DeltaPrimitive type in Partitionable)
        {
            foreach (string? text in new[] { null, "" })
            {
                PartitionValue value = PartitionValue.Parse(new StructField("p", type), text);
                Assert.Null(value.Value);
                Assert.Null(value.Literal);
                Assert.Null(value.ToLogText());
            }
        }
        Assert.Null(new PartitionValue(DeltaType.String, "").ToLogText());
    }

    [Theory]
    [InlineData("long", "9223372036854775808")]
    [InlineData("long", "1.0")]
    [InlineData("long", " 1")]
    [InlineData("integer", "2147483648")]
    [InlineData("byte", "128")]
    [InlineData("boolean", "yes")]
    [InlineData("double", "1,5")]
    [InlineData("double", "1e999")]
    [InlineData("decimal(5,2)", "1.234")]
    [InlineData("decimal(5,2)", "1000.00")]
    [InlineData("decimal(5,2)", "1.2.3")]
    [InlineData("decimal(5,2)", "1e2000000000")]
    [InlineData("decimal(5,2)", "")]
    [InlineData("date", "2023-02-29")]
    [InlineData("date", "2024-01-01 00:00:01")]
    [InlineData("date", "01.02.2024")]
    [InlineData("timestamp", "2024-01-01 25:00:00")]
    [InlineData("timestamp", "2024-01-01 00:00:00.1234567")]
    [InlineData("timestamp", "2024-01-01T00:00:00+25:00")]
    [InlineData("timestamp", "2024-01-01 ")]
    [InlineData("timestamp_ntz", "2024-01-01T00:00:00Z")]
    [InlineData("timestamp", "0001-01-01T00:00:00+01:00")]
    public void Text_of_another_form_is_refused(string type, string text)
    {
        if (text.Length == 0)
            text = "-";
        WeirException error = Assert.Throws<WeirException>(() => PartitionValue.Parse(Column(type), text));
        Assert.Equal(("WEIR2012", "p"), (error.Code, error.Details["column"]));
    }

    [Fact]
    public void Binary_that_text_cannot_carry_is_refused_when_written()
    {
        PartitionValue value = new(DeltaType.Binary, new byte[] { 0xFF });
        Assert.Equal("WEIR2012", Assert.Throws<WeirException>(() => value.ToLogText()).Code);
    }

    [Fact]
    public void Timestamps_are_written_in_UTC_with_their_zone()
    {
        Assert.Equal("1970-01-01T00:00:00.000001Z", new PartitionValue(DeltaType.Timestamp, 1L).ToLogText());
        Assert.Equal("1970-01-01 00:00:00.000001", new PartitionValue(DeltaType.TimestampNtz, 1L).ToLogText());
        Assert.Equal("-5", new PartitionValue(DeltaType.Long, -5L).ToLogText());
    }

    [Fact]
    public void Any_value_survives_writing_and_reading() =>
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(500), Prop.ForAll(Values().ToArbitrary(), value =>
            Equals(PartitionValue.Parse(new StructField("p", value.Type), value.ToLogText()).Value, value.Value)));

    private static Gen<PartitionValue> Values()
    {
        const long MicrosMin = -62_135_596_800_000_000, MicrosMax = 253_402_300_799_999_999;
        Gen<long> whole = ArbMap.Default.GeneratorFor<long>();
        Gen<long> micros = whole.Select(n => MicrosMin + (long)((UInt128)(ulong)n % (ulong)(MicrosMax - MicrosMin)));
        return Gen.OneOf(
            whole.Select(n => new PartitionValue(DeltaType.Long, n)),
            ArbMap.Default.GeneratorFor<int>().Select(n => new PartitionValue(DeltaType.Integer, (long)n)),
            ArbMap.Default.GeneratorFor<double>().Select(n => new PartitionValue(DeltaType.Double, n)),
            ArbMap.Default.GeneratorFor<float>().Select(n => new PartitionValue(DeltaType.Float, n)),
            ArbMap.Default.GeneratorFor<bool>().Select(flag => new PartitionValue(DeltaType.Boolean, flag)),
            ArbMap.Default.GeneratorFor<NonEmptyString>().Select(text => new PartitionValue(DeltaType.String, text.Get)),
            whole.Select(n => new PartitionValue(new DeltaDecimal(38, 7), (Int128)n * 1_000_000_007)),
            micros.Select(n => new PartitionValue(DeltaType.Timestamp, n)),
            micros.Select(n => new PartitionValue(DeltaType.TimestampNtz, n)),
            micros.Select(n => new PartitionValue(DeltaType.Date, (int)(n / 86_400_000_000))));
    }

    private static StructField Column(string type) =>
        DeltaSchema.Parse($$"""{"type":"struct","fields":[{"name":"p","type":"{{type}}"}]}""", "t").Columns[0];
}
