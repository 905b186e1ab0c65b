using Weir.Arrow;

namespace Weir.Tests.Sessions;

/// <summary>Whoever works on what was disposed hears what that was, in the words of what it holds.</summary>
public sealed class DisposedTests
{
    private const string Endless = "SELECT count(*) FROM range(100000000000) a(i) WHERE hash(i) = 1";

    public static TheoryData<string> Calls => [.. Uses.Keys];

    private static Dictionary<string, Action<Lake>> Uses { get; } = new()
    {
        ["run"] = lake => lake.Session.Run(new Query("SELECT 1")),
        ["explain"] = lake => lake.Session.Explain(new Query("SELECT 1")),
        ["lineage"] = lake => lake.Session.Lineage(new Query("SELECT 1")),
        ["judge"] = lake => lake.Session.Judge("SELECT 1"),
        ["register"] = lake => lake.Session.Register("t", lake.Table("t")),
        ["view"] = lake => lake.Session.RegisterView("v", "SELECT 1"),
        ["unregister"] = lake => lake.Session.Unregister("v"),
        ["catalog"] = lake => lake.Session.Catalog.CreateSchema("s"),
        ["write"] = lake => lake.Session.WriteAsync(lake.Table("t"), new Query("SELECT 1 AS id"), DeltaWriteMode.Create).GetAwaiter().GetResult(),
    };

    [Theory]
    [MemberData(nameof(Calls))]
    public void A_disposed_session_is_named_by_every_call(string call)
    {
        using Lake lake = new();
        lake.Session.Dispose();
        Assert.Equal("Weir.Session", Assert.Throws<ObjectDisposedException>(() => Uses[call](lake)).ObjectName);
    }

    [Fact]
    public void A_disposed_runtime_is_named_by_sessions_and_open_results()
    {
        using Lake lake = new();
        using QueryResult result = lake.Session.Run(new Query("SELECT * FROM range(10000000)"));
        lake.Runtime.Dispose();
        Assert.Equal("Weir.WeirRuntime", Assert.Throws<ObjectDisposedException>(() => result.AsReader().Read()).ObjectName);
        Assert.Equal("Weir.WeirRuntime", Assert.Throws<ObjectDisposedException>(() => lake.Session.Run(new Query("SELECT 1"))).ObjectName);
        Assert.Equal("Weir.WeirRuntime", Assert.Throws<ObjectDisposedException>(() => lake.Runtime.NewSession()).ObjectName);
    }

    [Fact]
    public async Task A_statement_that_the_disposal_of_its_runtime_ends_is_not_cancelled_but_disposed()
    {
        using Lake lake = new();
        Task<ObjectDisposedException> ended = Assert.ThrowsAsync<ObjectDisposedException>(() => Task.Run(() =>
        {
            using QueryResult result = lake.Session.Run(new Query(Endless));
            using RecordBatchReader rows = result.AsReader();
            while (rows.Read() is { } batch)
                batch.Dispose();
        }));
        await Task.Delay(300);
        lake.Runtime.Dispose();
        Assert.Equal("Weir.WeirRuntime", (await ended).ObjectName);
    }

    [Fact]
    public async Task A_read_that_the_disposal_of_its_result_ends_is_not_cancelled_but_disposed()
    {
        using Lake lake = new();
        using QueryResult result = lake.Session.Run(new Query("FROM range(10000000000000)"));
        RecordBatchReader rows = result.AsReader();
        Task<ObjectDisposedException> ended = Assert.ThrowsAsync<ObjectDisposedException>(() => Task.Run(() =>
        {
            while (rows.Read() is { } batch)
                batch.Dispose();
        }));
        await Task.Delay(300);
        result.Dispose();
        Assert.Equal("Weir.QueryResult", (await ended).ObjectName);
        Assert.Equal("Weir.QueryResult", Assert.Throws<ObjectDisposedException>(() => rows.Read()).ObjectName);
    }

    // The engine waits for its workers before the next statement begins, and these look for a row that never comes.
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_result_that_is_left_while_the_engine_works_on_ends_that_work(bool isCancelled)
    {
        using Lake lake = new();
        using QueryResult result = lake.Session.Run(new Query("SELECT i FROM range(100000000000) a(i) WHERE i < 3000000 OR hash(i) = 0") { BatchRows = 2048 });
        RecordBatchReader rows = result.AsReader();
        for (int count = 0; count < 100_000;)
        {
            using RecordBatch batch = rows.Read()!;
            count += batch.RowCount;
        }
        await Task.Delay(200);
        await Task.Run(() =>
        {
            if (isCancelled)
                Assert.Throws<OperationCanceledException>(() => rows.Read(new CancellationToken(canceled: true)));
            result.Dispose();
        }).WaitAsync(TimeSpan.FromSeconds(30));
        Assert.Equal(["1"], lake.Rows("SELECT 1"));
    }

    [Fact]
    public void A_query_without_a_text_is_refused_where_it_is_made() => Assert.Throws<ArgumentNullException>(() => new Query(null!));

    [Fact]
    public void A_spill_folder_that_cannot_be_written_is_refused_when_the_runtime_opens_and_one_that_can_is_left_as_it_was()
    {
        WeirException error = Assert.Throws<WeirException>(() => WeirRuntime.Open(new WeirOptions { SpillFolder = "/proc/nope" }));
        Assert.Equal("WEIR8001", error.Code);
        Assert.Contains("SpillFolder is '/proc/nope'", error.Message, StringComparison.Ordinal);
        using TemporaryFolder folder = new();
        using (WeirRuntime.Open(new WeirOptions { SpillFolder = folder["a/b"] }))
            Assert.False(Directory.Exists(folder["a"]));
    }

    [Fact]
    public async Task A_write_that_fails_shows_no_text_that_its_author_has_not_written()
    {
        using Lake lake = new();
        await lake.Session.WriteAsync(lake.Table("t"), new Query("SELECT 1 AS s"), DeltaWriteMode.Create);
        WeirException error = await Assert.ThrowsAsync<WeirException>(() =>
            lake.Session.WriteAsync(lake.Table("t"), new Query("SELECT 'x' || range AS s FROM range(3)"), DeltaWriteMode.Append));
        Assert.DoesNotContain("source.", error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("(line ", error.Message, StringComparison.Ordinal);
    }
}
