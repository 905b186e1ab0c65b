using FsCheck;
using FsCheck.Fluent;
using Weir.Catalog;
using Weir.Engine;

namespace Weir.Tests.Catalog;

public sealed class ColumnTypeTests
{
    private static readonly string[] Scalars =
    [
        "BOOLEAN", "TINYINT", "SMALLINT", "INTEGER", "BIGINT", "HUGEINT", "UTINYINT", "USMALLINT", "UINTEGER", "UBIGINT", "UHUGEINT", "FLOAT", "DOUBLE",
        "VARCHAR", "BLOB", "BIT", "DATE", "TIME", "TIME_NS", "TIME WITH TIME ZONE", "TIMESTAMP", "TIMESTAMP_S", "TIMESTAMP_MS", "TIMESTAMP_NS",
        "TIMESTAMP WITH TIME ZONE", "INTERVAL", "UUID", "JSON", "BIGNUM", "DECIMAL(5,2)", "DECIMAL(38,10)",
    ];

    /// <summary>Types of every form, nested up to three levels, with field names that need quotes.</summary>
    internal static Gen<string> Types(int levels = 3)
    {
        Gen<string> scalar = Gen.Elements(Scalars);
        if (levels == 0)
            return scalar;
        Gen<string> inner = Types(levels - 1);
        Gen<string> name = Gen.Elements("a", "b c", "we\"ird", "select", "ü.x", "Größe", "1st", "😀");
        return Gen.Frequency(
            (4, scalar),
            (1, inner.Select(type => $"{type}[]")),
            (1, inner.Select(type => $"{type}[3]")),
            (1, Gen.Zip(scalar, inner).Select(pair => $"MAP({pair.Item1}, {pair.Item2})")),
            (1, Gen.Constant("ENUM('x', 'it''s')")),
            (2, Gen.Zip(Gen.Zip(name, inner), inner).Select(field => $"STRUCT({SqlText.Name(field.Item1.Item1)} {field.Item1.Item2}, \"other\" {field.Item2})")));
    }

    [Fact]
    public void Any_type_is_what_the_engine_says_it_is()
    {
        using WeirRuntime runtime = WeirRuntime.Open(new WeirOptions { Threads = 1 });
        using Session session = runtime.NewSession();
        using DuckConnection connection = session.Host.Engine.Connect();
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(150), Prop.ForAll(Types().ToArbitrary(), text =>
        {
            string own = ColumnTypeReader.Parse(text).ToString();
            string engine = Sessions.EngineText(connection, $"SELECT typeof(CAST(NULL AS {own}))");
            Assert.Equal(engine, Sessions.EngineText(connection, $"SELECT typeof(CAST(NULL AS {text}))"));
            Assert.Equal(own, ColumnTypeReader.Parse(engine).ToString());
            Assert.Equal(own, ColumnTypeReader.Parse(own).ToString());
        }));
    }

    [Theory]
    [InlineData("int", "INTEGER")]
    [InlineData("double precision", "DOUBLE")]
    [InlineData("varchar(10)", "VARCHAR")]
    [InlineData("numeric(12)", "DECIMAL(12,0)")]
    [InlineData("decimal", "DECIMAL(18,3)")]
    [InlineData("timestamptz", "TIMESTAMP WITH TIME ZONE")]
    [InlineData("timestamp without time zone", "TIMESTAMP")]
    [InlineData(" struct ( a int , \"b\" text [ ] ) [ ] ", "STRUCT(a INTEGER, b VARCHAR[])[]")]
    public void Other_spellings_are_the_same_type(string text, string expected) => Assert.Equal(expected, ColumnTypeReader.Parse(text).ToString());

    [Theory]
    [InlineData("", "a name")]
    [InlineData("thing", "'thing' is no type")]
    [InlineData("INTEGER); DROP TABLE t; --", "stands behind its end")]
    [InlineData("STRUCT(a INTEGER", "the end was found where ')' was expected, at character 17")]
    [InlineData("STRUCT(a INTEGER, A VARCHAR)", "two fields 'A'")]
    [InlineData("DECIMAL(39,2)", "1 to 38 digits")]
    [InlineData("DECIMAL(3,4)", "1 to 38 digits")]
    [InlineData("INTEGER[0]", "at least one element")]
    [InlineData("ENUM('x", "' was expected")]
    public void What_is_no_type_is_told_with_its_place(string text, string expected)
    {
        WeirException error = Assert.Throws<WeirException>(() => ColumnTypeReader.Parse(text));
        Assert.Equal("WEIR8055", error.Code);
        Assert.Contains(expected, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_type_that_nests_without_end_is_refused() =>
        Assert.Equal("WEIR8055", Assert.Throws<WeirException>(() => ColumnTypeReader.Parse(string.Concat(Enumerable.Repeat("STRUCT(a ", 10_000)))).Code);

    private static class Sessions
    {
        public static string EngineText(DuckConnection connection, string sql) =>
            Assert.Single(Weir.Sessions.EngineRows.Texts(connection, sql, CancellationToken.None));
    }
}
