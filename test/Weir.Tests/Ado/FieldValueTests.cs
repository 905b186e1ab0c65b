using System.Data.SqlTypes;
using System.Globalization;
using System.Numerics;
using Weir.Ado;
using Weir.Arrow;

namespace Weir.Tests.Ado;

public sealed class FieldValueTests(AdoSource ado) : IClassFixture<AdoSource>
{
    public static TheoryData<string, string, object> Natural => new()
    {
        { "true", "BOOLEAN", true }, { "-1::TINYINT", "TINYINT", (sbyte)-1 }, { "255::UTINYINT", "UTINYINT", (byte)255 }, { "1::SMALLINT", "SMALLINT", (short)1 },
        { "1::USMALLINT", "USMALLINT", (ushort)1 }, { "1", "INTEGER", 1 }, { "1::UINTEGER", "UINTEGER", 1u }, { "1::BIGINT", "BIGINT", 1L },
        { "1::UBIGINT", "UBIGINT", 1ul }, { "1::HUGEINT", "HUGEINT", 1m }, { "1::UHUGEINT", "UHUGEINT", BigInteger.One }, { "1.5::FLOAT", "FLOAT", 1.5f }, { "1.5::DOUBLE", "DOUBLE", 1.5 },
        { "1.50", "DECIMAL(3,2)", 1.50m }, { "'x'", "VARCHAR", "x" }, { "'x'::BLOB", "BLOB", new byte[] { 120 } }, { "'{}'::JSON", "JSON", "{}" },
        { "'b'::ENUM('a', 'b')", "ENUM", "b" }, { "'00112233-4455-6677-8899-aabbccddeeff'::UUID", "UUID", Guid.Parse("00112233-4455-6677-8899-aabbccddeeff") },
        { "DATE '2024-02-29'", "DATE", new DateOnly(2024, 2, 29) }, { "TIME '12:34:56.789'", "TIME", new TimeOnly(12, 34, 56, 789) },
        { "TIMESTAMP '1969-12-31 23:59:59.5'", "TIMESTAMP", new DateTime(1969, 12, 31, 23, 59, 59, 500) },
        { "TIMESTAMPTZ '2024-01-01 00:00:00+02'", "TIMESTAMP WITH TIME ZONE", new DateTime(2023, 12, 31, 22, 0, 0, DateTimeKind.Utc) },
        { "TIMESTAMP_S '2024-01-01'", "TIMESTAMP_S", new DateTime(2024, 1, 1) }, { "TIMESTAMP_MS '2024-01-01'", "TIMESTAMP_MS", new DateTime(2024, 1, 1) },
        { "TIMESTAMP_NS '2024-01-01 00:00:00.0000001'", "TIMESTAMP_NS", new DateTime(2024, 1, 1).AddTicks(1) },
        { "INTERVAL '1 day 2 hours'", "INTERVAL", new TimeSpan(1, 2, 0, 0) },
        { "[1, 2]", "INTEGER[]", new[] { 1, 2 } }, { "['a']", "VARCHAR[]", new[] { "a" } }, { "[1.5, 2]::DOUBLE[2]", "DOUBLE[2]", new[] { 1.5, 2 } },
        { "[['a'], []]", "VARCHAR[][]", new[] { new[] { "a" }, [] } },
        { "{'a': 1, 'b': [DATE '2024-01-01']}", "STRUCT(\"a\" INTEGER, \"b\" DATE[])", new Dictionary<string, object?> { ["a"] = 1, ["b"] = new[] { new DateOnly(2024, 1, 1) } } },
        { "row(1, NULL)", "STRUCT(\"\" INTEGER, \"\" INTEGER)", new Dictionary<string, object?> { ["1"] = 1, ["2"] = null } },
        { "MAP {'k': 1, 'n': 2}", "MAP(VARCHAR, INTEGER)", new Dictionary<string, int> { ["k"] = 1, ["n"] = 2 } },
        { "['00112233-4455-6677-8899-aabbccddeeff'::UUID]", "UUID[]", new[] { Guid.Parse("00112233-4455-6677-8899-aabbccddeeff") } },
    };

    [Theory]
    [MemberData(nameof(Natural))]
    public void Every_type_has_a_net_type_of_its_own(string expression, string type, object expected)
    {
        using WeirDataReader reader = ado.Row($"SELECT {expression} AS x");
        Assert.Equal((type, expected.GetType()), (reader.GetDataTypeName(0), reader.GetFieldType(0)));
        object value = reader.GetValue(0);
        Assert.IsType(expected.GetType(), value);
        Assert.Equal(expected, value);
        Assert.Equal(expected, reader.GetFieldValue<object>(0));
        if (expected is DateTime moment)
            Assert.Equal(moment.Kind, ((DateTime)value).Kind);
    }

    [Fact]
    public void Whole_numbers_are_read_as_any_number_that_holds_them()
    {
        using WeirDataReader reader = ado.Row("SELECT 200::BIGINT AS x, 7::DECIMAL(30,5) AS d, 3::HUGEINT AS h, -1 AS n");
        Assert.Equal(((byte)200, (short)200, 200, 200L, 200f, 200d, 200m),
            (reader.GetByte(0), reader.GetInt16(0), reader.GetInt32(0), reader.GetInt64(0), reader.GetFloat(0), reader.GetDouble(0), reader.GetDecimal(0)));
        Assert.Equal((200u, 200ul, (Int128)200, new BigInteger(200)),
            (reader.GetFieldValue<uint>(0), reader.GetFieldValue<ulong>(0), reader.GetFieldValue<Int128>(0), reader.GetFieldValue<BigInteger>(0)));
        Assert.Equal((7, 7L, 7d, new BigInteger(7)), (reader.GetInt32(1), reader.GetInt64(1), reader.GetDouble(1), reader.GetFieldValue<BigInteger>(1)));
        Assert.Equal((3, 3m), (reader.GetInt32(2), reader.GetDecimal(2)));
        OverflowException error = Assert.Throws<OverflowException>(() => reader.GetFieldValue<sbyte>(0));
        Assert.Contains("'x' (BIGINT) cannot be read as System.SByte", error.Message, StringComparison.Ordinal);
        Assert.Throws<OverflowException>(() => reader.GetFieldValue<uint>(3));
        Assert.Throws<InvalidCastException>(() => reader.GetBoolean(0));
    }

    [Fact]
    public void What_would_lose_digits_is_an_error()
    {
        using WeirDataReader reader = ado.Row("SELECT 1.5::DOUBLE AS d, 1.5::DECIMAL(5,1) AS e, 1.25::FLOAT AS f");
        Assert.Throws<InvalidCastException>(() => reader.GetInt32(0));
        Assert.Throws<InvalidCastException>(() => reader.GetFloat(0));
        Assert.Throws<InvalidCastException>(() => reader.GetDecimal(0));
        Assert.Throws<InvalidCastException>(() => reader.GetInt32(1));
        Assert.Equal(1.25, reader.GetDouble(2));
    }

    [Theory]
    [InlineData("99999999999999999999999999999999999999::DECIMAL(38,0)", "99999999999999999999999999999999999999")]
    [InlineData("-0.00000000000000000000000000000000000001::DECIMAL(38,38)", "-0.00000000000000000000000000000000000001")]
    [InlineData("1234567890123456789012345678.9012345678::DECIMAL(38,10)", "1234567890123456789012345678.9012345678")]
    public void A_decimal_of_38_digits_overflows_decimal_and_is_read_whole(string expression, string text)
    {
        using WeirDataReader reader = ado.Row($"SELECT {expression} AS x");
        OverflowException error = Assert.Throws<OverflowException>(() => reader.GetDecimal(0));
        Assert.Contains("SqlDecimal", error.Message, StringComparison.Ordinal);
        Assert.Throws<OverflowException>(() => reader.GetValue(0));
        Assert.Equal(text, reader.GetFieldValue<string>(0));
        Assert.Equal(SqlDecimal.Parse(text), reader.GetFieldValue<SqlDecimal>(0));
        if (!text.Contains('.', StringComparison.Ordinal))
            Assert.Equal(BigInteger.Parse(text, CultureInfo.InvariantCulture), reader.GetFieldValue<BigInteger>(0));
    }

    [Theory]
    [InlineData("79228162514264337593543950335::DECIMAL(38,0)", "79228162514264337593543950335")]
    [InlineData("-79228162514264337593543950335::DECIMAL(38,0)", "-79228162514264337593543950335")]
    [InlineData("1.5::DECIMAL(38,36)", "1.5")]
    [InlineData("12345678901234567890.5::DECIMAL(38,18)", "12345678901234567890.5")]
    [InlineData("0::DECIMAL(38,38)", "0")]
    public void A_decimal_that_fits_is_exact(string expression, string text) =>
        Assert.Equal(decimal.Parse(text, CultureInfo.InvariantCulture), ado.Value<decimal>(expression));

    [Fact]
    public void Moments_are_read_as_what_they_are_and_never_moved()
    {
        Assert.Equal(new DateTime(2024, 1, 2), ado.Value<DateTime>("DATE '2024-01-02'"));
        Assert.Equal(new DateTimeOffset(2024, 1, 1, 0, 0, 0, TimeSpan.Zero), ado.Value<DateTimeOffset>("TIMESTAMPTZ '2024-01-01 02:00:00+02'"));
        Assert.Throws<InvalidCastException>(() => ado.Value<DateTimeOffset>("TIMESTAMP '2024-01-01'"));
        Assert.Throws<InvalidCastException>(() => ado.Value<DateOnly>("TIMESTAMP '2024-01-01'"));
        Assert.Equal(TimeSpan.FromHours(24), ado.Value<TimeSpan>("TIME '24:00:00'"));
        Assert.Contains("TimeSpan", Assert.Throws<OverflowException>(() => ado.Value<TimeOnly>("TIME '24:00:00'")).Message, StringComparison.Ordinal);
        Assert.Throws<OverflowException>(() => ado.Value<DateTime>("TIMESTAMP 'infinity'"));
        Assert.Throws<OverflowException>(() => ado.Value<DateOnly>("DATE '20000-01-01'"));
        Assert.Throws<OverflowException>(() => ado.Value<TimeSpan>("INTERVAL '1 month'"));
        Assert.Equal(new MonthDayNanoInterval(14, 3, 4_000_000_000), ado.Value<MonthDayNanoInterval>("INTERVAL '14 months 3 days 4 seconds'"));
        Assert.Equal(new DateTime(1969, 12, 31, 23, 59, 59, 999).AddTicks(9999), ado.Value<DateTime>("TIMESTAMP_NS '1969-12-31 23:59:59.999999999'"));
    }

    [Fact]
    public void Texts_and_bytes_are_read_in_the_forms_that_they_have()
    {
        Assert.Equal('x', ado.Value<char>("'x'"));
        Assert.Throws<InvalidCastException>(() => ado.Value<char>("'xy'"));
        Assert.Equal("d\u00FCn", new string(ado.Value<char[]>("'d\u00FCn'")));
        Assert.Equal(new byte[] { 97, 0 }, ado.Value<ReadOnlyMemory<byte>>("'a\\x00'::BLOB").ToArray());
        Assert.Equal(Guid.Empty, ado.Value<Guid>("'00000000-0000-0000-0000-000000000000'"));
        Assert.Throws<InvalidCastException>(() => ado.Value<Guid>("'no guid'"));
        Assert.Equal("", ado.Value<string>("''"));
        Assert.Equal(DayOfWeek.Friday, ado.Value<DayOfWeek>("'friday'"));
        Assert.Equal(DayOfWeek.Friday, ado.Value<DayOfWeek>("5"));
        Assert.Equal(DayOfWeek.Friday, ado.Value<DayOfWeek?>("'Friday'::ENUM('Monday', 'Friday')"));
        Assert.Throws<InvalidCastException>(() => ado.Value<DayOfWeek>("'someday'"));
    }

    private sealed record Place(string Name, double? Height, IReadOnlyList<int> Codes);

    private sealed class Named
    {
        public string Name { get; set; } = "";

        public long Number { get; set; }
    }

    [Fact]
    public void Nested_values_are_read_as_lists_maps_tuples_and_records()
    {
        Assert.Equal([1L, 2L], ado.Value<long[]>("[1, 2]"));
        Assert.Equal([1, 2], ado.Value<List<int>>("[1, 2]"));
        Assert.Equal([1, null], ado.Value<IReadOnlyList<int?>>("[1, NULL]"));
        Assert.Equal([[1], [2, 3]], ado.Value<int[][]>("[[1], [2, 3]]"));
        Assert.Equal([1m, 2.5m], ado.Value<IEnumerable<decimal>>("[1, 2.5]"));
        Assert.Equal(new Dictionary<string, long> { ["a"] = 1 }, ado.Value<Dictionary<string, long>>("MAP {'a': 1}"));
        Assert.Equal(2, ado.Value<IReadOnlyDictionary<DateOnly, int>>("MAP {DATE '2024-01-01': 2}")[new DateOnly(2024, 1, 1)]);
        Assert.Equal((1, "x"), ado.Value<(int, string)>("{'a': 1, 'b': 'x'}"));
        Assert.Equal(Tuple.Create(1, "x"), ado.Value<Tuple<int, string>>("row(1, 'x')"));
        Place place = ado.Value<Place>("{'codes': [7, 8], 'NAME': 'hill', 'height': NULL}");
        Assert.Equal(("hill", null), (place.Name, place.Height));
        Assert.Equal([7, 8], place.Codes);
        Named[] names = ado.Value<Named[]>("[{'name': 'a', 'number': 1}, {'name': 'b', 'number': 2}]");
        Assert.Equal(["a1", "b2"], names.Select(named => $"{named.Name}{named.Number}"));
    }

    [Fact]
    public void A_nested_value_that_does_not_fit_is_an_error_that_says_why()
    {
        Assert.Contains("NULL is inside", Assert.Throws<InvalidCastException>(() => ado.Value<int[]>("[1, NULL]")).Message, StringComparison.Ordinal);
        Assert.Contains("NULL is inside", Assert.Throws<InvalidCastException>(() => ado.Value<(int, int)>("row(1, NULL)")).Message, StringComparison.Ordinal);
        Assert.Throws<OverflowException>(() => ado.Value<byte[][]>("['a'::BLOB]") is [_] ? ado.Value<List<sbyte>>("[1000]") : null);
        Assert.Throws<InvalidCastException>(() => ado.Value<int[]>("['a']"));
        Assert.Throws<InvalidCastException>(() => ado.Value<(int, int, int)>("row(1, 2)"));
        Assert.Throws<InvalidCastException>(() => ado.Value<Place>("{'name': 'x'}"));
        Assert.Throws<InvalidCastException>(() => ado.Value<Dictionary<int, int>>("MAP {'a': 1}"));
    }

    [Fact]
    public void A_struct_that_does_not_fit_names_the_fields_that_are_missing_or_too_many()
    {
        Assert.Contains("no field for the constructor parameter 'Height', 'Codes'", Refusal<Place>("{'name': 'x'}"), StringComparison.Ordinal);
        Assert.Contains("no constructor parameter for the field 'depth'", Refusal<Place>("{'name': 'x', 'height': 1.5, 'codes': [1], 'depth': 2}"), StringComparison.Ordinal);
        Assert.Contains("no writable property for the field 'size', 'age'", Refusal<Named>("{'name': 'x', 'size': 1, 'age': 2}"), StringComparison.Ordinal);
        Assert.Contains("no writable property for the field 'size'", Refusal<List<Named[]>>("[[{'name': 'x', 'size': 1}]]"), StringComparison.Ordinal);
        Assert.Contains("field 'number' (VARCHAR) is not read as System.Int64", Refusal<Named>("{'name': 'x', 'number': 'y'}"), StringComparison.Ordinal);
        Assert.Contains("It has 2 fields, and", Refusal<(int, int, int)>("row(1, 2)"), StringComparison.Ordinal);
        Assert.Contains("field 'b' (VARCHAR) is not read as System.Int32", Refusal<(int, int)>("{'a': 1, 'b': 'x'}"), StringComparison.Ordinal);
    }

    [Fact]
    public void A_huge_integer_that_no_decimal_holds_is_an_error_that_says_what_to_ask_for()
    {
        using WeirDataReader reader = ado.Row("SELECT 99999999999999999999999999999999999999::HUGEINT AS x");
        OverflowException error = Assert.Throws<OverflowException>(() => reader.GetValue(0));
        Assert.Contains("BigInteger with GetFieldValue, or say 'Huge Integers=BigInteger'", error.Message, StringComparison.Ordinal);
        Assert.Equal(BigInteger.Pow(10, 38) - 1, reader.GetFieldValue<BigInteger>(0));
    }

    [Fact]
    public void A_null_in_an_array_is_an_error_that_says_what_to_ask_for()
    {
        using WeirDataReader reader = ado.Row("SELECT [1, NULL] AS x");
        InvalidCastException error = Assert.Throws<InvalidCastException>(() => reader.GetValue(0));
        Assert.Contains("'x' (INTEGER[]) cannot be read as System.Int32[]", error.Message, StringComparison.Ordinal);
        Assert.Contains("Array Nullability Mode=always", error.Message, StringComparison.Ordinal);
        Assert.Equal([1, null], reader.GetFieldValue<int?[]>(0));
    }

    [Fact]
    public void A_connection_string_says_that_huge_integers_and_nulls_in_arrays_are_kept()
    {
        using WeirDataSource source = new WeirDataSourceBuilder("Huge Integers=BigInteger;Array Nullability Mode=always").UseRuntime(ado.Runtime).Build();
        using WeirConnection connection = source.OpenConnection();
        using WeirCommand command = new("SELECT 1::HUGEINT, [1, NULL], [[1]], MAP {'k': NULL::INTEGER}", connection);
        using System.Data.Common.DbDataReader reader = command.ExecuteReader();
        Assert.True(reader.Read());
        Assert.Equal([BigInteger.One, new int?[] { 1, null }, new[] { new int?[] { 1 } }, new Dictionary<string, int?> { ["k"] = null }], Enumerable.Range(0, 4).Select(reader.GetValue));
        Assert.Equal([typeof(BigInteger), typeof(int?[]), typeof(int?[][]), typeof(Dictionary<string, int?>)], Enumerable.Range(0, 4).Select(reader.GetFieldType));
        Assert.Contains("System.Numerics.BigInteger", connection.GetSchema("DataTypes").Rows.Cast<System.Data.DataRow>().Select(row => row["DataType"]));
    }

    private string Refusal<T>(string expression) => Assert.Throws<InvalidCastException>(() => ado.Value<T>(expression)).Message;

    [Fact]
    public void Numbers_and_booleans_are_read_without_allocation()
    {
        using WeirDataReader reader = ado.Row("SELECT i, i::INTEGER AS n, i::DOUBLE AS d, i % 2 = 0 AS b, DATE '2024-01-01' + i::INTEGER % 100 AS day, i::DECIMAL(18,3) AS m FROM range(60000) r(i)");
        double sum = Sum(reader, 2_100);
        long before = GC.GetAllocatedBytesForCurrentThread();
        int rows = 0;
        // The rows of the batch that is being read: the next one allocates what a batch does.
        while (reader.Read() && ++rows < 1_000)
            sum += reader.GetInt64(0) + reader.GetInt32(1) + reader.GetDouble(2) + (reader.GetBoolean(3) ? 1 : 0) + reader.GetFieldValue<DateOnly>(4).DayNumber + (double)reader.GetDecimal(5) + (reader.IsDBNull(0) ? 1 : 0);
        long allocated = GC.GetAllocatedBytesForCurrentThread() - before;
        Assert.True(sum > 0);
        Assert.Equal(0, allocated);

        static double Sum(WeirDataReader reader, int rows)
        {
            double sum = 0;
            for (int row = 0; row < rows && reader.Read(); row++)
                sum += reader.GetInt64(0) + reader.GetInt32(1) + reader.GetDouble(2) + (reader.GetBoolean(3) ? 1 : 0) + reader.GetFieldValue<DateOnly>(4).DayNumber + (double)reader.GetDecimal(5) + (reader.IsDBNull(0) ? 1 : 0);
            return sum;
        }
    }
}
