using System.Diagnostics;
using System.Globalization;
using System.Text;
using Weir.Storage;

namespace Weir.Tests.Storage;

public sealed class LocalStoreTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task What_was_put_is_read_listed_and_deleted_again()
    {
        LocalStore store = new(_folder.Path);
        ObjectPath path = ObjectPath.Parse("_delta_log/00000000000000000000.json");
        Assert.Null(await store.TryReadAsync(path, default));
        Assert.Null(await store.HeadAsync(path, default));
        Assert.True(await store.PutIfAbsentAsync(path, "one"u8.ToArray(), default));
        Assert.Equal("one"u8.ToArray(), await store.ReadAsync(path, default));
        ObjectInfo info = (await store.HeadAsync(path, default))!;
        Assert.Equal(3, info.SizeBytes);
        Assert.InRange(info.ModifiedAt, DateTimeOffset.UtcNow.AddMinutes(-5), DateTimeOffset.UtcNow.AddMinutes(5));
        Assert.Equal([path], (await ListAsync(store, "_delta_log")).Select(found => found.Path));
        await store.DeleteAsync(path, default);
        await store.DeleteAsync(path, default);
        Assert.Null(await store.HeadAsync(path, default));
    }

    [Fact]
    public async Task Put_if_absent_never_replaces_and_put_does()
    {
        LocalStore store = new(_folder.Path);
        ObjectPath path = ObjectPath.Parse("a");
        Assert.True(await store.PutIfAbsentAsync(path, "one"u8.ToArray(), default));
        Assert.False(await store.PutIfAbsentAsync(path, "two"u8.ToArray(), default));
        Assert.Equal("one"u8.ToArray(), await store.ReadAsync(path, default));
        await store.PutAsync(path, "three"u8.ToArray(), default);
        Assert.Equal("three"u8.ToArray(), await store.ReadAsync(path, default));
        Assert.Equal(["a"], Directory.GetFileSystemEntries(_folder.Path).Select(Path.GetFileName));
    }

    [Theory]
    [InlineData("with space")]
    [InlineData("ünïcødé-日本-🌊")]
    [InlineData("100%20%")]
    [InlineData("[a-z]*?")]
    [InlineData("new\nline")]
    [InlineData("back\\slash")]
    [InlineData("quote'\"`$(x)")]
    [InlineData("p=a%2Fb/deep er/[x].parquet")]
    public async Task Names_are_taken_literally(string name)
    {
        LocalStore store = new(_folder.Path + "/");
        ObjectPath path = ObjectPath.Parse(name);
        Assert.True(await store.PutIfAbsentAsync(path, "x"u8.ToArray(), default));
        Assert.False(await store.PutIfAbsentAsync(path, "y"u8.ToArray(), default));
        Assert.Equal("x"u8.ToArray(), await store.ReadAsync(path, default));
        Assert.Equal([path], await store.ListTreeAsync(ObjectPath.Root, default).Select(info => info.Path).ToListAsync());
        Assert.Equal([path], (await ListAsync(store, path.Folder.Value)).Select(info => info.Path));
        Assert.True(File.Exists(store.ToEnginePath(path)));
        await store.DeleteAsync(path, default);
        Assert.Empty(await store.ListTreeAsync(ObjectPath.Root, default).ToListAsync());
    }

    [Fact]
    public async Task A_listing_is_ordered_by_code_units_and_starts_after_a_name()
    {
        LocalStore store = new(_folder.Path);
        foreach (string name in (string[])["b", "B", "a", "_x", "é", "10", "9"])
            await store.PutAsync(ObjectPath.Parse(name), default, default);
        Directory.CreateDirectory(_folder["c"]);
        Assert.Equal(["10", "9", "B", "_x", "a", "b", "é"], (await ListAsync(store, "")).Select(info => info.Path.Value));
        Assert.Equal(["b", "é"], (await ListAsync(store, "", "a")).Select(info => info.Path.Value));
        Assert.Empty(await ListAsync(store, "not/there"));
    }

    [Fact]
    public async Task A_root_may_be_a_symbolic_link_or_end_in_a_slash()
    {
        Directory.CreateDirectory(_folder["real"]);
        Directory.CreateSymbolicLink(_folder["link"], _folder["real"]);
        LocalStore linked = new(_folder["link"] + "/");
        await linked.PutAsync(ObjectPath.Parse("x/y"), "1"u8.ToArray(), default);
        Assert.Equal(_folder["link"], linked.Root);
        Assert.Equal("1"u8.ToArray(), await new LocalStore(_folder["real"]).ReadAsync(ObjectPath.Parse("x/y"), default));
        Assert.Equal(["x/y"], await linked.ListTreeAsync(ObjectPath.Root, default).Select(info => info.Path.Value).ToListAsync());
    }

    [Fact]
    public async Task Linked_files_are_objects_and_linked_folders_and_dead_links_are_not_listed()
    {
        LocalStore store = new(_folder.Path);
        await store.PutAsync(ObjectPath.Parse("data/file"), "12345"u8.ToArray(), default);
        File.CreateSymbolicLink(_folder["linked"], _folder["data/file"]);
        File.CreateSymbolicLink(_folder["dead"], _folder["nowhere"]);
        Directory.CreateSymbolicLink(_folder["circle"], _folder.Path);
        List<ObjectInfo> found = await store.ListTreeAsync(ObjectPath.Root, default).ToListAsync();
        Assert.Equal(["data/file", "linked"], found.Select(info => info.Path.Value).Order(StringComparer.Ordinal));
        Assert.All(found, info => Assert.Equal(5, info.SizeBytes));
        Assert.Equal(["linked"], (await ListAsync(store, "")).Select(info => info.Path.Value));
    }

    [Fact]
    public async Task A_dead_link_counts_as_present_for_put_if_absent()
    {
        LocalStore store = new(_folder.Path);
        File.CreateSymbolicLink(_folder["dead"], _folder["nowhere"]);
        Assert.False(await store.PutIfAbsentAsync(ObjectPath.Parse("dead"), "x"u8.ToArray(), default));
        Assert.False(File.Exists(_folder["nowhere"]));
    }

    [Fact]
    public async Task Empty_folders_that_may_go_go_and_all_others_stay()
    {
        LocalStore store = new(_folder.Path);
        Directory.CreateDirectory(_folder["p=1/q=1"]);
        Directory.CreateDirectory(_folder["p=1/q=2"]);
        Directory.CreateDirectory(_folder["p=2"]);
        await store.PutAsync(ObjectPath.Parse("p=1/q=2/f"), default, default);
        Directory.CreateDirectory(_folder["someones/p=3"]);
        await store.DeleteEmptyFoldersAsync(ObjectPath.Root, name => name.Contains('='), default);
        Assert.True(Directory.Exists(_folder["someones"]));
        Assert.False(Directory.Exists(_folder["someones/p=3"]));
        Assert.True(File.Exists(_folder["p=1/q=2/f"]));
        Assert.False(Directory.Exists(_folder["p=1/q=1"]));
        Assert.False(Directory.Exists(_folder["p=2"]));
    }

    [Fact]
    public async Task Missing_files_and_folders_in_the_way_have_their_own_codes()
    {
        LocalStore store = new(_folder.Path);
        Directory.CreateDirectory(_folder["folder"]);
        File.WriteAllText(_folder["file"], "");
        Assert.Equal("WEIR6001", (await FailsAsync(() => store.ReadAsync(ObjectPath.Parse("no/where"), default).AsTask())).Code);
        Assert.Equal("WEIR6001", (await FailsAsync(() => store.SyncAsync(ObjectPath.Parse("nowhere"), default).AsTask())).Code);
        Assert.Equal("WEIR6007", (await FailsAsync(() => store.ReadAsync(ObjectPath.Parse("folder"), default).AsTask())).Code);
        Assert.Equal("WEIR6007", (await FailsAsync(() => store.DeleteAsync(ObjectPath.Parse("folder"), default).AsTask())).Code);
        WeirException inFile = await FailsAsync(() => store.PutAsync(ObjectPath.Parse("file/x"), default, default).AsTask());
        Assert.Equal("WEIR6004", inFile.Code);
        Assert.Contains("file/x", inFile.Message, StringComparison.Ordinal);
        Assert.Null(await store.HeadAsync(ObjectPath.Parse("folder"), default));
    }

    [Fact]
    public async Task A_full_device_is_an_error_of_its_own_and_leaves_nothing()
    {
        // Writing to /dev/full answers ENOSPC whoever asks; the mapping is what counts here.
        IOException full = await Assert.ThrowsAnyAsync<IOException>(async () =>
        {
            await using FileStream device = new("/dev/full", FileMode.Open, FileAccess.Write, FileShare.ReadWrite, bufferSize: 0);
            await device.WriteAsync("x"u8.ToArray());
        });
        WeirException error = Weir.Diagnostics.StorageErrors.From(full, "write", "/data/t");
        Assert.Equal("WEIR6003", error.Code);
        Assert.Contains("'/data/t'", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_put_on_a_full_disk_leaves_nothing()
    {
        using SmallDisk disk = new(megabytes: 1);
        LocalStore store = new(disk.Path);
        WeirException error = await FailsAsync(() => store.PutIfAbsentAsync(ObjectPath.Parse("log/0.json"), new byte[4 << 20], default).AsTask());
        Assert.Equal("WEIR6003", error.Code);
        Assert.Empty(await store.ListTreeAsync(ObjectPath.Root, default).ToListAsync());
        Assert.True(await store.PutIfAbsentAsync(ObjectPath.Parse("log/0.json"), new byte[4 << 10], default));
    }

    [Fact]
    public async Task A_cancelled_put_leaves_nothing()
    {
        LocalStore store = new(_folder.Path);
        using CancellationTokenSource stop = new();
        await stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() =>
            store.PutIfAbsentAsync(ObjectPath.Parse("a"), "x"u8.ToArray(), stop.Token).AsTask());
        Assert.Empty(Directory.GetFileSystemEntries(_folder.Path));
    }

    [Fact]
    public async Task A_temporary_file_of_a_crash_hides_nothing_and_blocks_nothing()
    {
        LocalStore store = new(_folder.Path);
        File.WriteAllText(_folder[$"{DurableFile.TemporaryPrefix}0123.tmp"], "half of a com");
        Assert.True(await store.PutIfAbsentAsync(ObjectPath.Parse("00000000000000000000.json"), "{}"u8.ToArray(), default));
        Assert.Equal("{}"u8.ToArray(), await store.ReadAsync(ObjectPath.Parse("00000000000000000000.json"), default));
    }

    [Fact]
    public async Task Of_many_threads_with_their_own_stores_exactly_one_makes_each_file_and_readers_see_it_whole()
    {
        const int Writers = 8;
        const int Keys = 40;
        using Barrier start = new(Writers);
        int[][] won = await Task.WhenAll(Enumerable.Range(0, Writers).Select(writer => Task.Factory.StartNew(() =>
        {
            LocalStore store = new(_folder.Path);
            byte[] mine = Encoding.ASCII.GetBytes(new string((char)('a' + writer), 10_000));
            List<int> mineWon = [];
            start.SignalAndWait();
            for (int key = 0; key < Keys; key++)
            {
                ObjectPath path = ObjectPath.Parse($"log/{key:D20}.json");
                if (store.PutIfAbsentAsync(path, mine, default).AsTask().GetAwaiter().GetResult())
                    mineWon.Add(key);
                byte[] seen = store.ReadAsync(path, default).AsTask().GetAwaiter().GetResult();
                Assert.Equal(10_000, seen.Length);
                Assert.Equal(-1, seen.AsSpan().IndexOfAnyExcept(seen[0]));
            }
            return mineWon.ToArray();
        }, default, TaskCreationOptions.LongRunning, TaskScheduler.Default)));
        Assert.Equal(Enumerable.Range(0, Keys), won.SelectMany(keys => keys).Order());
        Assert.Equal(Keys, Directory.GetFileSystemEntries(_folder["log"]).Length);
    }

    [Fact]
    public async Task Of_two_processes_exactly_one_makes_each_file()
    {
        const int Keys = 200;
        Directory.CreateDirectory(_folder["log"]);
        // The other process plays by the same rule, with the tools of the system.
        ProcessStartInfo start = new("sh", ["-c", $$"""
            echo theirs > ../mine; i=0
            while [ $i -lt {{Keys}} ]; do
              ln ../mine $(printf '%020d.json' $i) 2> /dev/null && echo $i
              i=$((i + 1))
            done
            """])
        {
            WorkingDirectory = _folder["log"],
            RedirectStandardOutput = true,
        };
        using Process other = Process.Start(start)!;
        LocalStore store = new(_folder.Path);
        List<int> ours = [];
        while (!File.Exists(_folder[$"log/{2:D20}.json"]) && !other.HasExited)
            await Task.Yield();
        for (int key = 0; key < Keys; key++)
        {
            if (await store.PutIfAbsentAsync(ObjectPath.Parse($"log/{key:D20}.json"), "ours\n"u8.ToArray(), default))
                ours.Add(key);
        }
        string[] told = (await other.StandardOutput.ReadToEndAsync()).Split('\n', StringSplitOptions.RemoveEmptyEntries);
        int[] theirs = [.. told.Select(line => int.Parse(line, CultureInfo.InvariantCulture))];
        Assert.Equal(Enumerable.Range(0, Keys), ours.Concat(theirs).Order());
        Assert.All(ours, key => Assert.Equal("ours\n", File.ReadAllText(_folder[$"log/{key:D20}.json"])));
        Assert.All(theirs, key => Assert.Equal("theirs\n", File.ReadAllText(_folder[$"log/{key:D20}.json"])));
        Assert.Equal(Keys, Directory.GetFileSystemEntries(_folder["log"]).Length);
    }

    [Fact]
    public async Task Folders_that_another_process_tidies_away_do_not_fail_a_put()
    {
        using CancellationTokenSource done = new();
        Task tidying = Task.Run(async () =>
        {
            LocalStore other = new(_folder.Path);
            while (!done.IsCancellationRequested)
            {
                await other.DeleteEmptyFoldersAsync(ObjectPath.Root, _ => true, default);
                await Task.Yield();
            }
        });
        LocalStore store = new(_folder.Path);
        for (int round = 0; round < 300; round++)
        {
            ObjectPath path = ObjectPath.Parse($"p={round % 7}/q/{round}");
            Assert.True(await store.PutIfAbsentAsync(path, "x"u8.ToArray(), default));
            await store.DeleteAsync(path, default);
        }
        await done.CancelAsync();
        await tidying;
    }

    private static async Task<WeirException> FailsAsync(Func<Task> work) => await Assert.ThrowsAsync<WeirException>(work);

    private static async Task<List<ObjectInfo>> ListAsync(LocalStore store, string folder, string? after = null) =>
        await store.ListAsync(ObjectPath.Parse(folder), after, default).ToListAsync();
}
