using Weir.Arrow;
using Weir.Engine;
using Weir.Tests.Contract.Arrow;

namespace Weir.Tests.Engine;

public sealed class RegisteredStreamTests : IDisposable
{
    // Every SQL type that leaves the engine as Arrow data, with nulls, in columns and inside each nesting.
    private const string AllTypes = """
        CREATE TABLE source AS
        SELECT i,
            CASE WHEN i % 7 = 0 THEN NULL ELSE i % 2 = 0 END AS a_bool,
            (i % 100)::TINYINT AS a_int8, (i % 100)::UTINYINT AS a_uint8, i::SMALLINT AS a_int16, i::USMALLINT AS a_uint16,
            CASE WHEN i % 5 = 0 THEN NULL ELSE i::INTEGER END AS a_int32, i::UINTEGER AS a_uint32,
            i * 1000000007 AS a_int64, i::UBIGINT AS a_uint64,
            i::FLOAT / 3 AS a_float, i::DOUBLE / 7 AS a_double,
            (i / 10)::DECIMAL(4, 1) AS a_dec4, (i / 100)::DECIMAL(9, 2) AS a_dec9, (i / 1000)::DECIMAL(18, 3) AS a_dec18,
            CASE WHEN i % 3 = 0 THEN NULL ELSE (i * 12345678901)::DECIMAL(38, 4) END AS a_dec38,
            CASE WHEN i % 4 = 0 THEN NULL WHEN i % 4 = 1 THEN 's' || i ELSE 'a text of more than twelve bytes, ü ' || i END AS a_text,
            encode('blob ' || i) AS a_blob,
            DATE '2000-01-01' + i::INTEGER AS a_date, TIME '00:00:01' + INTERVAL (i) SECOND AS a_time,
            TIMESTAMP '2001-02-03 04:05:06.789' + INTERVAL (i) MINUTE AS a_ts,
            (TIMESTAMP '2001-02-03 04:05:06.789' + INTERVAL (i) MINUTE)::TIMESTAMP_S AS a_ts_s,
            (TIMESTAMP '2001-02-03 04:05:06.789' + INTERVAL (i) MINUTE)::TIMESTAMP_MS AS a_ts_ms,
            (TIMESTAMP '2001-02-03 04:05:06.789' + INTERVAL (i) MINUTE)::TIMESTAMP_NS AS a_ts_ns,
            TIMESTAMPTZ '2001-02-03 04:05:06.789+00' + INTERVAL (i) MINUTE AS a_tstz,
            INTERVAL (i) DAY + INTERVAL (i % 12) MONTH + INTERVAL (i) SECOND AS a_interval,
            CASE WHEN i % 6 = 0 THEN NULL ELSE (['red', 'green', 'blue'])[(i % 3 + 1)::INTEGER]::ENUM('red', 'green', 'blue') END AS a_enum,
            CASE WHEN i % 5 = 0 THEN NULL WHEN i % 5 = 1 THEN [] ELSE [i, NULL, i + 1] END AS a_list,
            CASE WHEN i % 8 = 0 THEN NULL ELSE ['x' || i, NULL, 'a longer text in a list, number ' || i] END AS a_texts,
            [[i], [], NULL, [i, i + 1]] AS a_lists,
            CASE WHEN i % 9 = 0 THEN NULL ELSE {'n': i, 's': 'a struct, its text number ' || i, 'inner': {'b': i % 2 = 0, 'l': [i, 2]}} END AS a_struct,
            [{'k': i, 'v': NULL}, NULL, {'k': 2, 'v': 'x' || i}] AS a_structs,
            CASE WHEN i % 4 = 0 THEN NULL ELSE MAP {'k' || i: i, 'other': NULL} END AS a_map,
            (CASE WHEN i % 3 = 0 THEN NULL ELSE [i, NULL, i + 2] END)::BIGINT[3] AS a_array,
            [['a' || i, 'b'], ['c', NULL]]::VARCHAR[2][2] AS a_arrays,
            {'e': CASE WHEN i % 3 = 0 THEN NULL ELSE (['red', 'green'])[(i % 2 + 1)::INTEGER]::ENUM('red', 'green') END, 'm': MAP {i: ['deep', NULL]}} AS a_mix
        FROM range(6000) r(i)
        """;

    private readonly EngineFixture _engine = new();

    public void Dispose() => _engine.Dispose();

    [Theory]
    [InlineData(65_536, 0, 100_000)]
    [InlineData(65_536, 1, 100_000)]
    [InlineData(65_536, 7, 1_000)]
    [InlineData(3_000, 63, 2_047)]
    [InlineData(1, 0, 100_000)]
    public void Every_type_comes_back_as_it_left_whatever_the_windows(int batchRows, int skipped, int windowRows)
    {
        _engine.Connection.Execute(AllTypes);
        using DuckConnection other = _engine.Database.Connect();
        RecordBatchReader source = other.Query("FROM source ORDER BY i", batchRows: batchRows);
        using (_engine.Connection.RegisterStream("incoming", RecordBatchReader.From(source.Schema, Windows(source, skipped, windowRows))))
            _engine.Connection.Execute("CREATE TABLE arrived AS FROM incoming");
        Assert.True(_engine.Scalar("SELECT count(*) FROM arrived") > 5000);
        Assert.Equal(0, _engine.Scalar(
            "SELECT count(*) FROM (SELECT COLUMNS(*)::VARCHAR FROM arrived EXCEPT ALL SELECT COLUMNS(*)::VARCHAR FROM source)"));
        if (skipped == 0)
            Assert.Equal(6000, _engine.Scalar("SELECT count(*) FROM arrived"));
        Assert.Equal(
            _engine.Texts("SELECT regexp_replace(data_type, 'ENUM\\([^)]*\\)', 'VARCHAR', 'g') FROM duckdb_columns() WHERE table_name = 'source' ORDER BY column_index"),
            _engine.Texts("SELECT data_type FROM duckdb_columns() WHERE table_name = 'arrived' ORDER BY column_index"));
    }

    // Layouts that the engine takes in but never gives out.
    public static TheoryData<string> ForeignLayouts => [.. Foreign.Keys];

    private static readonly Dictionary<string, ArrowType> Foreign = new()
    {
        ["large text"] = ArrowType.LargeUtf8,
        ["text views"] = ArrowType.Utf8View,
        ["large bytes"] = ArrowType.LargeBinary,
        ["bytes of one width"] = new FixedSizeBinaryType(5),
        ["nothing"] = ArrowType.Null,
        ["large lists"] = new LargeListType(new Field("item", ArrowType.Int64)),
        ["lists of text views"] = new ListType(new Field("item", ArrowType.Utf8View)),
        ["large lists of large text"] = new LargeListType(new Field("item", ArrowType.LargeUtf8)),
        ["structs of both"] = new StructType([new Field("a", ArrowType.Utf8View), new Field("b", new LargeListType(new Field("item", ArrowType.Utf8)))]),
    };

    [Theory]
    [MemberData(nameof(ForeignLayouts))]
    public void A_layout_of_other_producers_comes_in_with_the_same_values(string layout)
    {
        Schema schema = new([new Field("position", ArrowType.Int64), new Field("value", Foreign[layout])]);
        for (int seed = 1; seed <= 5; seed++)
        {
            using RecordBatch batch = RandomRows.Batch(schema, 5_000, new Random(seed));
            List<string> expected = [.. ArrowText.Rows(batch.Column(1))];
            using (_engine.Connection.RegisterStream("incoming", RecordBatchReader.From(schema, [batch.Slice(0, batch.RowCount)])))
            using (RecordBatchReader arrived = _engine.Connection.Query("SELECT value FROM incoming"))
            {
                List<string> found = [];
                while (arrived.Read() is { } rows)
                {
                    using (rows)
                        found.AddRange(ArrowText.Rows(rows.Column(0)));
                }
                Assert.Equal(expected, found);
            }
        }
    }

    [Fact]
    public void Only_the_columns_that_a_statement_needs_are_read_in_any_order()
    {
        _engine.Connection.Execute(AllTypes);
        foreach (string columns in new[] { "a_text", "a_blob, a_bool", "a_text, i, a_text AS again", "a_structs, a_int64", "a_mix, a_enum, a_dec38" })
        {
            using DuckConnection other = _engine.Database.Connect();
            using IDisposable registration = _engine.Connection.RegisterStream("s", other.Query("FROM source"));
            _engine.Connection.Execute($"CREATE OR REPLACE TABLE part AS SELECT {columns} FROM s");
            Assert.Equal(0, _engine.Scalar(
                $"SELECT count(*) FROM (SELECT COLUMNS(*)::VARCHAR FROM part EXCEPT ALL SELECT COLUMNS(*)::VARCHAR FROM (SELECT {columns} FROM source))"));
        }
    }

    [Theory]
    [InlineData("SELECT count(*) FROM s", 100_000)]
    [InlineData("SELECT sum(a)::BIGINT FROM s WHERE a % 2 = 1", 2_500_000_000)]
    [InlineData("SELECT count(*) FROM s JOIN range(50) r ON s.a = r.range", 50)]
    [InlineData("SELECT count(*) FROM (FROM s LIMIT 10)", 10)]
    [InlineData("SELECT max(b.a) FROM (SELECT a, length(t) AS l FROM s ORDER BY t DESC LIMIT 3) b", 99_999)]
    [InlineData("WITH c AS MATERIALIZED (FROM s) SELECT count(*) FROM c x JOIN c y USING (a)", 100_000)]
    [InlineData("SELECT count(DISTINCT t) FROM s", 100_000)]
    public void A_stream_is_a_table_in_any_query(string sql, long expected)
    {
        using IDisposable registration = _engine.Connection.RegisterStream("s", Numbers(100_000, 9_999));
        Assert.Equal(expected, _engine.Scalar(sql));
    }

    [Fact]
    public void The_rows_of_a_stream_keep_their_order()
    {
        using IDisposable registration = _engine.Connection.RegisterStream("s", Numbers(300_000, 65_536));
        using RecordBatchReader reader = _engine.Connection.Query("SELECT a, t FROM s");
        long next = 0;
        while (reader.Read() is RecordBatch batch)
            using (batch)
                foreach (long a in batch.Column(0).Values<long>())
                    Assert.Equal(next++, a);
        Assert.Equal(300_000, next);
    }

    [Theory]
    [InlineData("FROM s; FROM s")]
    [InlineData("SELECT * FROM s x CROSS JOIN s y")]
    public void A_stream_that_is_read_twice_is_an_error_that_says_so(string sql)
    {
        using IDisposable registration = _engine.Connection.RegisterStream("s", Numbers(10, 10));
        WeirException error = _engine.Fails(sql);
        Assert.Equal("WEIR4017", error.Code);
        Assert.Contains("once", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_registration_that_ended_takes_its_name_away()
    {
        _engine.Connection.RegisterStream("s", Numbers(10, 10)).Dispose();
        Assert.Equal("WEIR4005", _engine.Fails("FROM s").Code);
        using IDisposable again = _engine.Connection.RegisterStream("s", Numbers(10, 10));
        Assert.Equal(10, _engine.Drain("FROM s"));
    }

    [Fact]
    public void A_registration_may_end_while_a_statement_reads_it()
    {
        IDisposable registration = _engine.Connection.RegisterStream("s", Numbers(10_000_000, 2_000));
        using (RecordBatchReader reader = _engine.Connection.Query("FROM s"))
        {
            reader.Read()!.Dispose();
            registration.Dispose();
            Assert.Equal("WEIR4017", Assert.Throws<WeirException>(() => EngineFixture.Drain(reader)).Code);
        }
        using IDisposable again = _engine.Connection.RegisterStream("s", Numbers(10, 10));
        Assert.Equal(10, _engine.Drain("FROM s"));
    }

    [Fact]
    public void The_reader_is_disposed_with_the_registration_and_when_registering_fails()
    {
        CountedReader first = new(Numbers(10, 10)), second = new(Numbers(10, 10));
        _engine.Connection.RegisterStream("s", first).Dispose();
        Assert.Equal(1, first.Disposed);
        _engine.Connection.Execute("CREATE TEMP TABLE taken (a INTEGER)");
        Assert.Throws<WeirException>(() => _engine.Connection.RegisterStream("taken", second));
        Assert.Equal(1, second.Disposed);
    }

    [Fact]
    [Trait("Requirement", "R128")]
    public void A_reader_that_fails_ends_the_statement_with_its_own_words()
    {
        static IEnumerable<RecordBatch> Failing()
        {
            yield return Batch(0, 5000);
            throw new InvalidDataException("the disk sneezed");
        }

        using IDisposable registration = _engine.Connection.RegisterStream("s", RecordBatchReader.From(NumbersSchema, Failing()));
        WeirException error = _engine.Fails("SELECT sum(a) FROM s");
        Assert.Equal("WEIR4018", error.Code);
        Assert.Contains("the disk sneezed", error.Message, StringComparison.Ordinal);
        Assert.IsType<InvalidDataException>(error.InnerException);
        Assert.Equal(1, _engine.Scalar("SELECT 1::BIGINT"));
    }

    [Fact]
    public async Task Cancelling_the_statement_wakes_a_reader_that_waits()
    {
        using WaitingReader waiting = new();
        using IDisposable registration = _engine.Connection.RegisterStream("s", waiting);
        using CancellationTokenSource cancel = new();
        Task query = Task.Run(() => _engine.Connection.Execute("CREATE TABLE t AS FROM s", cancel.Token));
        await waiting.Entered.Task;
        await cancel.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => query);
        Assert.Equal(1, _engine.Scalar("SELECT 1::BIGINT"));
    }

    [Fact]
    public void A_batch_of_another_schema_is_refused()
    {
        static IEnumerable<RecordBatch> Mixed()
        {
            using RecordBatchWriter writer = new(new Schema(new Field("a", ArrowType.Utf8), new Field("t", ArrowType.Utf8)));
            writer.Column<BytesWriter>(0).Append("x");
            writer.Column<BytesWriter>(1).Append("y");
            yield return writer.Finish();
        }

        using IDisposable registration = _engine.Connection.RegisterStream("s", RecordBatchReader.From(NumbersSchema, Mixed()));
        Assert.Equal("WEIR4018", _engine.Fails("FROM s").Code);
    }

    [Fact]
    [Trait("Requirement", "R131")]
    public void Text_that_is_not_utf8_never_reaches_the_engine()
    {
        using RecordBatchWriter writer = new(new Schema(new Field("t", ArrowType.Utf8)));
        writer.Column<BytesWriter>(0).Append([0x61, 0xC3]);
        RecordBatch batch = writer.Finish();
        using IDisposable registration = _engine.Connection.RegisterStream("s", RecordBatchReader.From(batch.Schema, [batch]));
        WeirException error = _engine.Fails("SELECT upper(t) FROM s");
        Assert.Equal("WEIR4018", error.Code);
        Assert.Equal("WEIR3002", Assert.IsType<WeirException>(error.InnerException).Code);
    }

    [Fact]
    public void The_memory_of_a_stream_is_given_back_while_it_is_read()
    {
        int alive = 0, aliveMax = 0;
        IEnumerable<RecordBatch> Counted()
        {
            for (int i = 0; i < 200; i++)
            {
                alive++;
                aliveMax = Math.Max(aliveMax, alive);
                yield return Batch(i * 5000L, 5000);
                alive--;
            }
        }

        using IDisposable registration = _engine.Connection.RegisterStream("s", RecordBatchReader.From(NumbersSchema, Counted()));
        Assert.Equal(1_000_000, _engine.Scalar("SELECT count(*) FROM s WHERE t <> ''"));
        Assert.Equal(1, aliveMax);
    }

    [Fact]
    public void Strange_names_are_names()
    {
        Schema schema = new(new Field("select", ArrowType.Int64), new Field("a \"quoted\" name", ArrowType.Int64), new Field("ünï", ArrowType.Int64));
        using RecordBatchWriter writer = new(schema);
        for (int i = 0; i < 3; i++)
            writer.Column<FixedWriter<long>>(i).Append(i);
        using IDisposable registration = _engine.Connection.RegisterStream("my \"stream\"; DROP", RecordBatchReader.From(schema, [writer.Finish()]));
        Assert.Equal(2, _engine.Scalar("SELECT \"ünï\" FROM \"my \"\"stream\"\"; DROP\""));
    }

    private static Schema NumbersSchema { get; } = new(new Field("a", ArrowType.Int64), new Field("t", ArrowType.Utf8));

    private static RecordBatchReader Numbers(int rows, int batchRows)
    {
        IEnumerable<RecordBatch> Batches()
        {
            for (int from = 0; from < rows; from += batchRows)
                yield return Batch(from, Math.Min(batchRows, rows - from));
        }

        return RecordBatchReader.From(NumbersSchema, Batches());
    }

    private static RecordBatch Batch(long from, int rows)
    {
        using RecordBatchWriter writer = new(NumbersSchema);
        for (long i = from; i < from + rows; i++)
        {
            writer.Column<FixedWriter<long>>(0).Append(i);
            writer.Column<BytesWriter>(1).Append($"the text of row number {i:D9}");
        }
        return writer.Finish();
    }

    private static IEnumerable<RecordBatch> Windows(RecordBatchReader source, int skipped, int rows)
    {
        using (source)
            while (source.Read() is RecordBatch batch)
                using (batch)
                    for (int from = Math.Min(skipped, batch.RowCount); from < batch.RowCount; from += rows)
                        yield return batch.Slice(from, Math.Min(rows, batch.RowCount - from));
    }

    private sealed class CountedReader(RecordBatchReader inner) : RecordBatchReader
    {
        public int Disposed { get; private set; }

        public override Schema Schema => inner.Schema;

        public override RecordBatch? Read(CancellationToken cancellationToken = default) => inner.Read(cancellationToken);

        protected override void Dispose(bool disposing)
        {
            Disposed++;
            inner.Dispose();
            base.Dispose(disposing);
        }
    }

    private sealed class WaitingReader : RecordBatchReader
    {
        public TaskCompletionSource Entered { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public override Schema Schema => NumbersSchema;

        public override RecordBatch? Read(CancellationToken cancellationToken = default)
        {
            Entered.TrySetResult();
            cancellationToken.WaitHandle.WaitOne();
            throw new OperationCanceledException(cancellationToken);
        }
    }
}
