using Weir.Delta.Commands;

namespace Weir.Tests.Delta.Commands;

/// <summary>
/// Many writers on one table, over a store that fails and loses answers. A seed plays the same
/// history again: <c>Play(seed, ...)</c>.
/// </summary>
public sealed class WriteHistoryTests
{
    private sealed record Attempt(WriteMode Mode, long[] Rows)
    {
        public WriteOutcome? Outcome { get; set; }
        public WeirException? Error { get; set; }
    }

    public static TheoryData<int> Seeds => [.. Enumerable.Range(1, 60)];

    [Theory]
    [MemberData(nameof(Seeds))]
    public async Task Appends_of_many_writers_lose_no_row_and_repeat_none(int seed)
    {
        (WrittenTable table, List<Attempt> attempts) = Play(seed, new Faults { Slow = 0.2 }, overwriteShare: 0);
        Assert.All(attempts, attempt => Assert.Null(attempt.Error));
        Assert.Equal(attempts.SelectMany(attempt => attempt.Rows).Order(), await table.RowsAsync());
        Assert.Equal(attempts.Count, table.Versions);
        Assert.Empty(table.DataFiles.Except(table.Referenced));
    }

    [Theory]
    [MemberData(nameof(Seeds))]
    [Trait("Requirement", "R105")]
    public async Task Under_faults_and_overwrites_what_is_reported_is_what_is_in_the_log(int seed)
    {
        Faults faults = new()
        {
            PutFailsBefore = 0.05, PutFailsAfter = 0.1, PutDoneButDenied = 0.1, ReadFails = 0.05, Slow = 0.3,
        };
        (WrittenTable table, List<Attempt> attempts) = Play(seed, faults, overwriteShare: 0.25);
        await MustBeOneLineAsync(table, attempts);
    }

    [Fact]
    public void A_seed_plays_the_same_history_again()
    {
        Faults faults = new() { PutFailsBefore = 0.1, PutFailsAfter = 0.1, ReadFails = 0.1, Slow = 0.3 };
        Assert.Equal(LogCalls(7), LogCalls(7));
        Assert.NotEqual(LogCalls(7), LogCalls(8));

        IEnumerable<string> LogCalls(int seed) =>
            Play(seed, faults, overwriteShare: 0.3).Table.Store.Calls.Where(call => call.EndsWith(".json", StringComparison.Ordinal));
    }

    [Fact]
    [Trait("Category", "Slow")]
    public async Task A_thousand_more_histories_hold_as_well()
    {
        for (int seed = 1_000; seed < 2_000; seed++)
        {
            Faults faults = new()
            {
                PutFailsBefore = 0.02 * (seed % 5), PutFailsAfter = 0.03 * (seed % 7), PutDoneButDenied = 0.03 * (seed % 4),
                ReadFails = 0.03 * (seed % 6), Slow = 0.1 * (seed % 8),
            };
            (WrittenTable table, List<Attempt> attempts) = Play(seed, faults, overwriteShare: 0.1 * (seed % 6));
            await MustBeOneLineAsync(table, attempts);
        }
    }

    // Every version once, no row lost, no row twice, every report true, no stray file.
    private static async Task MustBeOneLineAsync(WrittenTable table, List<Attempt> attempts)
    {
        Dictionary<string, long> versionOf = [];
        for (int version = 0; version < table.Versions; version++)
            Assert.True(versionOf.TryAdd(table.Info(version).TxnId!, version), $"version {version} repeats a write");

        foreach (Attempt attempt in attempts)
        {
            if (attempt.Outcome is { } done)
                Assert.Equal(done.Version, versionOf[done.WriteId]);
            else
                Assert.NotNull(attempt.Error);
        }
        Attempt[] unknown = [.. attempts.Where(attempt => attempt.Error is { Code: "WEIR2023" })];
        HashSet<string> maybe = [.. unknown.Select(attempt => attempt.Error!.Details["txnId"])];
        HashSet<string> reported = [.. attempts.Where(attempt => attempt.Outcome is not null).Select(attempt => attempt.Outcome!.WriteId)];
        Assert.All(versionOf.Keys, id => Assert.True(reported.Contains(id) || maybe.Contains(id), $"write {id} is in the log but was reported lost"));

        Assert.Equal(RowsByReplay(attempts, versionOf), await table.RowsAsync());
        Assert.DoesNotContain(table.DataFiles.Except(table.Referenced), path => !maybe.Any(id => path.Name.Contains(id, StringComparison.Ordinal)));
    }

    private static IEnumerable<long> RowsByReplay(List<Attempt> attempts, Dictionary<string, long> versionOf)
    {
        SortedDictionary<long, Attempt> line = [];
        foreach (Attempt attempt in attempts)
        {
            string? id = attempt.Outcome?.WriteId ?? attempt.Error?.Details.GetValueOrDefault("txnId");
            if (id is not null && versionOf.TryGetValue(id, out long version))
                line.Add(version, attempt);
        }
        List<long> rows = [];
        foreach (Attempt attempt in line.Values)
        {
            if (attempt.Mode == WriteMode.Overwrite)
                rows.Clear();
            rows.AddRange(attempt.Rows);
        }
        return rows.Order();
    }

    private static (WrittenTable Table, List<Attempt> Attempts) Play(int seed, Faults faults, double overwriteShare)
    {
        const int Writers = 5;
        const int WritesEach = 6;
        Turns turns = new(seed);
        WrittenTable table = new(turns, turns.Chance);
        Random plan = new(seed);
        List<Attempt> attempts = [];
        long next = 0;
        for (int i = 0; i < Writers * WritesEach; i++)
        {
            WriteMode mode = plan.NextDouble() < overwriteShare ? WriteMode.Overwrite : WriteMode.Append;
            attempts.Add(new Attempt(mode, [.. Enumerable.Range(0, plan.Next(6)).Select(_ => next++)]));
        }
        (table.Store.Faults, table.Store.Turn) = (faults, turns.NextAsync);
        turns.Run(Enumerable.Range(0, Writers).Select(writer => (Func<Task>)(async () =>
        {
            foreach (Attempt attempt in attempts.Where((_, index) => index % Writers == writer))
                await RunAsync(table, attempt);
        })));
        (table.Store.Faults, table.Store.Turn) = (new Faults(), () => Task.CompletedTask);
        return (table, attempts);
    }

    private static async Task RunAsync(WrittenTable table, Attempt attempt)
    {
        try
        {
            attempt.Outcome = await table.WriteAsync(attempt.Mode, attempt.Rows);
        }
        catch (WeirException error)
        {
            attempt.Error = error;
        }
    }
}
