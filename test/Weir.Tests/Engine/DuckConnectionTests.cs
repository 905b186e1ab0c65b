using System.Globalization;
using Weir.Arrow;
using Weir.Engine;

namespace Weir.Tests.Engine;

public sealed class DuckConnectionTests : IDisposable
{
    private readonly EngineFixture _engine = new();

    public void Dispose() => _engine.Dispose();

    [Fact]
    public void Execute_answers_the_rows_changed_over_all_statements()
    {
        Assert.Equal(0, _engine.Connection.Execute("CREATE TABLE t (a INTEGER)"));
        Assert.Equal(5, _engine.Connection.Execute("INSERT INTO t VALUES (1), (2), (3); UPDATE t SET a = a + 1 WHERE a > 1"));
        Assert.Equal(1, _engine.Connection.Execute("DELETE FROM t WHERE a = 1"));
        Assert.Equal(2, _engine.Scalar("SELECT count(*) FROM t"));
    }

    [Theory]
    [InlineData("")]
    [InlineData("   \n\t ")]
    [InlineData("-- nothing")]
    [InlineData("/* nothing */ ;;; ")]
    public void A_text_without_a_statement_runs_but_is_no_query(string sql)
    {
        Assert.Equal(0, _engine.Connection.Execute(sql));
        Assert.Equal("WEIR4012", Assert.Throws<WeirException>(() => _engine.Connection.Query(sql)).Code);
        Assert.Equal("WEIR4012", Assert.Throws<WeirException>(() => _engine.Connection.Prepare(sql)).Code);
    }

    [Fact]
    public void A_query_streams_batches_that_grow_to_the_rows_asked_for()
    {
        using RecordBatchReader reader = _engine.Connection.Query("SELECT range AS id, range::VARCHAR AS s FROM range(1000000)", batchRows: 50_000);
        Assert.Equal(["id", "s"], reader.Schema.Fields.Select(f => f.Name));
        List<int> sizes = [];
        long next = 0;
        while (reader.Read() is RecordBatch batch)
            using (batch)
            {
                sizes.Add(batch.RowCount);
                foreach (long id in batch.Column(0).Values<long>())
                    Assert.Equal(next++, id);
                Assert.Equal((next - 1).ToString(CultureInfo.InvariantCulture), batch.Column(1).GetString(batch.RowCount - 1));
            }
        Assert.Equal(1_000_000, next);
        Assert.InRange(sizes[0], 1, 2048);
        Assert.InRange(sizes.Max(), 50_000, 50_000 + 2047);
        Assert.Null(reader.Read());
    }

    [Fact]
    public void Small_batches_are_handed_out_chunk_by_chunk()
    {
        using RecordBatchReader reader = _engine.Connection.Query("FROM range(10000)", batchRows: 1);
        while (reader.Read() is RecordBatch batch)
            using (batch)
                Assert.InRange(batch.RowCount, 1, 2048);
    }

    [Fact]
    public void An_empty_result_has_a_schema_and_no_batch()
    {
        using RecordBatchReader reader = _engine.Connection.Query("SELECT 1 AS a, 'x' AS b WHERE false");
        Assert.Equal([ArrowType.Int32, ArrowType.Utf8], reader.Schema.Fields.Select(f => f.Type));
        Assert.Null(reader.Read());
        Assert.Null(reader.Read());
    }

    [Fact]
    public async Task All_batches_are_read_off_the_callers_thread()
    {
        using RecordBatchReader reader = _engine.Connection.Query("FROM range(200000)");
        long rows = 0;
        await foreach (RecordBatch batch in reader.ReadAllAsync())
            using (batch)
                rows += batch.RowCount;
        Assert.Equal(200_000, rows);
    }

    [Fact]
    public void A_second_statement_on_a_connection_with_an_open_stream_is_refused_and_the_stream_goes_on()
    {
        using RecordBatchReader stream = _engine.Connection.Query("FROM range(500000)");
        using RecordBatch first = Assert.IsType<RecordBatch>(stream.Read());
        foreach (Action second in new Action[]
        {
            () => _engine.Connection.Query("SELECT 1"),
            () => _engine.Connection.Execute("SELECT 1"),
            () => _engine.Connection.Prepare("SELECT 1"),
        })
        {
            WeirException busy = Assert.Throws<WeirException>(second);
            Assert.Equal("WEIR4009", busy.Code);
            Assert.Contains("FROM range(500000)", busy.Message, StringComparison.Ordinal);
        }
        Assert.Equal(500_000, first.RowCount + EngineFixture.Drain(stream));
        Assert.Equal(1, _engine.Scalar("SELECT 1::BIGINT"));
    }

    [Fact]
    public void An_error_that_comes_late_is_thrown_after_the_rows_before_it()
    {
        using RecordBatchReader reader = _engine.Connection.Query(
            "SELECT CASE WHEN range < 900000 THEN range ELSE ('x' || range)::BIGINT END FROM range(1000000)", batchRows: 1);
        long rows = 0;
        WeirException error = Assert.Throws<WeirException>(() =>
        {
            while (reader.Read() is RecordBatch batch)
                using (batch)
                    rows += batch.RowCount;
        });
        Assert.InRange(rows, 1, 999_999);
        Assert.Equal("WEIR4006", error.Code);
        Assert.Contains("Conversion", error.Message, StringComparison.Ordinal);
        Assert.Equal(1, _engine.Scalar("SELECT 1::BIGINT"));
    }

    [Fact]
    public void A_stream_that_is_left_early_frees_the_connection_and_its_transaction()
    {
        _engine.Connection.Execute("CREATE TABLE t AS FROM range(300000)");
        using (RecordBatchReader reader = _engine.Connection.Query("FROM t"))
            reader.Read()!.Dispose();
        using DuckConnection other = _engine.Database.Connect();
        other.Execute("ALTER TABLE t ADD COLUMN b INTEGER");
        Assert.Equal(300_000, _engine.Drain("SELECT b FROM t"));
    }

    [Fact]
    public void A_dynamic_pivot_which_the_engine_splits_in_two_is_one_query()
    {
        _engine.Connection.Execute("CREATE TABLE s AS SELECT * FROM (VALUES ('a', 1), ('b', 2), ('a', 3)) v(k, n)");
        using RecordBatchReader reader = _engine.Connection.Query("PIVOT s ON k USING sum(n)");
        Assert.Equal(["a", "b"], reader.Schema.Fields.Select(f => f.Name));
        Assert.Equal(1, EngineFixture.Drain(reader));
    }

    [Fact]
    public void A_prepared_statement_runs_again_with_other_arguments()
    {
        using DuckStatement statement = _engine.Connection.Prepare("SELECT $n::BIGINT * $factor AS x");
        Assert.Equal(StatementKind.Select, statement.Kind);
        Assert.Equal(["factor", "n"], statement.Parameters.Order());
        foreach (long n in new long[] { 1, 2, 3 })
        {
            using RecordBatchReader reader = statement.Query(new QueryArguments([new("N", n), new("factor", 10)]));
            using RecordBatch batch = reader.Read()!;
            Assert.Equal(n * 10, batch.Column(0).Values<long>()[0]);
        }
    }

    [Fact]
    public void A_prepared_insert_answers_its_rows()
    {
        _engine.Connection.Execute("CREATE TABLE t (a INTEGER, b VARCHAR)");
        using DuckStatement statement = _engine.Connection.Prepare("INSERT INTO t VALUES (?, ?)");
        Assert.Equal(1, statement.Execute(new QueryArguments(1, "x")));
        Assert.Equal(1, statement.Execute(new QueryArguments(2, null)));
        Assert.Equal(1, _engine.Scalar("SELECT count(*) FROM t WHERE b IS NULL"));
    }

    [Theory]
    [InlineData("SELECT ?, ?", 1)]
    [InlineData("SELECT ?", 2)]
    [InlineData("SELECT 1", 1)]
    [InlineData("SELECT $a", 1)]
    public void Arguments_must_match_the_parameters(string sql, int count)
    {
        QueryArguments arguments = new([.. Enumerable.Repeat<object?>(1, count)]);
        Assert.Equal("WEIR4013", Assert.Throws<WeirException>(() => _engine.Connection.Query(sql, arguments)).Code);
        Assert.Equal(1, _engine.Scalar("SELECT 1::BIGINT"));
    }

    [Fact]
    public void Settings_are_the_same_on_every_machine()
    {
        Assert.Equal("UTC", _engine.Text("SELECT current_setting('TimeZone')"));
        using DuckConnection other = _engine.Database.Connect();
        using RecordBatchReader reader = other.Query("SELECT TIMESTAMPTZ '2024-07-01 12:00:00'::VARCHAR");
        using RecordBatch batch = reader.Read()!;
        Assert.Equal("2024-07-01 12:00:00+00", batch.Column(0).GetString(0));
        Assert.Equal("false", _engine.Text("SELECT current_setting('autoload_known_extensions')::VARCHAR"));
        Assert.Equal("false", _engine.Text("SELECT current_setting('autoinstall_known_extensions')::VARCHAR"));
    }

    [Fact]
    public void Many_connections_work_at_the_same_time()
    {
        _engine.Connection.Execute("CREATE TABLE t AS SELECT range AS a FROM range(200000)");
        Parallel.For(0, 16, new ParallelOptions { MaxDegreeOfParallelism = 8 }, i =>
        {
            using DuckConnection connection = _engine.Database.Connect();
            connection.Execute($"CREATE TEMP TABLE mine AS SELECT a + {i} AS a FROM t");
            using RecordBatchReader reader = connection.Query("SELECT sum(a)::BIGINT FROM mine");
            using RecordBatch batch = reader.Read()!;
            Assert.Equal(199_999L * 100_000 + 200_000L * i, batch.Column(0).Values<long>()[0]);
        });
    }
}
