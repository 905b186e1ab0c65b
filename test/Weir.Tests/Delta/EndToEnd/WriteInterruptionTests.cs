using System.Diagnostics;
using Weir.Delta.Actions;
using Weir.Delta.Commands;
using Weir.Delta.Log;
using Weir.Delta.Table;
using Weir.Tests.Storage;

namespace Weir.Tests.Delta.EndToEnd;

/// <summary>What the world does to a write of the real engine on a real folder.</summary>
public sealed class WriteInterruptionTests
{
    private const string Large = "SELECT i AS id, hash(i)::VARCHAR || hash(-i)::VARCHAR AS s FROM range(400000000) AS r(i)";
    private const string Small = "SELECT i AS id, 'v' || i AS s FROM range(10) AS r(i)";

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_full_disk_is_a_clear_error_and_leaves_neither_file_nor_version(bool partitioned)
    {
        using SmallDisk disk = new(megabytes: 8);
        using WrittenByEngine table = new(Path.Combine(disk.Path, "t"));
        string select = partitioned ? "SELECT *, id % 4 AS p FROM" : "SELECT * FROM";
        await table.WriteAsync(WriteMode.Create, $"{select} ({Small})", partitioned ? ["p"] : null);
        IReadOnlyList<string> before = table.Files;
        long free = disk.FreeBytes;
        WeirException error = await Assert.ThrowsAsync<WeirException>(() => table.WriteAsync(WriteMode.Append, $"{select} ({Large})"));
        Assert.Equal(("WEIR6003", "WEIR4010"), (error.Code, Assert.IsType<WeirException>(error.InnerException).Code));
        Assert.Contains("No space left on device", error.Message, StringComparison.Ordinal);
        Assert.Equal(before, table.Files);
        Assert.Equal(free, disk.FreeBytes);
        Assert.Equal(10, (await table.Table.OpenAsync(null, default)).RowCount);

        WriteOutcome after = await table.WriteAsync(WriteMode.Append, $"{select} ({Small})");
        Assert.Equal(1, after.Version);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_cancelled_write_leaves_neither_file_nor_version(bool partitioned)
    {
        using WrittenByEngine table = new();
        string select = partitioned ? "SELECT *, id % 4 AS p FROM" : "SELECT * FROM";
        await table.WriteAsync(WriteMode.Create, $"{select} ({Small})", partitioned ? ["p"] : null);
        IReadOnlyList<string> before = table.Files;
        using CancellationTokenSource stop = new();
        Task<WriteOutcome> write = table.WriteAsync(WriteMode.Overwrite, $"{select} ({Large})", cancellationToken: stop.Token);
        while (!table.Files.Except(before).Any(file => file.EndsWith(".parquet", StringComparison.Ordinal)) && !write.IsCompleted)
            await Task.Delay(5);
        Assert.True(table.Files.Count > before.Count, "the write was to be caught while it writes");
        await stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => write);
        Assert.Equal(before, table.Files);
        Assert.Equal(0, (await table.Table.OpenAsync(null, default)).Version);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_create_that_is_cancelled_leaves_nothing(bool partitioned)
    {
        using WrittenByEngine table = new();
        using CancellationTokenSource stop = new();
        Task<WriteOutcome> write = table.WriteAsync(
            WriteMode.Create, $"SELECT *, id % 4 AS p FROM ({Large})", partitioned ? ["p"] : null, stop.Token);
        while (!table.Files.Any(file => file.EndsWith(".parquet", StringComparison.Ordinal)) && !write.IsCompleted)
            await Task.Delay(5);
        await stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => write);
        Assert.False(Directory.Exists(table.Root));
        Assert.Null(await table.Table.TryOpenAsync(null, default));
    }

    [Fact]
    public async Task A_query_that_fails_in_the_middle_leaves_neither_file_nor_version()
    {
        using WrittenByEngine table = new();
        await table.WriteAsync(WriteMode.Create, Small);
        IReadOnlyList<string> before = table.Files;
        await Assert.ThrowsAsync<WeirException>(() => table.WriteAsync(WriteMode.Append,
            "SELECT i AS id, CASE WHEN i = 2999999 THEN error('boom') ELSE 'v' END AS s FROM range(3000000) AS r(i)"));
        Assert.Equal(before, table.Files);
    }

    [Fact]
    public async Task An_overwrite_by_another_process_meanwhile_is_a_conflict_that_names_it()
    {
        using WrittenByEngine table = new();
        await table.WriteAsync(WriteMode.Create, Small);
        string log = Path.Combine(table.Root, "_delta_log");
        string prepared = Path.Combine(table.Root, "other.json");
        AddFile file = Assert.Single((await table.Table.OpenAsync(null, default)).Files);
        await File.WriteAllBytesAsync(prepared, ActionWriter.ToCommit(
        [
            new CommitInfo { Operation = "WRITE", EngineInfo = "another" },
            new RemoveFile { Path = file.Path, DeletionTimestamp = 1 },
        ]));
        IReadOnlyList<string> before = table.Files;
        WriteRequest request = new() { Mode = WriteMode.Overwrite, Schema = table.SchemaOf(Small) };
        WeirException error = await Assert.ThrowsAsync<WeirException>(() => table.WriteAsync(request, Small, default,
            beforeCommit: () => Process.Start("ln", [prepared, Path.Combine(log, $"{LogPath.Prefix(1)}.json")]).WaitForExit()));
        Assert.Equal(("WEIR2021", "1", "WRITE", "ConcurrentDelete"),
            (error.Code, error.Details["winner"], error.Details["operation"], error.Details["kind"]));
        Assert.Equal([$"_delta_log/{LogPath.Prefix(1)}.json"], table.Files.Except(before));
        Snapshot now = await table.Table.OpenAsync(null, default);
        Assert.Equal((1, 0), (now.Version, now.Files.Count));
    }
}
