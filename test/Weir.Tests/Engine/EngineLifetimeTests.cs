using Weir.Arrow;
using Weir.Engine;

namespace Weir.Tests.Engine;

/// <summary>Cancelling, interrupting and disposing in every order: nothing crashes, hangs or stays busy.</summary>
[Trait("Requirement", "R128")]
public sealed class EngineLifetimeTests
{
    private const string Endless = "SELECT count(*) FROM range(10000000000000) a";

    [Fact]
    public async Task A_statement_is_cancelled_and_its_connection_works_on()
    {
        using EngineFixture engine = new();
        foreach (Action<CancellationToken> work in new Action<CancellationToken>[]
        {
            token => engine.Connection.Execute(Endless, token),
            token => engine.Connection.Query(Endless, cancellationToken: token).Dispose(),
            token => EngineFixture.Drain(engine.Connection.Query("FROM range(10000000000000)", cancellationToken: token), token),
        })
        {
            using CancellationTokenSource cancel = new();
            Task running = Task.Run(() => work(cancel.Token));
            await Task.Delay(50);
            Assert.False(running.IsCompleted);
            await cancel.CancelAsync();
            OperationCanceledException error = await Assert.ThrowsAnyAsync<OperationCanceledException>(() => running);
            Assert.Equal(cancel.Token, error.CancellationToken);
            Assert.Equal(1, engine.Scalar("SELECT 1::BIGINT"));
        }
    }

    [Fact]
    public void A_token_that_is_cancelled_before_stops_everything_at_once()
    {
        using EngineFixture engine = new();
        CancellationToken cancelled = new(canceled: true);
        Assert.Throws<OperationCanceledException>(() => engine.Connection.Execute(Endless, cancelled));
        Assert.Throws<OperationCanceledException>(() => engine.Connection.Query(Endless, cancellationToken: cancelled));
        Assert.Throws<OperationCanceledException>(() => engine.Connection.Prepare(Endless, cancelled));
        using RecordBatchReader reader = engine.Connection.Query("FROM range(100000)");
        Assert.Throws<OperationCanceledException>(() => reader.Read(cancelled));
        Assert.Equal(1, engine.Scalar("SELECT 1::BIGINT"));
    }

    [Fact]
    public async Task Cancelling_at_any_moment_ends_in_rows_or_a_cancellation_and_nothing_else()
    {
        using EngineFixture engine = new();
        Random random = new(20240601);
        for (int i = 0; i < 150; i++)
        {
            using CancellationTokenSource cancel = new();
            Task<long> running = Task.Run(() => EngineFixture.Drain(
                engine.Connection.Query("SELECT range, hash(range::VARCHAR) FROM range(300000) ORDER BY 2", cancellationToken: cancel.Token), cancel.Token));
            SpinWait.SpinUntil(() => false, TimeSpan.FromMilliseconds(random.Next(0, 25)));
            await cancel.CancelAsync();
            try
            {
                Assert.Equal(300_000, await running);
            }
            catch (OperationCanceledException)
            {
                Assert.True(cancel.IsCancellationRequested);
            }
            Assert.Equal(i, engine.Scalar("SELECT ?::BIGINT", i));
        }
    }

    [Fact]
    public async Task An_interrupt_ends_what_runs_and_is_forgotten_by_the_next_statement()
    {
        using EngineFixture engine = new();
        engine.Connection.Interrupt();
        Assert.Equal(1, engine.Scalar("SELECT 1::BIGINT"));
        Task running = Task.Run(() => engine.Connection.Execute(Endless));
        while (!running.IsCompleted)
        {
            engine.Connection.Interrupt();
            await Task.Delay(5);
        }
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => running);
        Assert.Equal(1, engine.Scalar("SELECT 1::BIGINT"));
    }

    [Fact]
    public async Task A_database_may_be_closed_while_statements_run_and_streams_are_open()
    {
        EngineFixture engine = new();
        RecordBatchReader open = engine.Connection.Query("FROM range(10000000)");
        open.Read()!.Dispose();
        DuckConnection second = engine.Database.Connect();
        Task running = Task.Run(() => second.Execute(Endless));
        DuckConnection third = engine.Database.Connect();
        Task reading = Task.Run(() => EngineFixture.Drain(third.Query("FROM range(10000000000000)")));
        await Task.Delay(50);
        engine.Database.Dispose();
        await Assert.ThrowsAnyAsync<Exception>(() => running);
        await Assert.ThrowsAnyAsync<Exception>(() => reading);
        Assert.Throws<ObjectDisposedException>(() => open.Read());
        Assert.Throws<ObjectDisposedException>(() => second.Execute("SELECT 1"));
        Assert.Throws<ObjectDisposedException>(() => engine.Database.Connect());
        second.Dispose();
        open.Dispose();
        engine.Dispose();
    }

    [Fact]
    public void Any_order_of_disposal_is_safe_and_disposing_twice_too()
    {
        int[][] orders = [[0, 1, 2, 3], [3, 2, 1, 0], [1, 0, 3, 2], [2, 3, 0, 1], [0, 3, 1, 2], [3, 0, 2, 1]];
        foreach (int[] order in orders)
        {
            DuckDatabase database = DuckDatabase.Open(new EngineOptions { Threads = 2 });
            DuckConnection connection = database.Connect();
            DuckStatement statement = connection.Prepare("SELECT range, 'a text that is long enough ' || range FROM range(1000000)");
            RecordBatchReader reader = statement.Query();
            RecordBatch batch = reader.Read()!;
            IDisposable[] things = [database, connection, statement, reader];
            foreach (int i in order)
                things[i].Dispose();
            foreach (int i in order)
                things[i].Dispose();
            // What was read belongs to the reader of it, whatever became of the engine.
            Assert.Equal("a text that is long enough 0", batch.Column(1).GetString(0));
            batch.Dispose();
        }
    }

    [Fact]
    public void A_reader_that_was_disposed_says_so()
    {
        using EngineFixture engine = new();
        RecordBatchReader reader = engine.Connection.Query("FROM range(100000)");
        reader.Read()!.Dispose();
        reader.Dispose();
        Assert.Throws<ObjectDisposedException>(() => reader.Read());
        Assert.Equal(1, engine.Scalar("SELECT 1::BIGINT"));
    }

    [Fact]
    public void A_small_memory_limit_spills_into_its_folder_and_leaves_nothing_there()
    {
        using TemporaryFolder folder = new();
        using (EngineFixture engine = new(new EngineOptions { Threads = 2, MemoryLimitBytes = 64L << 20, SpillFolder = folder.Path, SpillBytesMax = 2L << 30 }))
        {
            using RecordBatchReader reader = engine.Connection.Query("SELECT range % 1500000 AS k, count(*), max(range::VARCHAR || 'padding padding') FROM range(3000000) GROUP BY k ORDER BY 3");
            using RecordBatch batch = reader.Read()!;
            Assert.NotEmpty(Directory.GetFiles(folder.Path));
            Assert.Equal(1_500_000, batch.RowCount + EngineFixture.Drain(reader));
        }
        Assert.Empty(Directory.GetFiles(folder.Path));
    }

    [Theory]
    [MemberData(nameof(Arguments))]
    public void An_argument_arrives_as_the_value_it_was(object? value, string sqlType, string text)
    {
        using EngineFixture engine = new();
        Assert.Equal($"{sqlType} {text}", engine.Text("SELECT typeof($1) || ' ' || coalesce($1::VARCHAR, 'NULL')", value));
    }

    public static TheoryData<object?, string, string> Arguments => new()
    {
        { true, "BOOLEAN", "true" },
        { (sbyte)-1, "TINYINT", "-1" },
        { ulong.MaxValue, "UBIGINT", "18446744073709551615" },
        { long.MinValue, "BIGINT", "-9223372036854775808" },
        { Int128.MinValue + 1, "HUGEINT", "-170141183460469231731687303715884105727" },
        { UInt128.MaxValue, "UHUGEINT", "340282366920938463463374607431768211455" },
        { 1.5f, "FLOAT", "1.5" },
        { -2.25, "DOUBLE", "-2.25" },
        { 123.4500m, "DECIMAL(7,4)", "123.4500" },
        { decimal.MinValue, "DECIMAL(29,0)", "-79228162514264337593543950335" },
        { 0.0000000000000000000000000001m, "DECIMAL(28,28)", ".0000000000000000000000000001" },
        { new byte[] { 0, 255 }, "BLOB", "\\x00\\xFF" },
        { new DateOnly(1, 1, 1), "DATE", "0001-01-01" },
        { new TimeOnly(1, 2, 3, 4), "TIME", "01:02:03.004" },
        { new DateTime(2024, 2, 29, 1, 2, 3, 456, DateTimeKind.Unspecified), "TIMESTAMP", "2024-02-29 01:02:03.456" },
        { new DateTime(2024, 2, 29, 1, 2, 3, DateTimeKind.Utc), "TIMESTAMP WITH TIME ZONE", "2024-02-29 01:02:03+00" },
        { new DateTimeOffset(2024, 2, 29, 1, 2, 3, TimeSpan.FromHours(2)), "TIMESTAMP WITH TIME ZONE", "2024-02-28 23:02:03+00" },
        { new TimeSpan(-1, -2, 0, 0), "INTERVAL", "-1 day -02:00:00" },
        { Guid.Parse("0a1b2c3d-4e5f-6071-8293-a4b5c6d7e8f9"), "UUID", "0a1b2c3d-4e5f-6071-8293-a4b5c6d7e8f9" },
        { new[] { 1L, 2L }, "BIGINT[]", "[1, 2]" },
        { new[] { "a", null }, "VARCHAR[]", "[a, NULL]" },
    };

    [Theory]
    [InlineData("ünï")]
    [InlineData("")]
    [InlineData("a text that is longer than twelve bytes")]
    public void A_text_argument_arrives_as_it_was(string text)
    {
        using EngineFixture engine = new();
        Assert.Equal(text, engine.Text("SELECT $1", text));
        Assert.Equal(text, engine.Text("SELECT max(s) FROM (SELECT $1::VARCHAR AS s FROM range(10))", text));
    }

    [Fact]
    public void An_argument_of_a_type_without_counterpart_is_refused()
    {
        using EngineFixture engine = new();
        Assert.Equal("WEIR4014", Assert.Throws<WeirException>(() => engine.Text("SELECT $1", new Uri("file:///x"))).Code);
        Assert.Equal("WEIR4014", Assert.Throws<WeirException>(() => engine.Text("SELECT $1", new DateTime(2024, 1, 1, 0, 0, 0, DateTimeKind.Local))).Code);
        Assert.Equal("WEIR4008", Assert.Throws<WeirException>(() => engine.Text("SELECT $1", "\uD800")).Code);
        Assert.Equal("3", engine.Text("SELECT length($1)::VARCHAR", "a\0b"));
    }
}
