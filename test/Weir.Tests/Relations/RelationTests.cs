using System.Globalization;
using FsCheck;
using FsCheck.Fluent;
using Weir.Relations;
using Weir.Tests.Sessions;

namespace Weir.Tests.Relations;

public sealed class RelationTests(SharedRuntime shared) : IClassFixture<SharedRuntime>
{
    private static readonly SqlExpression A = Sql.Column("a"), B = Sql.Column("b");

    private static readonly Relation T = Relation.Table("t"), U = Relation.Table("u");

    private static readonly Dictionary<string, Relation> Pairs = new(StringComparer.Ordinal)
    {
        ["SELECT * FROM t"] = T,
        ["SELECT * FROM t AS x WHERE x.a > 1 AND b = 'it''s'"] = T.As("x").Where(Sql.Column("x", "a") > 1).Where(B.EqualTo("it's")),
        ["SELECT a, a + b AS c FROM t"] = T.Select(A, (A + B).As("c")),
        ["SELECT *, a * 2 AS c FROM t"] = T.With("c", A * 2),
        ["SELECT * REPLACE (a * 2 AS a) FROM t"] = T.Replace("a", A * 2),
        ["SELECT * RENAME (a AS z) FROM t"] = T.Rename("a", "z"),
        ["SELECT * EXCLUDE (a, b) FROM t"] = T.Drop("a", "b"),
        ["SELECT x FROM (SELECT a AS x FROM t) WHERE x > 1"] = T.Select(A.As("x")).Where(Sql.Column("x") > 1).Select(Sql.Column("x")),
        ["SELECT a, count(*) AS n, sum(b) AS s FROM t WHERE b > 0 GROUP BY a HAVING count(*) > 1 ORDER BY n DESC LIMIT 3"] =
            T.Where(B > 0).Aggregate([A], Sql.Count().As("n"), Sql.Sum(B).As("s")).Where(Sql.Count() > 1).OrderBy(Sql.Column("n").Descending()).Limit(3),
        ["SELECT max(a) AS m FROM t"] = T.Aggregate([], Sql.Max(A).As("m")),
        ["SELECT count(DISTINCT a) FILTER (WHERE b > 1) AS n FROM t"] = T.Aggregate([], Sql.Count(A).Distinct().Where(B > 1).As("n")),
        ["SELECT string_agg(b, ',' ORDER BY a DESC) AS l FROM t"] = T.Aggregate([], Sql.Call("string_agg", B, ",").OrderBy(A.Descending()).As("l")),
        ["SELECT * FROM t JOIN u ON t.a = u.a"] = T.Join(U, Sql.Column("t", "a").EqualTo(Sql.Column("u", "a"))),
        ["SELECT * FROM t LEFT JOIN u USING (a)"] = T.Join(U, ["a"], JoinKind.Left),
        ["SELECT * FROM t RIGHT JOIN u USING (a)"] = T.Join(U, ["a"], JoinKind.Right),
        ["SELECT * FROM t FULL JOIN u USING (a)"] = T.Join(U, ["a"], JoinKind.Full),
        ["SELECT * FROM t SEMI JOIN u USING (a)"] = T.Join(U, ["a"], JoinKind.Semi),
        ["SELECT * FROM t ANTI JOIN u USING (a)"] = T.Join(U, ["a"], JoinKind.Anti),
        ["SELECT * FROM t CROSS JOIN u"] = T.CrossJoin(U),
        ["SELECT * FROM t ASOF JOIN u ON t.a >= u.a"] = T.AsOfJoin(U, Sql.Column("t", "a") >= Sql.Column("u", "a")),
        ["SELECT * FROM t JOIN (SELECT * FROM u WHERE a = 1) AS v ON t.a = v.a"] =
            T.Join(U.Where(A.EqualTo(1)).As("v"), Sql.Column("t", "a").EqualTo(Sql.Column("v", "a"))),
        ["SELECT DISTINCT a FROM t ORDER BY a NULLS FIRST"] = T.Select(A).Distinct().OrderBy(A.Ascending() with { NullsFirst = true }),
        ["SELECT a FROM t LIMIT 5 OFFSET 2"] = T.Select(A).Limit(5, 2),
        ["SELECT * FROM (SELECT * FROM t LIMIT 5) ORDER BY a"] = T.Limit(5).OrderBy(A),
        ["SELECT * FROM t UNION SELECT * FROM u"] = T.Union(U),
        ["SELECT * FROM t UNION ALL SELECT * FROM u ORDER BY a"] = T.UnionAll(U).OrderBy(A),
        ["SELECT * FROM t UNION ALL BY NAME SELECT * FROM u"] = T.UnionAllByName(U),
        ["SELECT * FROM t INTERSECT SELECT * FROM u"] = T.Intersect(U),
        ["SELECT * FROM t EXCEPT SELECT * FROM u"] = T.Except(U),
        ["SELECT row_number() OVER (PARTITION BY a ORDER BY b DESC) AS n FROM t QUALIFY row_number() OVER (PARTITION BY a ORDER BY b DESC) = 1"] =
            T.Qualify(Number.EqualTo(1)).Select(Number.As("n")),
        ["SELECT sum(a) OVER (ORDER BY b ROWS BETWEEN 1 PRECEDING AND CURRENT ROW) FROM t"] =
            T.Select(Sql.Sum(A).Over(new SqlWindow { OrderBy = [B], RowsBefore = 1, RowsAfter = 0 })),
        ["SELECT lag(a IGNORE NULLS) OVER (ORDER BY b) FROM t"] = T.Select(Sql.Call("lag", A).IgnoreNulls().Over(new SqlWindow { OrderBy = [B] })),
        ["SELECT CASE WHEN a > 1 THEN 'x' ELSE 'y' END FROM t"] = T.Select(Sql.Case("y", (A > 1, "x"))),
        ["SELECT a::BIGINT, TRY_CAST(b AS DECIMAL(9, 2)) FROM t"] = T.Select(A.Cast(SqlType.BigInt), B.TryCast(SqlType.Decimal(9, 2))),
        ["SELECT a IN (1, 2), a NOT IN (3), a BETWEEN 1 AND 2, b LIKE 'x%', b NOT LIKE 'y', b ILIKE 'z', a IS NULL, a IS NOT NULL FROM t"] =
            T.Select(A.In(1, 2), A.NotIn(3), A.Between(1, 2), B.Like("x%"), B.NotLike("y"), B.LikeAnyCase("z"), A.IsNull(), A.IsNotNull()),
        ["SELECT NOT (a = 1 OR a <> 2), -a, a // 2, a % 2, a - 1, a || 'x', a IS DISTINCT FROM b FROM t"] =
            T.Select(!(A.EqualTo(1) | A.NotEqualTo(2)), -A, A.DividedWhole(2), A % 2, A - 1, A.Concat("x"), A.DistinctFrom(B)),
        ["SELECT coalesce(a, 0), [1, a], {'k': a}, (b).c, b[1] FROM t"] =
            T.Select(Sql.Coalesce(A, 0), Sql.List(1, A), Sql.Struct(A.As("k")), B.Field("c"), B.Item(1)),
        ["SELECT list_transform(b, lambda x: x + 1) FROM t"] = T.Select(Sql.Call("list_transform", B, Sql.Lambda("x", Sql.Column("x") + 1))),
        ["SELECT a FROM t WHERE EXISTS (SELECT * FROM u WHERE u.a = t.a) AND a IN (SELECT a FROM u)"] =
            T.Where(Sql.Exists(U.Where(Sql.Column("u", "a").EqualTo(Sql.Column("t", "a"))))).Where(Sql.In(A, U.Select(A))).Select(A),
        ["SELECT (SELECT max(a) FROM u) FROM t"] = T.Select(Sql.Scalar(U.Aggregate([], Sql.Max(A)))),
        ["SELECT * FROM range(10)"] = Relation.Function(Sql.Call("range", 10)),
        ["SELECT * FROM (VALUES (1, 'x'), (2, NULL)) AS rows(a, b)"] = Relation.Values(["a", "b"], [1, "x"], [2, Sql.Constant(null)]),
        ["SELECT a FROM (SELECT 1 AS a) WHERE a = $wanted"] = Relation.FromSql("SELECT 1 AS a -- one").Where(A.EqualTo(Sql.Parameter("wanted"))).Select(A),
    };

    private readonly Session _session = shared.Runtime.NewSession();

    private static SqlCall Number => Sql.Call("row_number").Over(new SqlWindow { PartitionBy = [A], OrderBy = [B.Descending()] });

    public static TheoryData<string> Texts => [.. Pairs.Keys];

    [Theory]
    [MemberData(nameof(Texts))]
    [Trait("Requirement", "R190")]
    public void A_relation_has_the_fingerprint_of_its_text(string sql) => Assert.Equal(_session.Fingerprint(new Query(sql)), _session.Fingerprint(Pairs[sql]));

    [Fact]
    [Trait("Requirement", "R188")]
    public void A_relation_runs_through_the_session_with_its_parameters()
    {
        Relation numbers = Relation.Function(Sql.Call("range", 100)).Where((Sql.Column("range") % 7).EqualTo(Sql.Parameter("rest"))).Aggregate([], Sql.Count().Cast(SqlType.Varchar).As("n"));
        using QueryResult result = _session.Run((Query)numbers with { NamedParameters = new Dictionary<string, object?> { ["rest"] = 1 } });
        Assert.Equal(["15"], Lake.Texts(result));
    }

    [Fact]
    public void A_number_among_keys_is_a_constant_and_no_place_of_a_column()
    {
        Relation rows = Relation.Values(["a", "b"], [1, 20], [2, 10]);
        Assert.Equal(["1", "2"], Texts(rows.OrderBy((SqlExpression)2, A).Select(A)));
        Assert.Equal(["2"], Texts(rows.Aggregate([2], Sql.Count().As("n")).Select(Sql.Column("n"))));

        List<string> Texts(Relation relation)
        {
            using QueryResult result = _session.Run(Relation.FromSql($"SELECT COLUMNS(*)::VARCHAR FROM ({relation})"));
            return Lake.Texts(result);
        }
    }

    [Fact]
    [Trait("Requirement", "R191")]
    public void A_relation_passes_the_same_checks_as_text()
    {
        WeirException refused = Assert.Throws<WeirException>(() => _session.Run(Relation.Function(Sql.Call("json_execute_serialized_sql", "{}"))));
        Assert.Equal(Assert.Throws<WeirException>(() => _session.Run(new Query("SELECT * FROM json_execute_serialized_sql('{}')"))).Code, refused.Code);
        Assert.Equal("WEIR8008", Assert.Throws<WeirException>(() => _session.Run(Relation.Table("nobody"))).Code);
    }

    [Theory]
    [InlineData("a\"; DROP TABLE t; --")]
    [InlineData("x' OR '1'='1")]
    [InlineData("\\'); SELECT 1; --")]
    [InlineData("/* */ a\nb")]
    [InlineData("nul\0in it")]
    public void Texts_of_users_stay_values_whatever_they_hold(string text)
    {
        using QueryResult result = _session.Run(Relation.Values(["v"], [text]).Where(Sql.Column("v").EqualTo(text)));
        Assert.Equal([text], Lake.Texts(result));
    }

    [Theory]
    [InlineData("a\"; DROP TABLE t; --")]
    [InlineData("select")]
    [InlineData("ä ö'")]
    public void Names_of_users_stay_names_whatever_they_hold(string name)
    {
        using QueryResult result = _session.Run(Relation.Values([name], ["x"]).Where(Sql.Column(name).IsNotNull()).Select(Sql.Column(name)));
        Assert.Equal(name, result.Schema.Fields[0].Name);
        Assert.Equal(["x"], Lake.Texts(result));
    }

    [Fact]
    public void Constants_keep_their_types_and_values()
    {
        (object? Value, string Type, string Text)[] constants =
        [
            (true, "BOOLEAN", "true"), ((sbyte)-5, "TINYINT", "-5"), ((byte)5, "UTINYINT", "5"), ((short)-300, "SMALLINT", "-300"), ((ushort)300, "USMALLINT", "300"),
            (7, "INTEGER", "7"), (-7, "INTEGER", "-7"), (int.MinValue, "INTEGER", "-2147483648"), (7u, "UINTEGER", "7"), (7L, "BIGINT", "7"), (long.MinValue, "BIGINT", "-9223372036854775808"),
            (ulong.MaxValue, "UBIGINT", "18446744073709551615"), (Int128.MaxValue, "HUGEINT", "170141183460469231731687303715884105727"),
            (1.5f, "FLOAT", "1.5"), (0.1, "DOUBLE", "0.1"), (1e300, "DOUBLE", "1e+300"), (double.NaN, "DOUBLE", "nan"), (double.NegativeInfinity, "DOUBLE", "-inf"),
            (1.50m, "DECIMAL(3,2)", "1.50"), (-12.5m, "DECIMAL(3,1)", "-12.5"), ("it's", "VARCHAR", "it's"), (new byte[] { 0, 255 }, "BLOB", "\\x00\\xFF"),
            (new DateOnly(2024, 2, 29), "DATE", "2024-02-29"), (new TimeOnly(1, 2, 3), "TIME", "01:02:03"),
            (new DateTime(2024, 2, 29, 1, 2, 3), "TIMESTAMP", "2024-02-29 01:02:03"),
            (new DateTimeOffset(2024, 2, 29, 1, 2, 3, TimeSpan.FromHours(2)), "TIMESTAMP WITH TIME ZONE", "2024-02-28 23:02:03+00"),
            (Guid.Parse("00000000-0000-0000-0000-000000000001"), "UUID", "00000000-0000-0000-0000-000000000001"),
            (TimeSpan.FromSeconds(90), "INTERVAL", "00:01:30"), (new[] { 1, 2 }, "INTEGER[]", "[1, 2]"),
            (new Dictionary<string, object?> { ["k"] = 1 }, "STRUCT(k INTEGER)", "{'k': 1}"), (null, "\"NULL\"", "NULL"),
        ];
        foreach ((object? value, string type, string text) in constants)
        {
            SqlExpression constant = Sql.Constant(value);
            Relation relation = Relation.Values(["one"], [1]).Select(Sql.Call("typeof", constant).Concat(" ").Concat(Sql.Coalesce(constant.Cast(SqlType.Varchar), "NULL")));
            using QueryResult result = _session.Run(relation);
            Assert.Equal([$"{type} {text}"], Lake.Texts(result));
        }
    }

    [Fact]
    public void Every_double_comes_back_as_it_was() => Prop.ForAll(ArbMap.Default.ArbFor<double>(), number =>
    {
        using QueryResult result = _session.Run(Relation.Values(["v"], [number]).Select(Sql.Column("v").EqualTo(Sql.Constant(number)).Cast(SqlType.Varchar)));
        Assert.Equal(["true"], Lake.Texts(result));
        Assert.Equal(number, double.Parse(Lake.Rows(_session, $"SELECT {Sql.Constant(number)}")[0].Replace("inf", "Infinity", StringComparison.Ordinal), CultureInfo.InvariantCulture));
    }).Check(Config.QuickThrowOnFailure.WithMaxTest(30));

    [Fact]
    public void What_cannot_be_is_told_where_it_is_built()
    {
        Assert.Equal("WEIR4031", Assert.Throws<WeirException>(() => Sql.Constant(new object())).Code);
        Assert.Equal("WEIR4031", Assert.Throws<WeirException>(() => Sql.Constant(DateTime.SpecifyKind(new DateTime(2024, 1, 1), DateTimeKind.Local))).Code);
        Assert.Equal("WEIR4031", Assert.Throws<WeirException>(() => Relation.Values(["a", "b"], [1])).Code);
        Assert.Equal("WEIR4031", Assert.Throws<WeirException>(() => Sql.Struct(A)).Code);
        Assert.Equal("WEIR4031", Assert.Throws<WeirException>(() => T.AsOfJoin(U, A > B, JoinKind.Full)).Code);
        Assert.Throws<ArgumentException>(() => Sql.Parameter("x; DROP"));
        Assert.Throws<ArgumentException>(() => A.In());
    }
}
