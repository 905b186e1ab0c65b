namespace Weir.Tests.Sessions;

/// <summary>CREATE FUNCTION and DROP FUNCTION in a session.</summary>
public sealed class SqlMacroTests : IDisposable
{
    private readonly Lake _lake = new();

    public SqlMacroTests() => _lake.Session.RegisterPlugin("weir_code_functions");

    public void Dispose() => _lake.Dispose();

    [Fact]
    public void A_scalar_function_is_its_body_with_the_arguments_and_gone_when_dropped()
    {
        Assert.Equal(["add_one"], Make("CREATE FUNCTION add_one(x INT) RETURNS INT RETURN $1+CAST(1 AS INT)"));
        Assert.Equal(["42|INTEGER"], _lake.Rows("SELECT add_one(41), typeof(add_one(41))"));
        Assert.Equal(["43"], _lake.Rows("SELECT ADD_ONE(x := add_one(41))"));
        Assert.Equal(["1|2", "2|1"], _lake.Rows("SELECT add_one(i::INT) AS n, count(*) FROM (VALUES (0), (0), (1)) AS t(i) GROUP BY add_one(i::INT) ORDER BY n"));
        Assert.Equal(["add_one"], Make("DROP FUNCTION add_one"));
        Assert.Equal("WEIR4005", Fails("SELECT add_one(41)").Code);
    }

    [Theory]
    [InlineData("CREATE FUNCTION f(a VARCHAR, b VARCHAR) RETURNS VARCHAR LANGUAGE sql IMMUTABLE RETURN $b || '-' || $a", "SELECT f('x', b := 'y')", "y-x")]
    [InlineData("create or replace function \"My F\" (\"a b\" decimal(10, 2)) returns double /* a /* nested */ comment */ return -- to the end\n $1 * 2;", "SELECT \"My F\"(1.25)", "2.5")]
    [InlineData("CREATE FUNCTION f() RETURNS BIGINT LANGUAGE scalar STABLE RETURN 7", "SELECT f() + f()", "14")]
    [InlineData("CREATE FUNCTION f(l INT[]) RETURNS INT[] VOLATILE LANGUAGE udf RETURN list_transform($1, lambda x: x + 1)", "SELECT f([1, 2])", "[2, 3]")]
    [InlineData("CREATE FUNCTION f(x VARCHAR) RETURNS INT RETURN $1", "SELECT f('12') + 1", "13")]
    [InlineData("CREATE FUNCTION f(x INT) RETURNS VARCHAR RETURN 'it''s; ' || $1", "SELECT f(3)", "it's; 3")]
    [InlineData("CREATE FUNCTION f(v VARCHAR) RETURNS BIGINT LANGUAGE aggregate RETURN count_distinct_agg($1)", "SELECT f(x) FROM (VALUES ('a'), ('b'), ('a')) AS t(x)", "2")]
    [InlineData("CREATE FUNCTION f(v INT) LANGUAGE agg RETURN max($v)", "SELECT f(DISTINCT x) FILTER (WHERE x < 3) OVER () FROM (VALUES (1), (2), (3)) AS t(x) LIMIT 1", "2")]
    [InlineData("CREATE FUNCTION f() LANGUAGE window RETURN 'row_number_window'", "SELECT f() OVER (ORDER BY x DESC) FROM (VALUES (1)) AS t(x)", "1")]
    [InlineData("CREATE FUNCTION f(v INT, o INT) LANGUAGE udwf RETURN lag($1, $2)", "SELECT f(x, 1) OVER (ORDER BY x) FROM (VALUES (1), (2)) AS t(x) ORDER BY x DESC LIMIT 1", "1")]
    [InlineData("CREATE FUNCTION f(a INT, b INT) LANGUAGE table RETURN 'range'", "SELECT sum(range) FROM f(1, 4)", "6")]
    public void A_function_of_each_language_works(string create, string query, string expected)
    {
        Make(create);
        Assert.Equal([expected], _lake.Rows(query));
    }

    [Fact]
    public void The_column_of_a_call_has_the_name_of_the_call()
    {
        Make("CREATE FUNCTION add_one(x INT) RETURNS INT RETURN $1 + 1");
        Assert.Equal("add_one(41)", _lake.Session.Describe(new Query("SELECT add_one(41)")).Fields[0].Name);
    }

    [Fact]
    public void Functions_use_those_that_were_there_when_they_were_made_and_views_use_them_all()
    {
        Make("CREATE FUNCTION one() RETURNS INT RETURN 1");
        Make("CREATE FUNCTION two() RETURNS INT RETURN one() + 1");
        Make("CREATE OR REPLACE FUNCTION one() RETURNS INT RETURN 100");
        _lake.Session.RegisterView("numbers", "SELECT one() AS a, two() AS b");
        Assert.Equal(["100|2"], _lake.Rows("SELECT * FROM numbers"));
        using Session other = _lake.Runtime.NewSession();
        Assert.Equal("WEIR4005", Assert.Throws<WeirException>(() => Lake.Rows(other, "SELECT one()")).Code);
    }

    [Theory]
    [InlineData("CREATE FUNCTION", "WEIR3310", "the end")]
    [InlineData("CREATE FUNCTION f(x INT) RETURNS INT", "WEIR3310", "RETURN")]
    [InlineData("CREATE FUNCTION f(x INT) RETURNS INT RETURN", "WEIR3310", "the body")]
    [InlineData("CREATE FUNCTION f(x) RETURNS INT RETURN 1", "WEIR3310", "the type of the parameter 'x'")]
    [InlineData("CREATE FUNCTION f(x INT, X INT) RETURNS INT RETURN 1", "WEIR3310", "'X'")]
    [InlineData("CREATE FUNCTION f(x INT) LANGUAGE cobol RETURN 1", "WEIR3310", "aggregate, udaf, agg")]
    [InlineData("CREATE FUNCTION f(x INT) STABLE STABLE RETURN 1", "WEIR3310", "each once")]
    [InlineData("CREATE FUNCTION f() RETURNS INT RETURN 1; SELECT 2", "WEIR3310", "second statement")]
    [InlineData("CREATE FUNCTION f() RETURNS VARCHAR RETURN 'open", "WEIR3310", "")]
    [InlineData("DROP FUNCTION", "WEIR3310", "the name")]
    [InlineData("DROP FUNCTION nothing", "WEIR3312", "made none")]
    [InlineData("CREATE FUNCTION abs(x INT) RETURNS INT RETURN 1", "WEIR3311", "the engine")]
    [InlineData("CREATE FUNCTION arg_max_det(x INT) RETURNS INT RETURN 1", "WEIR3311", "weir_code_functions")]
    [InlineData("CREATE FUNCTION f(x INT) RETURN 1", "WEIR3314", "RETURNS")]
    [InlineData("CREATE FUNCTION f(x INT) RETURNS NO_TYPE RETURN 1", "WEIR33", "")]
    [InlineData("CREATE FUNCTION f(x INT), (SELECT 1)) RETURNS INT RETURN 1", "WEIR3310", "")]
    [InlineData("CREATE FUNCTION f(x INT) RETURNS INT RETURN y + 1", "WEIR3313", "'y'")]
    [InlineData("CREATE FUNCTION f(x INT) RETURNS INT RETURN $2", "WEIR3313", "$2")]
    [InlineData("CREATE FUNCTION f(x INT) RETURNS INT RETURN $z", "WEIR3313", "$z")]
    [InlineData("CREATE FUNCTION f(x INT) RETURNS INT RETURN (SELECT 1)", "WEIR3313", "subquery")]
    [InlineData("CREATE FUNCTION f(x INT) RETURNS INT RETURN 1, 2", "WEIR3313", "one expression")]
    [InlineData("CREATE FUNCTION f(x INT) RETURNS INT RETURN 1 +", "WEIR3313", "cannot be read")]
    [InlineData("CREATE FUNCTION f(x INT) RETURNS INT RETURN no_such_function($1)", "WEIR3313", "no_such_function")]
    [InlineData("CREATE FUNCTION f(x VARCHAR) RETURNS VARCHAR RETURN json_serialize_sql($1)", "WEIR3313", "json_serialize_sql")]
    [InlineData("CREATE FUNCTION f(x INT) RETURNS INT RETURN max($1)", "WEIR3313", "'max'")]
    [InlineData("CREATE FUNCTION f(x INT) LANGUAGE aggregate RETURN abs($1)", "WEIR3313", "aggregate")]
    [InlineData("CREATE FUNCTION f(x INT) LANGUAGE aggregate RETURN max($1 + 1)", "WEIR3313", "$1 or $x")]
    [InlineData("CREATE FUNCTION f(x INT) LANGUAGE aggregate RETURN max(DISTINCT $1)", "WEIR3313", "DISTINCT")]
    [InlineData("CREATE FUNCTION f(x INT, y INT) LANGUAGE aggregate RETURN arg_max($2, $1)", "WEIR3313", "order")]
    [InlineData("CREATE FUNCTION f(x INT) RETURNS BIGINT LANGUAGE aggregate RETURN max($1)", "WEIR3314", "INTEGER")]
    [InlineData("CREATE FUNCTION f(x INT) LANGUAGE aggregate VOLATILE RETURN max($1)", "WEIR3314", "IMMUTABLE")]
    [InlineData("CREATE FUNCTION f() RETURNS DOUBLE IMMUTABLE RETURN random()", "WEIR3314", "its body calls 'random', which is VOLATILE")]
    [InlineData("CREATE FUNCTION f() RETURNS DOUBLE STABLE RETURN 1 + random()", "WEIR3314", "'random'")]
    [InlineData("CREATE FUNCTION f() RETURNS TIMESTAMPTZ IMMUTABLE RETURN now()", "WEIR3314", "'now', which is STABLE")]
    [InlineData("CREATE FUNCTION f() LANGUAGE window RETURN 'no_window'", "WEIR3313", "no_window")]
    [InlineData("CREATE FUNCTION f() LANGUAGE table RETURN range", "WEIR3313", "")]
    [InlineData("CREATE FUNCTION f() LANGUAGE table RETURN 'query'", "WEIR3313", "'query'")]
    public void A_wrong_statement_says_what_is_wrong(string sql, string code, string part)
    {
        WeirException error = Fails(sql);
        Assert.StartsWith(code, error.Code, StringComparison.Ordinal);
        Assert.Contains(part, error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("SELECT f()", "WEIR3315", "f(x INT)")]
    [InlineData("SELECT f(y := 1)", "WEIR3315", "'y'")]
    [InlineData("SELECT f(DISTINCT 1)", "WEIR3315", "aggregates")]
    [InlineData("SELECT f(1) OVER ()", "WEIR3315", "OVER")]
    [InlineData("SELECT * FROM f(1)", "WEIR3315", "FROM")]
    [InlineData("SELECT f('no number')", "WEIR4", "no number")]
    public void A_wrong_call_is_told_with_the_signature(string sql, string code, string part)
    {
        Make("CREATE FUNCTION f(x INT) RETURNS INT RETURN $1 + 1");
        Make("CREATE FUNCTION again() RETURNS INT RETURN 1");
        Assert.Equal("WEIR3311", Fails("CREATE FUNCTION again() RETURNS INT RETURN 2").Code);
        Make("DROP FUNCTION IF EXISTS nothing");
        WeirException error = Fails(sql);
        Assert.StartsWith(code, error.Code, StringComparison.Ordinal);
        Assert.Contains(part, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_function_depends_on_what_the_functions_in_its_body_depend_on()
    {
        Make("CREATE FUNCTION chance() RETURNS DOUBLE VOLATILE RETURN random()");
        Make("CREATE FUNCTION undeclared() RETURNS INT RETURN 1");
        Assert.Contains("'chance', which is VOLATILE", Fails("CREATE FUNCTION f() RETURNS DOUBLE IMMUTABLE RETURN chance() + 1").Message, StringComparison.Ordinal);
        Assert.Contains("'undeclared', which is VOLATILE", Fails("CREATE FUNCTION f() RETURNS INT STABLE RETURN undeclared()").Message, StringComparison.Ordinal);
        Make("CREATE FUNCTION f() RETURNS DOUBLE RETURN chance() + 1");
        Make("CREATE FUNCTION g() RETURNS TIMESTAMPTZ STABLE RETURN now()");
    }

    [Fact]
    public async Task Functions_work_on_every_path_of_a_query()
    {
        Make("CREATE FUNCTION add_one(x BIGINT) RETURNS BIGINT IMMUTABLE RETURN $1 + 1");
        await using QueryResult result = await _lake.Session.RunAsync(new Query("SELECT add_one($1) AS n") { Parameters = [41L] });
        await foreach (Weir.Arrow.RecordBatch batch in result.Batches())
            using (batch)
                Assert.Equal(42, batch.Column(0).Values<long>()[0]);
        Assert.Equal(Weir.Arrow.ArrowType.Int64, _lake.Session.Describe(new Query("SELECT add_one(1) AS n")).Fields[0].Type);
        Make("EXPLAIN SELECT add_one(range) FROM range(3)");
        DeltaWriteReport report = await _lake.Session.WriteAsync(_lake.Table("t"), new Query("SELECT add_one(range) AS n FROM range(3)"), DeltaWriteMode.Append);
        Assert.Equal(3, report.RowsWritten);
        _lake.Session.Register("t", _lake.Table("t"));
        Assert.Equal(["1", "2", "3"], _lake.Rows("SELECT n FROM t WHERE add_one(n) > 1 ORDER BY n"));
    }

    [Fact]
    public void Every_session_of_a_runtime_has_the_functions_of_its_options()
    {
        using Lake lake = new(options =>
        {
            options.SessionFunctions.Add("CREATE FUNCTION one() RETURNS INT IMMUTABLE RETURN 1");
            options.SessionFunctions.Add("CREATE FUNCTION two() RETURNS INT IMMUTABLE RETURN one() + 1");
        });
        using Session other = lake.Runtime.NewSession();
        Assert.Equal(["2"], Lake.Rows(other, "SELECT two()"));
        other.Run(new Query("DROP FUNCTION two")).Dispose();
        Assert.Equal(["2"], lake.Rows("SELECT two()"));
        Assert.Equal("WEIR3314", Assert.Throws<WeirException>(() => Opened("CREATE FUNCTION f() RETURNS DOUBLE IMMUTABLE RETURN random()")).Code);
        Assert.Equal("WEIR8001", Assert.Throws<WeirException>(() => Opened("SELECT 1")).Code);
    }

    [Fact]
    public void Calls_inside_one_another_cannot_fill_the_memory()
    {
        Make("CREATE FUNCTION twice(x BIGINT) RETURNS BIGINT RETURN $1 + $1");
        Assert.Equal(["1024"], _lake.Rows($"SELECT {Nested(10)}"));
        string code = Fails($"SELECT {Nested(60)}").Code;
        Assert.Equal("WEIR3316", code);
    }

    [Fact]
    public async Task Functions_are_made_by_many_threads_at_once()
    {
        await Task.WhenAll(Enumerable.Range(0, 8).Select(i => Task.Run(() => Make($"CREATE FUNCTION f{i}() RETURNS INT RETURN {i}"))));
        Assert.Equal(["28"], _lake.Rows("SELECT f0() + f1() + f2() + f3() + f4() + f5() + f6() + f7()"));
    }

    private static void Opened(string function)
    {
        WeirOptions options = new();
        options.SessionFunctions.Add(function);
        WeirRuntime.Open(options).Dispose();
    }

    private static string Nested(int depth) => string.Concat(Enumerable.Repeat("twice(", depth)) + "1" + new string(')', depth);

    private List<string> Make(string sql)
    {
        using QueryResult result = _lake.Session.Run(new Query(sql));
        return Lake.Texts(result);
    }

    private WeirException Fails(string sql) => Assert.Throws<WeirException>(() => Make(sql));
}
