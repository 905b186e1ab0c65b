namespace Weir.Tests.Sessions;

public sealed class FunctionRoutingTests : IDisposable
{
    private const string Numbers = "(VALUES (1::BIGINT), (2), (4)) AS t(i)";

    private readonly Lake _lake = new(options => options.EmbeddedPlugins.Add(NamesakePlugin.New()));

    public void Dispose() => _lake.Dispose();

    [Theory]
    [Trait("Requirement", "R179")]
    [InlineData("upper('a')", "A")]
    [InlineData("upper(1)", "2")]
    [InlineData("upper(1::BIGINT)", "2")]
    [InlineData("upper(value := 1)", "2")]
    [InlineData("one_more(1)", "2")]
    [InlineData("main.upper('a')", "A")]
    [InlineData("upper(upper('a'))", "A")]
    [InlineData("namesakes_only(1)", "2")]
    [InlineData("max(3)", "3")]
    [InlineData("chr(65)", "A")]
    [InlineData("chr('abc')", "3")]
    public void A_call_that_both_take_is_the_engine_s_and_one_that_only_the_plugin_takes_is_the_plugin_s(string call, string result) =>
        Assert.Equal([result], _lake.Rows($"SELECT {call}"));

    [Theory]
    [Trait("Requirement", "R147")]
    [InlineData("SELECT upper(i) FROM {0}", "2,3,5")]
    [InlineData("SELECT max(i) FROM {0}", "7")]
    [InlineData("SELECT max(i ORDER BY i DESC) FILTER (i < 4) FROM {0}", "3")]
    [InlineData("SELECT max(DISTINCT i) OVER () FROM {0}", "7,7,7")]
    [InlineData("SELECT lag(i) OVER (ORDER BY i) FROM {0}", "NULL,1,2")]
    [InlineData("SELECT lag(i, 1) OVER (ORDER BY i) FROM {0}", "NULL,1,2")]
    [InlineData("SELECT ntile(2) OVER (ORDER BY i) FROM {0}", "1,1,2")]
    [InlineData("SELECT value FROM range(1, 4)", "1,2,3")]
    [InlineData("SELECT r.value FROM range(1) AS r", "1,2")]
    [InlineData("SELECT range.value FROM range(start := 2)", "2")]
    [InlineData("SELECT main.max(i) FROM {0}", "4")]
    [InlineData("SELECT upper('a')", "A")]
    public void The_plugin_comes_first_where_a_query_asks_for_it(string sql, string rows)
    {
        Query query = new(string.Format(System.Globalization.CultureInfo.InvariantCulture, sql, Numbers)) { FunctionTierPolicy = FunctionTierPolicy.PluginFirst };
        Assert.Equal(rows, string.Join(',', _lake.Rows(query)));
    }

    [Theory]
    [InlineData("SELECT max(i) FROM {0}", "4")]
    [InlineData("SELECT lag(i) OVER (ORDER BY i) FROM {0}", "NULL,1,2")]
    [InlineData("SELECT lag(i, 1, 0) OVER (ORDER BY i) FROM {0}", "0,1,2")]
    [InlineData("SELECT range FROM range(2)", "0,1")]
    [InlineData("SELECT value FROM range(1, stop := 3)", "1,2")]
    [InlineData("SELECT chr(66)", "B")]
    public void The_engine_comes_first_unless_told_otherwise(string sql, string rows) =>
        Assert.Equal(rows, string.Join(',', _lake.Rows(string.Format(System.Globalization.CultureInfo.InvariantCulture, sql, Numbers))));

    [Theory]
    [InlineData("SELECT upper(i) FROM {0}", FunctionTierPolicy.BuiltinFirst, "2,3,5")]
    [InlineData("SELECT upper(name) FROM {1}", FunctionTierPolicy.PluginFirst, "A,B")]
    [InlineData("WITH w AS (SELECT i * 2 AS j FROM {0}) SELECT upper(j) FROM w", FunctionTierPolicy.BuiltinFirst, "3,5,9")]
    [InlineData("SELECT upper(m) FROM (SELECT min(i) AS m, i % 2 AS g FROM {0} GROUP BY g) ORDER BY 1", FunctionTierPolicy.BuiltinFirst, "2,3")]
    [InlineData("SELECT (SELECT upper(i) FROM {0} WHERE i = 4)", FunctionTierPolicy.BuiltinFirst, "5")]
    [InlineData("SELECT name FROM {1} WHERE upper(name) = 'B'", FunctionTierPolicy.PluginFirst, "b")]
    [InlineData("SELECT upper(name) || upper(i) FROM {1}, {0} WHERE i = 1", FunctionTierPolicy.BuiltinFirst, "A2,B2")]
    [InlineData("SELECT max(n) FROM (SELECT name AS n FROM {1})", FunctionTierPolicy.PluginFirst, "b")]
    [InlineData("SELECT max(n) OVER () FROM (SELECT name AS n FROM {1})", FunctionTierPolicy.PluginFirst, "b,b")]
    public void Types_of_columns_decide_once_their_tables_are_bound(string sql, FunctionTierPolicy policy, string rows)
    {
        Query query = new(string.Format(System.Globalization.CultureInfo.InvariantCulture, sql, Numbers, "(VALUES ('a'), ('b')) AS u(name)")) { FunctionTierPolicy = policy };
        Assert.Equal(rows, string.Join(',', _lake.Rows(query)));
    }

    [Fact]
    public void Where_the_engine_cannot_tell_a_type_the_policy_decides()
    {
        Assert.Equal(["A"], _lake.Rows(new Query("SELECT upper($1)") { Parameters = ["a"] }));
        Assert.Equal(["A|2"], _lake.Rows(new Query($"SELECT upper($name), max(i) FROM {Numbers} WHERE i < $limit")
        {
            NamedParameters = new Dictionary<string, object?> { ["name"] = "a", ["limit"] = 4 },
        }));
        Assert.Equal(["[A, B]"], _lake.Rows("SELECT list_transform(['a', 'b'], lambda x: upper(x))"));
        Assert.Equal(["A", "B"], _lake.Rows("SELECT (SELECT upper(name)) FROM (VALUES ('a'), ('b')) AS u(name) ORDER BY 1"));
    }

    [Fact]
    public void Types_of_the_session_s_tables_decide_too_behind_a_view()
    {
        _lake.Session.Register("numbers", new DatasetLocation(_lake.WriteParquet("n.parquet", "SELECT 7::BIGINT AS i, 'x' AS name"), DatasetFormat.Parquet));
        _lake.Session.RegisterView("v", "SELECT upper(i) AS a, upper(name) AS b FROM numbers");
        Assert.Equal(["8|X"], _lake.Rows("SELECT * FROM v"));
        Assert.Equal(["8|X"], _lake.Rows("SELECT upper(i), upper(name) FROM numbers"));
        Assert.Equal(["upper(i)", "upper(\"name\")"], _lake.Session.Describe(new Query("SELECT upper(i), upper(name) FROM numbers")).Fields.Select(field => field.Name));
    }

    [Fact]
    public void The_policy_of_the_runtime_holds_for_every_query_that_has_none_of_its_own()
    {
        using Lake pluginFirst = new(options =>
        {
            options.EmbeddedPlugins.Add(NamesakePlugin.New());
            options.FunctionTierPolicy = FunctionTierPolicy.PluginFirst;
        });
        Assert.Equal(["7"], pluginFirst.Rows($"SELECT max(i) FROM {Numbers}"));
        Assert.Equal(["4"], pluginFirst.Rows(new Query($"SELECT max(i) FROM {Numbers}") { FunctionTierPolicy = FunctionTierPolicy.BuiltinFirst }));
        pluginFirst.Session.RegisterView("v", $"SELECT max(i) AS m FROM {Numbers}");
        Assert.Equal(["7"], pluginFirst.Rows("SELECT m FROM v"));
    }

    [Fact]
    [Trait("Requirement", "R147")]
    public void A_session_without_the_plugin_has_the_engine_s_functions_as_they_were()
    {
        using Lake lake = new();
        using Session other = lake.Runtime.NewSession();
        lake.Session.RegisterPlugin(NamesakePlugin.New());
        Assert.Equal(["2"], lake.Rows("SELECT upper(1)"));
        Assert.Equal(["A"], Lake.Rows(other, "SELECT upper('a')"));
        Assert.Equal(["4"], Lake.Rows(other, $"SELECT max(i) FROM {Numbers}"));
        Assert.Equal("WEIR3227", Assert.Throws<WeirException>(() => Lake.Rows(other, "SELECT namesakes_only(1)")).Code);
        Assert.StartsWith("WEIR4", Assert.Throws<WeirException>(() => Lake.Rows(other, "SELECT upper(1)")).Code, StringComparison.Ordinal);
    }

    [Fact]
    public void Columns_keep_the_names_that_they_have_without_a_plugin()
    {
        using Lake bare = new();
        foreach (string sql in (string[])[$"SELECT max(i), upper('x'), lag(i) OVER () FROM {Numbers} GROUP BY i", "SELECT * FROM range(2), range(1, 2) AS r(x)"])
            Assert.Equal(bare.Session.Describe(new Query(sql)).Fields.Select(field => field.Name), _lake.Session.Describe(new Query(sql)).Fields.Select(field => field.Name));
        using QueryResult result = _lake.Session.Run(new Query($"SELECT max(i) FROM {Numbers}") { FunctionTierPolicy = FunctionTierPolicy.PluginFirst });
        Assert.Equal(["max(i)"], result.Schema.Fields.Select(field => field.Name));
    }

    [Theory]
    [InlineData("SELECT weir_plugin_fn_max(1)")]
    [InlineData("SELECT * FROM weir_plugin_fn_range(1, 2)")]
    [InlineData("SELECT main.weir_plugin_fn_upper(1)")]
    public void Names_that_functions_have_within_are_closed_to_queries(string sql) =>
        Assert.Equal("WEIR5003", Assert.Throws<WeirException>(() => _lake.Rows(sql)).Code);

    [Fact]
    public void Names_that_functions_have_within_are_in_no_listing()
    {
        Assert.Equal(
            ["chr", "max", "namesakes_only", "ntile", "range", "upper"], _lake.Rows("SELECT name FROM weir_functions() WHERE plugin = 'namesakes' ORDER BY name"));
        Assert.Empty(_lake.Rows("SELECT name FROM udf_docs() WHERE starts_with(name, 'weir_plugin_')"));
        Assert.DoesNotContain(_lake.Session.Functions.Routines, routine => routine.Name.StartsWith("weir_plugin_", StringComparison.Ordinal));
    }

    [Fact]
    public void A_closed_function_of_the_engine_stays_closed_whatever_a_plugin_is_called()
    {
        using Lake lake = new();
        Weir.Tests.Engine.InlinePlugin plugin = new("closed");
        lake.Session.RegisterPlugin(plugin.With(new ClosedTable("duckdb_secrets")));
        Assert.StartsWith("WEIR5", Assert.Throws<WeirException>(() => lake.Rows("FROM duckdb_secrets()")).Code, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("read_delta")]
    [InlineData("UDF_DOCS")]
    [InlineData("weir_plugin_fn_x")]
    public void A_name_that_Weir_keeps_for_itself_refuses_the_plugin(string name)
    {
        using Lake lake = new();
        Weir.Tests.Engine.InlinePlugin plugin = new("taker");
        WeirException error = Assert.Throws<WeirException>(() => lake.Session.RegisterPlugin(plugin.With(new ClosedTable(name))));
        Assert.Equal("WEIR3200", error.Code);
        Assert.Contains("Weir itself", error.Message, StringComparison.Ordinal);
    }

    private sealed class ClosedTable(string name) : Weir.Plugins.PluginTableFunction(name, [])
    {
        public override Weir.Plugins.PluginTable Bind(Weir.Plugins.PluginBinding binding) => new Weir.Tests.Engine.RowsTable(1);
    }
}
