using Weir.Arrow;

namespace Weir.Tests.Sessions;

/// <summary>Function policies, as JSON and as Arrow.</summary>
public sealed class FunctionPolicyTests(SharedRuntime shared) : IClassFixture<SharedRuntime>
{
    private const string Policy = """
        {
          "version": 1,
          "primitives": [
            { "name": "stable_hash64", "params": [{ "name": "text", "dtype": "Utf8" }], "return_type": "Int64", "volatility": "Immutable", "description": "A hash.", "supports_named_args": true },
            { "name": "list_sum", "params": [{ "name": "items", "dtype": "list<decimal(10, 2)>" }], "return_type": "decimal(38, 2)", "volatility": "stable", "supports_named_args": false },
            { "name": "map_keys", "params": [{ "name": "m", "dtype": "map<utf8, struct<a: int32, bc: list<float64>>>" }], "return_type": "large_list<string>", "volatility": "Volatile" }
          ],
          "prefer_named_arguments": false,
          "allow_async": false,
          "domain_operator_hooks": ["->", "@>"]
        }
        """;

    [Fact]
    public void Functions_of_a_policy_are_calls_of_the_functions_of_their_names_with_the_declared_types()
    {
        using Session session = shared.Runtime.NewSession();
        session.ApplyFunctionPolicy(Policy);
        Assert.Equal(["5982700193828047002|true"], Lake.Rows(session, "SELECT stable_hash64(text := 'alpha'), stable_hash64(5) = stable_hash64('5')"));
        Assert.Equal(["3.50|DECIMAL(38,2)"], Lake.Rows(session, "SELECT list_sum([1.25, 2.25]), typeof(list_sum([1.25, 2.25]))"));
        Assert.Equal(["[k]"], Lake.Rows(session, "SELECT map_keys(MAP {'k': {'a': 1, 'bc': [1.5]}})"));
        Assert.Contains("by place only", Fails(session, "SELECT list_sum(items := [1.5])"), StringComparison.Ordinal);
        Assert.Contains("stable_hash64(text VARCHAR)", Fails(session, "SELECT stable_hash64('a', 'b')"), StringComparison.Ordinal);
        session.Run(new Query("DROP FUNCTION list_sum")).Dispose();
        Assert.Equal(["3.5"], Lake.Rows(session, "SELECT list_sum([1.25::DOUBLE, 2.25])"));
        session.ApplyFunctionPolicy("""{"version": 1, "primitives": []}""");
    }

    [Fact]
    public void A_policy_in_Arrow_s_format_says_the_same_as_one_in_JSON()
    {
        using Session session = shared.Runtime.NewSession();
        using MemoryStream stream = new();
        using (QueryResult written = session.Run(new Query("""
            SELECT 1 AS version,
                [{'name': 'stable_hash64', 'params': [{'name': 'text', 'dtype': 'Utf8'}], 'return_type': 'Int64', 'volatility': 'Immutable', 'description': NULL::VARCHAR, 'supports_named_args': true}] AS primitives,
                true AS prefer_named_arguments, false AS allow_async, []::VARCHAR[] AS domain_operator_hooks
            """)))
        using (RecordBatchReader rows = written.AsReader())
        using (ArrowIpcWriter writer = new(stream, rows.Schema))
        {
            while (rows.Read() is { } batch)
                using (batch)
                    writer.Write(batch);
            writer.Finish();
        }
        session.ApplyFunctionPolicy(new ArrowIpcReader(new MemoryStream(stream.ToArray())));
        Assert.Equal(["5982700193828047002"], Lake.Rows(session, "SELECT stable_hash64(text := 'alpha')"));
    }

    [Theory]
    [InlineData("{", "WEIR3317", "cannot be read")]
    [InlineData("null", "WEIR3317", "null")]
    [InlineData("""{"version": 2, "primitives": []}""", "WEIR3317", "version 2")]
    [InlineData("""{"version": 1}""", "WEIR3317", "primitives")]
    [InlineData("""{"version": 1, "primitives": [], "more": 1}""", "WEIR3317", "more")]
    [InlineData("""{"version": 1, "primitives": [], "domain_operator_hooks": ["#>"]}""", "WEIR3317", "#>")]
    [InlineData("""{"version": 1, "primitives": [P, P]}""", "WEIR3317", "twice")]
    [InlineData("""{"version": 1, "primitives": [P], "prefer_named_arguments": true}""", "WEIR3317", "named arguments")]
    [InlineData("""{"version": 1, "primitives": [{"name": "no_such_function", "params": [], "return_type": "utf8", "volatility": "immutable"}]}""", "WEIR3317", "no_such_function")]
    [InlineData("""{"version": 1, "primitives": [{"name": "abs", "params": [{"name": "x", "dtype": "list<"}], "return_type": "int64", "volatility": "immutable"}]}""", "WEIR3317", "list<")]
    [InlineData("""{"version": 1, "primitives": [{"name": "abs", "params": [{"name": "x", "dtype": "int64"}], "return_type": "int64", "volatility": "often"}]}""", "WEIR3317", "often")]
    [InlineData("""{"version": 1, "primitives": [{"name": "abs", "params": [{"name": "x", "dtype": "int64"}], "return_type": "utf8", "volatility": "immutable"}]}""", "WEIR3314", "BIGINT")]
    [InlineData("""{"version": 1, "primitives": [{"name": "random", "params": [], "return_type": "float64", "volatility": "immutable"}]}""", "WEIR3314", "VOLATILE")]
    [InlineData("""{"version": 1, "primitives": [{"name": "lower", "params": [{"name": "x", "dtype": "list<utf8>"}, {"name": "y", "dtype": "utf8"}], "return_type": "utf8", "volatility": "immutable"}]}""", "WEIR3313", "lower")]
    [InlineData("""{"version": 1, "primitives": [{"name": "max", "params": [{"name": "x", "dtype": "int64"}], "return_type": "int64", "volatility": "immutable"}]}""", "WEIR3313", "max")]
    public void A_wrong_policy_changes_nothing_and_says_what_is_wrong(string policy, string code, string part)
    {
        const string primitive = """{"name": "upper", "params": [{"name": "x", "dtype": "utf8"}], "return_type": "utf8", "volatility": "immutable", "supports_named_args": false}""";
        using Session session = shared.Runtime.NewSession();
        string good = policy.Replace("\"primitives\": [{", $"\"primitives\": [{primitive}, {{", StringComparison.Ordinal);
        WeirException error = Assert.Throws<WeirException>(() => session.ApplyFunctionPolicy(good.Replace("[P", $"[{primitive}", StringComparison.Ordinal).Replace(", P]", $", {primitive}]", StringComparison.Ordinal)));
        Assert.Equal(code, error.Code);
        Assert.Contains(part, error.Message, StringComparison.Ordinal);
        Assert.Equal("WEIR3312", Assert.Throws<WeirException>(() => session.Run(new Query("DROP FUNCTION upper"))).Code);
    }

    [Fact]
    public void A_policy_of_the_options_holds_in_every_session_beside_its_functions_and_a_wrong_one_keeps_the_runtime_closed()
    {
        WeirOptions options = new() { Threads = 1, FunctionPolicy = Policy, SessionFunctions = { "CREATE FUNCTION one() RETURNS INT IMMUTABLE RETURN 1" } };
        using WeirRuntime runtime = WeirRuntime.Open(options);
        for (int i = 0; i < 2; i++)
        {
            using Session session = runtime.NewSession();
            Assert.Equal(["3.50|1"], Lake.Rows(session, "SELECT list_sum([1.25, 2.25]), one()"));
            Assert.Contains("by place only", Fails(session, "SELECT list_sum(items := [1.5])"), StringComparison.Ordinal);
            session.Run(new Query("DROP FUNCTION list_sum")).Dispose();
        }
        Assert.Equal("WEIR3317", Assert.Throws<WeirException>(() => WeirRuntime.Open(new WeirOptions { FunctionPolicy = "{" })).Code);
    }

    private static string Fails(Session session, string sql) => Assert.Throws<WeirException>(() => session.Run(new Query(sql)).Dispose()).Message;
}
