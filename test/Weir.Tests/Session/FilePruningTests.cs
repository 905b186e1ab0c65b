namespace Weir.Tests.Sessions;

/// <summary>How many files of a table a query reads. The rows are compared elsewhere; here it is shown that files are left out.</summary>
public sealed class FilePruningTests(FilePruningTests.Tables tables) : IClassFixture<FilePruningTests.Tables>
{
    /// <summary>
    /// The table t has ten files of ten rows, id 0 to 9, 10 to 19 and so on, in partitions p 0 to 9. The columns follow id;
    /// n is null in all rows of the first file, in one row of the next four, and in no other.
    /// </summary>
    public sealed class Tables : IDisposable
    {
        private const string Rows = """
            SELECT id // 10 AS p, id, id::INTEGER AS i, (id / 2)::DOUBLE AS x, (id + 0.25)::DECIMAL(10,2) AS m, 'k' || lpad(id::VARCHAR, 3, '0') AS s,
                DATE '2024-01-01' + id::INTEGER AS d, TIMESTAMP '2024-01-01' + to_hours(id) AS ts, TIMESTAMPTZ '2024-01-01 00:00:00+00' + to_hours(id) AS tz,
                CASE WHEN id < 10 OR (id < 50 AND id % 10 = 0) THEN NULL ELSE id END AS n, id // 10 AS c, {'y': id, 'z': {'w': id}} AS st,
                id % 2 = 0 AS b, [id] AS l
            FROM range(100) AS r(id)
            """;

        public Tables()
        {
            Lake = new Lake();
            DeltaWriteOptions options = new() { PartitionBy = ["p"] };
            Lake.Session.WriteAsync(Lake.Table("t"), new Query(Rows), DeltaWriteMode.Create, options).GetAwaiter().GetResult();
            Lake.Session.Register("t", Lake.Table("t"));
            Lake.Session.Register("u", Lake.Table("t"));
            Lake.Session.RegisterView("v", "SELECT * FROM t WHERE id < 30");
            Lake.Session.RegisterView("plain", "SELECT id, s AS name FROM t");
        }

        internal Lake Lake { get; }

        public void Dispose() => Lake.Dispose();
    }

    [Theory]
    [InlineData("id = 55", 1)]
    [InlineData("55 = id", 1)]
    [InlineData("id < 10", 1)]
    [InlineData("id <= 10", 2)]
    [InlineData("id > 89", 1)]
    [InlineData("id >= 89", 2)]
    [InlineData("89 <= id", 2)]
    [InlineData("id < 0", 0)]
    [InlineData("id BETWEEN 15 AND 25", 2)]
    [InlineData("id NOT BETWEEN 10 AND 89", 2)]
    [InlineData("id IN (5, 95, 1000)", 2)]
    [InlineData("id IN (5, NULL)", 1)]
    [InlineData("id NOT IN (5, 95)", 10)]
    [InlineData("c NOT IN (0, 1, 2)", 7)]
    [InlineData("c NOT IN (0, NULL)", 9)]
    [InlineData("c <> 4", 9)]
    [InlineData("NOT (c = 4)", 9)]
    [InlineData("c IS DISTINCT FROM 4", 9)]
    [InlineData("c IS NOT DISTINCT FROM 4", 1)]
    [InlineData("n IS NOT DISTINCT FROM NULL", 5)]
    [InlineData("n IS DISTINCT FROM NULL", 9)]
    [InlineData("n IS NULL", 5)]
    [InlineData("n IS NOT NULL", 9)]
    [InlineData("NOT (n IS NULL)", 9)]
    [InlineData("n < 1000", 9)]
    [InlineData("n IS NULL AND id > 30", 2)]
    [InlineData("id < 10 OR id > 89", 2)]
    [InlineData("id < 10 OR b", 10)]
    [InlineData("NOT (id >= 10 AND id <= 89)", 2)]
    [InlineData("NOT (id < 10 OR s = 'x')", 9)]
    [InlineData("id < 10.5", 2)]
    [InlineData("id < 10.5::DOUBLE", 2)]
    [InlineData("id < '10'", 1)]
    [InlineData("i = 55::TINYINT", 1)]
    [InlineData("i::BIGINT = 55", 1)]
    [InlineData("i::DOUBLE < 9.5", 1)]
    [InlineData("CAST(id AS VARCHAR) = '55'", 10)]
    [InlineData("id + 5 = 60", 1)]
    [InlineData("5 + id = 60", 1)]
    [InlineData("100 - id < 15", 2)]
    [InlineData("-id < -89", 1)]
    [InlineData("id + 9223372036854775807 > 0", 10)]
    [InlineData("id - i = 0", 10)]
    [InlineData("id < i", 10)]
    [InlineData("id < c", 0)]
    [InlineData("id % 2 = 1", 10)]
    [InlineData("x < 4.5", 1)]
    [InlineData("x <= 5", 2)]
    [InlineData("x > 45", 10)]
    [InlineData("x BETWEEN 45 AND 100", 1)]
    [InlineData("x = 49.5", 1)]
    [InlineData("x = 'NaN'::DOUBLE", 10)]
    [InlineData("m < 10.25", 1)]
    [InlineData("m = 55.25", 1)]
    [InlineData("m > 99", 1)]
    [InlineData("s = 'k055'", 1)]
    [InlineData("s < 'k01'", 1)]
    [InlineData("s <> 'k055'", 10)]
    [InlineData("s LIKE 'k05%'", 1)]
    [InlineData("s LIKE 'k055'", 1)]
    [InlineData("s LIKE 'k0_5'", 10)]
    [InlineData("s LIKE '%5'", 10)]
    [InlineData("s NOT LIKE 'k05%'", 10)]
    [InlineData("starts_with(s, 'k05')", 1)]
    [InlineData("prefix(s, 'k0' || '5')", 1)]
    [InlineData("s ^@ 'k05'", 1)]
    [InlineData("s ILIKE 'K05%'", 10)]
    [InlineData("d = DATE '2024-01-05'", 1)]
    [InlineData("d = '2024-01-05'", 1)]
    [InlineData("d < TIMESTAMP '2024-01-05 12:00:00'", 1)]
    [InlineData("d + 3 < DATE '2024-01-05'", 1)]
    [InlineData("d + INTERVAL 1 MONTH < DATE '2024-02-05'", 1)]
    [InlineData("d - INTERVAL 3 DAY < DATE '2024-01-05'", 1)]
    [InlineData("d::TIMESTAMP < TIMESTAMP '2024-01-05'", 1)]
    [InlineData("date_trunc('month', d) = DATE '2024-02-01'", 3)]
    [InlineData("year(d) = 2025", 0)]
    [InlineData("extract(year FROM d) > 2024", 0)]
    [InlineData("month(d) = 2", 10)]
    [InlineData("ts < TIMESTAMP '2024-01-01 05:00:00'", 1)]
    [InlineData("ts::DATE = DATE '2024-01-05'", 1)]
    [InlineData("ts + INTERVAL 5 HOUR < TIMESTAMP '2024-01-01 10:00:00'", 1)]
    [InlineData("ts + INTERVAL 1 MONTH < TIMESTAMP '2024-02-01 10:00:00'", 10)]
    [InlineData("tz < TIMESTAMPTZ '2024-01-01 05:00:00+00'", 1)]
    [InlineData("tz < '2024-01-01 05:00:00+00'", 1)]
    [InlineData("tz < TIMESTAMP '2024-01-01 05:00:00'", 1)]
    [InlineData("tz::DATE = DATE '2024-01-05'", 1)]
    [InlineData("tz > now()", 0)]
    [InlineData("tz > current_timestamp", 0)]
    [InlineData("tz < now() - INTERVAL 1 DAY", 10)]
    [InlineData("tz + INTERVAL 1 HOUR > now()", 0)]
    [InlineData("d > current_date", 0)]
    [InlineData("d > today() - 5 OR id < 5", 1)]
    [InlineData("d BETWEEN today() AND today() + 7", 0)]
    [InlineData("ts > localtimestamp", 0)]
    [InlineData("year(d) = year(current_date)", 0)]
    [InlineData("p < year(now())", 10)]
    [InlineData("p > year(now())", 0)]
    [InlineData("st.y = 55", 1)]
    [InlineData("(st).y = 55", 1)]
    [InlineData("t.st.z.w = 55", 1)]
    [InlineData("st.y IS NULL", 10)]
    [InlineData("b", 10)]
    [InlineData("b IS NULL", 0)]
    [InlineData("l = [55]", 10)]
    [InlineData("p = 3", 1)]
    [InlineData("p % 2 = 0", 5)]
    [InlineData("p + 1 = 4 OR p IS NULL", 1)]
    [InlineData("CASE WHEN p < 5 THEN p ELSE 0 END = 3", 1)]
    [InlineData("id = p * 10 + 5", 10)]
    [InlineData("id > p * 11", 9)]
    [InlineData("id = p", 1)]
    [InlineData("p = 3 AND id < 5", 0)]
    [InlineData("p = 3 OR id < 5", 2)]
    [InlineData("hash(p) = hash(3::BIGINT)", 1)]
    [InlineData("random() < 2 AND id < 5", 1)]
    [InlineData("random() < p", 10)]
    [InlineData("1 = 0", 0)]
    [InlineData("NULL", 0)]
    [InlineData("id = NULL", 10)]
    [InlineData("id < (SELECT 5)", 10)]
    [InlineData("id < 5 AND s = (SELECT 'k001')", 1)]
    public void Files_without_a_row_that_may_meet_the_condition_are_not_read(string condition, int expected) =>
        Expect(expected, Read($"SELECT * FROM t WHERE {condition}"));

    [Theory]
    [InlineData("SELECT * FROM t", 10)]
    [InlineData("SELECT * FROM t TABLESAMPLE 50% WHERE id < 5", 10)]
    [InlineData("SELECT * FROM t AS x WHERE x.id < 5", 1)]
    [InlineData("SELECT * FROM t AS x WHERE id < 5", 1)]
    [InlineData("SELECT * FROM t AS x(id, p) WHERE id < 5", 10)]
    [InlineData("SELECT t.id FROM t JOIN range(100) AS r(k) ON t.id = r.k AND t.id < 5", 1)]
    [InlineData("SELECT t.id FROM range(100) AS r(k) LEFT JOIN t ON t.id = r.k AND t.id < 5", 1)]
    [InlineData("SELECT t.id FROM t LEFT JOIN range(100) AS r(k) ON t.id = r.k AND t.id < 5", 10)]
    [InlineData("SELECT t.id FROM range(100) AS r(k) LEFT JOIN t ON t.id = r.k WHERE t.id < 5", 1)]
    [InlineData("SELECT t.id FROM range(100) AS r(k) LEFT JOIN t ON t.id = r.k WHERE coalesce(t.id, 0) < 5", 10)]
    [InlineData("SELECT t.id FROM range(100) AS r(k) LEFT JOIN t ON t.id = r.k WHERE t.id IS NULL", 10)]
    [InlineData("SELECT t.id FROM range(100) AS r(k) LEFT JOIN t ON t.id = r.k WHERE t.id IS NOT DISTINCT FROM 5", 1)]
    [InlineData("SELECT t.id FROM range(100) AS r(k) LEFT JOIN t ON t.id = r.k WHERE t.id < 5 OR k < 5", 10)]
    [InlineData("SELECT t.id FROM t FULL JOIN range(100) AS r(k) ON t.id = r.k WHERE t.id < 5", 1)]
    [InlineData("SELECT t.id FROM t FULL JOIN range(100) AS r(k) ON t.id = r.k AND t.id < 5", 10)]
    [InlineData("SELECT * FROM range(100) AS r(k) SEMI JOIN t ON t.id = r.k AND t.id < 5", 1)]
    [InlineData("SELECT * FROM range(100) AS r(k) ANTI JOIN t ON t.id = r.k AND t.id < 5", 1)]
    [InlineData("SELECT * FROM t ANTI JOIN range(100) AS r(k) ON t.id = r.k AND t.id < 5", 10)]
    [InlineData("SELECT * FROM t POSITIONAL JOIN range(100) AS r(k) WHERE t.id < 5", 10)]
    [InlineData("SELECT * FROM range(100) AS r(id) JOIN t USING (id) WHERE id < 5", 10)]
    [InlineData("SELECT * FROM t JOIN range(100) AS r(id) USING (id) WHERE id < 5", 1)]
    [InlineData("SELECT * FROM range(100) AS r(k) WHERE k IN (SELECT id FROM t WHERE id < 5)", 1)]
    [InlineData("SELECT * FROM range(100) AS r(k) WHERE NOT EXISTS (SELECT 1 FROM t WHERE id = k AND id < 5)", 1)]
    [InlineData("SELECT (SELECT max(id) FROM t WHERE id < 5)", 1)]
    [InlineData("SELECT * FROM t WHERE id < 5 UNION ALL SELECT * FROM t WHERE id > 95", 2)]
    [InlineData("SELECT * FROM t WHERE id < 5 UNION ALL SELECT * FROM t", 10)]
    [InlineData("SELECT * FROM t AS a JOIN t AS b ON a.id = b.id WHERE a.id < 5 AND b.id > 95", 2)]
    [InlineData("WITH c AS (SELECT * FROM t WHERE id < 5) SELECT * FROM c", 1)]
    [InlineData("WITH t AS (SELECT 1 AS id) SELECT * FROM t JOIN u ON u.id = t.id WHERE u.id < 5", 1)]
    [InlineData("SELECT * FROM v", 3)]
    [InlineData("SELECT * FROM v JOIN t ON v.id = t.id WHERE t.id > 95", 4)]
    [InlineData("SELECT * FROM v WHERE id > 25", 1)]
    [InlineData("SELECT * FROM plain WHERE name = 'k055'", 1)]
    [InlineData("SELECT * FROM plain AS a JOIN plain AS b USING (id) WHERE a.name = 'k055' AND b.name < 'k01'", 2)]
    [InlineData("WITH c AS (SELECT * FROM t) SELECT * FROM c WHERE id < 5", 1)]
    [InlineData("WITH c AS (SELECT * FROM t) SELECT * FROM c WHERE id < 5 UNION ALL SELECT * FROM c WHERE id > 95", 2)]
    [InlineData("WITH c AS (SELECT * FROM t) SELECT * FROM c WHERE id < 5 UNION ALL SELECT * FROM c", 10)]
    [InlineData("SELECT (SELECT count(*) FROM t WHERE id < 5), (WITH RECURSIVE t AS (FROM t UNION ALL FROM t WHERE false) SELECT count(*) FROM t)", 10)]
    [InlineData("WITH RECURSIVE t AS (SELECT id FROM t WHERE id < 5 UNION ALL SELECT id + 1 FROM t WHERE id < 7) SELECT * FROM t", 1)]
    [InlineData("SELECT * FROM (SELECT id, row_number() OVER () AS n FROM t) WHERE id < 5", 10)]
    [InlineData("SELECT count(*) FROM t WHERE id < 5 GROUP BY p", 1)]
    [InlineData("EXPLAIN SELECT * FROM t WHERE id < 5", 1)]
    public void Files_are_left_out_where_that_is_sound(string sql, int expected) => Expect(expected, Read(sql));

    [Fact]
    public void Parameters_are_values_like_others()
    {
        Assert.Equal(1, Read(new Query("SELECT * FROM t WHERE id = $1") { Parameters = [55] }).FilesRead);
        Assert.Equal(1, Read(new Query("SELECT $1::INTEGER FROM t WHERE id BETWEEN ? - 1 AND $2 + 1") { Parameters = [55, 56L] }).FilesRead);
        Assert.Equal(1, Read(new Query("SELECT * FROM t WHERE s LIKE 'k%' AND s = $name")
        {
            NamedParameters = new Dictionary<string, object?> { ["name"] = "k055" },
        }).FilesRead);
        Assert.Equal(1, Read(new Query("SELECT * FROM t WHERE d = $1") { Parameters = [new DateOnly(2024, 1, 5)] }).FilesRead);
        Assert.Equal(1, Read(new Query("SELECT * FROM t WHERE d = $1") { Parameters = ["2024-01-05"] }).FilesRead);
        Assert.Equal(10, Read(new Query("SELECT * FROM t WHERE id = $1") { Parameters = [null] }).FilesRead);
    }

    [Fact]
    public void A_call_of_read_delta_is_pruned_like_a_table()
    {
        string path = tables.Lake.At("t");
        Assert.Equal(1, Read($"SELECT * FROM read_delta('{path}') WHERE id = 5").FilesRead);
        Assert.Equal(2, Read($"SELECT * FROM read_delta('{path}') AS a WHERE a.id = 5 UNION ALL SELECT * FROM read_delta('{path}') AS a WHERE id = 95").FilesRead);
        Assert.Equal(1, Read($"SELECT * FROM read_delta('{path}', version := 0) WHERE id = 5").FilesRead);
    }

    [Fact]
    public void A_long_list_is_taken_by_its_bounds()
    {
        string list = string.Join(", ", Enumerable.Range(0, 500).Select(i => i % 2 == 0 ? 35 : 45));
        Assert.Equal(2, Read($"SELECT * FROM t WHERE id IN ({list})").FilesRead);
    }

    [Fact]
    public void The_account_names_files_and_conditions()
    {
        FilePruning files = Read("SELECT * FROM t WHERE p > 4 AND id < 65 AND s LIKE '%5' AND month(d) = 2");
        Assert.Equal((10, 5, 2), (files.FilesTotal, files.FilesCandidate, files.FilesRead));
        Assert.Null(files.Reason);
        Assert.Equal(
            [
                new PruningCondition("(p > 4)", true, null),
                new PruningCondition("(id < 65)", true, null),
                new PruningCondition("(s ~~ '%5')", false, "the pattern begins with a wildcard"),
                new PruningCondition("(\"month\"(d) = 2)", false, "month keeps no order that is known"),
            ],
            files.Conditions);
        Assert.Equal("the query reads the table at a place without a condition that is sound for it", Read("SELECT * FROM t").Reason);
    }

    [Fact]
    public void Explain_says_which_files_are_read_and_why()
    {
        using QueryResult result = tables.Lake.Session.Run(new Query("EXPLAIN SELECT * FROM t WHERE id < 5 AND b"));
        List<string> values = [];
        using Weir.Arrow.RecordBatchReader reader = result.AsReader();
        while (reader.Read() is { } batch)
        {
            using (batch)
            {
                for (int row = 0; row < batch.RowCount; row++)
                    values.Add($"{batch.Column(0).GetString(row)}={batch.Column(1).GetString(row)}");
            }
        }
        Assert.Equal(
            "delta_files=t version 0: 10 files, 10 by partition values, 1 by statistics\n  used (id < 5)\n  not used b: nothing is known of b here\n",
            Assert.Single(values, value => value.StartsWith("delta_files", StringComparison.Ordinal)));
    }

    private static void Expect(int expected, FilePruning files) => Assert.True(
        expected == files.FilesRead, $"{files.FilesRead} instead of {expected}: {files.Reason} {string.Join("; ", files.Conditions)}");

    private FilePruning Read(string sql) => Read(new Query(sql));

    private FilePruning Read(Query query)
    {
        using QueryResult result = tables.Lake.Session.Run(query);
        return Assert.Single(result.Tables, table => table.Files is not null).Files!;
    }
}
