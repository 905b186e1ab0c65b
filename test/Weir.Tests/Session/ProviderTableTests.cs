using Weir.Arrow;
using Weir.Plugins;
using Weir.Tests.Plugins.Sample;

namespace Weir.Tests.Sessions;

public sealed class ProviderTableTests : IDisposable
{
    private readonly WatchedProvider _provider = new();
    private readonly Lake _lake;

    public ProviderTableTests() => _lake = new Lake(options => options.EmbeddedPlugins.Add(new PluginDouble("watch") { Providers = { _provider } }));

    public void Dispose() => _lake.Dispose();

    [Theory]
    [Trait("Requirement", "R051")]
    [InlineData("watch", "watched", "{}", "WEIR3222")]
    [InlineData("watch", "watched", """{"rows":"many"}""", "WEIR3222")]
    [InlineData("watch", "unknown", "{}", "WEIR3221")]
    [InlineData("other", "watched", "{}", "WEIR3220")]
    public void A_table_that_cannot_be_is_refused_before_any_call(string plugin, string provider, string options, string code)
    {
        WeirException error = Assert.Throws<WeirException>(() => _lake.Session.Register("t", new PluginTableSource(plugin, provider, options)));
        Assert.Equal(code, error.Code);
        Assert.Equal((0, 0), _provider.Tables);
        Assert.Empty(_lake.Session.Tables);
    }

    [Fact]
    public void A_query_opens_each_table_once_names_its_state_and_disposes_it_with_the_result()
    {
        _lake.Session.Register("t", new PluginTableSource("watch", "WATCHED", """{"rows":10}"""));
        Assert.Equal((0, 0), _provider.Tables);
        using (QueryResult result = _lake.Session.Run(new Query("SELECT count(*)::VARCHAR FROM t AS a JOIN t AS b USING (id)")))
        {
            TableBinding bound = Assert.Single(result.Tables);
            Assert.Equal(("t", "sample-10", null), (bound.Name, bound.SnapshotId, bound.Location));
            Assert.Equal("""{"partitions":1,"rows":10}""", bound.Provider!.OptionsJson);
            Assert.Equal((1, 0), _provider.Tables);
            Assert.Equal(["10"], Lake.Texts(result));
        }
        Assert.Equal((1, 1), _provider.Tables);
    }

    [Fact]
    [Trait("Requirement", "R167")]
    public void A_statement_declares_a_table_as_an_object_does()
    {
        _lake.Session.Register("t", new PluginTableSource("watch", "watched", """{"rows":10}"""));
        _lake.Session.Catalog.Execute($"CREATE SCHEMA s; {_lake.Session.Catalog.Ddl(new TableName("t")).Replace("TABLE t", "TABLE s.u", StringComparison.Ordinal)}");
        Assert.Equal(_lake.Session.Catalog.Fingerprint(new TableName("t")), _lake.Session.Catalog.Fingerprint(new TableName("u", "s")));
        Assert.Equal(["10|10"], _lake.Rows("SELECT count(*), count(u.id) FROM t JOIN s.u AS u USING (id)"));
        Assert.Equal("WEIR3222", Assert.Throws<WeirException>(() => _lake.Session.Catalog.Execute("CREATE EXTERNAL TABLE v STORED AS PLUGIN LOCATION 'watch.watched' OPTIONS ('json' '{}')")).Code);
    }

    [Fact]
    public void A_query_that_fails_disposes_its_tables_too()
    {
        _lake.Session.Register("t", new PluginTableSource("watch", "watched", """{"rows":10}"""));
        Assert.Throws<WeirException>(() => _lake.Rows("SELECT nothing FROM t"));
        Assert.Throws<WeirException>(() => _lake.Rows("SELECT error('no') FROM t"));
        Assert.Equal(_provider.Tables.Opened, _provider.Tables.Disposed);
        Assert.True(_provider.Tables.Opened >= 2);
        Assert.Equal(["10"], _lake.Rows("SELECT count(*) FROM t"));
    }

    [Fact]
    public void Filters_columns_and_the_limit_of_a_query_reach_the_provider()
    {
        _lake.Session.Register("t", new PluginTableSource("watch", "watched", """{"rows":1000}"""));
        Assert.Equal(["row 7"], _lake.Rows("SELECT name FROM t WHERE id = 7"));
        PluginScanRequest byId = _provider.Scans[^1];
        PluginFilter filter = Assert.Single(byId.Filters!);
        Assert.Equal((0, FilterOperator.Equal), (filter.Column, filter.Operator));
        Assert.Contains(1, byId.Projection!);
        Assert.DoesNotContain(2, byId.Projection!);
        using QueryResult result = _lake.Session.Run(new Query("SELECT name FROM t LIMIT 3"));
        Assert.Equal(3, Lake.Texts(result).Count);
        Assert.Equal(3, _provider.Scans[^1].LimitRows);
    }

    [Theory]
    [InlineData("SELECT name FROM watched(rows := 1000) WHERE id = 7")]
    [InlineData("SELECT name FROM watched(rows = 1000) WHERE id = 7")]
    [InlineData("SELECT w.name FROM WATCH.Watched(partitions := 2, rows := 1000) AS w WHERE w.id = 7")]
    [InlineData("WITH w AS (FROM watched(rows := 1000) WHERE id = 7) SELECT name FROM w")]
    [InlineData("SELECT watched.name FROM watched(rows := 1000) WHERE watched.id = 7")]
    public void A_provider_is_called_in_SQL_like_a_table_function_and_gets_the_conditions_of_the_query(string sql)
    {
        Assert.Equal(["row 7"], _lake.Rows(sql));
        Assert.Single(_provider.Scans[^1].Filters!);
        Assert.Equal((1, 1), _provider.Tables);
        Assert.Empty(_lake.Session.Tables);
    }

    [Fact]
    public void Equal_calls_of_a_provider_read_one_table_and_others_tables_of_their_own()
    {
        using QueryResult result = _lake.Session.Run(new Query(
            "SELECT count(*)::VARCHAR FROM watched(rows := 10) AS a JOIN watched(rows := 10) AS b USING (id) JOIN watched(rows := 20) AS c USING (id)"));
        Assert.Equal(["watched", "watched"], result.Tables.Select(table => table.Name));
        Assert.Equal(["sample-10", "sample-20"], result.Tables.Select(table => table.SnapshotId));
        Assert.Equal(["10"], Lake.Texts(result));
    }

    [Fact]
    public void A_call_of_a_provider_stands_in_views_and_behind_explain()
    {
        _lake.Session.RegisterView("v", "SELECT id FROM watched(rows := 12)");
        Assert.Equal(["12"], _lake.Rows("SELECT count(*) FROM v"));
        using QueryResult explained = _lake.Session.Run(new Query("EXPLAIN SELECT * FROM watched(rows := 12)"));
        Assert.Equal("watched", Assert.Single(explained.Tables).Name);
    }

    [Theory]
    [InlineData("FROM watched()", "WEIR3222")]
    [InlineData("FROM watched(rows := 'many')", "WEIR3222")]
    [InlineData("FROM watched(rows := 10, nothing := 1)", "WEIR3222")]
    [InlineData("FROM watched(10)", "WEIR3228")]
    [InlineData("FROM watched(rows := 5 + random())", "WEIR3228")]
    [InlineData("FROM watched(rows := (SELECT 1))", "WEIR3228")]
    [InlineData("FROM watched(rows := getenv('HOME'))", "WEIR3228")]
    [InlineData("FROM watched(rows := $rows)", "WEIR3228")]
    [InlineData("FROM other.watched(rows := 10)", "WEIR5003")]
    [InlineData("SELECT watched(rows := 10)", "WEIR4")]
    public void A_call_of_a_provider_that_cannot_be_is_refused_before_any_call(string sql, string code)
    {
        WeirException error = Assert.Throws<WeirException>(() => _lake.Rows(sql));
        Assert.StartsWith(code, error.Code, StringComparison.Ordinal);
        Assert.Equal((0, 0), _provider.Tables);
    }

    [Theory]
    [Trait("Requirement", "R144")]
    [Trait("Requirement", "R156")]
    [InlineData("base64:", true)]
    [InlineData("", true)]
    [InlineData("", false)]
    public void A_provider_reads_a_file_by_the_schema_that_its_options_carry(string prefix, bool isBase64)
    {
        using TemporaryFolder folder = new();
        File.WriteAllText(folder["cities.txt"], "3769000,Berlin\n2103000,Paris\n");
        byte[] schema = ArrowIpcWriter.SchemaBytes(new Schema(new Field("people", ArrowType.Int64), new Field("city", ArrowType.Utf8)));
        string text = prefix + (isBase64 ? Convert.ToBase64String(schema) : Convert.ToHexStringLower(schema));
        using Lake lake = new(options => options.EmbeddedPlugins.Add(new PluginDouble("files") { Providers = { new LineFile() } }));
        string call = $"line_file(path := '{folder["cities.txt"]}', schema_ipc := '{text}')";
        Assert.Equal(["BIGINT", "VARCHAR"], lake.Rows($"SELECT column_type FROM (DESCRIBE FROM {call})"));
        Assert.Equal(["5872000"], lake.Rows($"SELECT sum(people)::BIGINT FROM {call}"));
        WeirException bad = Assert.Throws<WeirException>(() => lake.Rows($"FROM line_file(path := 'x', schema_ipc := '{prefix}!{text}')"));
        Assert.Contains("base64", bad.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_table_that_has_moved_from_the_state_that_was_asked_for_is_refused()
    {
        PluginTableSource source = new("watch", "watched", """{"rows":10}""") { SnapshotId = "sample-10" };
        _lake.Session.Register("t", source);
        Assert.Equal(["10"], _lake.Rows("SELECT count(*) FROM t"));
        _provider.Suffix = "-later";
        WeirException error = Assert.Throws<WeirException>(() => _lake.Rows("SELECT count(*) FROM t"));
        Assert.Equal("WEIR3226", error.Code);
        Assert.Equal(("sample-10", "sample-10-later"), (error.Details["expected"], error.Details["found"]));
        Assert.Equal(_provider.Tables.Opened, _provider.Tables.Disposed);
    }

    [Fact]
    public async Task Rows_of_a_provider_can_be_written_and_seen_through_views()
    {
        _lake.Session.Register("t", new PluginTableSource("watch", "watched", """{"rows":100,"partitions":3}"""));
        _lake.Session.RegisterView("v", "SELECT id, name FROM t WHERE id < 50");
        DeltaWriteReport report = await _lake.Session.WriteAsync(_lake.Table("out"), new Query("SELECT * FROM v"), DeltaWriteMode.Create);
        Assert.Equal(50, report.RowsWritten);
        Assert.Equal(_provider.Tables.Opened, _provider.Tables.Disposed);
    }
}
