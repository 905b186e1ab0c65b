using System.Text.Json;
using Weir.Engine;
using Weir.Plugins;
using Weir.Tests.Plugins.Sample;

namespace Weir.Tests.Sessions;

public sealed class FunctionCatalogTests : IDisposable
{
    private readonly Lake _lake = new(options =>
    {
        options.EmbeddedPlugins.Add(NamesakePlugin.New());
        options.EmbeddedPlugins.Add(new SamplePlugin());
    });

    public void Dispose() => _lake.Dispose();

    [Fact]
    public void Only_what_is_left_uncomputed_is_said_to_be_so()
    {
        Assert.Equal(["arrow_metadata"], _lake.Rows("SELECT name FROM udf_registry() WHERE short_circuits"));
        Assert.Equal(["{}"], _lake.Rows("SELECT arrow_metadata(error('computed')) FROM range(1)"));
    }

    [Fact]
    [Trait("Requirement", "R177")]
    [Trait("Requirement", "R178")]
    public void The_engine_s_routines_come_with_parameters_types_results_and_stability()
    {
        FunctionCatalog catalog = _lake.Session.Functions;
        FunctionRoutine upper = Assert.Single(catalog.Find("UPPER"), routine => routine.Tier == FunctionTier.Builtin);
        Assert.Equal(("upper", FunctionKind.Scalar, "VARCHAR", FunctionVolatility.Immutable), (upper.Name, upper.Kind, upper.ReturnType, upper.Volatility));
        Assert.Equal("VARCHAR", Assert.Single(upper.Parameters).Type);
        Assert.NotEmpty(upper.Description);
        Assert.NotEmpty(upper.Examples);
        Assert.Equal(FunctionVolatility.Volatile, Assert.Single(catalog.Find("random")).Volatility);
        Assert.Equal(FunctionVolatility.Stable, catalog.Find("now")[0].Volatility);
        Assert.Contains(catalog.Find("concat"), routine => routine.Parameters.Any(parameter => parameter.IsFurther));
        Assert.All(catalog.Routines, routine => Assert.NotEmpty(routine.Name));
        Assert.Contains(catalog.Find("lag"), routine => routine is { Kind: FunctionKind.Window, Tier: FunctionTier.Builtin });
    }

    [Fact]
    [Trait("Requirement", "R177")]
    public void A_plugin_s_routines_come_with_what_it_exports()
    {
        FunctionRoutine greet = Assert.Single(_lake.Session.Functions.Find("sample_greet"));
        Assert.Equal((FunctionTier.Plugin, "sample", "VARCHAR", FunctionVolatility.Immutable), (greet.Tier, greet.Owner, greet.ReturnType, greet.Volatility));
        Assert.Equal("sample_greet(name VARCHAR, greeting VARCHAR := 'hello')", greet.Signature);
        Assert.Equal(["upper"], _lake.Session.Functions.Find("one_more").Select(routine => routine.Name));
    }

    [Theory]
    [Trait("Requirement", "R179")]
    [InlineData("upper", "VARCHAR", FunctionTier.Builtin, FunctionTier.Builtin)]
    [InlineData("upper", "BIGINT", FunctionTier.Plugin, FunctionTier.Plugin)]
    [InlineData("upper", null, FunctionTier.Builtin, FunctionTier.Plugin)]
    [InlineData("max", "BIGINT", FunctionTier.Builtin, FunctionTier.Plugin)]
    [InlineData("lag", "BIGINT", FunctionTier.Builtin, FunctionTier.Plugin)]
    [InlineData("sqrt", "DOUBLE", FunctionTier.Builtin, FunctionTier.Builtin)]
    [InlineData("namesakes_only", "INTEGER", FunctionTier.Plugin, FunctionTier.Plugin)]
    [InlineData("one_more", "BIGINT", FunctionTier.Plugin, FunctionTier.Plugin)]
    public void A_call_resolves_by_its_signature_and_then_by_the_policy(string name, string? type, FunctionTier builtinFirst, FunctionTier pluginFirst)
    {
        FunctionCatalog catalog = _lake.Session.Functions;
        Assert.Equal(FunctionTierPolicy.BuiltinFirst, catalog.Policy);
        Assert.Equal(builtinFirst, catalog.Resolve(name, [type])?.Tier);
        Assert.Equal(pluginFirst, catalog.With(FunctionTierPolicy.PluginFirst).Resolve(name, [type])?.Tier);
    }

    [Theory]
    [InlineData("upper", 1, null, true)]
    [InlineData("upper", 2, null, false)]
    [InlineData("no_such_function", 1, null, false)]
    [InlineData("namesakes_only", 2, null, false)]
    [InlineData("range", 2, FunctionKind.Table, true)]
    [InlineData("range", 4, FunctionKind.Table, false)]
    [InlineData("row_number", 0, FunctionKind.Window, true)]
    [InlineData("row_number", 0, FunctionKind.Scalar, false)]
    [InlineData("max", 1, FunctionKind.Scalar, false)]
    [InlineData("max", 1, FunctionKind.Aggregate, true)]
    [InlineData("max", 1, FunctionKind.Window, true)]
    [InlineData("udf_docs", 0, null, true)]
    [InlineData("udf_docs", 1, null, false)]
    [InlineData("read_parquet", 1, FunctionKind.Table, true)]
    public void A_call_resolves_by_the_number_of_its_arguments(string name, int count, FunctionKind? kind, bool isFound) =>
        Assert.Equal(isFound, _lake.Session.Functions.Resolve(name, count, kind) is not null);

    [Fact]
    [Trait("Requirement", "R147")]
    [Trait("Requirement", "R149")]
    public void A_name_resolves_in_the_session_s_registry_first_then_among_the_engine_s_then_not_at_all()
    {
        using Session session = _lake.Runtime.NewSession();
        Assert.Null(session.Functions.Resolve("late_number", 0));
        Assert.Equal((FunctionTier.Builtin, null), (session.Functions.Resolve("sqrt", 1)?.Tier, session.Functions.Resolve("sqrt", 1)?.Owner));
        session.RegisterPlugin(new PluginDouble("late") { Functions = { new NumberFunction("late_number", 5) } });
        Assert.Equal("late", session.Functions.Resolve("late_number", 0)?.Owner);
        Assert.Null(_lake.Session.Functions.Resolve("late_number", 0));
        Assert.Null(session.Functions.Resolve("sqrt_of", 1));
    }

    [Fact]
    public void Names_that_are_near_a_mistyped_one_are_told()
    {
        Assert.Equal("sample_greet", _lake.Session.Functions.Near("sample_gret")[0]);
        Assert.Equal("upper", _lake.Session.Functions.Near("uper")[0]);
        Assert.Empty(_lake.Session.Functions.Near("zzzzzzzzzzzz"));
    }

    [Fact]
    public void The_registry_says_what_planning_knows_of_each_function()
    {
        Assert.Equal(
            ["name VARCHAR", "kind VARCHAR", "volatility VARCHAR", "aliases VARCHAR[]", "parameter_names VARCHAR[]", "simplify BOOLEAN", "coerce_types BOOLEAN", "short_circuits BOOLEAN"],
            _lake.Rows("SELECT column_name || ' ' || column_type FROM (DESCRIBE FROM udf_registry())"));
        Assert.Equal(
            [
                "max|aggregate|immutable|[]|[p0]|false|true|false",
                "ntile|window|immutable|[]|[p0]|false|true|false",
                "udf_docs|table|stable|[]|[]|false|false|false",
                "upper|scalar|immutable|[one_more]|[value]|true|true|false",
            ],
            _lake.Rows("SELECT * FROM udf_registry() WHERE name IN ('upper', 'max', 'ntile', 'udf_docs') ORDER BY name"));
        using Lake bare = new();
        Assert.Equal(
            ["delta_add_actions", "delta_history", "delta_snapshot", "interval_align", "list_files_cache", "metadata_cache", "predicate_cache", "read_delta", "read_delta_cdf", "statistics_cache", "udf_docs", "udf_registry", "weir_functions", "weir_plugins"],
            bare.Rows("SELECT name FROM udf_registry() WHERE kind = 'table' AND volatility = 'stable' ORDER BY name"));
    }

    [Fact]
    public void The_documentation_is_a_table()
    {
        Assert.Equal(
            [
                "name VARCHAR", "kind VARCHAR", "section VARCHAR", "description VARCHAR", "syntax VARCHAR", "sql_example VARCHAR",
                "argument_names VARCHAR[]", "argument_descriptions VARCHAR[]", "alternative_syntax VARCHAR[]", "related_udfs VARCHAR[]",
            ],
            _lake.Rows("SELECT column_name || ' ' || column_type FROM (DESCRIBE FROM udf_docs())"));
        Assert.Equal(
            ["upper|scalar|namesakes|upper(value BIGINT)|[value]|one_more(value BIGINT)"],
            _lake.Rows("SELECT name, kind, section, syntax, argument_names, alternative_syntax[1] FROM udf_docs() WHERE name = 'upper'"));
        Assert.StartsWith("WEIR4", Assert.Throws<WeirException>(() => _lake.Rows("FROM udf_docs(1)")).Code, StringComparison.Ordinal);
    }

    [Fact]
    public void The_snapshot_has_its_form_and_its_hash_names_the_functions()
    {
        FunctionRegistrySnapshot snapshot = _lake.Session.Functions.Snapshot;
        Assert.Equal(_lake.Runtime.Functions.Snapshot.Hash, snapshot.Hash);
        Assert.Equal(snapshot.Hash, _lake.Session.Capabilities.RegistrySnapshotHash);
        Assert.Matches("^[0-9a-f]{32}$", snapshot.Hash);
        using JsonDocument json = JsonDocument.Parse(PluginJson.Write(snapshot));
        Assert.Equal(
            [
                "version", "scalar", "aggregate", "window", "table", "aliases", "parameter_names", "volatility", "rewrite_tags", "simplify",
                "coerce_types", "short_circuits", "signature_inputs", "return_types", "config_defaults", "custom_udfs",
            ],
            json.RootElement.EnumerateObject().Select(member => member.Name));
        Assert.Equal("[[\"VARCHAR\",\"VARCHAR\"]]", json.RootElement.GetProperty("signature_inputs").GetProperty("sample_greet").GetRawText().ReplaceLineEndings("").Replace(" ", "", StringComparison.Ordinal));
        Assert.Contains("sample_add", snapshot.CustomUdfs);
        Assert.DoesNotContain("udf_docs", snapshot.CustomUdfs);
        foreach (string scalar in snapshot.Scalar)
            Assert.True(snapshot.ParameterNames.ContainsKey(scalar) && snapshot.Volatility.ContainsKey(scalar), scalar);
        using Lake bare = new();
        Assert.NotEqual(bare.Session.Functions.Snapshot.Hash, snapshot.Hash);
    }

    [Fact]
    public void A_snapshot_of_known_names_has_the_hash_that_the_form_says()
    {
        FunctionRegistrySnapshot snapshot = _lake.Session.Functions.Snapshot with { Scalar = ["a"], Aggregate = [], Window = [], Table = ["b"] };
        byte[] digest = new byte[16];
        Weir.CodeFunctions.Hashing.Blake2b.Hash("a\0b\0"u8, digest);
        Assert.Equal(Convert.ToHexStringLower(digest), snapshot.Hash);
    }

    [Fact]
    public void The_engine_says_of_a_plugin_s_functions_what_the_snapshot_says()
    {
        FunctionRegistrySnapshot snapshot = _lake.Session.Functions.Snapshot;
        EngineFunctions engine = _lake.Session.Host.Engine.Functions;
        string[] known =
        [
            .. ((Plugin[])[NamesakePlugin.New(), new SamplePlugin()])
                .SelectMany(plugin => plugin.Scalars.Concat<PluginFunction>(plugin.Aggregates)).Select(function => function.Name),
        ];
        Assert.True(known.Length > 5);
        foreach (string name in snapshot.Scalar.Concat(snapshot.Aggregate).Intersect(known))
        {
            string registered = engine.Has(name) ? PluginNames.OfFunction(name) : name;
            string[] inputs = [.. snapshot.SignatureInputs[name][0]];
            string types = string.Join(", ", inputs.Where(type => !type.EndsWith("...", StringComparison.Ordinal)));
            string row = Assert.Single(_lake.Rows(
                $"SELECT parameter_types, return_type, stability FROM duckdb_functions() WHERE function_name = '{registered}'"));
            Assert.Equal($"[{types}]|{snapshot.ReturnTypes[name]}|{(snapshot.Volatility[name] == "immutable" ? "CONSISTENT" : "VOLATILE")}", row);
        }
    }

    [Fact]
    public void Every_window_function_of_the_grammar_is_in_the_catalog()
    {
        using DuckConnection connection = _lake.Session.Host.Engine.Connect();
        foreach (EngineRoutine routine in EngineWindows.All)
        {
            string arguments = string.Join(", ", routine.Parameters.Select(_ => "1"));
            using JsonDocument tree = Weir.Engine.Syntax.SyntaxReader.Read(connection, $"SELECT {routine.Name}({arguments}) OVER ()", CancellationToken.None);
            string type = tree.RootElement.GetProperty("statements")[0].GetProperty("node").GetProperty("select_list")[0].GetProperty("type").GetString()!;
            Assert.True(type is not "WINDOW_AGGREGATE", $"{routine.Name} is no window function of the grammar");
        }
        string names = string.Join(", ", EngineWindows.All.Select(routine => $"'{routine.Name}'").Distinct());
        Assert.Equal(
            [EngineWindows.All.Select(routine => routine.Name).Distinct().Count().ToString(System.Globalization.CultureInfo.InvariantCulture)],
            _lake.Rows($"SELECT count(DISTINCT function_name) FROM duckdb_functions() WHERE function_name IN ({names}) AND function_type = 'aggregate'"));
    }

    [Fact]
    public void The_catalog_s_rules_for_types_are_those_of_the_engine()
    {
        string[] types =
        [
            "BOOLEAN", "TINYINT", "SMALLINT", "INTEGER", "BIGINT", "HUGEINT", "UTINYINT", "USMALLINT", "UINTEGER", "UBIGINT", "UHUGEINT",
            "FLOAT", "DOUBLE", "DATE", "TIMESTAMP", "TIMESTAMP WITH TIME ZONE", "TIME", "INTERVAL", "BLOB", "UUID", "VARCHAR",
        ];
        string pairs = string.Join(", ", from one in types from other in types select $"('{one}', '{other}', can_cast_implicitly(NULL::{one}, NULL::{other}))");
        foreach (string row in _lake.Rows($"SELECT * FROM (VALUES {pairs}) AS t(a, b, c)"))
        {
            string[] cells = row.Split('|');
            bool fits = Weir.Engine.Syntax.TypeFit.Of(cells[0], cells[1]) != Weir.Engine.Syntax.FunctionFit.No;
            // The engine's own rules let everything become a text here, and refuse it where a function is chosen.
            if (cells[1] != "VARCHAR")
                Assert.True(fits == bool.Parse(cells[2]), $"{cells[0]} to {cells[1]}: the engine says {cells[2]}");
        }
    }
}
