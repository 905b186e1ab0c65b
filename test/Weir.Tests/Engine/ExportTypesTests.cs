using Weir.Arrow;

namespace Weir.Tests.Engine;

public sealed class ExportTypesTests : IDisposable
{
    private readonly EngineFixture _engine = new();

    public void Dispose() => _engine.Dispose();

    [Theory]
    [InlineData("'12:00:00+01'::TIMETZ", "::TIME")]
    [InlineData("'101'::BIT", "::VARCHAR")]
    [InlineData("123::BIGNUM", "::VARCHAR")]
    [InlineData("1::VARIANT", "::VARCHAR")]
    [InlineData("union_value(a := 1)", "union_extract")]
    [InlineData("['101'::BIT]", "::VARCHAR")]
    [InlineData("{'x': {'y': '12:00:00+01'::TIMETZ}}", "::TIME")]
    [InlineData("MAP {'k': union_value(a := 1)}", "union_extract")]
    public void A_type_that_arrow_cannot_carry_is_refused_with_the_cast_that_helps(string expression, string hint)
    {
        WeirException error = _engine.Fails($"SELECT 1 AS a, {expression} AS wrong");
        Assert.Equal("WEIR4015", error.Code);
        Assert.StartsWith("wrong", error.Details["column"], StringComparison.Ordinal);
        Assert.Contains(hint, error.Message, StringComparison.Ordinal);
        Assert.Equal(1, _engine.Scalar("SELECT 1::BIGINT"));
    }

    [Theory]
    [InlineData("170141183460469231731687303715884105727::HUGEINT")]
    [InlineData("(-100000000000000000000000000000000000000)::HUGEINT")]
    [InlineData("340282366920938463463374607431768211455::UHUGEINT")]
    [InlineData("200000000000000000000000000000000000000::UHUGEINT")]
    [InlineData("[1::HUGEINT, 170141183460469231731687303715884105727::HUGEINT]")]
    [InlineData("{'h': 170141183460469231731687303715884105727::HUGEINT}")]
    [InlineData("MAP {'k': 170141183460469231731687303715884105727::HUGEINT}")]
    [InlineData("to_microseconds(9223372036854775807)")]
    public void A_value_that_would_change_on_its_way_is_an_error_and_never_another_value(string expression)
    {
        WeirException error = _engine.Fails($"SELECT CASE WHEN range < 5000 THEN NULL ELSE x END FROM range(5001), (SELECT {expression} AS x)");
        Assert.Equal("WEIR4015", error.Code);
        Assert.Contains("VARCHAR", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Sums_which_are_hugeint_arrive_as_decimals()
    {
        using RecordBatchReader reader = _engine.Connection.Query("SELECT sum(range) AS s, -sum(range) AS n, 99999999999999999999999999999999999999::HUGEINT AS max, 99999999999999999999999999999999999999::UHUGEINT AS u FROM range(1000)");
        using RecordBatch batch = reader.Read()!;
        Assert.All(reader.Schema.Fields, field => Assert.Equal(new DecimalType(38, 0), field.Type));
        Assert.Equal(499_500, batch.Column(0).Values<Int128>()[0]);
        Assert.Equal(-499_500, batch.Column(1).Values<Int128>()[0]);
        Assert.Equal(Int128.Parse("99999999999999999999999999999999999999", System.Globalization.CultureInfo.InvariantCulture), batch.Column(2).Values<Int128>()[0]);
        Assert.Equal(batch.Column(2).Values<Int128>()[0], batch.Column(3).Values<Int128>()[0]);
    }

    [Fact]
    public void Plain_types_arrive_as_their_arrow_types()
    {
        using RecordBatchReader reader = _engine.Connection.Query(
            """
            SELECT true, 1::TINYINT, 1::UINTEGER, 1::BIGINT, 1::FLOAT, 1.5::DECIMAL(9, 2), 'x', 'x'::BLOB, DATE '2020-01-01', TIME '12:00',
                TIMESTAMP '2020-01-01', TIMESTAMPTZ '2020-01-01', INTERVAL 1 DAY, uuid(), '{}'::JSON, NULL, [1], 'a'::ENUM('a'), [1, 2]::INTEGER[2]
            """);
        Assert.Equal(
            "bool|int8|uint32|int64|float|decimal128(9, 2)|utf8|binary|date32|time64[Microsecond]|timestamp[Microsecond]|" +
            "timestamp[Microsecond, UTC]|interval[month_day_nano]|utf8|utf8|int32|list<l: int32>|dictionary<uint8, utf8>|fixed_size_list<: int32>[2]",
            string.Join('|', reader.Schema.Fields.Select(f => f.Type)));
        Assert.Equal(1, EngineFixture.Drain(reader));
    }
}
