using System.Collections.Concurrent;
using Weir.Arrow;
using Weir.Diagnostics;

namespace Weir.Tests.Sessions;

/// <summary>Many at once, and the end of anything at any time.</summary>
public sealed class ManySessionsTests
{
    [Fact]
    [Trait("Requirement", "R128")]
    public async Task Hundreds_of_sessions_and_threads_do_not_see_each_other()
    {
        InMemoryDiagnosticsSink sink = new(capacity: 1 << 16);
        using Lake lake = new(options => options.DiagnosticsSinks.Add(sink));
        await lake.Session.WriteAsync(lake.Table("t"), new Query("SELECT i AS id FROM range(1000) r(i)"), DeltaWriteMode.Create);
        ConcurrentBag<string> wrong = [];
        await Parallel.ForAsync(0, 240, new ParallelOptions { MaxDegreeOfParallelism = 32 }, async (number, cancellation) =>
        {
            using Session session = lake.Runtime.NewSession();
            session.Register("t", lake.Table("t"));
            session.RegisterView("mine", $"SELECT {number} AS number, count(*) AS n FROM t");
            Run(session, $"CREATE FUNCTION own(x INTEGER) RETURNS INTEGER RETURN $x + {number}");
            using QueryResult result = await session.RunAsync(new Query("SELECT number || '|' || n || '|' || own(1) FROM mine"), cancellation);
            string row = Lake.Texts(result).Single();
            if (row != $"{number}|1000|{number + 1}" || session.Tables.Count != 2)
                wrong.Add(row);
        });
        Assert.Empty(wrong);
        DiagnosticsRecord[] finished = [.. sink.Records.Where(record => record.Name == "weir_query_finished")];
        Assert.Equal(480, finished.Length);
        Assert.Equal(480, finished.Select(record => record.QueryId).Distinct().Count());
    }

    // Whatever is disposed while others use it: rows, an end, or an error that says so; and the process lives.
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    [Trait("Requirement", "R128")]
    public async Task Anything_may_be_disposed_at_any_time(int seed)
    {
        using TemporaryFolder folder = new();
        InMemoryDiagnosticsSink sink = new();
        WeirOptions options = new() { Threads = 2, SlowQueryThreshold = TimeSpan.Zero };
        options.DiagnosticsSinks.Add(sink);
        WeirRuntime runtime = WeirRuntime.Open(options);
        using (Session writer = runtime.NewSession())
            await writer.WriteAsync(new DatasetLocation(folder["t"]), new Query("SELECT i AS id, repeat('x', 50) AS text FROM range(200000) r(i)"), DeltaWriteMode.Create);
        ConcurrentBag<IDisposable> made = [];
        ConcurrentBag<Exception> odd = [];
        Task[] work = [.. Enumerable.Range(0, 12).Select(number => Task.Run(() => Work(runtime, folder["t"], new Random(seed * 100 + number), made, odd)))];
        Random chance = new(seed);
        await Task.Delay(chance.Next(20, 300));
        runtime.Dispose();
        await Task.WhenAll(work).WaitAsync(TimeSpan.FromMinutes(1));
        foreach (IDisposable thing in made)
            thing.Dispose();
        Assert.True(odd.IsEmpty, $"seed {seed}: {odd.FirstOrDefault()}");
        Assert.Throws<ObjectDisposedException>(() => runtime.NewSession());
        using Lake lake = new();
        Assert.Equal(["1"], lake.Rows("SELECT 1"));
    }

    [Fact]
    [Trait("Requirement", "R128")]
    public void More_than_the_memory_allows_is_spilled_and_nothing_stays()
    {
        using TemporaryFolder folder = new();
        string spill = folder["spill"];
        bool spilled = false;
        using (WeirRuntime runtime = WeirRuntime.Open(new WeirOptions { Threads = 2, MemoryLimitBytes = 96L << 20, SpillFolder = spill }))
        using (Session session = runtime.NewSession())
        using (QueryResult result = session.Run(new Query("SELECT i, hash(i) AS h, repeat('x', 40) || i AS text FROM range(1200000) r(i) ORDER BY h")))
        using (RecordBatchReader rows = result.AsReader())
        {
            long count = 0;
            while (rows.Read() is { } batch)
            {
                using (batch)
                    count += batch.RowCount;
                spilled |= Directory.Exists(spill) && Directory.EnumerateFiles(spill).Any();
            }
            Assert.Equal(1_200_000, count);
        }
        Assert.True(spilled);
        Assert.Empty(Directory.Exists(spill) ? Directory.EnumerateFiles(spill) : []);
    }

    [Fact]
    public async Task A_time_limit_ends_the_start_the_reading_and_the_write_of_a_query()
    {
        using Lake lake = new();
        const string Long = "SELECT count(*) FROM range(100000000000) a(i) WHERE hash(i) = 0";
        using CancellationTokenSource start = new(TimeSpan.FromMilliseconds(50));
        Assert.ThrowsAny<OperationCanceledException>(() => lake.Session.Run(new Query(Long), start.Token));
        // Enough rows for a start; then a reader waits for the next for ever.
        using QueryResult result = lake.Session.Run(new Query("SELECT i FROM range(100000000000) a(i) WHERE i < 3000000 OR hash(i) = 0"));
        using CancellationTokenSource read = new(TimeSpan.FromMilliseconds(50));
        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () =>
        {
            await foreach (RecordBatch batch in result.Batches(read.Token))
                batch.Dispose();
        });
        using CancellationTokenSource write = new(TimeSpan.FromMilliseconds(50));
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() =>
            lake.Session.WriteAsync(lake.Table("t"), new Query("SELECT i FROM range(100000000000) a(i) WHERE hash(i) = 0"), DeltaWriteMode.Create, cancellationToken: write.Token));
        Assert.False(Directory.Exists(lake.At("t")) && Directory.EnumerateFileSystemEntries(lake.At("t"), "*.parquet", SearchOption.AllDirectories).Any());
        Assert.Equal(["1"], lake.Rows("SELECT 1"));
    }

    private static void Work(WeirRuntime runtime, string table, Random chance, ConcurrentBag<IDisposable> made, ConcurrentBag<Exception> odd)
    {
        for (int round = 0; round < 200; round++)
        {
            try
            {
                Session session = runtime.NewSession();
                made.Add(session);
                session.Register("t", new DatasetLocation(table));
                QueryResult result = session.Run(new Query("SELECT id, text FROM t") { BatchRows = 4096 });
                made.Add(result);
                End(chance, made, session, result);
                RecordBatchReader rows = result.AsReader();
                for (int read = chance.Next(0, 6); read > 0 && rows.Read() is { } batch; read--)
                {
                    if (chance.Next(3) == 0)
                        made.Add(batch);
                    else
                        batch.Dispose();
                    End(chance, made, session, result);
                }
            }
            catch (Exception end) when (end is ObjectDisposedException or OperationCanceledException or WeirException)
            {
                if (end is ObjectDisposedException && round > 0 && chance.Next(4) == 0)
                    return;
            }
            catch (Exception unexpected)
            {
                odd.Add(unexpected);
            }
        }
    }

    private static void End(Random chance, ConcurrentBag<IDisposable> made, Session session, QueryResult result)
    {
        switch (chance.Next(8))
        {
            case 0:
                session.Dispose();
                break;
            case 1:
                result.Dispose();
                break;
            case 2 when made.TryTake(out IDisposable? other):
                other.Dispose();
                break;
        }
    }

    private static void Run(Session session, string sql)
    {
        using QueryResult result = session.Run(new Query(sql));
        Lake.Texts(result);
    }
}
