using FsCheck;
using FsCheck.Fluent;

namespace Weir.Tests.Sessions;

/// <summary>Conditions leave out files of a change feed, and no changes.</summary>
public sealed class ChangeFeedPruningTests : IDisposable
{
    private static readonly string[] Conditions =
    [
        "p = 2", "p IS NULL", "p > 1 AND id < 25", "id BETWEEN 12 AND 14", "s = 'k021'", "p = 1 OR _change_type = 'delete'", "_commit_version = 1 AND p <> 1",
        "p = 7 AND _commit_version >= 0", "NOT (p < 3)", "id % 2 = 0 AND p IN (0, 3)", "id < 0",
    ];

    private readonly Lake _lake = new();

    public void Dispose() => _lake.Dispose();

    [Fact]
    public async Task Files_are_left_out_by_partition_values_and_by_statistics()
    {
        await WriteAsync("t", 0, 50, DeltaWriteMode.Create);
        await WriteAsync("t", 50, 10, DeltaWriteMode.Append);
        await WriteAsync("t", 0, 20, DeltaWriteMode.Overwrite);
        Assert.Equal((14, 3, 3), Read("p = 1"));
        Assert.Equal((14, 14, 8), Read("id BETWEEN 12 AND 14"));
        Assert.Equal((14, 0, 0), Read("p = 99"));
        Assert.Equal((14, 14, 14), Read("_commit_version = 1"));
        Assert.Equal(["delete|10", "insert|20"], _lake.Rows($"SELECT _change_type, count(*) FROM {Feed("t")} WHERE p = 1 GROUP BY ALL ORDER BY ALL"));
        _lake.Session.Register("feed", _lake.Table("t") with { Changes = new DeltaChangeRange { StartVersion = 1 } });
        Assert.Equal(["1|50|59"], _lake.Rows("SELECT count(DISTINCT _commit_version), min(id), max(id) FROM feed WHERE p = 5 AND _change_type = 'insert'"));
    }

    [Fact]
    public void Every_feed_gives_the_changes_that_it_gives_without_leaving_files_out()
    {
        Gen<(int, int, bool)[]> steps = Gen.ArrayOf(
            from start in Gen.Choose(0, 50)
            from rows in Gen.Choose(0, 25)
            from replaces in Gen.Elements(false, true)
            select (start, rows, replaces), 3);
        int table = 0;
        Prop.ForAll(steps.ToArbitrary(), made => Agrees($"g{table++}", made)).Check(Config.QuickThrowOnFailure.WithMaxTest(5));
    }

    [Fact]
    public void Files_that_were_written_for_the_feed_are_left_out_by_partition_values_too()
    {
        HandmadeTable table = new(_lake, "w");
        table.Data("a.parquet", "SELECT 1::BIGINT AS id").Data("b.parquet", "SELECT 2::BIGINT AS id")
            .Data("_change_data/x.parquet", "SELECT 1::BIGINT AS id, 'delete' AS _change_type").Data("_change_data/y.parquet", "SELECT 2::BIGINT AS id, 'delete' AS _change_type")
            .Commit(0, "2026-01-01", HandmadeTable.Protocol(), HandmadeTable.Metadata("\"delta.enableChangeDataFeed\":\"true\"", "\"p\""),
                HandmadeTable.Add("a.parquet", partitions: "\"p\":\"one\""), HandmadeTable.Add("b.parquet", partitions: "\"p\":\"two\""))
            .Commit(1, "2026-01-02", HandmadeTable.Remove("a.parquet", partitions: "\"p\":\"one\""), HandmadeTable.Remove("b.parquet", partitions: "\"p\":\"two\""),
                HandmadeTable.Change("_change_data/x.parquet", "\"p\":\"one\""), HandmadeTable.Change("_change_data/y.parquet", "\"p\":\"two\""));
        Assert.Equal((4, 2, 2), Read("p = 'two'", "w"));
        Assert.Equal(["2|two|insert|0", "2|two|delete|1"], _lake.Rows($"SELECT * EXCLUDE (_commit_timestamp) FROM {Feed("w")} WHERE p = 'two' ORDER BY _commit_version"));
        // What is left out is not opened.
        File.Delete(Path.Combine(table.Root, "_change_data/x.parquet"));
        Assert.Equal(["2"], _lake.Rows($"SELECT count(*) FROM {Feed("w")} WHERE p = 'two'"));
    }

    private void Agrees(string table, (int Start, int Rows, bool Replaces)[] steps)
    {
        WriteAsync(table, 0, 30, DeltaWriteMode.Create).GetAwaiter().GetResult();
        foreach ((int start, int rows, bool replaces) in steps)
            WriteAsync(table, start, rows, replaces ? DeltaWriteMode.Overwrite : DeltaWriteMode.Append).GetAwaiter().GetResult();
        using Session whole = _lake.Runtime.NewSession();
        whole.PrunesFiles = false;
        foreach (string condition in Conditions)
        {
            string sql = $"SELECT * FROM {Feed(table)} WHERE {condition} ORDER BY ALL";
            Assert.Equal(Lake.Rows(whole, sql), _lake.Rows(sql));
        }
    }

    private (int Total, int Candidate, int Read) Read(string condition, string table = "t")
    {
        using QueryResult result = _lake.Session.Run(new Query($"SELECT * FROM {Feed(table)} WHERE {condition}"));
        FilePruning files = Assert.Single(result.Tables).Files!;
        return (files.FilesTotal, files.FilesCandidate, files.FilesRead);
    }

    private string Feed(string table) => $"read_delta_cdf('{_lake.At(table)}')";

    // A file for each ten rows.
    private Task<DeltaWriteReport> WriteAsync(string table, int first, int rows, DeltaWriteMode mode) => _lake.Session.WriteAsync(
        _lake.Table(table),
        new Query($"SELECT CASE WHEN id // 10 = 3 THEN NULL ELSE id // 10 END AS p, id, 'k' || lpad(id::VARCHAR, 3, '0') AS s FROM range({first}, {first + rows}) AS r(id)"),
        mode, new DeltaWriteOptions { PartitionBy = ["p"], TableProperties = new Dictionary<string, string> { ["delta.enableChangeDataFeed"] = "true" } });
}
