using Weir.Sessions;

namespace Weir.Tests.Sessions;

/// <summary>The functions over the log of a table.</summary>
public sealed class LogTableTests : IDisposable
{
    private readonly Lake _lake = new();

    private string Table()
    {
        new HandmadeTable(_lake, "t").Data("a.parquet", "SELECT 1::BIGINT AS id")
            .Commit(0, "2026-01-01",
                """{"commitInfo":{"timestamp":5,"operation":"WRITE","operationParameters":{"mode":"Append"},"operationMetrics":{"numFiles":"1"},"engineInfo":"x/1","isBlindAppend":true,"isolationLevel":"Serializable","userMetadata":"hello","txnId":"t-1"}}""",
                HandmadeTable.Protocol(3, 7, ""","readerFeatures":["timestampNtz"],"writerFeatures":["timestampNtz"]"""), HandmadeTable.Metadata("\"delta.appendOnly\":\"false\"", "\"p\""),
                HandmadeTable.Add("a.parquet", ",\"stats\":\"{\\\"numRecords\\\":1}\",\"tags\":{\"k\":\"v\"}", "\"p\":\"one\""))
            .Commit(1, "2026-01-02", """{"commitInfo":{"timestamp":6,"operation":"DELETE","readVersion":0}}""", HandmadeTable.Remove("a.parquet", partitions: "\"p\":\"one\""))
            .Commit(2, "2026-01-03", HandmadeTable.Add("b%20b.parquet", partitions: "\"p\":null"));
        return _lake.At("t");
    }

    [Fact]
    public void A_snapshot_is_one_row()
    {
        string root = Table();
        Assert.Equal([$"{root}|2|2026-01-03 00:00:00+00|3|7|[\"timestampNtz\"]|[\"timestampNtz\"]|{{\"delta.appendOnly\":\"false\"}}|[\"p\"]"],
            _lake.Rows($"SELECT * EXCLUDE (schema_json) FROM delta_snapshot('{root}')"));
        Assert.Equal(["id"], _lake.Rows($"SELECT schema_json::JSON->'fields'->0->>'name' FROM delta_snapshot(uri := '{root}')"));
        Assert.Equal(["1|0"], _lake.Rows(new Query("SELECT a.version, b.version FROM delta_snapshot($1, version := 1) AS a, delta_snapshot($1, timestamp := '2026-01-01') AS b") { Parameters = [root] }));
        Assert.Equal(["1"], _lake.Rows($"SELECT count(*) FROM delta_snapshot('{root}')"));
    }

    [Fact]
    public void Files_are_rows()
    {
        string root = Table();
        Assert.Equal([$"{root}|2|b%20b.parquet|1|1970-01-01 00:00:00.001+00|true|NULL|{{\"p\":null}}|NULL"], _lake.Rows($"SELECT * FROM delta_add_actions('{root}')"));
        Assert.Equal(["a.parquet|{\"numRecords\":1}|{\"p\":\"one\"}|{\"k\":\"v\"}"],
            _lake.Rows($"SELECT path, stats, partition_values_json, tags_json FROM delta_add_actions('{root}', 0)"));
        Assert.Equal(["0"], _lake.Rows($"SELECT count(*) FROM delta_add_actions('{root}', version := 1)"));
    }

    [Fact]
    public void History_begins_with_the_newest_commit()
    {
        string root = Table();
        Assert.Equal(["2", "1", "0"], _lake.Rows($"SELECT version FROM delta_history('{root}')"));
        Assert.Equal(["2", "1"], _lake.Rows($"SELECT version FROM delta_history('{root}', limit := 2)"));
        Assert.Equal(["1", "0"], _lake.Rows($"SELECT version FROM delta_history('{root}', version := 1)"));
        Assert.Equal([$"{root}|0|2026-01-01 00:00:00+00|WRITE|{{\"mode\":\"Append\"}}|{{\"numFiles\":\"1\"}}|hello|x/1|true|NULL|Serializable|t-1"],
            _lake.Rows($"SELECT * FROM delta_history('{root}') WHERE version = 0"));
        Assert.Equal(["DELETE|0|NULL"], _lake.Rows($"SELECT operation, read_version, is_blind_append FROM delta_history('{root}') WHERE version = 1"));
    }

    [Theory]
    [InlineData("EXPLAIN ")]
    [InlineData("EXPLAIN ANALYZE ")]
    [InlineData("explain\tanalyze/**/")]
    [InlineData("EXPLAIN ANALYZE")]
    [InlineData("EXPLAIN (ANALYZE)")]
    public void What_is_rewritten_is_explained_too(string explain)
    {
        string root = Table();
        foreach (string query in (string[])[$"(SELECT count(*) FROM read_delta('{root}', 0))", $"(FROM delta_history('{root}'))", "(SELECT stable_id('a', 'b'))", "(SELECT stable_hash64(r::VARCHAR) FROM range(3) AS t(r))"])
        {
            string bare = explain.EndsWith('E') || explain.EndsWith(')') ? query : query[1..^1];
            using QueryResult plan = _lake.Session.Run(new Query(explain + bare));
            using Weir.Arrow.RecordBatchReader rows = plan.AsReader();
            using Weir.Arrow.RecordBatch? first = rows.Read();
            Assert.True(first?.RowCount > 0, bare);
        }
    }

    [Theory]
    [InlineData("delta_snapshot()", "delta_snapshot expects 1 to 3 arguments, and 0 were given")]
    [InlineData("delta_add_actions('a', 1, NULL, 2)", "delta_add_actions expects 1 to 3 arguments, and 4 were given")]
    [InlineData("delta_history('a', -1)", "delta_history expects argument 2 ('limit') to be a whole number from 0, and -1 was given")]
    [InlineData("read_delta_cdf('a', 'b')", "read_delta_cdf expects argument 2 ('start_version') to be a whole number, and VARCHAR was given")]
    public void Arguments_are_checked(string call, string expected) =>
        Assert.Contains(expected, Assert.Throws<WeirException>(() => _lake.Rows($"SELECT * FROM {call}")).Message, StringComparison.Ordinal);

    [Fact]
    public void Only_the_columns_that_are_read_are_made_and_all_parts_give_all_rows()
    {
        List<int> asked = [];
        LogColumn<int>[] columns =
        [
            LogColumn<int>.Whole("n", row => row),
            LogColumn<int>.Text("t", row => { lock (asked) asked.Add(row); return "x"; }),
        ];
        using (Weir.Engine.DuckConnection connection = _lake.Session.Host.Engine.Connect())
        using (connection.RegisterTable("numbers", new LogTable<int>(columns, 3, (part, _) => Enumerable.Range(part * 10_000, 10_000))))
        {
            using var reader = connection.Query("SELECT sum(n)::BIGINT AS s, count(*) AS c FROM numbers");
            using var batch = reader.Read()!;
            Assert.Equal((29_999L * 30_000 / 2, 30_000L), (batch.Column(0).Values<long>()[0], batch.Column(1).Values<long>()[0]));
        }
        Assert.Empty(asked);
    }

    public void Dispose() => _lake.Dispose();
}
