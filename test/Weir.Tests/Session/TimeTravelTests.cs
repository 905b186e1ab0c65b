using FsCheck;
using FsCheck.Fluent;
using Weir.Delta.Table;

namespace Weir.Tests.Sessions;

/// <summary>Reading a table as it was at a moment.</summary>
public sealed class TimeTravelTests : IDisposable
{
    private const long Noon = 1_770_000_000_000;

    private readonly Lake _lake = new();

    [Theory]
    [InlineData("2026-01-01T00:00:00Z", 1)]
    [InlineData("2026-01-01T23:59:59.999Z", 1)]
    [InlineData("2026-01-02", 2)]
    [InlineData("2026-01-02 00:00:00.000999", 2)]
    [InlineData("2026-01-02 00:00:00.001", 3)]
    [InlineData("2026-01-05 02:00:00+02", 4)]
    [InlineData("2026-01-02T00:00:00.0000001Z", 2)]
    public void A_moment_reads_the_newest_version_that_was_there(string moment, int rows)
    {
        Table();
        Assert.Equal([$"{rows}"], _lake.Rows($"SELECT count(*) FROM read_delta('{_lake.At("t")}', timestamp := '{moment}')"));
        Assert.Equal([$"{rows}"], _lake.Rows($"SELECT count(*) FROM read_delta('{_lake.At("t")}', timestamp := CAST('{moment}' AS TIMESTAMPTZ))"));
        _lake.Session.Register("t", _lake.Table("t") with { Timestamp = MomentText.Parse(moment) });
        Assert.Equal([$"{rows}"], _lake.Rows("SELECT count(*) FROM t"));
    }

    [Theory]
    [InlineData("2025-12-31T23:59:59.999999Z")]
    [InlineData("2026-01-05T00:00:00.000001Z")]
    public void A_moment_outside_the_versions_is_an_error_that_tells_the_range(string moment)
    {
        Table();
        WeirException error = Assert.Throws<WeirException>(() => _lake.Rows($"SELECT * FROM read_delta('{_lake.At("t")}', timestamp := '{moment}')"));
        Assert.Equal("WEIR2030", error.Code);
        Assert.Contains("versions 0 (2026-01-01T00:00:00Z) to 3 (2026-01-05T00:00:00Z)", error.Message, StringComparison.Ordinal);
        Assert.Equal(("0", "3"), (error.Details["earliest"], error.Details["latest"]));
    }

    [Fact]
    public void A_version_and_a_moment_are_one_too_many()
    {
        Table();
        WeirException error = Assert.Throws<WeirException>(() => _lake.Rows($"SELECT * FROM read_delta('{_lake.At("t")}', 1, '2026-01-02')"));
        Assert.Equal("WEIR8014", error.Code);
    }

    [Fact]
    public void Paths_versions_and_moments_may_be_parameters_and_expressions()
    {
        Table();
        string path = _lake.At("t");
        Assert.Equal(["2|x"], _lake.Rows(Counted("SELECT count(*), any_value($3::VARCHAR) FROM read_delta($1, version := $2)", path, 1, "x")));
        Assert.Equal(["2"], _lake.Rows(Counted("SELECT count(*) FROM read_delta($1 || '/' || $2, timestamp := $3)",
            _lake.Folder, "t", new DateTimeOffset(2026, 1, 2, 0, 0, 0, TimeSpan.Zero))));
        using QueryResult named = _lake.Session.Run(new Query("SELECT count(*)::VARCHAR FROM read_delta($path, version := $version) AS a, read_delta($path) AS b")
        {
            NamedParameters = new Dictionary<string, object?> { ["path"] = path, ["version"] = 0 },
        });
        Assert.Equal(["4"], Lake.Texts(named));
        Assert.Equal([0L, 3L], named.Tables.Select(table => table.Version!.Value));
    }

    [Theory]
    [InlineData("read_delta()", "read_delta expects 1 to 4 arguments, and 0 were given")]
    [InlineData("read_delta('a', 1, NULL, NULL, 5)", "read_delta expects 1 to 4 arguments, and 5 were given")]
    [InlineData("read_delta(version := 1)", "'path' is not among them")]
    [InlineData("read_delta('a', size := 1)", "the arguments path, version, timestamp, options, and 'size' was given")]
    [InlineData("read_delta('a', path := 'b')", "'path' to be given once")]
    [InlineData("read_delta(1)", "argument 1 ('path') to be a text, and INTEGER was given")]
    [InlineData("read_delta('a', '1')", "argument 2 ('version') to be a whole number, and VARCHAR was given")]
    [InlineData("read_delta('a', -1)", "argument 2 ('version') to be a whole number from 0, and -1 was given")]
    [InlineData("read_delta('a', timestamp := 'soon')", "argument 3 ('timestamp') to be a date or a timestamp in ISO 8601, and 'soon' was given")]
    [InlineData("read_delta((SELECT 'a'))", "argument 1 ('path') to be a value that is known before the query runs")]
    [InlineData("read_delta(x)", "argument 1 ('path') to be a value that is known before the query runs")]
    public void Arguments_that_do_not_fit_are_named(string call, string expected)
    {
        WeirException error = Assert.Throws<WeirException>(() => _lake.Rows($"SELECT * FROM {call}"));
        Assert.Equal("WEIR5006", error.Code);
        Assert.Contains(expected, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Commits_that_say_their_time_are_believed_before_their_files()
    {
        HandmadeTable table = new(_lake, "ict");
        table.Data("a.parquet", "SELECT 1::BIGINT AS id, 'x' AS p")
            .Commit(0, "2030-01-01", HandmadeTable.Info(Noon), HandmadeTable.Protocol(1, 7, ""","writerFeatures":["inCommitTimestamp"]"""),
                HandmadeTable.Metadata("\"delta.enableInCommitTimestamps\":\"true\""), HandmadeTable.Add("a.parquet"))
            .Commit(1, "2020-01-01", HandmadeTable.Info(Noon + 1000), HandmadeTable.Remove("a.parquet"));
        Assert.Equal(["1"], At("ict", Noon + 999));
        Assert.Equal(["0"], At("ict", Noon + 1000));
        WeirException error = Assert.Throws<WeirException>(() => At("ict", Noon + 1001));
        Assert.Equal("WEIR2030", error.Code);
    }

    [Fact]
    public void Before_commits_said_their_time_the_files_count()
    {
        HandmadeTable table = new(_lake, "later");
        table.Data("a.parquet", "SELECT 1::BIGINT AS id, 'x' AS p")
            .Commit(0, "2026-01-01", HandmadeTable.Protocol(), HandmadeTable.Metadata(), HandmadeTable.Add("a.parquet"))
            .Commit(1, "2026-01-02", HandmadeTable.Remove("a.parquet"))
            .Commit(2, "2020-01-01", HandmadeTable.Info(Noon), HandmadeTable.Protocol(1, 7, ""","writerFeatures":["inCommitTimestamp"]"""),
                HandmadeTable.Metadata($"\"delta.enableInCommitTimestamps\":\"true\",\"delta.inCommitTimestampEnablementVersion\":\"2\",\"delta.inCommitTimestampEnablementTimestamp\":\"{Noon}\""),
                HandmadeTable.Add("a.parquet"));
        Assert.Equal(["1"], _lake.Rows($"SELECT count(*) FROM read_delta('{table.Root}', timestamp := '2026-01-01 12:00:00')"));
        Assert.Equal(["0"], _lake.Rows($"SELECT count(*) FROM read_delta('{table.Root}', timestamp := '2026-01-02')"));
        Assert.Equal(["0"], At("later", Noon - 1));
        Assert.Equal(["1"], At("later", Noon));
    }

    [Fact]
    public void Each_version_is_read_at_its_own_time() =>
        Prop.ForAll(ArbMap.Default.ArbFor<byte[]>(), TravelsToEach).Check(Config.QuickThrowOnFailure.WithMaxTest(30));

    private void TravelsToEach(byte[] steps)
    {
        using TemporaryFolder folder = new();
        HandmadeTable table = new(_lake, Path.GetFileName(folder.Path));
        DateTime time = new(2026, 1, 1, 0, 0, 0, DateTimeKind.Utc);
        long counted = long.MinValue;
        for (int version = 0; version <= steps.Length && version < 8; version++)
        {
            time = time.AddMilliseconds(version == 0 ? 0 : steps[version - 1] - 128);
            string[] lines = version == 0 ? [HandmadeTable.Protocol(), HandmadeTable.Metadata()] : [HandmadeTable.Info(0)];
            table.Commit(version, time.ToString("O"), lines);
        }
        for (int version = 0; version <= steps.Length && version < 8; version++)
        {
            DateTime found = File.GetLastWriteTimeUtc(_lake.At($"{Path.GetFileName(folder.Path)}/_delta_log/{version:D20}.json"));
            counted = Math.Max(new DateTimeOffset(found).ToUnixTimeMilliseconds(), counted + (version == 0 ? 0 : 1));
            using Session session = _lake.Runtime.NewSession();
            session.Register("t", new DatasetLocation(table.Root) { Timestamp = DateTimeOffset.FromUnixTimeMilliseconds(counted) });
            using QueryResult result = session.Run(new Query("SELECT count(*) FROM t"));
            Assert.Equal(version, Assert.Single(result.Tables).Version);
        }
    }

    [Theory]
    [InlineData("lake/t@2026-01-02", "lake/t", "2026-01-02T00:00:00Z")]
    [InlineData("lake/t@2026-01-02T10:00:00+02:00", "lake/t", "2026-01-02T08:00:00Z")]
    [InlineData("lake/t@soon", "lake/t@soon", null)]
    public void A_location_may_name_a_moment(string text, string path, string? moment)
    {
        DatasetLocation location = DatasetLocation.Delta(text);
        Assert.Equal((path, moment), (location.Path, location.Timestamp is { } time ? MomentText.Print(time) : null));
    }

    public void Dispose() => _lake.Dispose();

    // Versions 0 to 3 with one to four rows; the file of version 2 is older than that of version 1.
    private void Table()
    {
        HandmadeTable table = new(_lake, "t");
        for (int i = 0; i < 4; i++)
            table.Data($"{i}.parquet", $"SELECT {i}::BIGINT AS id, 'x' AS p");
        table.Commit(0, "2026-01-01", HandmadeTable.Protocol(), HandmadeTable.Metadata(), HandmadeTable.Add("0.parquet"))
            .Commit(1, "2026-01-02", HandmadeTable.Add("1.parquet"))
            .Commit(2, "2025-06-01", HandmadeTable.Add("2.parquet"))
            .Commit(3, "2026-01-05", HandmadeTable.Add("3.parquet"));
    }

    private List<string> At(string table, long milliseconds)
    {
        _lake.Session.Register(table, _lake.Table(table) with { Timestamp = DateTimeOffset.FromUnixTimeMilliseconds(milliseconds) });
        return _lake.Rows($"SELECT count(*) FROM {table}");
    }

    private static Query Counted(string sql, params object?[] values) => new(sql) { Parameters = values };
}
