using Weir.Tests.Sessions;

namespace Weir.Tests.Cli;

public sealed class DeltaCommandTests : IDisposable
{
    private readonly Lake _lake = new();

    private string Table()
    {
        new HandmadeTable(_lake, "t").Data("a.parquet", "SELECT 1::BIGINT AS id, 'x' AS p").Data("b.parquet", "SELECT 2::BIGINT AS id, 'y' AS p")
            .Commit(0, "2026-01-01", HandmadeTable.Info(5), HandmadeTable.Protocol(), HandmadeTable.Metadata("\"delta.enableChangeDataFeed\":\"true\""), HandmadeTable.Add("a.parquet"))
            .Commit(1, "2026-01-02", HandmadeTable.Info(6), HandmadeTable.Add("b.parquet"), HandmadeTable.Remove("a.parquet"));
        return _lake.At("t");
    }

    [Fact]
    public async Task Show_prints_a_version()
    {
        string root = Table();
        CliRun run = await CliRun.Of("delta", "show", root);
        Assert.Equal(0, run.Exit);
        Assert.Contains("made at", run.Output, StringComparison.Ordinal);
        Assert.Contains("2026-01-02 00:00:00Z", run.Output, StringComparison.Ordinal);
        CliRun json = await CliRun.Of("delta", "show", root, "--timestamp", "2026-01-01T10:00:00Z", "--json");
        Assert.Contains("\"version\":0,", json.Output, StringComparison.Ordinal);
        Assert.Contains("\"files\":1,\"size_bytes\":1}", json.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task History_files_and_schema_print_rows()
    {
        string root = Table();
        CliRun history = await CliRun.Of("delta", "history", root, "--json", "--limit", "1");
        Assert.StartsWith("[\n{\"version\":1,\"timestamp\":\"2026-01-02T00:00:00Z\",\"operation\":\"WRITE\",", history.Output, StringComparison.Ordinal);
        CliRun files = await CliRun.Of("delta", "files", $"{root}@0", "--json");
        Assert.Contains("\"version\":0,\"path\":\"a.parquet\",\"size\":1,", files.Output, StringComparison.Ordinal);
        CliRun schema = await CliRun.Of("delta", "schema", root, "--json");
        Assert.Equal("[\n{\"name\":\"id\",\"type\":\"long\",\"nullable\":true,\"partition\":false,\"metadata\":null},\n{\"name\":\"p\",\"type\":\"string\",\"nullable\":true,\"partition\":false,\"metadata\":null}\n]\n", schema.Output);
        Assert.Contains("a.parquet", (await CliRun.Of("delta", "files", root, "--version", "0")).Output, StringComparison.Ordinal);
        Assert.Contains("WRITE", (await CliRun.Of("delta", "history", root)).Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Changes_print_a_range()
    {
        string root = Table();
        CliRun all = await CliRun.Of("delta", "cdf", root, "--json", "--start-version", "1");
        Assert.Contains("{\"id\":1,\"p\":\"x\",\"_change_type\":\"delete\",\"_commit_version\":1,\"_commit_timestamp\":\"2026-01-02T00:00:00Z\"}", all.Output, StringComparison.Ordinal);
        Assert.Contains("insert", (await CliRun.Of("delta", "cdf", root, "--end-timestamp", "2026-01-01T12:00:00Z")).Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(1, "error WEIR2002: ", "show", "--version", "9")]
    [InlineData(1, "error WEIR2030: ", "files", "--timestamp", "2020-01-01")]
    [InlineData(1, "error WEIR2033: ", "cdf", "--start-version", "9")]
    [InlineData(2, "--version 'x': expected a whole number from 0", "show", "--version", "x")]
    [InlineData(2, "--timestamp 'x': expected a date", "show", "--timestamp", "x")]
    [InlineData(2, "the version is named twice", "show", "--version", "0", "--timestamp", "2026-01-01")]
    public async Task What_cannot_be_looked_at_says_why(int exit, string expected, string command, params string[] options)
    {
        CliRun run = await CliRun.Of(["delta", command, Table(), .. options]);
        Assert.Equal(exit, run.Exit);
        Assert.Contains(expected, run.Error, StringComparison.Ordinal);
    }

    public void Dispose() => _lake.Dispose();
}
