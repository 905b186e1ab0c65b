using Weir.Arrow;

namespace Weir.Tests.Sessions;

public sealed class StreamTableTests
{
    private static readonly Schema Numbers = new([new Field("i", ArrowType.Int64), new Field("text", ArrowType.Utf8)]);

    [Fact]
    public void A_factory_is_asked_for_a_stream_at_each_reading()
    {
        using Lake lake = new();
        int opened = 0, disposed = 0;
        lake.Session.Register("s", new StreamTableSource(_ =>
        {
            Interlocked.Increment(ref opened);
            return Stream(3_000, () => Interlocked.Increment(ref disposed));
        }));
        Assert.Equal(["3000|4498500|3000"], lake.Rows("SELECT count(*), sum(i), count(DISTINCT text) FROM s"));
        Assert.Equal(["3000"], lake.Rows("SELECT count(*) FROM s AS a JOIN s AS b USING (i)"));
        Assert.Equal(["5|n5"], lake.Rows("SELECT * FROM s WHERE i = 5"));
        Assert.InRange(opened, 4, 8);
        Assert.Equal(opened, disposed);
        Assert.StartsWith("-- s:", lake.Session.Catalog.Ddl(new TableName("s")), StringComparison.Ordinal);
        Assert.Null(lake.Session.Catalog.Fingerprint(new TableName("s")));
    }

    [Fact]
    public void A_stream_that_can_be_read_once_says_so_at_its_second_use()
    {
        using Lake lake = new();
        int disposed = 0;
        lake.Session.Register("s", StreamTableSource.Once(Stream(10, () => disposed++)));
        Assert.Equal("the stream can be read once, and asking for its columns would read it", Assert.Single(lake.Rows("SELECT weir_error FROM information_schema.columns")));
        Assert.Equal(["10"], lake.Rows("SELECT count(*) FROM s"));
        Assert.Equal(1, disposed);
        WeirException error = Assert.Throws<WeirException>(() => lake.Rows("SELECT count(*) FROM s"));
        Assert.Equal("WEIR8057", error.Code);
        Assert.Contains("table s was read before", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Two_readings_of_a_stream_in_one_query_are_an_error_where_it_has_one()
    {
        using Lake lake = new();
        lake.Session.Register("s", StreamTableSource.Once(Stream(10, () => { })));
        WeirException error = Assert.Throws<WeirException>(() => lake.Rows("SELECT count(*) FROM s AS a, s AS b"));
        Assert.Contains("was read before", error.Message, StringComparison.Ordinal);
        Assert.Equal(["1"], lake.Rows("SELECT 1"));
    }

    [Fact]
    public void An_endless_stream_ends_with_the_query_that_reads_it()
    {
        using Lake lake = new();
        int disposed = 0;
        lake.Session.Register("s", new StreamTableSource(_ => Stream(long.MaxValue, () => Interlocked.Increment(ref disposed))));
        Assert.Equal(["0", "1", "2"], lake.Rows("SELECT i FROM s LIMIT 3"));
        Assert.Equal(1, disposed);
    }

    [Fact]
    public void A_factory_that_fails_or_gives_none_ends_the_query_with_its_words_and_no_listing()
    {
        using Lake lake = new();
        lake.Session.Register("failing", new StreamTableSource(_ => throw new InvalidOperationException("boom")));
        lake.Session.Register("none", new StreamTableSource(_ => null!));
        lake.Session.Register("own", new StreamTableSource(_ => throw new OperationCanceledException("not the query's")));
        lake.Session.Register("breaking", new StreamTableSource(_ => RecordBatchReader.From(Numbers, Breaking())));
        lake.Session.Register("whole", new StreamTableSource(_ => Stream(1, () => { })));
        Assert.Equal(
            ["breaking|i|NULL", "breaking|text|NULL", "failing|NULL|WEIR8063", "none|NULL|WEIR8063", "own|NULL|WEIR8063", "whole|i|NULL", "whole|text|NULL"],
            lake.Rows("SELECT table_name, column_name, left(weir_error, 8) FROM information_schema.columns ORDER BY ALL"));
        Refused("failing", "cannot be opened: boom");
        Refused("none", "the factory of the table none answered null");
        Refused("own", "not the query's");
        Refused("breaking", "cannot be read to its end: boom");
        using CancellationTokenSource cancelled = new();
        lake.Session.Register("cancelled", new StreamTableSource(token =>
        {
            cancelled.Cancel();
            token.ThrowIfCancellationRequested();
            return null!;
        }));
        Assert.ThrowsAny<OperationCanceledException>(() => lake.Session.Run(new Query("SELECT * FROM cancelled"), cancelled.Token));

        void Refused(string table, string words)
        {
            WeirException error = Assert.Throws<WeirException>(() => lake.Rows($"SELECT * FROM {table}"));
            Assert.Equal("WEIR8063", error.Code);
            Assert.Contains(words, error.Message, StringComparison.Ordinal);
        }
    }

    private static IEnumerable<RecordBatch> Breaking()
    {
        foreach (RecordBatch batch in Batches(1))
            yield return batch;
        throw new InvalidOperationException("boom");
    }

    private static EndingReader Stream(long rows, Action disposed) => new(RecordBatchReader.From(Numbers, Batches(rows)), disposed);

    private static IEnumerable<RecordBatch> Batches(long rows)
    {
        using RecordBatchWriter writer = new(Numbers);
        for (long i = 0; i < rows; i++)
        {
            ((FixedWriter<long>)writer[0]).Append(i);
            ((BytesWriter)writer[1]).Append($"n{i}");
            if (writer.RowCount == 1_000)
                yield return writer.Finish();
        }
        if (writer.RowCount > 0)
            yield return writer.Finish();
    }

    private sealed class EndingReader(RecordBatchReader inner, Action disposed) : RecordBatchReader
    {
        private int _isDisposed;

        public override Schema Schema => inner.Schema;

        public override RecordBatch? Read(CancellationToken cancellationToken = default) => inner.Read(cancellationToken);

        protected override void Dispose(bool disposing)
        {
            if (Interlocked.Exchange(ref _isDisposed, 1) == 0)
            {
                inner.Dispose();
                disposed();
            }
            base.Dispose(disposing);
        }
    }
}
