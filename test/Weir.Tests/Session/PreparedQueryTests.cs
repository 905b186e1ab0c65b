using Weir.Arrow;
using Weir.Diagnostics;

namespace Weir.Tests.Sessions;

public sealed class PreparedQueryTests
{
    [Fact]
    [Trait("Requirement", "R181")]
    [Trait("Requirement", "R182")]
    public void A_query_is_prepared_once_run_many_times_counted_and_listed()
    {
        using Lake lake = new();
        lake.Session.Register("t", new DatasetLocation(lake.WriteParquet("t.parquet", "SELECT i AS a, 'x' || i % 3 AS b FROM range(30) r(i)"), DatasetFormat.Parquet));
        PreparedQuery byText = lake.Session.Prepare(new Query("SELECT count(*)::VARCHAR FROM t WHERE b = $text AND a < $limit"), "by_text");
        Assert.Equal([("text", "VARCHAR"), ("limit", "BIGINT")], byText.Parameters.Select(parameter => (parameter.Name, parameter.Type)));
        for (int i = 0; i < 3; i++)
        {
            using QueryResult result = byText.Run(new Dictionary<string, object?> { ["text"] = $"x{i}", ["limit"] = 15L });
            Assert.Equal(["5"], Lake.Texts(result));
        }
        PreparedQuery listed = Assert.Single(lake.Session.PreparedQueries);
        Assert.Equal(("by_text", 3L), (listed.Name, listed.Executions));
        Assert.Equal(lake.Session.Fingerprint(new Query(listed.Sql)), listed.Fingerprint);
        Assert.Equal("WEIR4034", Assert.Throws<WeirException>(() => lake.Session.Prepare(new Query("SELECT 1"), "BY_TEXT")).Code);
        Assert.All(["", " "], name => Assert.Throws<ArgumentException>(() => lake.Session.Prepare(new Query("SELECT 1"), name)));
        Assert.True(lake.Session.Forget("by_text"));
        Assert.Empty(lake.Session.PreparedQueries);
    }

    [Fact]
    public async Task Each_run_sees_its_tables_as_they_are_then()
    {
        using Lake lake = new();
        DatasetLocation table = lake.Table("numbers");
        await lake.Session.WriteAsync(table, new Query("SELECT 1 AS a"), DeltaWriteMode.Append);
        lake.Session.Register("numbers", table);
        PreparedQuery sum = lake.Session.Prepare(new Query("SELECT (sum(a) + $1)::BIGINT::VARCHAR FROM numbers"));
        string[] expected = ["1", "3", "6", "6"];
        for (int i = 0; i < expected.Length; i++)
        {
            using (QueryResult result = sum.Run(0))
                Assert.Equal([expected[i]], Lake.Texts(result));
            if (i < 2)
                await lake.Session.WriteAsync(table, new Query($"SELECT {i + 2} AS a"), DeltaWriteMode.Append);
        }
        lake.Session.Register("numbers", new DatasetLocation(lake.WriteParquet("other.parquet", "SELECT 100 AS a"), DatasetFormat.Parquet));
        using QueryResult other = sum.Run(1);
        Assert.Equal(["101"], Lake.Texts(other));
    }

    [Fact]
    [Trait("Requirement", "R182")]
    public void Sinks_are_told_of_a_prepared_query_with_its_parameters_and_without_its_data()
    {
        InMemoryDiagnosticsSink sink = new();
        using Lake lake = new(options => options.DiagnosticsSinks.Add(sink));
        PreparedQuery prepared = lake.Session.Prepare(new Query("SELECT range FROM range(5) WHERE range > $least::BIGINT AND 'hunter2' <> $text::VARCHAR"), "above");
        DiagnosticsArtifact told = Assert.Single(sink.Artifacts, record => record.Name == "weir_prepared_statements");
        Assert.Equal(1, told.SchemaVersion);
        Assert.NotNull(told.QueryId);
        Assert.Equal("above", told.Payload.GetProperty("statement_name").GetString());
        Assert.Equal(prepared.Fingerprint, told.Payload.GetProperty("fingerprint").GetString());
        Assert.Contains("$least::BIGINT AND ? <> $text", told.Payload.GetProperty("text").GetString(), StringComparison.Ordinal);
        Assert.Equal("""[{"name":"least","type":"BIGINT"},{"name":"text","type":"VARCHAR"}]""", told.Payload.GetProperty("parameters").GetRawText());
    }

    [Fact]
    public async Task Files_are_left_out_by_the_values_of_each_run()
    {
        using Lake lake = new();
        DatasetLocation table = lake.Table("parts");
        foreach (int start in (int[])[0, 100])
            await lake.Session.WriteAsync(table, new Query($"SELECT i AS a FROM range({start}, {start + 10}) r(i)"), DeltaWriteMode.Append);
        lake.Session.Register("parts", table);
        PreparedQuery one = lake.Session.Prepare(new Query("SELECT a::VARCHAR FROM parts WHERE a = $a"));
        foreach (long value in (long[])[5, 105, 5, 105])
        {
            using QueryResult result = one.Run(value);
            Assert.Equal(1, result.Tables[0].Files!.FilesRead);
            Assert.Equal([$"{value}"], Lake.Texts(result));
        }
    }

    [Theory]
    [InlineData("SELECT count(*)::VARCHAR FROM glob('{0}/*.csv')")]
    [InlineData("SELECT count(*)::VARCHAR FROM read_csv('{0}/*.csv')")]
    [InlineData("SELECT count(*)::VARCHAR FROM read_text('{0}/*.csv')")]
    public void A_query_over_files_sees_those_that_are_there_at_each_run(string sql)
    {
        using Lake lake = new();
        Directory.CreateDirectory(lake.At("files"));
        File.WriteAllText(Path.Combine(lake.At("files"), "0.csv"), "id\n1\n");
        PreparedQuery prepared = lake.Session.Prepare(new Query(string.Format(System.Globalization.CultureInfo.InvariantCulture, sql, lake.At("files"))));
        for (int count = 1; count < 4; count++)
        {
            File.WriteAllText(Path.Combine(lake.At("files"), $"{count}.csv"), "id\n1\n");
            using QueryResult result = prepared.Run();
            using RecordBatchReader rows = result.AsReader();
            using RecordBatch? batch = rows.Read();
            Assert.Equal($"{count + 1}", batch!.Column(0).GetString(0));
        }
    }

    [Fact]
    [Trait("Requirement", "R181")]
    public void A_plan_stays_on_a_connection_until_a_view_changes()
    {
        using Lake lake = new();
        using Weir.Sessions.SessionConnection connection = new(lake.Session.Host.Engine);
        const string Sql = "SELECT (a + $1)::VARCHAR FROM t";
        foreach ((string view, string expected, int planned) in new[] { ("SELECT 1 AS a", "11", 1), ("SELECT 1 AS a", "11", 1), ("SELECT 2 AS a", "12", 2) })
        {
            connection.Define("t", view, isFixed: true, CancellationToken.None);
            using (RecordBatchReader rows = connection.Query(Sql, new Weir.Engine.QueryArguments(10), 1000, CancellationToken.None))
            using (RecordBatch? batch = rows.Read())
                Assert.Equal(expected, batch!.Column(0).GetString(0));
            Assert.Equal(planned, connection.Planned);
        }
    }

    [Fact]
    [Trait("Requirement", "R181")]
    public void A_query_of_the_catalog_is_planned_once_and_sees_the_catalog_as_it_is_then()
    {
        using Lake lake = new();
        DatasetLocation numbers = new(lake.WriteParquet("t.parquet", "SELECT i AS a FROM range(10) r(i)"), DatasetFormat.Parquet);
        PreparedQuery named = lake.Session.Prepare(new Query(
            "SELECT string_agg(x.table_name, ' ' ORDER BY x.table_name) FROM information_schema.tables AS x JOIN information_schema.tables AS y USING (table_name) WHERE x.table_name LIKE $name"));
        PreparedQuery columns = lake.Session.Prepare(new Query("SELECT count(*)::VARCHAR FROM information_schema.columns WHERE column_name = $1"));
        long before = Planned(lake);
        foreach ((string table, string names, string count) in new[] { ("t1", "t1", "1"), ("t2", "t1 t2", "2"), ("T3", "T3 t1 t2", "3") })
        {
            lake.Session.Register(table, numbers);
            using (QueryResult result = named.Run("%"))
                Assert.Equal([names], Lake.Texts(result));
            using (QueryResult result = columns.Run("a"))
                Assert.Equal([count], Lake.Texts(result));
        }
        Assert.Equal(2, Planned(lake) - before);
        // A run that is not read to its end leaves nothing of its rows behind.
        using (named.Run("t1"))
            lake.Session.Unregister("t2");
        using (QueryResult result = named.Run("%"))
            Assert.Equal(["T3 t1"], Lake.Texts(result));
    }

    // By the connection that the next query takes.
    private static long Planned(Lake lake)
    {
        Weir.Sessions.SessionConnection connection = lake.Session.Connections.Take();
        long planned = connection.Planned;
        lake.Session.Connections.Return(connection, isIdle: true);
        return planned;
    }

    [Fact]
    public async Task Many_threads_run_it_at_once()
    {
        using Lake lake = new();
        lake.Session.Register("t", new DatasetLocation(lake.WriteParquet("t.parquet", "SELECT i AS a FROM range(1000) r(i)"), DatasetFormat.Parquet));
        PreparedQuery below = lake.Session.Prepare(new Query("SELECT count(*)::VARCHAR FROM t WHERE a < $1"));
        await Parallel.ForAsync(0, 60, (i, _) =>
        {
            using QueryResult result = below.Run((long)i);
            Assert.Equal([$"{i}"], Lake.Texts(result));
            return ValueTask.CompletedTask;
        });
        Assert.Equal(60, below.Executions);
    }

    [Fact]
    public void Values_must_be_those_of_the_parameters()
    {
        using Lake lake = new();
        PreparedQuery query = lake.Session.Prepare(new Query("SELECT $a::INTEGER + $b::INTEGER"));
        Assert.Equal("WEIR4033", Assert.Throws<WeirException>(() => query.Run(1)).Code);
        Assert.Equal("WEIR4033", Assert.Throws<WeirException>(() => query.Run(new Dictionary<string, object?> { ["a"] = 1 })).Code);
        Assert.Equal("WEIR4033", Assert.Throws<WeirException>(() => query.Run(new Dictionary<string, object?> { ["a"] = 1, ["b"] = 1, ["c"] = 1 })).Code);
        Assert.Equal(0, query.Executions);
        Assert.Equal("WEIR8008", Assert.Throws<WeirException>(() => lake.Session.Prepare(new Query("SELECT * FROM nobody"))).Code);
    }

    [Fact]
    public void A_relation_can_be_prepared()
    {
        using Lake lake = new();
        PreparedQuery query = lake.Session.Prepare(Weir.Relations.Relation.Function(Weir.Relations.Sql.Call("range", 10)).Where(Weir.Relations.Sql.Column("range") > Weir.Relations.Sql.Parameter("least")));
        using QueryResult result = query.Run(7L);
        using RecordBatchReader reader = result.AsReader();
        using RecordBatch? batch = reader.Read();
        Assert.Equal(2, batch?.RowCount);
    }
}
