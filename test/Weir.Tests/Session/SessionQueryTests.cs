using Weir.Arrow;

namespace Weir.Tests.Sessions;

public sealed class SessionQueryTests
{
    [Fact]
    [Trait("Requirement", "R096")]
    public async Task A_query_streams_its_rows_in_batches_of_the_size_asked_for()
    {
        using Lake lake = new();
        using QueryResult result = lake.Session.Run(new Query("SELECT i FROM range(300000) t(i)") { BatchRows = 50_000 });
        Assert.Equal(new Schema(new Field("i", ArrowType.Int64)), result.Schema);
        long rows = 0, sum = 0;
        await foreach (RecordBatch batch in result.Batches())
        {
            using (batch)
            {
                Assert.InRange(batch.RowCount, 1, 52_048);
                foreach (long value in batch.Column(0).Values<long>())
                    sum += value;
                rows += batch.RowCount;
            }
        }
        Assert.Equal((300_000L, 299_999L * 300_000 / 2), (rows, sum));
        Assert.False(result.IsTruncated);
    }

    [Fact]
    [Trait("Requirement", "R097")]
    public async Task Collecting_is_asked_for_by_name()
    {
        using Lake lake = new();
        using QueryResult result = lake.Session.Run(new Query("SELECT 1 AS a UNION ALL SELECT 2"));
        IReadOnlyList<RecordBatch> batches = await result.CollectAsync();
        Assert.Equal(2, batches.Sum(batch => batch.RowCount));
        foreach (RecordBatch batch in batches)
            batch.Dispose();
    }

    [Fact]
    [Trait("Requirement", "R096")]
    public void An_endless_query_gives_its_first_batch()
    {
        using Lake lake = new();
        using QueryResult result = lake.Session.Run(new Query("SELECT i FROM range(9000000000000) t(i)"));
        using RecordBatchReader reader = result.AsReader();
        using RecordBatch? first = reader.Read();
        Assert.NotNull(first);
    }

    [Fact]
    public void Positional_and_named_parameters_are_bound_as_values()
    {
        using Lake lake = new();
        const string Nasty = "'; DROP TABLE x; --";
        using QueryResult positional = lake.Session.Run(new Query("SELECT concat($2, $1::VARCHAR)") { Parameters = [7, Nasty] });
        Assert.Equal([Nasty + "7"], Lake.Texts(positional));
        using QueryResult named = lake.Session.Run(new Query("SELECT $word::VARCHAR")
        {
            NamedParameters = new Dictionary<string, object?> { ["word"] = Nasty },
        });
        Assert.Equal([Nasty], Lake.Texts(named));
        WeirException both = Assert.Throws<WeirException>(() => lake.Session.Run(new Query("SELECT 1")
        {
            Parameters = [1],
            NamedParameters = new Dictionary<string, object?> { ["a"] = 1 },
        }));
        Assert.Equal("WEIR8009", both.Code);
    }

    [Theory]
    [InlineData(0, 0, true)]
    [InlineData(1, 1, true)]
    [InlineData(99_999, 99_999, true)]
    [InlineData(100_000, 100_000, false)]
    [InlineData(100_001, 100_000, false)]
    public void Max_rows_cuts_and_says_so(long max, long expected, bool truncated)
    {
        using Lake lake = new();
        using QueryResult result = lake.Session.Run(new Query("SELECT i FROM range(100000) t(i)") { MaxRows = max, BatchRows = 4096 });
        using RecordBatchReader reader = result.AsReader();
        long rows = 0;
        while (reader.Read() is { } batch)
        {
            using (batch)
                rows += batch.RowCount;
        }
        Assert.Equal((expected, truncated), (rows, result.IsTruncated));
    }

    [Fact]
    public async Task A_cancelled_query_stops_and_the_session_goes_on()
    {
        using Lake lake = new();
        using CancellationTokenSource stop = new();
        Task run = Task.Run(() =>
        {
            using QueryResult result = lake.Session.Run(new Query("SELECT count(*) FROM range(100000000000) t(i) WHERE hash(i) = 1"), stop.Token);
            using RecordBatchReader reader = result.AsReader();
            while (reader.Read(stop.Token) is { } batch)
                batch.Dispose();
        });
        stop.CancelAfter(TimeSpan.FromMilliseconds(200));
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => run).WaitAsync(TimeSpan.FromSeconds(30));
        Assert.Equal(["1"], lake.Rows("SELECT 1"));
    }

    [Fact]
    public void A_result_is_read_once()
    {
        using Lake lake = new();
        using QueryResult result = lake.Session.Run(new Query("SELECT 1"));
        result.AsReader();
        Assert.Throws<InvalidOperationException>(() => result.AsReader());
    }

    [Fact]
    public void Streams_of_one_session_do_not_disturb_each_other()
    {
        using Lake lake = new();
        using QueryResult one = lake.Session.Run(new Query("SELECT i FROM range(100000) t(i)"));
        using QueryResult two = lake.Session.Run(new Query("SELECT -i FROM range(100000) t(i)"));
        using RecordBatchReader a = one.AsReader(), b = two.AsReader();
        long sum = 0;
        while (a.Read() is { } left && b.Read() is { } right)
        {
            using (left)
            using (right)
            {
                for (int row = 0; row < left.RowCount; row++)
                    sum += left.Column(0).Values<long>()[row] + right.Column(0).Values<long>()[row];
            }
        }
        Assert.Equal(0, sum);
    }

    [Fact]
    public void A_result_outlives_its_session_and_ends_with_the_runtime()
    {
        Lake lake = new();
        using QueryResult result = lake.Session.Run(new Query("SELECT i FROM range(10000000) t(i)"));
        using RecordBatchReader reader = result.AsReader();
        lake.Session.Dispose();
        reader.Read()!.Dispose();
        Assert.Throws<ObjectDisposedException>(() => lake.Session.Run(new Query("SELECT 1")));
        lake.Dispose();
        Assert.ThrowsAny<Exception>(() =>
        {
            while (reader.Read() is { } batch)
                batch.Dispose();
        });
    }

    [Fact]
    public async Task Many_threads_share_a_session()
    {
        using Lake lake = new();
        lake.Session.Register("numbers", new DatasetLocation(lake.WriteParquet("n.parquet", "SELECT i FROM range(1000) t(i)"), DatasetFormat.Parquet));
        List<string>[] answers = await Task.WhenAll(Enumerable.Range(0, 16).Select(i =>
            Task.Run(() => lake.Rows($"SELECT sum(i) + {i} FROM numbers"))));
        Assert.Equal(Enumerable.Range(0, 16).Select(i => $"{499_500 + i}"), answers.Select(rows => Assert.Single(rows)));
    }

    [Fact]
    public void Describe_tells_the_columns_and_reads_no_row()
    {
        using Lake lake = new();
        Schema schema = lake.Session.Describe(new Query("SELECT 1::BIGINT AS a, 'x' AS b -- that is all\n;"));
        Assert.Equal(["a", "b"], schema.Fields.Select(field => field.Name));
    }

    [Theory]
    [InlineData("SELECT a * ? AS x FROM (SELECT 1 AS a)", "WEIR4013", "'SELECT a * ? AS x FROM (SELECT 1 AS a)' has the parameter '1'")]
    [InlineData("SELECT b FROM (SELECT 1 AS a)", "WEIR4005", "(line 1, column 8)")]
    [InlineData("SELECT a FRM t", "WEIR4004", "(line 1, column 14)")]
    public void What_cannot_be_described_is_told_of_the_query_s_own_text(string sql, string code, string message)
    {
        using Lake lake = new();
        WeirException error = Assert.Throws<WeirException>(() => lake.Session.Describe(new Query(sql)));
        Assert.Equal(code, error.Code);
        Assert.Contains(message, error.Message, StringComparison.Ordinal);
        Assert.Equal(sql, error.Details["statement"]);
    }

    [Theory]
    [InlineData("SELECT 1e400")]
    [InlineData("SELECT -1e400 AS x")]
    public void A_number_over_the_range_of_doubles_is_refused_as_such(string sql)
    {
        using Lake lake = new();
        WeirException error = Assert.Throws<WeirException>(() => lake.Rows(sql));
        Assert.Equal("WEIR4023", error.Code);
        Assert.Contains(sql, error.Message, StringComparison.Ordinal);
        Assert.Equal(["inf"], lake.Rows("SELECT 'infinity'::DOUBLE::VARCHAR"));
    }
}
