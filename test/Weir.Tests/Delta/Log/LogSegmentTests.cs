using Weir.Arrow;
using Weir.Delta.Actions;
using Weir.Delta.Log;
using Weir.Delta.Table;
using Weir.Storage;

namespace Weir.Tests.Delta.Log;

public sealed class LogSegmentTests
{
    private static readonly DeltaAction[] State = [new ProtocolAction(1, 2), LogBuilder.Metadata(), LogBuilder.Add("c")];

    [Theory]
    [InlineData("00000000000000000007.json", LogFileKind.Commit, 7, 1, 1)]
    [InlineData("00000000000000000007.checkpoint.parquet", LogFileKind.ClassicCheckpoint, 7, 1, 1)]
    [InlineData("00000000000000000007.checkpoint.0000000002.0000000003.parquet", LogFileKind.CheckpointPart, 7, 2, 3)]
    [InlineData("00000000000000000007.checkpoint.80a083e8-7026-4e79-81be-64bd76c43a11.json", LogFileKind.UuidCheckpoint, 7, 1, 1)]
    [InlineData("00000000000000000007.checkpoint.80a083e8-7026-4e79-81be-64bd76c43a11.parquet", LogFileKind.UuidCheckpoint, 7, 1, 1)]
    [InlineData("00000000000000000007.00000000000000000006.compacted.json", LogFileKind.Other, 0, 1, 1)]
    [InlineData("00000000000000000007.crc", LogFileKind.Checksum, 7, 1, 1)]
    [InlineData("00000000000000000007.checkpoint.0000000004.0000000003.parquet", LogFileKind.Other, 0, 1, 1)]
    [InlineData("00000000000000000007.checkpoint.0000000000.0000000003.parquet", LogFileKind.Other, 0, 1, 1)]
    [InlineData("99999999999999999999.json", LogFileKind.Other, 0, 1, 1)]
    [InlineData("7.json", LogFileKind.Other, 0, 1, 1)]
    [InlineData("-0000000000000000007.json", LogFileKind.Other, 0, 1, 1)]
    [InlineData("_last_checkpoint", LogFileKind.Other, 0, 1, 1)]
    [InlineData("00000000000000000007.json.tmp", LogFileKind.Other, 0, 1, 1)]
    [InlineData(".00000000000000000007.json.crc", LogFileKind.Other, 0, 1, 1)]
    internal void A_name_tells_what_a_log_file_is(string name, LogFileKind kind, long version, int part, int parts)
    {
        ObjectPath path = ObjectPath.Parse($"_delta_log/{name}");
        Assert.Equal(new LogPath(path, kind, version, part, parts), LogPath.Of(path));
    }

    [Fact]
    public async Task A_location_without_log_is_no_table()
    {
        LogBuilder log = new();
        Assert.Null(await log.Table.TryOpenAsync(null, CancellationToken.None));
        Assert.Equal("WEIR2001", (await log.RefusalAsync()).Code);
        log.Text("_last_checkpoint", """{"version":3}""").Text("00000000000000000000.crc", "{}");
        Assert.Null(await log.Table.TryOpenAsync(null, CancellationToken.None));
    }

    [Fact]
    public async Task The_newest_complete_checkpoint_is_used_and_commits_before_it_are_not_read()
    {
        LogBuilder log = new LogBuilder()
            .Text("00000000000000000000.json", "broken").Text("00000000000000000001.json", "broken")
            .Checkpoint(1, [.. State, LogBuilder.Add("old")])
            .Text("00000000000000000002.json", "broken")
            .Checkpoint(2, State)
            .Commit(3, LogBuilder.Add("d"));
        Snapshot snapshot = await log.OpenAsync();
        Assert.Equal(2, snapshot.CheckpointVersion);
        Assert.Equal(["c", "d"], snapshot.Files.Select(file => file.Path));
        Assert.Equal(1, log.Store.Listings);
    }

    [Fact]
    public async Task A_checkpoint_newer_than_the_version_wanted_is_not_used()
    {
        LogBuilder log = new LogBuilder().Start(LogBuilder.Add("a")).Commit(1, LogBuilder.Add("b")).Checkpoint(1, State);
        Assert.Equal(["a"], await log.PathsAsync(0));
        Assert.Equal(["c"], await log.PathsAsync(1));
    }

    [Fact]
    public async Task Parts_count_only_when_all_are_there()
    {
        LogBuilder log = new LogBuilder().Start(LogBuilder.Add("a")).Part(0, 1, 2, [State[0]]);
        Assert.Equal(["a"], await log.PathsAsync());
        log.Part(0, 2, 2, State[1..]);
        Assert.Equal(["c"], await log.PathsAsync());
        Assert.Equal(0, (await log.OpenAsync()).CheckpointVersion);
    }

    [Fact]
    public async Task A_checkpoint_alone_is_a_version()
    {
        LogBuilder log = new LogBuilder().Checkpoint(9, State);
        Assert.Equal(9, (await log.OpenAsync()).Version);
        Assert.Equal("WEIR2002", (await log.RefusalAsync(8)).Code);
    }

    [Fact]
    public async Task A_gap_is_refused_and_named()
    {
        LogBuilder log = new LogBuilder().Start().Commit(1).Commit(4);
        WeirException error = await log.RefusalAsync();
        Assert.Equal("WEIR2008", error.Code);
        Assert.Contains("lacks versions 2 to 3", error.Message, StringComparison.Ordinal);
        Assert.Empty(await log.PathsAsync(1));
    }

    [Fact]
    public async Task A_gap_before_a_checkpoint_does_not_matter()
    {
        LogBuilder log = new LogBuilder().Start().Commit(3).Checkpoint(3, State).Commit(4);
        Assert.Equal(["c"], await log.PathsAsync());
    }

    [Theory]
    [InlineData(-1, 2, 4)]
    [InlineData(1, 2, 4)]
    [InlineData(5, 2, 4)]
    public async Task A_version_that_is_not_there_is_refused_with_the_range_that_is(long version, int earliest, int latest)
    {
        LogBuilder log = new LogBuilder().Commit(1).Commit(2).Checkpoint(2, State).Commit(3).Commit(4);
        log.Text("_last_checkpoint", """{"version":2}""");
        WeirException error = await log.RefusalAsync(version);
        Assert.Equal("WEIR2002", error.Code);
        Assert.Equal(($"{earliest}", $"{latest}"), (error.Details["earliest"], error.Details["latest"]));
    }

    [Theory]
    [InlineData("")]
    [InlineData("not json")]
    [InlineData("{\"version\":")]
    [InlineData("[1]")]
    [InlineData("{}")]
    [InlineData("{\"version\":-5}")]
    [InlineData("{\"version\":\"2\"}")]
    [InlineData("{\"version\":99999999999999999999}")]
    [InlineData("{\"version\":1}")]
    [InlineData("{\"version\":700}")]
    [InlineData("{\"version\":2}")]
    [InlineData("{\"version\":3}")]
    public async Task The_hint_changes_nothing_whatever_it_says(string hint)
    {
        LogBuilder log = new LogBuilder()
            .Start(LogBuilder.Add("a")).Commit(1).Commit(2).Checkpoint(2, State).Commit(3, LogBuilder.Add("d")).Text("_last_checkpoint", hint);
        Assert.Equal(["c", "d"], await log.PathsAsync());
        Assert.Equal(["a"], await log.PathsAsync(1));
    }

    [Fact]
    public async Task A_good_hint_saves_listing_the_old_log()
    {
        LogBuilder log = new LogBuilder().Start().Commit(1).Commit(2).Checkpoint(2, State).Text("_last_checkpoint", """{"version":2,"size":3}""");
        Assert.Equal(2, (await log.OpenAsync()).CheckpointVersion);
        Assert.Equal(1, log.Store.Listings);
        Assert.Equal(2, (await log.OpenAsync(2)).Version);
        Assert.Equal(2, log.Store.Listings);
    }

    [Fact]
    public void A_compaction_tells_its_first_and_last_version()
    {
        LogPath path = LogPath.Of(ObjectPath.Parse("_delta_log/00000000000000000007.00000000000000000009.compacted.json"));
        Assert.Equal((LogFileKind.Compaction, 7, 9), (path.Kind, path.FirstVersion, path.Version));
    }

    [Theory]
    [InlineData("json")]
    [InlineData("parquet")]
    public async Task A_UUID_named_checkpoint_is_read_with_its_sidecars(string format)
    {
        LogBuilder log = new LogBuilder()
            .V2Checkpoint(2, format, State[0], State[1], new TransactionAction("app", 7), new SidecarFile("one.parquet", 1, 1), new SidecarFile("two.parquet", 1, 1))
            .Sidecar("one.parquet", LogBuilder.Add("a"), LogBuilder.Add("b"))
            .Sidecar("two.parquet", LogBuilder.Add("c"))
            .Commit(3, LogBuilder.Remove("b"), LogBuilder.Add("d"));
        Snapshot snapshot = await log.OpenAsync();
        Assert.Equal(["a", "c", "d"], snapshot.Files.Select(file => file.Path));
        Assert.Equal((2, 7), (snapshot.CheckpointVersion, snapshot.Transactions["app"].Version));
    }

    [Theory]
    [InlineData("../secret.parquet")]
    [InlineData("/etc/secret.parquet")]
    [InlineData("s3://bucket/secret.parquet")]
    [InlineData("..")]
    public async Task A_sidecar_outside_its_folder_is_refused(string path)
    {
        LogBuilder log = new LogBuilder().V2Checkpoint(2, "json", State[0], State[1], new SidecarFile(path, 1, 1));
        Assert.True((await log.RefusalAsync()).Code is "WEIR2011" or "WEIR6005");
    }

    [Fact]
    public async Task A_sidecar_may_be_named_by_its_absolute_path()
    {
        LogBuilder log = new LogBuilder()
            .Checkpoint(1, State[0], State[1], new SidecarFile("/memory/table/_delta_log/_sidecars/a%20b.parquet", 1, 1))
            .Sidecar("a b.parquet", LogBuilder.Add("x"));
        Assert.Equal(["x"], await log.PathsAsync());
    }

    [Fact]
    public async Task A_compaction_stands_for_its_commits()
    {
        LogBuilder log = new LogBuilder()
            .Start(LogBuilder.Add("a"))
            .Text("00000000000000000001.json", "broken").Text("00000000000000000002.json", "broken")
            .Commit(3, new CommitInfo { Operation = "THIRD" }, LogBuilder.Remove("b"), LogBuilder.Add("d"))
            .Compaction(1, 3, LogBuilder.Remove("a"), LogBuilder.Remove("b"), LogBuilder.Add("c"), LogBuilder.Add("d"))
            .Commit(4, LogBuilder.Add("e"));
        Assert.Equal(["c", "d", "e"], await log.PathsAsync());
        Snapshot third = await log.OpenAsync(3);
        Assert.Equal(("THIRD", 2), (third.CommitInfo!.Operation, third.Files.Count));
        Assert.Equal("WEIR2007", (await log.RefusalAsync(2)).Code);
    }

    [Fact]
    public async Task A_version_that_its_checksum_contradicts_says_so()
    {
        LogBuilder log = new LogBuilder().Start(LogBuilder.Add("a")).Commit(1, LogBuilder.Add("b"));
        log.Text("00000000000000000001.crc", """{"numFiles":2,"tableSizeBytes":2,"protocol":{"minReaderVersion":1,"minWriterVersion":2},"metadata":{"id":"6f1b"}}""");
        Assert.Empty((await log.OpenAsync()).ChecksumFaults);
        log.Text("00000000000000000001.crc", """{"numFiles":3,"tableSizeBytes":2,"metadata":{"id":"other"}}""");
        Assert.Equal(["'numFiles' is 3 and the log gives 2", "'metadata.id' is other and the log gives 6f1b"], (await log.OpenAsync()).ChecksumFaults);
        log.Text("00000000000000000001.crc", "{not a checksum");
        Assert.Empty((await log.OpenAsync()).ChecksumFaults);
    }

    [Fact]
    public async Task A_refresh_reads_only_the_commits_that_came_after()
    {
        LogBuilder log = new LogBuilder().Start(LogBuilder.Add("a"), LogBuilder.Add("c")).Commit(1, new TransactionAction("app", 1));
        Snapshot first = await log.OpenAsync();
        log.Store.Remove(LogPath.Commit(0).Value);
        Assert.Same(first, await log.Table.RefreshAsync(first, CancellationToken.None));
        log.Commit(2, LogBuilder.Remove("c"), LogBuilder.Add("b")).Commit(3, new CommitInfo { Operation = "LAST" }, LogBuilder.Add("d"));
        Snapshot later = await log.Table.RefreshAsync(first, CancellationToken.None);
        Assert.Equal(["a", "b", "d"], later.Files.Select(file => file.Path));
        Assert.Equal((3, "LAST", 1), (later.Version, later.CommitInfo!.Operation, later.Transactions["app"].Version));
        Assert.Equal(["a", "c"], first.Files.Select(file => file.Path));
        Assert.Equal(1, log.Store.Listings);
    }

    [Fact]
    public async Task A_checkpoint_that_the_engine_cannot_read_is_an_error_that_names_it()
    {
        LogBuilder log = new LogBuilder().Start().Commit(1).BrokenCheckpoint(1, new WeirException("WEIR4001", "no magic bytes"));
        WeirException error = await log.RefusalAsync();
        Assert.Equal("WEIR2011", error.Code);
        Assert.Contains("00000000000000000001.checkpoint.parquet", error.Message, StringComparison.Ordinal);
        Assert.Contains("no magic bytes", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_checkpoint_of_other_columns_is_an_error()
    {
        Schema flat = new(new Field("add", ArrowType.Int64), new Field("protocol", ArrowType.Utf8));
        LogBuilder log = new LogBuilder().StrangeCheckpoint(1, () =>
        {
            using RecordBatchWriter writer = new(flat);
            writer.Column<FixedWriter<long>>(0).Append(1);
            writer.Column<BytesWriter>(1).Append("x");
            return writer.Finish();
        });
        Assert.Equal("WEIR2011", (await log.RefusalAsync()).Code);
    }

    [Fact]
    public async Task A_checkpoint_without_protocol_or_metadata_is_refused()
    {
        Assert.Equal("WEIR2009", (await new LogBuilder().Checkpoint(1, State[1..]).RefusalAsync()).Code);
        WeirException error = await new LogBuilder().Checkpoint(1, State[0], State[2]).RefusalAsync();
        Assert.Equal(("WEIR2009", "metaData"), (error.Code, error.Details["action"]));
    }

    [Fact]
    public async Task A_commit_that_vanishes_after_the_listing_is_an_error()
    {
        LogBuilder log = new LogBuilder().Start().Commit(1).Commit(2);
        log.Store.BeforeRead = path =>
        {
            if (path == LogPath.Commit(2))
                log.Store.Remove(LogPath.Commit(1).Value);
            return Task.CompletedTask;
        };
        Assert.Equal("WEIR2008", (await log.RefusalAsync()).Code);
    }

    [Fact]
    public async Task A_last_line_cut_short_is_an_error_that_names_file_and_line()
    {
        LogBuilder log = new LogBuilder().Start(LogBuilder.Add("a"));
        log.Text("00000000000000000001.json", "{\"commitInfo\":{}}\n{\"add\":{\"path\":\"b\",\"size\":1,\"modif");
        WeirException error = await log.RefusalAsync();
        Assert.Equal(("WEIR2007", "2"), (error.Code, error.Details["line"]));
        Assert.EndsWith("00000000000000000001.json", error.Details["path"], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Commits_are_read_several_at_once_but_not_all()
    {
        LogBuilder log = new LogBuilder().Start();
        for (int version = 1; version <= 60; version++)
            log.Commit(version, LogBuilder.Add($"f{version}"));
        log.Store.BeforeRead = path => path == LogPath.LastCheckpoint ? Task.CompletedTask : Task.Delay(3);
        Assert.Equal(60, (await log.PathsAsync()).Length);
        Assert.InRange(log.Store.ReadsAtOnceMax, 2, 8);
    }

    [Fact]
    public async Task Opening_stops_when_it_is_cancelled()
    {
        LogBuilder log = new LogBuilder().Start().Commit(1);
        using CancellationTokenSource stop = new();
        log.Store.BeforeRead = path => path == LogPath.Commit(0) ? stop.CancelAsync() : Task.CompletedTask;
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => log.Table.OpenAsync(null, stop.Token));
    }
}
