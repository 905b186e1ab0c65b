namespace Weir.Tests.Cli;

public sealed class SqlCommandTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Lineage_is_printed_for_people_and_for_programs()
    {
        string file = _folder["cities.csv"];
        await File.WriteAllTextAsync(file, "city,people\nBerlin,3769000\n");
        string[] arguments = ["sql", "lineage", "SELECT upper(city) AS name FROM cities WHERE people > 1", "--table", $"cities={file}"];
        CliRun text = await CliRun.Of(arguments);
        Assert.Equal(
            """
            name VARCHAR
              from cities.city  transformation
              by   cities.people  filter
            table cities: city, people
            calls upper (engine, immutable)

            """.ReplaceLineEndings("\n"), text.Output);
        CliRun json = await CliRun.Of([.. arguments, "--json"]);
        Assert.Contains("\"required_columns\": [\n        \"city\",\n        \"people\"\n      ]", json.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("normalized", "SELECT a FROM t WHERE (b = 1)")]
    [InlineData("redacted", "SELECT a FROM t WHERE (b = ?)")]
    [InlineData("spark", "SELECT `a` FROM `t` WHERE (`b` = 1)")]
    [InlineData("trino", "SELECT \"a\" FROM \"t\" WHERE (\"b\" = 1)")]
    [InlineData("clickhouse", "SELECT `a` FROM `t` WHERE (`b` = 1)")]
    public async Task Forms_of_a_statement_are_printed(string what, string expected)
    {
        CliRun run = await CliRun.Of("sql", what, "select a from t where b=1");
        Assert.Equal(expected + "\n", run.Output);
    }

    [Fact]
    public async Task A_plan_is_printed_and_a_part_that_cannot_be_said_is_an_error()
    {
        Assert.Contains("└─ ", (await CliRun.Of("sql", "plan-run", "SELECT count(*) FROM range(10)")).Output, StringComparison.Ordinal);
        CliRun refused = await CliRun.Of("sql", "trino", "SELECT a // 2 FROM t");
        Assert.NotEqual(0, refused.Exit);
        Assert.Contains("WEIR4032", refused.Error, StringComparison.Ordinal);
        Assert.Equal(2, (await CliRun.Of("sql", "poetry", "SELECT 1")).Exit);
    }
}
