using FsCheck;
using FsCheck.Fluent;

namespace Weir.Tests.Sessions;

/// <summary>What is known of files serves every version that has them.</summary>
public sealed class SharedBoundsTests
{
    private static readonly string[] Conditions = ["id < 12", "id BETWEEN 20 AND 33 AND p <> 2", "p = 1", "p IS NULL OR id > 70", "s = 'k005' OR s > 'k090'"];

    [Fact]
    public async Task After_a_refresh_the_statistics_of_new_files_are_read_and_no_others()
    {
        using Lake lake = new();
        await WriteAsync(lake, 0, 100, DeltaWriteMode.Create);
        lake.Session.Register("t", lake.Table("t"));
        Assert.Equal(["5"], lake.Rows("SELECT count(*) FROM t WHERE id < 5"));
        Assert.Equal(10, FilesRead(lake));
        await WriteAsync(lake, 100, 1, DeltaWriteMode.Append);
        Assert.Equal(["1"], lake.Rows("SELECT count(*) FROM t WHERE id >= 100"));
        Assert.Equal(11, FilesRead(lake));
        Assert.Equal(["3"], lake.Rows("SELECT count(*) FROM t WHERE id > 97"));
        Assert.Equal(11, FilesRead(lake));
        await WriteAsync(lake, 200, 30, DeltaWriteMode.Overwrite);
        Assert.Equal(["30"], lake.Rows("SELECT count(*) FROM t WHERE id > 97"));
        Assert.Equal(14, FilesRead(lake));
        Assert.Equal(["0"], lake.Rows("SELECT count(*) FROM t WHERE id < 100"));
        Assert.Equal("2 0", Assert.Single(lake.Rows("SELECT concat_ws(' ', least(hit_count, 2), greatest(miss_count - 3, 0)) FROM statistics_cache()")));
    }

    [Fact]
    public void Every_version_gives_the_rows_that_it_gives_without_leaving_files_out()
    {
        Gen<(int, int, bool)[]> steps = Gen.ArrayOf(
            from start in Gen.Choose(0, 90)
            from rows in Gen.Choose(0, 25)
            from replaces in Gen.Frequency((3, Gen.Constant(false)), (1, Gen.Constant(true)))
            select (start, rows, replaces), 4);
        Prop.ForAll(steps.ToArbitrary(), Agrees).Check(Config.QuickThrowOnFailure.WithMaxTest(6));
    }

    private static void Agrees((int Start, int Rows, bool Replaces)[] steps)
    {
        using Lake lake = new();
        WriteAsync(lake, 0, 40, DeltaWriteMode.Create).GetAwaiter().GetResult();
        lake.Session.Register("t", lake.Table("t"));
        using Session whole = lake.Runtime.NewSession();
        whole.PrunesFiles = false;
        whole.Register("t", lake.Table("t"));
        Compare(lake, whole, "t");
        foreach ((int start, int rows, bool replaces) in steps)
        {
            WriteAsync(lake, start, rows, replaces ? DeltaWriteMode.Overwrite : DeltaWriteMode.Append).GetAwaiter().GetResult();
            Compare(lake, whole, "t");
        }
        for (int version = 0; version <= steps.Length; version++)
            Compare(lake, whole, $"read_delta('{lake.At("t")}', version := {version})");
    }

    private static void Compare(Lake lake, Session whole, string table)
    {
        foreach (string condition in Conditions)
        {
            string sql = $"SELECT p, id, s FROM {table} WHERE {condition} ORDER BY ALL";
            Assert.Equal(Lake.Rows(whole, sql), lake.Rows(sql));
        }
    }

    private static long FilesRead(Lake lake) => lake.Session.Host.Bounds.FilesRead;

    // A file for each ten rows.
    private static Task<DeltaWriteReport> WriteAsync(Lake lake, int first, int rows, DeltaWriteMode mode) => lake.Session.WriteAsync(
        lake.Table("t"),
        new Query($"SELECT CASE WHEN id // 10 = 3 THEN NULL ELSE id // 10 END AS p, id, 'k' || lpad(id::VARCHAR, 3, '0') AS s FROM range({first}, {first + rows}) AS r(id)"),
        mode, new DeltaWriteOptions { PartitionBy = ["p"] });
}
