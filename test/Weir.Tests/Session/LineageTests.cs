namespace Weir.Tests.Sessions;

public sealed class LineageTests : IDisposable
{
    private readonly Lake _lake = new();

    public LineageTests()
    {
        _lake.Session.Register("t", new DatasetLocation(_lake.WriteParquet("t.parquet", "SELECT 1 AS a, 2 AS b, 3 AS c, [4] AS l, {'x': 5, 'y': 6} AS s"), DatasetFormat.Parquet));
        _lake.Session.Register("u", new DatasetLocation(_lake.WriteParquet("u.parquet", "SELECT 1 AS a, 7 AS d, 8 AS e"), DatasetFormat.Parquet));
        _lake.Session.RegisterView("v", "SELECT a + b AS ab, c FROM t WHERE b > 0");
        _lake.Session.RegisterView("w", "SELECT ab, d FROM v JOIN u ON v.c = u.a");
    }

    public void Dispose() => _lake.Dispose();

    [Theory]
    [InlineData("SELECT a, b + 1 AS x, sum(c) AS y FROM t GROUP BY a, b",
        "a: t.a identity, t.a groupby, t.b groupby; x: t.a groupby, t.b transformation, t.b groupby; y: t.a groupby, t.b groupby, t.c aggregation")]
    [InlineData("SELECT a FROM t WHERE b = 1 ORDER BY c", "a: t.a identity, t.b filter, t.c sort")]
    [InlineData("SELECT t.a, d FROM t JOIN u ON t.a = u.a", "a: t.a identity, t.a join, u.a join; d: t.a join, u.a join, u.d identity")]
    [InlineData("SELECT * FROM t JOIN u USING (a)",
        "a: t.a identity, t.a join, u.a join; b: t.a join, t.b identity, u.a join; c: t.a join, t.c identity, u.a join; l: t.a join, t.l identity, u.a join; s: t.a join, t.s identity, u.a join; d: t.a join, u.a join, u.d identity; e: t.a join, u.a join, u.e identity")]
    [InlineData("SELECT a FROM t RIGHT JOIN u USING (a)", "a: t.a join, u.a identity, u.a join")]
    [InlineData("SELECT a FROM t FULL JOIN u USING (a)", "a: t.a transformation, t.a join, u.a transformation, u.a join")]
    [InlineData("SELECT a, e FROM t NATURAL JOIN u", "a: t.a identity, t.a join, u.a join; e: t.a join, u.a join, u.e identity")]
    [InlineData("SELECT b FROM t SEMI JOIN u USING (a)", "b: t.a join, t.b identity, u.a join")]
    [InlineData("SELECT * EXCLUDE (l, s, c) REPLACE (a * 2 AS b) FROM t", "a: t.a identity; b: t.a transformation")]
    [InlineData("SELECT q.a FROM (SELECT * EXCLUDE (t.a) FROM t CROSS JOIN u) q", "a: u.a identity")]
    [InlineData("SELECT * EXCLUDE (t.a, b, c, l, s) FROM t JOIN u USING (a)", "a: t.a identity, t.a join, u.a join; d: t.a join, u.a join, u.d identity; e: t.a join, u.a join, u.e identity")]
    [InlineData("SELECT ta FROM (SELECT * RENAME (t.a AS ta) FROM u CROSS JOIN t)", "ta: t.a identity")]
    [InlineData("SELECT * EXCLUDE (l, s, c) REPLACE (e AS a) FROM t CROSS JOIN u", "a: u.e identity; b: t.b identity; d: u.d identity; e: u.e identity")]
    [InlineData("SELECT COLUMNS(* EXCLUDE (l, s, c) REPLACE (b AS a)) + 1 FROM t", "b: t.b transformation; b: t.b transformation")]
    [InlineData("SELECT q.a_1, q.a FROM (SELECT t.a, u.a FROM t CROSS JOIN u) q", "a_1: u.a identity; a: t.a identity")]
    [InlineData("SELECT COLUMNS('^[ab]$') FROM t", "a: t.a identity; b: t.b identity")]
    [InlineData("SELECT q.b FROM (SELECT COLUMNS('^[ab]$') AS b FROM t) q", "b: t.a identity")]
    [InlineData("SELECT unnest(COLUMNS('^l$')) AS k, a FROM t", "k: t.l transformation, t.l filter; a: t.a identity, t.l filter")]
    [InlineData("SELECT max(COLUMNS('^[ab]$')) FROM t", "a: t.a aggregation; b: t.b aggregation")]
    [InlineData("SELECT ab, d FROM w", "ab: t.a transformation, t.b transformation, t.b filter, t.c join, u.a join; d: t.b filter, t.c join, u.a join, u.d identity")]
    [InlineData("WITH x AS (SELECT a AS k, c FROM t), y AS (SELECT k FROM x WHERE c = 1) SELECT k FROM y", "k: t.a identity, t.c filter")]
    [InlineData("WITH t AS (SELECT d AS a FROM u) SELECT a FROM t", "a: u.d identity")]
    [InlineData("WITH RECURSIVE r(n, m) AS (SELECT a, b FROM t UNION ALL SELECT n + 1, m FROM r WHERE n < 5) SELECT m FROM r", "m: t.a filter, t.b identity")]
    [InlineData("SELECT (SELECT max(d) FROM u WHERE u.a = t.b) AS m FROM t", "m: t.b filter, u.a filter, u.d aggregation")]
    [InlineData("SELECT a FROM t WHERE EXISTS (SELECT e FROM u WHERE u.d = t.c)", "a: t.a identity, t.c filter, u.d filter")]
    [InlineData("SELECT a FROM t WHERE b IN (SELECT d FROM u)", "a: t.a identity, t.b filter, u.d filter")]
    [InlineData("SELECT a AS x FROM t UNION ALL SELECT d FROM u WHERE e = 1", "x: t.a identity, u.d identity, u.e filter")]
    [InlineData("SELECT a AS x FROM t EXCEPT SELECT d FROM u", "x: t.a identity, t.a filter, t.a groupby, u.d filter")]
    [InlineData("SELECT DISTINCT b FROM t", "b: t.b identity, t.b groupby")]
    [InlineData("SELECT CASE WHEN a = 1 THEN b ELSE c END AS x FROM t", "x: t.a conditional, t.b transformation, t.c transformation")]
    [InlineData("SELECT sum(a) FILTER (WHERE c > 0) OVER (PARTITION BY b ORDER BY a) AS x FROM t", "x: t.a aggregation, t.a window, t.b window, t.c conditional")]
    [InlineData("SELECT s.x, l[1] AS i FROM t", "x: t.s transformation; i: t.l transformation")]
    [InlineData("SELECT t.s.x, t.s FROM t", "x: t.s transformation; s: t.s identity")]
    [InlineData("SELECT t FROM (SELECT a, b FROM t) AS t", "t: t.a identity, t.b identity")]
    [InlineData("SELECT k FROM t, unnest(l) AS z(k)", "k: t.l transformation, t.l filter")]
    [InlineData("SELECT unnest(l) AS k, a FROM t", "k: t.l transformation, t.l filter; a: t.a identity, t.l filter")]
    [InlineData("SELECT list_transform(l, lambda a: a + b) AS x FROM t", "x: t.b transformation, t.l transformation")]
    [InlineData("SELECT x FROM t, LATERAL (SELECT t.a + d AS x FROM u)", "x: t.a transformation, u.d transformation")]
    [InlineData("SELECT k, n FROM (SELECT a, b FROM t) UNPIVOT (k FOR n IN (a, b))", "k: t.a identity, t.a filter, t.b identity, t.b filter; n: t.a filter, t.b filter")]
    [InlineData("SELECT * FROM (SELECT a, b, c FROM t) PIVOT (sum(c) FOR b IN (1, 2))",
        "a: t.a identity, t.a groupby; 1: t.a groupby, t.b conditional, t.c aggregation; 2: t.a groupby, t.b conditional, t.c aggregation")]
    [InlineData("SELECT a AS x, x + b AS y FROM t WHERE x > 0 GROUP BY ALL", "x: t.a identity, t.a filter, t.a groupby, t.b groupby; y: t.a transformation, t.a filter, t.a groupby, t.b transformation, t.b groupby")]
    [InlineData("SELECT a FROM t GROUP BY 1 HAVING sum(c) > 1", "a: t.a identity, t.a groupby, t.c filter")]
    [InlineData("SELECT count(*) AS n FROM t WHERE a = $1", "n: t.a filter")]
    [InlineData("SELECT current_date AS today, a FROM t", "today: ; a: t.a identity")]
    [InlineData("SELECT * FROM (VALUES (1)) AS z(k)", "k: ")]
    public void Columns_are_followed_to_where_they_come_from(string sql, string expected)
    {
        QueryLineage lineage = _lake.Session.Lineage(new Query(sql));
        Assert.Empty(lineage.Unknown);
        Assert.Equal(expected, Text(lineage));
    }

    [Theory]
    [InlineData("SELECT COLUMNS(c -> c < 'c') FROM t", "a", "t.a identity, t.b identity, t.c identity, t.l identity, t.s identity")]
    [InlineData("SELECT s.* FROM t", "x", "t.s transformation")]
    [InlineData("SELECT s.* REPLACE (b AS x) FROM t", "x", "t.b identity, t.s transformation")]
    [InlineData("SELECT z.x FROM (SELECT * EXCLUDE (\"(a + 1)\") FROM (SELECT a + 1, b FROM t)) AS z(x)", "x", "t.a transformation, t.b identity")]
    [InlineData("SELECT COLUMNS(c -> c = 'a') + b AS x FROM (SELECT a, b FROM t)", "x", "t.a transformation, t.b transformation")]
    [InlineData("SUMMARIZE t", "column_name", "t.a aggregation, t.b aggregation, t.c aggregation, t.l aggregation, t.s aggregation")]
    public void What_the_text_does_not_tell_is_said_and_may_be_everything(string sql, string column, string sources)
    {
        QueryLineage lineage = _lake.Session.Lineage(new Query(sql));
        Assert.False(lineage.IsExact);
        Assert.Equal(sources, Sources(lineage.Columns.Single(found => found.Name == column)));
    }

    [Theory]
    [InlineData("SELECT b + $p AS x, a FROM t", "x: t.b transformation; a: t.a identity")]
    [InlineData("SELECT * EXCLUDE (l, s, c), a * ? AS tag FROM t", "a: t.a identity; b: t.b identity; tag: t.a transformation")]
    [InlineData("SELECT q.* FROM (SELECT a * $p AS x, b AS unknown FROM t) q", "x: t.a transformation; unknown: t.b identity")]
    [InlineData("SELECT $p + a, b AS y FROM t", "column0: t.a transformation; y: t.b identity")]
    public void Columns_are_told_where_values_of_parameters_decide_their_types(string sql, string expected)
    {
        QueryLineage lineage = _lake.Session.Lineage(new Query(sql));
        Assert.Empty(lineage.Unknown);
        Assert.Equal(expected, Text(lineage));
        Assert.All(lineage.Columns, column => Assert.Null(column.Type));
    }

    [Fact]
    public void Tables_are_told_by_the_names_under_which_they_were_registered()
    {
        SessionCatalog catalog = _lake.Session.Catalog;
        catalog.CreateSchema("raw");
        catalog.Register(new TableName("Orders", "raw"), new DatasetLocation(_lake.At("t.parquet"), DatasetFormat.Parquet));
        Assert.Equal("a: weir.raw.Orders.a identity", Told("SELECT orders.a FROM raw.orders"));
        Assert.Equal("a: t.a identity", Told("SELECT a FROM T"));
        Assert.Equal("view w, view v, table t, table u", Tables("SELECT ab FROM W"));
        Assert.Equal("table t", Tables("SELECT x.a FROM main.t AS x, T AS y"));
        Assert.Equal("table weir.information_schema.tables", Tables("FROM information_schema.tables"));
        catalog.Use("raw");
        Assert.Equal("table weir.raw.Orders, table t, table u", Tables("SELECT 1 FROM orders, main.t, u"));

        string Told(string sql) => Text(_lake.Session.Lineage(new Query(sql)));
        string Tables(string sql) => string.Join(", ", _lake.Session.Lineage(new Query(sql)).Tables.Select(table => $"{table.Kind} {table.Name}"));
    }

    [Fact]
    public void Tables_with_their_required_columns_and_functions_with_their_owners_are_listed()
    {
        QueryLineage lineage = _lake.Session.Lineage(new Query("SELECT stable_id('n', ab::VARCHAR) AS id, upper('x'), random() AS r FROM w ORDER BY d"));
        Assert.Equal(["view w: ", "view v: ", "table t: a, b, c", "table u: a, d"], lineage.Tables.Select(table => $"{table.Kind} {table.Name}: {string.Join(", ", table.RequiredColumns)}"));
        Assert.Equal(
            ["random Builtin  Volatile", "stable_id Plugin weir_code_functions Immutable", "upper Builtin  Immutable"],
            lineage.Functions.Select(function => $"{function.Name} {function.Tier} {function.Owner} {function.Volatility}"));
        Assert.Equal(["VARCHAR", "VARCHAR", "DOUBLE"], lineage.Columns.Select(column => column.Type));
    }

    [Fact]
    public void Table_functions_are_sources_by_their_call()
    {
        string path = _lake.At("t.parquet");
        QueryLineage lineage = _lake.Session.Lineage(new Query($"SELECT c FROM read_parquet('{path}') WHERE a = 1"));
        Assert.Equal($"c: read_parquet('{path}').a filter, read_parquet('{path}').c identity", Text(lineage));
        Assert.Equal("function", Assert.Single(lineage.Tables).Kind);
    }

    [Fact]
    public void Functions_of_the_session_are_looked_through()
    {
        using (_lake.Session.Run(new Query("CREATE FUNCTION twice(x INTEGER) RETURNS INTEGER IMMUTABLE RETURN $x * 2")))
            Assert.Equal("y: t.a transformation", Text(_lake.Session.Lineage(new Query("SELECT twice(a) AS y FROM t"))));
    }

    [Fact]
    public void A_relation_has_the_lineage_of_its_text()
    {
        Weir.Relations.Relation relation = Weir.Relations.Relation.Table("t").Where(Weir.Relations.Sql.Column("b") > 1).Select(Weir.Relations.Sql.Column("a"));
        Assert.Equal("a: t.a identity, t.b filter", Text(_lake.Session.Lineage(relation)));
    }

    [Theory]
    [InlineData("SELECT * FROM nobody", "WEIR8008")]
    [InlineData("SELECT nothing FROM t", "WEIR4005")]
    [InlineData("SELECT json_execute_serialized_sql('x')", "WEIR5003")]
    public void What_does_not_run_has_no_lineage(string sql, string code) =>
        Assert.Equal(code, Assert.Throws<WeirException>(() => _lake.Session.Lineage(new Query(sql))).Code);

    private static string Text(QueryLineage lineage) => string.Join("; ", lineage.Columns.Select(column => $"{column.Name}: {Sources(column)}"));

    private static string Sources(LineageColumn column) =>
        string.Join(", ", column.Sources.Select(source => $"{source.Table}.{source.Column} {source.Kind.ToString().ToLowerInvariant()}"));
}
