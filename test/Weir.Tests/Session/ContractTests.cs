using Weir.Arrow;

namespace Weir.Tests.Sessions;

public sealed class ContractTests
{
    private static readonly DatasetConstraints Constraints = new()
    {
        PrimaryKey = ["id"],
        Checks = [new DatasetCheck("price >= 0", "not_negative"), new DatasetCheck("length(name) < 5 OR name LIKE '%)%'")],
        ForeignKeys = [new DatasetForeignKey(["kind"], "kinds", ["k"])],
    };

    private static readonly DatasetColumn[] Columns =
    [
        new("id", "INTEGER") { NotNull = true }, new("name", "VARCHAR"), new("price", "DOUBLE") { Default = "9.5" }, new("kind", "VARCHAR"),
    ];

    [Fact]
    [Trait("Requirement", "R187")]
    public async Task A_write_that_breaks_the_contract_leaves_the_table_at_its_version()
    {
        using Lake lake = new();
        DatasetLocation target = lake.Table("t") with { Columns = Columns, Constraints = Constraints, Contract = ContractMode.Enforced };
        await lake.Session.WriteAsync(target, new Query("SELECT 1 AS id, 'a' AS name, 1.0::DOUBLE AS price, 'x' AS kind"), DeltaWriteMode.Create);
        string[] files = Files();
        Assert.Equal("the check 'not_negative' (price >= 0)", await Broken("SELECT 2 AS id, 'b' AS name, -1.0::DOUBLE AS price, 'x' AS kind"));
        Assert.Equal("NOT NULL of the column 'id'", await Broken("SELECT NULL::INTEGER AS id, 'b' AS name, 1.0::DOUBLE AS price, 'x' AS kind"));
        Assert.Equal("NOT NULL of the column 'id'", await Broken("SELECT 'b' AS name"));
        Assert.Equal("CHECK (length(name) < 5 OR name LIKE '%)%')", await Broken("SELECT i::INTEGER AS id, CASE WHEN i = 99999 THEN 'too long' END AS name FROM range(100000) AS r(i)"));
        Assert.Equal(files, Files());
        // NULL keeps a check, a column that is left out has its default, and the table has one more version.
        DeltaWriteReport report = await lake.Session.WriteAsync(target, new Query("SELECT 2 AS id"), DeltaWriteMode.Append);
        Assert.Equal(1, report.Version);
        lake.Session.Register("t", lake.Table("t"));
        Assert.Equal(["1|a|1.0|x", "2|NULL|9.5|NULL"], lake.Rows("FROM t ORDER BY id"));

        string[] Files() => [.. Directory.GetFiles(lake.At("t"), "*", SearchOption.AllDirectories).Order(StringComparer.Ordinal)];
        async Task<string> Broken(string sql)
        {
            WeirException error = await Assert.ThrowsAsync<WeirException>(() => lake.Session.WriteAsync(target, new Query(sql), DeltaWriteMode.Append));
            Assert.Equal("WEIR8058", error.Code);
            return error.Details["constraint"];
        }
    }

    [Fact]
    [Trait("Requirement", "R187")]
    public async Task A_stream_is_held_to_the_contract_as_a_query_is()
    {
        using Lake lake = new();
        DatasetLocation target = lake.Table("t") with { Columns = Columns, Constraints = Constraints, Contract = ContractMode.Enforced };
        await lake.Session.WriteAsync(target, Stream("SELECT i::INTEGER AS id FROM range(10) AS r(i)"), DeltaWriteMode.Create);
        WeirException error = await Assert.ThrowsAsync<WeirException>(() => lake.Session.WriteAsync(target, Stream("SELECT i::INTEGER AS id, -i::DOUBLE AS price FROM range(100000) AS r(i)"), DeltaWriteMode.Append));
        Assert.Equal("WEIR8058", error.Code);
        lake.Session.Register("t", lake.Table("t"));
        Assert.Equal(["10|9.5"], lake.Rows("SELECT count(*), min(price) FROM t"));

        RecordBatchReader Stream(string sql) => lake.Session.Run(new Query(sql)).AsReader();
    }

    [Fact]
    public void A_query_meets_the_contract_only_where_it_is_enforced()
    {
        using Lake lake = new();
        string file = lake.Write("t.csv", "id,name,price,kind\n1,a,2.5,x\n,b,3,y\n1,c,-4,\n");
        DatasetLocation location = new(file, DatasetFormat.Csv) { Columns = Columns, Constraints = Constraints };
        lake.Session.RegisterView("kinds", "SELECT 'x' AS k");
        lake.Session.Register("t", location);
        Assert.Equal(["3"], lake.Rows("SELECT count(*) FROM t"));
        lake.Session.Register("t", location with { Contract = ContractMode.Enforced });
        WeirException error = Assert.Throws<WeirException>(() => lake.Rows("SELECT name FROM t"));
        Assert.Equal("WEIR8058", error.Code);
        Assert.Equal("WEIR8058", Assert.Throws<WeirException>(() => lake.Rows("SELECT count(*) FROM t")).Code);
        using (QueryResult result = lake.Session.Run(new Query("SELECT name FROM t LIMIT 0")))
            Assert.True(Assert.Single(result.Tables).IsContractEnforced);
        Assert.Equal(
            ["NOT NULL of the column 'id': 1", "the check 'not_negative' (price >= 0): 1", "PRIMARY KEY (\"id\"): 2", "FOREIGN KEY (\"kind\") REFERENCES kinds: 1"],
            lake.Session.Catalog.Check(new TableName("t")).Select(violation => $"{violation.Constraint}: {violation.Count}"));
    }

    [Theory]
    [InlineData("price >", "cannot be read")]
    [InlineData("price > 0, 1", "is not one expression")]
    [InlineData("price > 0) OR (true", "cannot be read")]
    [InlineData("(SELECT true)", "has a query in it")]
    [InlineData("random() > 0", "calls 'random'")]
    [InlineData("nothing(price)", "calls 'nothing'")]
    [InlineData("getenv('HOME') = 'x'", "calls 'getenv'")]
    [InlineData("json_structure(name) = 'x'", "is refused")]
    [InlineData("nothing > 0", "names the column 'nothing'")]
    [InlineData("price + name", "is refused")]
    public void What_is_no_check_is_refused_at_registration(string expression, string expected)
    {
        using Lake lake = new();
        string file = lake.Write("t.csv", "id,name,price,kind\n");
        DatasetLocation location = new(file, DatasetFormat.Csv) { Columns = Columns, Constraints = new DatasetConstraints { Checks = [new DatasetCheck(expression)] } };
        WeirException error = Assert.Throws<WeirException>(() => lake.Session.Register("t", location));
        Assert.Equal("WEIR8056", error.Code);
        Assert.Contains(expected, error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("now()")]
    [InlineData("1); DROP TABLE t; --")]
    [InlineData("'a' || 'b'")]
    [InlineData("'a")]
    [InlineData("")]
    public void What_is_no_literal_is_no_default(string value)
    {
        using Lake lake = new();
        DatasetLocation location = new("x.csv", DatasetFormat.Csv) { Columns = [new DatasetColumn("a", "VARCHAR") { Default = value }] };
        Assert.Equal("WEIR8056", Assert.Throws<WeirException>(() => lake.Session.Register("t", location)).Code);
    }
}
