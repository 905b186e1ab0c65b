namespace Weir.Tests.Cli;

public sealed class CatalogCommandTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_folder_is_shown_declared_and_queried()
    {
        string lake = _folder["lake"];
        Directory.CreateDirectory(lake);
        await File.WriteAllTextAsync(Path.Combine(lake, "people.csv"), "id,name\n1,Ada\n");
        await File.WriteAllTextAsync(Path.Combine(lake, "thing.bin"), "");
        CliRun ddl = await CliRun.Of("catalog", "ddl", lake);
        Assert.Equal(1, ddl.Exit);
        Assert.Contains("note: 'thing.bin' is no table: ", ddl.Error, StringComparison.Ordinal);
        Assert.Equal($"CREATE EXTERNAL TABLE people\nSTORED AS CSV\nLOCATION '{Path.Combine(lake, "people.csv")}';\n", ddl.Output.ReplaceLineEndings("\n"));
        string file = _folder["lake.sql"];
        await File.WriteAllTextAsync(file, $"CREATE SCHEMA raw;\n{ddl.Output}CREATE VIEW raw.v AS SELECT name FROM people");
        CliRun query = await CliRun.Of("query", "SELECT * FROM raw.v", "--ddl", file, "--format", "jsonl");
        Assert.Equal(("{\"name\":\"Ada\"}\n", 0), (query.Output, query.Exit));
        CliRun show = await CliRun.Of("catalog", "show", "--ddl", file, "--json");
        Assert.Contains("{\"schema\":\"raw\",\"table\":\"v\",\"format\":null,\"column\":\"name\",\"type\":\"VARCHAR\",\"nullable\":\"YES\",\"error\":null}", show.Output, StringComparison.Ordinal);
        CliRun again = await CliRun.Of("catalog", "ddl", "--ddl", file);
        Assert.Contains("CREATE SCHEMA IF NOT EXISTS weir.raw;\nCREATE EXTERNAL TABLE people\n", again.Output.ReplaceLineEndings("\n"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_statement_that_cannot_be_read_ends_the_command()
    {
        string file = _folder["bad.sql"];
        await File.WriteAllTextAsync(file, "CREATE SCHEMA a;\nCREATE EXTERNAL TABLE t\nSTORED AS XML LOCATION 'x'");
        CliRun run = await CliRun.Of("query", "SELECT 1", "--ddl", file);
        Assert.Equal(1, run.Exit);
        Assert.Contains("WEIR8050", run.Error, StringComparison.Ordinal);
        Assert.Contains("line 3, column 11", run.Error, StringComparison.Ordinal);
        Assert.Equal(2, (await CliRun.Of("catalog", "ddl", "--json")).Exit);
    }
}
