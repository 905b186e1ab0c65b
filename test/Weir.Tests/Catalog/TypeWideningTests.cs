using Weir.Catalog;
using Weir.Engine;
using Weir.Sessions;

namespace Weir.Tests.Catalog;

public sealed class TypeWideningTests
{
    // With the least and the largest value that matter.
    private static readonly (string Type, string[] Values)[] Types =
    [
        ("TINYINT", ["-128", "127"]), ("SMALLINT", ["-32768", "32767"]), ("INTEGER", ["-2147483648", "2147483647"]),
        ("BIGINT", ["-9223372036854775808", "9223372036854775807"]), ("HUGEINT", ["-170141183460469231731687303715884105728", "170141183460469231731687303715884105727"]),
        ("UTINYINT", ["0", "255"]), ("USMALLINT", ["0", "65535"]), ("UINTEGER", ["0", "4294967295"]), ("UBIGINT", ["0", "18446744073709551615"]),
        ("UHUGEINT", ["0", "340282366920938463463374607431768211455"]),
        ("FLOAT", ["16777215", "0.5"]), ("DOUBLE", ["9007199254740991", "1e-300"]), ("DECIMAL(5,2)", ["-999.99", "999.99"]), ("DECIMAL(10,2)", ["99999999.99"]),
        ("DECIMAL(20,0)", ["18446744073709551615"]), ("DECIMAL(38,10)", ["9999999999999999999999999999.9999999999"]),
        ("DATE", ["1900-02-28", "2262-01-01"]), ("TIMESTAMP_S", ["2026-01-01 01:02:03"]), ("TIMESTAMP_MS", ["2026-01-01 01:02:03.456"]),
        ("TIMESTAMP", ["2026-01-01 01:02:03.456789"]), ("TIMESTAMP_NS", ["2026-01-01 01:02:03.456789123"]), ("VARCHAR", ["x"]), ("UUID", ["00000000-0000-0000-0000-000000000001"]),
    ];

    // Each pair that is allowed is tried with the engine: the value is what its text is in the wider type.
    [Fact]
    [Trait("Requirement", "R176")]
    public void What_may_be_widened_keeps_every_value()
    {
        using WeirRuntime runtime = WeirRuntime.Open(new WeirOptions { Threads = 1 });
        using Session session = runtime.NewSession();
        using DuckConnection connection = session.Host.Engine.Connect();
        List<string> checks = [];
        foreach ((string narrow, string[] values) in Types)
            foreach ((string wide, _) in Types.Where(wide => TypeWidening.Holds(ColumnTypeReader.Parse(narrow), ColumnTypeReader.Parse(wide.Type))))
                checks.AddRange(values.Select(value => $"SELECT '{narrow} to {wide}' WHERE CAST(CAST('{value}' AS {narrow}) AS {wide}) IS DISTINCT FROM CAST('{value}' AS {wide})"));
        Assert.InRange(checks.Count, 80, 400);
        Assert.Empty(EngineRows.Texts(connection, string.Join(" UNION ALL ", checks), CancellationToken.None));
    }

    [Theory]
    [InlineData("BIGINT", "INTEGER")]
    [InlineData("BIGINT", "DOUBLE")]
    [InlineData("INTEGER", "FLOAT")]
    [InlineData("INTEGER", "UBIGINT")]
    [InlineData("UINTEGER", "INTEGER")]
    [InlineData("DOUBLE", "FLOAT")]
    [InlineData("DECIMAL(10,2)", "DECIMAL(10,3)")]
    [InlineData("BIGINT", "DECIMAL(19,0)")]
    [InlineData("TIMESTAMP", "DATE")]
    [InlineData("TIMESTAMP", "TIMESTAMP WITH TIME ZONE")]
    [InlineData("VARCHAR", "INTEGER")]
    [InlineData("INTEGER", "VARCHAR")]
    [InlineData("INTEGER", "INTEGER[]")]
    public void What_would_lose_or_change_values_may_not(string from, string to) => Assert.False(TypeWidening.Holds(ColumnTypeReader.Parse(from), ColumnTypeReader.Parse(to)));
}
