using System.Data;
using System.Data.Common;
using Weir.Ado;
using Weir.Arrow;
using Weir.Tests.Sessions;

namespace Weir.Tests.Ado;

public sealed class ReaderLifetimeTests
{
    private const string Endless = "SELECT i, i::VARCHAR AS t FROM range(1000000000000) r(i)";

    [Fact]
    public void Reader_command_connection_source_and_runtime_end_in_any_order()
    {
        foreach (string order in Permutations(["reader", "command", "connection", "source", "runtime"]))
        {
            using MemoryLedger ledger = MemoryLedger.Open();
            using (SmallRuntime small = new())
            {
                WeirConnection connection = small.Source.OpenConnection();
                WeirCommand command = new(Endless, connection);
                WeirDataReader reader = (WeirDataReader)command.ExecuteReader();
                Assert.True(reader.Read());
                foreach (string part in order.Split(' '))
                    (part switch { "reader" => (IDisposable)reader, "command" => command, "connection" => connection, "source" => small.Source, _ => small.Runtime }).Dispose();
                Assert.True(reader.IsClosed);
                Assert.Equal(ConnectionState.Closed, connection.State);
                Assert.ThrowsAny<InvalidOperationException>(() => reader.Read());
            }
            Assert.True(ledger.Live == 0, $"{order}: {ledger.Live} holders of memory are left.");
        }
    }

    [Fact]
    public void A_connection_ends_its_readers_and_no_others()
    {
        using Lake lake = new();
        using WeirDataSource source = new(lake.Session);
        using WeirConnection one = source.OpenConnection(), two = source.OpenConnection();
        using DbDataReader first = new WeirCommand(Endless, one).ExecuteReader(), second = new WeirCommand(Endless, one).ExecuteReader();
        using DbDataReader other = new WeirCommand(Endless, two).ExecuteReader();
        Assert.True(first.Read() && second.Read() && other.Read());
        one.Close();
        Assert.True(first.IsClosed && second.IsClosed && !other.IsClosed);
        Assert.Throws<InvalidOperationException>(() => first.GetInt64(0));
        Assert.True(other.Read());
        Assert.Equal(1, other.GetInt64(0));
    }

    [Fact]
    public async Task Closing_the_connection_on_another_thread_wakes_a_reader_that_waits()
    {
        using Lake lake = new();
        using WeirDataSource source = new(lake.Session);
        WeirConnection connection = source.OpenConnection();
        Task<object?> waiting = Task.Run(() => new WeirCommand("SELECT count(*) FROM range(1000000000000) a, range(1000) b", connection).ExecuteScalar());
        await Task.Delay(50);
        connection.Close();
        await Assert.ThrowsAnyAsync<InvalidOperationException>(() => waiting);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(5_000)]
    [InlineData(40_000)]
    [InlineData(100_000)]
    public async Task What_is_made_ahead_is_freed_wherever_a_reader_stops(int rows)
    {
        using MemoryLedger ledger = MemoryLedger.Open();
        using (Lake lake = new())
        {
            using WeirDataSource source = new(lake.Session);
            await using WeirConnection connection = await source.OpenConnectionAsync();
            await using DbDataReader reader = await new WeirCommand($"{Endless}; SELECT 7::BIGINT", connection).ExecuteReaderAsync();
            for (int row = 0; row < rows; row++)
                Assert.True(row % 2 == 0 ? reader.Read() : await reader.ReadAsync());
            Assert.Equal(rows - 1, reader.GetInt64(0));
            Assert.True(await reader.NextResultAsync());
            Assert.True(await reader.ReadAsync());
            Assert.Equal(7, reader.GetInt64(0));
            using DbDataReader left = new WeirCommand(Endless, connection).ExecuteReader();
            for (int row = 0; row < rows; row++)
                Assert.True(left.Read());
        }
        // The pool may still hold the batch that nobody took.
        for (int i = 0; i < 200 && ledger.Live > 0; i++)
            await Task.Delay(10);
        Assert.Equal(0, ledger.Live);
    }

    [Fact]
    public async Task A_token_ends_a_read_that_was_begun_ahead()
    {
        using Lake lake = new();
        using WeirDataSource source = new(lake.Session);
        await using WeirConnection connection = await source.OpenConnectionAsync();
        // After 2,000,000 rows none comes any longer.
        await using DbDataReader reader = await new WeirCommand("SELECT i FROM range(1000000000000) r(i) WHERE i < 2000000", connection).ExecuteReaderAsync();
        using CancellationTokenSource stop = new();
        OperationCanceledException ended = await Assert.ThrowsAnyAsync<OperationCanceledException>(async () =>
        {
            for (int row = 0; await reader.ReadAsync(stop.Token); row++)
                if (row == 1_000_000)
                    stop.CancelAfter(50);
        });
        Assert.Equal(stop.Token, ended.CancellationToken);
    }

    [Fact]
    public void A_runtime_that_ends_leaves_an_error_and_no_crash()
    {
        using SmallRuntime small = new();
        using WeirConnection connection = small.Source.OpenConnection();
        using DbDataReader reader = new WeirCommand(Endless, connection).ExecuteReader();
        Assert.True(reader.Read());
        small.Runtime.Dispose();
        Assert.Equal("0", reader.GetString(1));
        Assert.ThrowsAny<Exception>(() =>
        {
            while (reader.Read())
                Assert.False(reader.IsDBNull(0));
        });
        Assert.ThrowsAny<InvalidOperationException>(() => new WeirCommand("SELECT 1", connection).ExecuteScalar());
    }

    [Fact]
    [Trait("Requirement", "R096")]
    public async Task Thirty_two_readers_at_once_stay_within_the_memory_limit()
    {
        const int Readers = 32, Rows = 20_000;
        using Lake lake = new(options => options.MemoryLimitBytes = 512L << 20);
        await lake.Session.WriteAsync(lake.Table("t"), new Query("SELECT i, 'row ' || i AS t, i * 1.5 AS d FROM range(200000) r(i)"), DeltaWriteMode.Create);
        await using WeirDataSource source = new(lake.Session);
        lake.Session.Register("t", lake.Table("t"));
        await using WeirConnection connection = await source.OpenConnectionAsync();
        DbDataReader[] readers = [.. Enumerable.Range(0, Readers).Select(_ => new WeirCommand("SELECT * FROM t", connection).ExecuteReader())];
        long read = 0;
        // All go on in turns, so that every stream is open for the whole time.
        for (int row = 0; row < Rows; row++)
            foreach (DbDataReader reader in readers)
                read += reader.Read() && reader.GetString(1).Length > 4 ? 1 : 0;
        Assert.Equal(Readers * Rows, read);
        foreach (DbDataReader reader in readers)
            await reader.DisposeAsync();
    }

    private static IEnumerable<string> Permutations(string[] parts) => parts.Length == 1
        ? parts
        : parts.SelectMany(first => Permutations([.. parts.Where(part => part != first)]).Select(rest => $"{first} {rest}"));

    private sealed class SmallRuntime : IDisposable
    {
        public SmallRuntime() => Source = new WeirDataSource(Runtime);

        public WeirRuntime Runtime { get; } = WeirRuntime.Open(new WeirOptions { Threads = 1 });

        public WeirDataSource Source { get; }

        public void Dispose()
        {
            Source.Dispose();
            Runtime.Dispose();
        }
    }
}
