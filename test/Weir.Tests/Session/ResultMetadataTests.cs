using Weir.Arrow;

namespace Weir.Tests.Sessions;

/// <summary>The metadata of results' columns, and arrow_metadata, which reads the same.</summary>
public sealed class ResultMetadataTests(SharedRuntime shared) : IClassFixture<SharedRuntime>
{
    private const string Id = "stable_id('node', x::VARCHAR)";
    private const string Rows = "FROM range(3) AS r(x)";

    [Theory]
    [InlineData($"SELECT {Id} AS c {Rows}", "semantic_type=NodeId")]
    [InlineData($"SELECT {Id} {Rows}", "semantic_type=NodeId")]
    [InlineData("SELECT stable_hash64('a') AS c", "")]
    [InlineData("SELECT span_make(1, 2, line_base := 1) AS c", "col_unit=byte, end_exclusive=true, line_base=1, semantic_type=Span")]
    [InlineData("SELECT semantic_tag('edge', 1) AS c", "semantic_type=EdgeId")]
    [InlineData($"SELECT c FROM (SELECT {Id} AS c {Rows}) AS s", "semantic_type=NodeId")]
    [InlineData($"SELECT s.* FROM (SELECT {Id} AS c {Rows}) AS s", "semantic_type=NodeId")]
    [InlineData($"SELECT z AS c FROM (SELECT {Id}, x {Rows}) AS s(z, n) WHERE n > 0", "semantic_type=NodeId")]
    [InlineData($"WITH w AS (SELECT {Id} AS c {Rows}), v AS (SELECT * FROM w) SELECT v.c FROM v", "semantic_type=NodeId")]
    [InlineData($"WITH w(c) AS (SELECT {Id} {Rows}) SELECT c FROM w JOIN range(3) AS n(k) ON true", "semantic_type=NodeId")]
    [InlineData("SELECT c FROM ids", "semantic_type=NodeId")]
    [InlineData("SELECT * FROM ids_of_ids", "semantic_type=NodeId")]
    [InlineData("SELECT span_make(c, 1) AS c FROM (SELECT semantic_tag('edge', 1) AS c)", "semantic_type=EdgeId")]
    [InlineData("SELECT semantic_tag('Custom', c) AS c FROM ids", "semantic_type=Custom")]
    [InlineData($"SELECT upper(c) AS c FROM (SELECT {Id} AS c {Rows})", "")]
    [InlineData($"SELECT c FROM (SELECT {Id} AS c {Rows} UNION ALL SELECT 'x')", "")]
    [InlineData($"SELECT c FROM (SELECT 'x' AS c) LEFT JOIN (SELECT {Id} AS c {Rows}) USING (c)", "")]
    [InlineData("SELECT c FROM (SELECT 'a' AS c, stable_id('node', 'x') AS d) AS s(d, c)", "semantic_type=NodeId")]
    [InlineData("WITH ids AS (SELECT 'x' AS c) SELECT c FROM ids", "")]
    public async Task A_column_has_the_metadata_of_the_call_that_it_comes_from(string sql, string expected)
    {
        using Session session = WithViews();
        await using QueryResult result = session.Run(new Query(sql));
        Assert.Equal(expected, Text(result.Schema));
        foreach (RecordBatch batch in await result.CollectAsync())
            using (batch)
                Assert.Equal(expected, Text(batch.Schema));
        Assert.Equal(expected, Text(session.Describe(new Query(sql))));
        string name = session.Describe(new Query(sql)).Fields[0].Name.Replace("\"", "\"\"", StringComparison.Ordinal);
        Assert.Equal($"{{{expected}}}", Lake.Rows(session, $"SELECT arrow_metadata(\"{name}\") FROM ({sql}) AS q LIMIT 1")[0]);
    }

    [Fact]
    public void A_key_of_the_metadata_of_a_column_is_read_in_every_clause_and_the_column_keeps_its_name()
    {
        using Session session = WithViews();
        Assert.Equal(["NodeId"], Lake.Rows(session, "SELECT arrow_metadata(i.c, 'semantic_type') FROM ids AS i WHERE arrow_metadata(c, key := 'semantic_type') = 'NodeId' LIMIT 1"));
        Assert.Equal("arrow_metadata(c)", session.Describe(new Query("SELECT arrow_metadata(c) FROM ids")).Fields[0].Name);
    }

    [Fact]
    public void Metadata_goes_through_functions_of_the_session_and_stays_away_from_columns_of_one_name()
    {
        using Session session = WithViews();
        session.Run(new Query("CREATE FUNCTION node_of(x VARCHAR) RETURNS VARCHAR RETURN stable_id('node', $1)")).Dispose();
        Assert.Equal("", Text(session.Describe(new Query("SELECT node_of('a') AS c"))));
        using QueryResult result = session.Run(new Query("SELECT *, 1 AS C FROM ids"));
        Assert.All(result.Schema.Fields, field => Assert.Empty(field.Metadata));
    }

    [Fact]
    public void Views_that_name_each_other_are_an_error_as_they_were()
    {
        using Session session = WithViews();
        session.RegisterView("ring", "SELECT c FROM gnir");
        session.RegisterView("gnir", "SELECT c FROM ring");
        Assert.Equal("WEIR8012", Assert.Throws<WeirException>(() => Lake.Rows(session, "SELECT arrow_metadata(c) FROM ring")).Code);
    }

    private Session WithViews()
    {
        Session session = shared.Runtime.NewSession();
        session.RegisterView("ids", $"SELECT {Id} AS c {Rows};");
        session.RegisterView("ids_of_ids", "SELECT * FROM ids WHERE c <> ''");
        return session;
    }

    private static string Text(Schema schema) =>
        string.Join(", ", schema.Fields[0].Metadata.OrderBy(pair => pair.Key, StringComparer.Ordinal).Select(pair => $"{pair.Key}={pair.Value}"));
}
