using System.Text.Json;
using Weir.Arrow;

namespace Weir.Tests.Sessions;

public sealed class DeltaWriteTests
{
    private const string Everything = """
        SELECT * FROM (VALUES
            (1::TINYINT, 2::SMALLINT, 3, 4::BIGINT, 1.5::FLOAT, 2.5::DOUBLE, 12.34::DECIMAL(5,2), 12345678901234567890.12::DECIMAL(30,2),
             true, 'héllo', 'ab'::BLOB, DATE '2024-02-29', TIMESTAMPTZ '2024-06-01 12:00:00.123456+02', TIMESTAMP '2024-06-01 12:00:00.5',
             {'x': 1, 'y': {'z': 'q'}}, [1, NULL, 3], MAP {'k': 1}),
            (NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL))
        t(byte, short, int, long, float, double, dec, bigdec, bool, str, bin, day, moment, clock, struct, list, map)
        """;

    [Fact]
    public async Task What_is_written_is_read_back_with_every_type()
    {
        using Lake lake = new();
        DeltaWriteReport report = await lake.Session.WriteAsync(lake.Table("t"), new Query(Everything), DeltaWriteMode.Create);
        Assert.Equal((0, true, 2, 1, 0), (report.Version, report.Created, report.RowsWritten, report.FilesAdded, report.FilesRemoved));
        lake.Session.Register("t", lake.Table("t"));
        Assert.Equal(
            [
                "1|2|3|4|1.5|2.5|12.34|12345678901234567890.12|true|héllo|ab|2024-02-29|2024-06-01 10:00:00.123456+00|" +
                    "2024-06-01 12:00:00.5|{'x': 1, 'y': {'z': q}}|[1, NULL, 3]|{k=1}",
                string.Join('|', Enumerable.Repeat("NULL", 17)),
            ],
            lake.Rows("SELECT * FROM t ORDER BY int NULLS LAST"));
        Assert.Equal(
            "byte TINYINT,short SMALLINT,int INTEGER,long BIGINT,float FLOAT,double DOUBLE,dec DECIMAL(5,2),bigdec DECIMAL(30,2)," +
            "bool BOOLEAN,str VARCHAR,bin BLOB,day DATE,moment TIMESTAMP WITH TIME ZONE,clock TIMESTAMP," +
            "struct STRUCT(x INTEGER, y STRUCT(z VARCHAR)),list INTEGER[],map MAP(VARCHAR, INTEGER)",
            Assert.Single(lake.Rows("SELECT string_agg(column_name || ' ' || column_type, ',') FROM (DESCRIBE t)")));
    }

    [Fact]
    public async Task Files_carry_statistics_of_every_leaf_with_an_order()
    {
        using Lake lake = new();
        await lake.Session.WriteAsync(lake.Table("t"), new Query(Everything), DeltaWriteMode.Create);
        JsonElement stats = lake.Stats("t").Single();
        Assert.Equal(2, stats.GetProperty("numRecords").GetInt64());
        Assert.Equal(
            """{"byte":1,"short":2,"int":3,"long":4,"float":1.5,"double":2.5,"dec":12.34,"bigdec":12345678901234567890.12,"str":"héllo","day":"2024-02-29","moment":"2024-06-01T10:00:00.123Z","clock":"2024-06-01T12:00:00.500","struct":{"x":1,"y":{"z":"q"}}}""",
            stats.GetProperty("minValues").GetRawText());
        Assert.Equal(
            """{"byte":1,"short":2,"int":3,"long":4,"float":1.5,"double":2.5,"dec":12.34,"bigdec":12345678901234567890.12,"str":"héllo","day":"2024-02-29","moment":"2024-06-01T10:00:00.124Z","clock":"2024-06-01T12:00:00.500","struct":{"x":1,"y":{"z":"q"}}}""",
            stats.GetProperty("maxValues").GetRawText());
        Assert.Equal(
            """{"byte":1,"short":1,"int":1,"long":1,"float":1,"double":1,"dec":1,"bigdec":1,"bool":1,"str":1,"bin":1,"day":1,"moment":1,"clock":1,"struct":{"x":1,"y":{"z":1}}}""",
            stats.GetProperty("nullCount").GetRawText());
    }

    [Fact]
    public async Task Partitions_are_folders_whose_values_come_back_typed()
    {
        using Lake lake = new();
        const string Rows = """
            SELECT * FROM (VALUES (1, 'a/ =%ü', DATE '2024-01-01', 1.50::DECIMAL(10,2), TIMESTAMPTZ '2024-06-01 12:00:00.5+02', true, 0.1::DOUBLE),
                (2, '', NULL, NULL, NULL, NULL, NULL), (3, NULL, NULL, NULL, NULL, NULL, NULL), (4, 'a/ =%ü', DATE '2024-01-01', 1.50::DECIMAL(10,2),
                TIMESTAMPTZ '2024-06-01 12:00:00.5+02', true, 0.1::DOUBLE), (5, '1', DATE '1969-12-31', -1.00::DECIMAL(10,2),
                TIMESTAMPTZ '1969-12-31 23:59:59+00', false, 'NaN'::DOUBLE))
            t(id, text, day, dec, moment, flag, real)
            """;
        DeltaWriteReport report = await lake.Session.WriteAsync(lake.Table("t"), new Query(Rows), DeltaWriteMode.Create,
            new DeltaWriteOptions { PartitionBy = ["text", "day", "dec", "moment", "flag", "real"] });
        Assert.Equal(3, report.FilesAdded);
        lake.Session.Register("t", lake.Table("t"));
        Assert.Equal(
            [
                "1|a/ =%ü|2024-01-01|1.50|2024-06-01 10:00:00.5+00|true|0.1", "2|NULL|NULL|NULL|NULL|NULL|NULL",
                "3|NULL|NULL|NULL|NULL|NULL|NULL", "4|a/ =%ü|2024-01-01|1.50|2024-06-01 10:00:00.5+00|true|0.1",
                "5|1|1969-12-31|-1.00|1969-12-31 23:59:59+00|false|nan",
            ],
            lake.Rows("SELECT * FROM t ORDER BY id"));
        Assert.Equal(["1", "4"], lake.Rows("SELECT id FROM t WHERE text = 'a/ =%ü' AND day = DATE '2024-01-01' AND dec = 1.5 ORDER BY id"));
        Assert.Equal(["2", "3"], lake.Rows("SELECT id FROM t WHERE text IS NULL ORDER BY id"));
    }

    [Fact]
    public async Task Append_adds_overwrite_replaces_and_each_is_a_version()
    {
        using Lake lake = new();
        DatasetLocation table = lake.Table("t");
        await lake.Session.WriteAsync(table, new Query("SELECT 1 AS a"), DeltaWriteMode.Append);
        await lake.Session.WriteAsync(table, new Query("SELECT 2 AS A"), DeltaWriteMode.Append);
        lake.Session.Register("t", table);
        Assert.Equal(["1", "2"], lake.Rows("SELECT a FROM t ORDER BY 1"));
        DeltaWriteReport third = await lake.Session.WriteAsync(table, new Query("SELECT sum(a)::INTEGER AS a FROM t"), DeltaWriteMode.Overwrite);
        Assert.Equal((2, false, 1, 2), (third.Version, third.Created, third.FilesAdded, third.FilesRemoved));
        Assert.Equal(["3"], lake.Rows("SELECT a FROM t"));
        Assert.Equal(["1"], lake.Rows($"SELECT a FROM read_delta('{table.Path}', version := 0)"));
        Assert.Equal(["1", "2"], lake.Rows($"SELECT r.A FROM read_delta('{table.Path}', version := 1) r ORDER BY 1"));
        Assert.Equal("WEIR2002", Assert.Throws<WeirException>(() => lake.Rows($"FROM read_delta('{table.Path}', version := 9)")).Code);
        WeirException exists = await Assert.ThrowsAsync<WeirException>(() =>
            lake.Session.WriteAsync(table, new Query("SELECT 1 AS a"), DeltaWriteMode.Create));
        Assert.StartsWith("WEIR202", exists.Code, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_query_sees_one_version_of_a_table_while_others_write()
    {
        using Lake lake = new();
        DatasetLocation table = lake.Table("t");
        await lake.Session.WriteAsync(table, new Query("SELECT 1 AS a"), DeltaWriteMode.Create);
        lake.Session.Register("t", table);
        using QueryResult before = lake.Session.Run(new Query("SELECT a.a::VARCHAR FROM t a, t b"));
        await lake.Session.WriteAsync(table, new Query("SELECT 2 AS a"), DeltaWriteMode.Overwrite);
        Assert.Equal(0, Assert.Single(before.Tables).Version);
        Assert.Equal(["1"], Lake.Texts(before));
        Assert.Equal(["2"], lake.Rows("SELECT a FROM t"));
    }

    [Fact]
    public async Task An_empty_result_makes_a_table_that_is_empty_and_typed()
    {
        using Lake lake = new();
        DeltaWriteReport report = await lake.Session.WriteAsync(
            lake.Table("t"), new Query("SELECT 1 AS a, DATE '2024-01-01' AS d WHERE false"), DeltaWriteMode.Create);
        Assert.Equal((0, 0, 0), (report.Version, report.RowsWritten, report.FilesAdded));
        lake.Session.Register("t", lake.Table("t"));
        Assert.Empty(lake.Rows("SELECT * FROM t"));
        Assert.Equal(["a", "d"], lake.Session.Describe(new Query("SELECT * FROM t")).Fields.Select(field => field.Name));
        Assert.Equal(["0"], lake.Rows("SELECT count(*) FROM t"));
    }

    [Fact]
    public async Task A_failure_in_the_middle_leaves_nothing()
    {
        using Lake lake = new();
        DatasetLocation table = lake.Table("t");
        await lake.Session.WriteAsync(table, new Query("SELECT 1::BIGINT AS a"), DeltaWriteMode.Create);
        string[] before = Directory.GetFiles(table.Path, "*", SearchOption.AllDirectories);
        WeirException error = await Assert.ThrowsAsync<WeirException>(() => lake.Session.WriteAsync(
            table, new Query("SELECT CASE WHEN i = 2999999 THEN error('no more') ELSE i END AS a FROM range(3000000) t(i)"), DeltaWriteMode.Append,
            new DeltaWriteOptions { TargetFileBytes = 1 << 20 }));
        Assert.Equal("WEIR4006", error.Code);
        Assert.Equal(before, Directory.GetFiles(table.Path, "*", SearchOption.AllDirectories));
    }

    [Fact]
    public async Task A_cancelled_write_leaves_nothing()
    {
        using Lake lake = new();
        using CancellationTokenSource stop = new();
        stop.CancelAfter(TimeSpan.FromMilliseconds(300));
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => lake.Session.WriteAsync(
            lake.Table("t"), new Query("SELECT i, (hash(i) >> 2)::BIGINT AS h FROM range(1000000000) t(i)"), DeltaWriteMode.Create, cancellationToken: stop.Token));
        Assert.Empty(Directory.GetFiles(lake.Folder, "*", SearchOption.AllDirectories));
    }

    [Fact]
    public async Task A_large_write_makes_several_files_and_tells_its_progress()
    {
        using Lake lake = new();
        Heard heard = new();
        DeltaWriteReport report = await lake.Session.WriteAsync(
            lake.Table("t"), new Query("SELECT i, hash(i)::VARCHAR AS h FROM range(2000000) t(i)"), DeltaWriteMode.Create,
            new DeltaWriteOptions { TargetFileBytes = 4 << 20 }, heard);
        Assert.InRange(report.FilesAdded, 2, 100);
        Assert.Equal(2_000_000, report.RowsWritten);
        Assert.Equal(new DeltaWriteProgress(2_000_000, report.FilesAdded, report.BytesWritten), heard.Last);
        lake.Session.Register("t", lake.Table("t"));
        Assert.Equal(["2000000|1999999000000"], lake.Rows("SELECT count(*), sum(i) FROM t"));
        Assert.Equal(2_000_000, lake.Stats("t").Sum(stats => stats.GetProperty("numRecords").GetInt64()));
    }

    [Theory]
    [InlineData("SELECT INTERVAL 1 DAY AS a", "WEIR8011")]
    [InlineData("SELECT TIME '10:00' AS a", "WEIR8011")]
    [InlineData("SELECT 1 AS \"two words\"", "WEIR2027")]
    [InlineData("INSERT INTO x VALUES (1)", "WEIR5001")]
    [InlineData("SELECT 300::USMALLINT::UTINYINT AS a", "WEIR4006")]
    public async Task What_a_table_can_not_hold_is_refused(string sql, string code)
    {
        using Lake lake = new();
        WeirException error = await Assert.ThrowsAsync<WeirException>(() =>
            lake.Session.WriteAsync(lake.Table("t"), new Query(sql), DeltaWriteMode.Create));
        Assert.Equal(code, error.Code);
        Assert.Empty(Directory.GetFiles(lake.Folder, "*", SearchOption.AllDirectories));
    }

    [Fact]
    public async Task Unsigned_numbers_are_stored_signed_and_refused_when_they_do_not_fit()
    {
        using Lake lake = new();
        await lake.Session.WriteAsync(lake.Table("t"), new Query("SELECT 127::UTINYINT AS a, 5::UBIGINT AS b"), DeltaWriteMode.Create);
        lake.Session.Register("t", lake.Table("t"));
        Assert.Equal(["TINYINT|BIGINT"], lake.Rows("SELECT typeof(a), typeof(b) FROM t"));
        WeirException error = await Assert.ThrowsAsync<WeirException>(() =>
            lake.Session.WriteAsync(lake.Table("t"), new Query("SELECT 128::UTINYINT AS a, 5::UBIGINT AS b"), DeltaWriteMode.Append));
        Assert.Equal("WEIR4006", error.Code);
    }

    [Fact]
    public async Task Parameters_reach_the_rows_that_are_written()
    {
        using Lake lake = new();
        await lake.Session.WriteAsync(lake.Table("t"), new Query("SELECT $1::VARCHAR AS a; -- done") { Parameters = ["it's"] }, DeltaWriteMode.Create);
        lake.Session.Register("t", lake.Table("t"));
        Assert.Equal(["it's"], lake.Rows("SELECT a FROM t"));
    }

    [Fact]
    public async Task A_table_with_glob_characters_in_its_path_is_written_and_read()
    {
        using Lake lake = new();
        DatasetLocation table = lake.Table("a [b]*? 'c'");
        await lake.Session.WriteAsync(table, new Query("SELECT 1 AS a, 'x' AS p"), DeltaWriteMode.Create, new DeltaWriteOptions { PartitionBy = ["p"] });
        await lake.Session.WriteAsync(table, new Query("SELECT 2 AS a, 'y' AS p"), DeltaWriteMode.Append);
        lake.Session.Register("odd \"name\"; --", table);
        Assert.Equal(["1|x", "2|y"], lake.Rows("SELECT * FROM \"odd \"\"name\"\"; --\" ORDER BY 1"));
    }

    [Fact]
    [Trait("Requirement", "R098")]
    public async Task Any_stream_of_batches_can_be_written_as_it_comes()
    {
        using Lake lake = new();
        int made = 0;
        IEnumerable<RecordBatch> Batches()
        {
            for (; made < 40; made++)
            {
                using QueryResult part = lake.Session.Run(new Query($"SELECT i, i::VARCHAR AS s FROM range({made}000, {made + 1}000) t(i)"));
                using RecordBatchReader reader = part.AsReader();
                while (reader.Read() is { } batch)
                    yield return batch;
            }
        }
        Schema schema = lake.Session.Describe(new Query("SELECT 1::BIGINT AS i, 'x' AS s"));
        DeltaWriteReport report = await lake.Session.WriteAsync(lake.Table("t"), RecordBatchReader.From(schema, Batches()), DeltaWriteMode.Create);
        Assert.Equal((40_000L, 40), (report.RowsWritten, made));
        lake.Session.Register("t", lake.Table("t"));
        Assert.Equal(["40000|799980000|39999"], lake.Rows("SELECT count(*), sum(i), max(s::BIGINT) FROM t"));
    }

    [Fact]
    public async Task A_missing_data_file_is_named()
    {
        using Lake lake = new();
        await lake.Session.WriteAsync(lake.Table("t"), new Query("SELECT 1 AS a"), DeltaWriteMode.Create);
        string file = Directory.GetFiles(lake.At("t"), "*.parquet").Single();
        File.Delete(file);
        lake.Session.Register("t", lake.Table("t"));
        WeirException error = Assert.Throws<WeirException>(() => lake.Rows("SELECT * FROM t"));
        Assert.Equal(("WEIR8010", file), (error.Code, error.Details["path"]));
    }

    private sealed class Heard : IProgress<DeltaWriteProgress>
    {
        public DeltaWriteProgress? Last { get; private set; }

        public void Report(DeltaWriteProgress value) => Last = value;
    }
}
