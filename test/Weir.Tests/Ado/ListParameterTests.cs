using System.Collections;
using System.Numerics;
using Weir.Ado;

namespace Weir.Tests.Ado;

public sealed class ListParameterTests(AdoSource ado) : IClassFixture<AdoSource>
{
    private static readonly Guid Id = Guid.Parse("00112233-4455-6677-8899-aabbccddeeff");

    /// <summary>Lists with a value, without one, and of nothing but NULL; the type that the engine sees.</summary>
    public static TheoryData<string, IList> Lists => new()
    {
        { "BOOLEAN[]", new[] { true } }, { "BOOLEAN[]", new List<bool>() }, { "BOOLEAN[]", new bool?[] { null } },
        { "TINYINT[]", new sbyte[] { -1 } }, { "TINYINT[]", Array.Empty<sbyte>() }, { "UTINYINT[]", new List<byte> { 1 } }, { "UTINYINT[]", new List<byte>() },
        { "SMALLINT[]", new short[] { 1 } }, { "SMALLINT[]", new List<short>() }, { "USMALLINT[]", new ushort[] { 1 } }, { "USMALLINT[]", new ushort?[] { null } },
        { "INTEGER[]", new[] { 1 } }, { "INTEGER[]", Array.Empty<int>() }, { "INTEGER[]", new int?[] { null } }, { "INTEGER[]", new int?[] { null, 1 } },
        { "UINTEGER[]", new[] { 1u } }, { "UINTEGER[]", new List<uint>() }, { "BIGINT[]", new[] { 1L } }, { "BIGINT[]", new List<long>() }, { "BIGINT[]", new List<long?> { null } },
        { "UBIGINT[]", new[] { ulong.MaxValue } }, { "UBIGINT[]", new List<ulong>() },
        { "HUGEINT[]", new[] { Int128.MinValue } }, { "HUGEINT[]", new List<Int128>() }, { "UHUGEINT[]", new[] { UInt128.MaxValue } }, { "UHUGEINT[]", new List<UInt128?> { null } },
        { "HUGEINT[]", new List<BigInteger> { -1 } }, { "HUGEINT[]", new List<BigInteger>() }, { "UHUGEINT[]", new List<BigInteger> { 1, (BigInteger)UInt128.MaxValue } },
        { "FLOAT[]", new[] { 1.5f } }, { "FLOAT[]", new List<float>() }, { "DOUBLE[]", new[] { 1.5 } }, { "DOUBLE[]", new double?[] { null } },
        { "DECIMAL(2,1)[]", new[] { 1.5m } }, { "DECIMAL(7,3)[]", new List<decimal?> { 1000m, null, -0.125m } }, { "DECIMAL(1,0)[]", new List<decimal>() },
        { "DECIMAL(29,0)[]", new[] { decimal.MaxValue } }, { "DECIMAL(28,28)[]", new[] { 0.0000000000000000000000000001m } },
        { "VARCHAR[]", new[] { "x" } }, { "VARCHAR[]", new List<string?> { null } }, { "VARCHAR[]", Array.Empty<string>() }, { "VARCHAR[]", new List<char> { 'x' } },
        { "BLOB[]", new[] { new byte[] { 1 } } }, { "BLOB[]", new List<byte[]>() }, { "BLOB[]", new List<ReadOnlyMemory<byte>>() },
        { "DATE[]", new[] { new DateOnly(2024, 2, 29) } }, { "DATE[]", new List<DateOnly>() }, { "TIME[]", new[] { new TimeOnly(1, 2) } }, { "TIME[]", new TimeOnly?[] { null } },
        { "TIMESTAMP[]", new[] { new DateTime(2024, 1, 1) } }, { "TIMESTAMP[]", new List<DateTime>() },
        { "TIMESTAMP WITH TIME ZONE[]", new[] { new DateTime(2024, 1, 1, 0, 0, 0, DateTimeKind.Utc) } },
        { "TIMESTAMP WITH TIME ZONE[]", new[] { new DateTimeOffset(2024, 1, 1, 0, 0, 0, TimeSpan.Zero) } }, { "TIMESTAMP WITH TIME ZONE[]", new List<DateTimeOffset>() },
        { "INTERVAL[]", new[] { TimeSpan.FromDays(1) } }, { "INTERVAL[]", new List<TimeSpan>() }, { "UUID[]", new[] { Id } }, { "UUID[]", new Guid?[] { null } },
        { "INTEGER[][]", new[] { new[] { 1 }, [] } }, { "INTEGER[][]", new List<int[]>() }, { "BIGINT[][][]", new List<List<IReadOnlyList<long>>>() }, { "VARCHAR[][]", new List<string[]?> { null } },
        { "DECIMAL(4,2)[][]", new[] { [], new[] { 1.25m }, new[] { 10m } } }, { "INTEGER[][]", new object[] { new List<int>(), new[] { 1 } } },
        { "\"NULL\"[]", Array.Empty<object>() }, { "\"NULL\"[]", new ArrayList { null } }, { "INTEGER[]", new ArrayList { null, 7 } },
        { "BIGINT[]", new object[] { 1, 2L } }, { "BIGINT[]", new object[] { -1, 4_000_000_000u } }, { "HUGEINT[]", new object[] { ulong.MaxValue, -1 } }, { "UBIGINT[]", new object[] { (byte)1, 2ul } },
        { "DECIMAL(11,1)[]", new object[] { 1, 2.5m } }, { "DOUBLE[]", new object[] { 1, 2.5m, 0.5f } },
    };

    [Theory]
    [MemberData(nameof(Lists))]
    public void A_list_has_the_type_that_its_net_type_or_its_values_say(string type, IList list)
    {
        using Session session = ado.Runtime.NewSession();
        using QueryResult result = session.Run(new Query("SELECT typeof($x), len($x)") { NamedParameters = new Dictionary<string, object?> { ["x"] = list } });
        using Weir.Arrow.RecordBatchReader reader = result.AsReader();
        using Weir.Arrow.RecordBatch batch = reader.Read()!;
        Assert.Equal((type, list.Count), (batch.Column(0).GetString(0), (int)batch.Column(1).Values<long>()[0]));
        using WeirCommand command = ado.Command("SELECT typeof($x)", ("x", list));
        Assert.Equal(type, command.ExecuteScalar());
    }

    [Fact]
    public void A_list_is_compared_with_columns_also_when_it_is_empty()
    {
        Assert.Equal(0L, Count("i = ANY($x)", Array.Empty<int>()));
        Assert.Equal(0L, Count("i = ANY($x)", new List<long>()));
        Assert.Equal(0L, Count("i = ANY($x)", new int?[] { null }));
        Assert.Equal(0L, Count("i = ANY($x)", Array.Empty<object>()));
        Assert.Equal(1L, Count("i::DECIMAL(38,2) = ANY($x)", new[] { 1.00m, 2.5m }));
        Assert.Equal(0L, Count("i::DECIMAL(38,2) = ANY($x)", new List<decimal>()));
        Assert.Equal(2L, Count("DATE '2024-01-01' + i::INTEGER = ANY($x)", new List<DateOnly> { new(2024, 1, 1), new(2024, 1, 3) }));
        Assert.Equal(2L, Count("[i] = ANY($x)", new[] { new[] { 1L }, [2L] }));
        Assert.Equal(2L, Count("i = ANY($x)", Enumerable.Range(1, 2).Where(i => i > 0)));
        Assert.Equal(1L, Count("i = ANY($x)", new HashSet<DayOfWeek> { DayOfWeek.Tuesday }));
    }

    [Fact]
    public void Sums_of_lists_are_exact()
    {
        using WeirCommand command = ado.Command("SELECT list_sum($x)", ("x", new List<decimal> { 1.5m, 100.25m }));
        Assert.Equal(101.75m, command.ExecuteScalar());
    }

    [Fact]
    public void A_DbType_is_that_of_the_elements()
    {
        using WeirCommand command = ado.Command("SELECT typeof($x)");
        command.Parameters.Add(new WeirParameter("x", Array.Empty<string>()) { DbType = System.Data.DbType.Int64 });
        Assert.Equal("BIGINT[]", command.ExecuteScalar());
        command.Parameters["x"].Value = new[] { "7", null };
        Assert.Equal("BIGINT[]", command.ExecuteScalar());
    }

    [Theory]
    [MemberData(nameof(Unfit))]
    public void Elements_without_a_type_in_common_are_an_error_that_names_both(IList list, string expected)
    {
        using WeirCommand command = ado.Command("SELECT $x", ("x", list));
        WeirException error = Assert.Throws<WeirException>(() => command.ExecuteScalar());
        Assert.Equal("WEIR4014", error.Code);
        Assert.Contains(expected, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void An_integer_of_more_than_128_bits_is_refused()
    {
        using Session session = ado.Runtime.NewSession();
        BigInteger[] large = [BigInteger.Pow(2, 200)];
        Assert.Contains("128 bits", Assert.Throws<WeirException>(() => session.Run(new Query("SELECT $1") { Parameters = [large] })).Message, StringComparison.Ordinal);
        using WeirCommand command = ado.Command("SELECT $1", ("", large));
        Assert.Equal("WEIR8034", Assert.Throws<WeirException>(() => command.ExecuteScalar()).Code);
    }

    public static TheoryData<IList, string> Unfit => new()
    {
        { new object[] { 1, "x" }, "INTEGER and VARCHAR" },
        { new object[] { 1, new[] { 1 } }, "INTEGER and INTEGER[]" },
        { new[] { new DateTime(2024, 1, 1), new DateTime(2024, 1, 1, 0, 0, 0, DateTimeKind.Utc) }, "TIMESTAMP and TIMESTAMPTZ" },
        { new[] { decimal.MaxValue, 0.00000000000000000001m }, "up to 29 digits before and 20 behind" },
        { new List<BigInteger> { -1, (BigInteger)UInt128.MaxValue }, "One type does not hold" },
    };

    private long Count(string condition, object list)
    {
        using WeirCommand command = ado.Command($"SELECT count(*) FROM range(10) r(i) WHERE {condition}", ("x", list));
        return (long)command.ExecuteScalar()!;
    }
}
