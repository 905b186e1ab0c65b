using Weir.Build;
using Weir.Build.Check;
using Weir.Build.Plan;
using Weir.Build.Run;
using Weir.Build.Spec;

namespace Weir.Tests.Build;

public sealed class LoweringTests : IDisposable
{
    private const string Left = "SELECT 1::BIGINT AS id, 'x' AS name, 5::INTEGER AS bstart, 9::INTEGER AS bend, 1.5::DOUBLE AS weight";
    private const string Right = "SELECT 1::INTEGER AS id, 'y' AS label, 6::BIGINT AS bstart, 7::BIGINT AS bend, DATE '2026-01-02' AS day";

    private readonly WeirRuntime _runtime = WeirRuntime.Open(new WeirOptions { Threads = 1 });
    private readonly Session _session;

    public LoweringTests()
    {
        _session = _runtime.NewSession();
        _session.RegisterView("l", Left);
        _session.RegisterView("r", Right);
        _session.RegisterView("repo_files_v1", "SELECT 'a.cs' AS path, 3::UBIGINT AS size_bytes");
    }

    public void Dispose()
    {
        _session.Dispose();
        _runtime.Dispose();
    }

    [Theory]
    [InlineData(
        """{ "kind": "Normalize", "source": "l", "id_columns": ["name"], "span_columns": ["bstart", "bend"], "text_columns": ["name"] }""",
        """SELECT *, stable_id('v', "name") AS "entity_id", span_make(CAST("bstart" AS BIGINT), CAST("bend" AS BIGINT)) AS "span", utf8_normalize("name") AS "name_normalized" FROM "l" """)]
    [InlineData(
        """{ "kind": "Normalize", "source": "l", "id_columns": ["id", "name"] }""",
        """SELECT *, stable_id_parts('v', CAST("id" AS VARCHAR), "name") AS "entity_id" FROM "l" """)]
    [InlineData(
        """{ "kind": "Normalize", "source": "l" }""",
        """SELECT *, stable_id('v', 'l') AS "entity_id" FROM "l" """)]
    [InlineData(
        """{ "kind": "Relate", "left": "l", "right": "r", "join_type": "Left", "join_keys": [{ "left_key": "id", "right_key": "id" }] }""",
        """SELECT __left."id" AS "id", __left."name" AS "name", __left."bstart" AS "bstart", __left."bend" AS "bend", __left."weight" AS "weight", __right."label" AS "label", __right."bstart" AS "bstart__right", __right."bend" AS "bend__right", __right."day" AS "day" FROM "l" AS __left LEFT JOIN "r" AS __right ON __left."id" = __right."id" """)]
    [InlineData(
        """{ "kind": "Relate", "left": "l", "right": "r", "join_type": "Full", "join_keys": [{ "left_key": "id", "right_key": "id" }, { "left_key": "name", "right_key": "label" }] }""",
        """SELECT coalesce(__left."id", __right."id") AS "id", __left."name" AS "name", __left."bstart" AS "bstart", __left."bend" AS "bend", __left."weight" AS "weight", __right."label" AS "label", __right."bstart" AS "bstart__right", __right."bend" AS "bend__right", __right."day" AS "day" FROM "l" AS __left FULL JOIN "r" AS __right ON __left."id" = __right."id" AND __left."name" = __right."label" """)]
    [InlineData(
        """{ "kind": "Relate", "left": "l", "right": "r", "join_type": "Anti", "join_keys": [{ "left_key": "id", "right_key": "id" }] }""",
        """SELECT __left."id" AS "id", __left."name" AS "name", __left."bstart" AS "bstart", __left."bend" AS "bend", __left."weight" AS "weight" FROM "l" AS __left ANTI JOIN "r" AS __right ON __left."id" = __right."id" """)]
    [InlineData(
        """{ "kind": "Relate", "left": "l", "right": "r", "join_type": "Inner", "join_keys": [{ "left_key": "bstart", "right_key": "bstart" }, { "left_key": "bend", "right_key": "bend" }] }""",
        """SELECT __left."id" AS "id", __left."name" AS "name", __left."bstart" AS "bstart", __left."bend" AS "bend", __left."weight" AS "weight", __right."id" AS "id__right", __right."label" AS "label", __right."bstart" AS "bstart__right", __right."bend" AS "bend__right", __right."day" AS "day" FROM "l" AS __left INNER JOIN "r" AS __right ON __left."bstart" <= __right."bstart" AND __right."bend" <= __left."bend" """)]
    [InlineData(
        """{ "kind": "Relate", "left": "l", "right": "r", "join_type": "Semi", "join_keys": [{ "left_key": "bstart", "right_key": "bstart" }, { "left_key": "bend", "right_key": "bend" }] }""",
        """SELECT __left."id" AS "id", __left."name" AS "name", __left."bstart" AS "bstart", __left."bend" AS "bend", __left."weight" AS "weight" FROM "l" AS __left SEMI JOIN "r" AS __right ON __left."bstart" = __right."bstart" AND __left."bend" = __right."bend" """)]
    [InlineData(
        """{ "kind": "Relate", "left": "l", "right": "l", "join_type": "Inner", "containment": true, "join_keys": [{ "left_key": "id", "right_key": "id" }, { "left_key": "bstart", "right_key": "bstart" }, { "left_key": "bend", "right_key": "bend" }] }""",
        """SELECT __left."id" AS "id", __left."name" AS "name", __left."bstart" AS "bstart", __left."bend" AS "bend", __left."weight" AS "weight", __right."name" AS "name__right", __right."bstart" AS "bstart__right", __right."bend" AS "bend__right", __right."weight" AS "weight__right" FROM "l" AS __left INNER JOIN "l" AS __right ON __left."id" = __right."id" AND __left."bstart" <= __right."bstart" AND __right."bend" <= __left."bend" """)]
    [InlineData(
        """{ "kind": "Union", "sources": ["l", "r"], "discriminator_column": "from" }""",
        """
        SELECT "bend", "bstart", CAST(NULL AS DATE) AS "day", 'l' AS "from", "id", CAST(NULL AS VARCHAR) AS "label", "name", "weight" FROM "l"
        UNION ALL
        SELECT "bend", "bstart", "day", 'r' AS "from", "id", "label", CAST(NULL AS VARCHAR) AS "name", CAST(NULL AS DOUBLE) AS "weight" FROM "r"
        """)]
    [InlineData(
        """{ "kind": "Project", "source": "l", "columns": ["name", "id"] }""",
        """SELECT "name", "id" FROM "l" """)]
    [InlineData(
        """{ "kind": "Project", "source": "l", "columns": ["name"], "computed": [{ "name": "t", "expression": "id>1 -- all" }, { "name": "id", "expression": "'x'" }] }""",
        """SELECT "name", (id > 1) AS "t", 'x' AS "id" FROM "l" """)]
    [InlineData(
        """{ "kind": "Filter", "source": "l", "predicate": "id>1 and name like 'a%' -- all" }""",
        """SELECT * FROM "l" WHERE (((id > 1) AND ("name" ~~ 'a%')))""")]
    [InlineData(
        """{ "kind": "Aggregate", "source": "l", "group_by": ["name"], "aggregations": [{ "column": "*", "function": "count", "alias": "n" }, { "column": "id", "function": "sum", "alias": "s" }, { "column": "weight", "function": "avg", "alias": "a" }] }""",
        """SELECT "name", count(*) AS "n", CAST(sum("id") AS BIGINT) AS "s", avg("weight") AS "a" FROM "l" GROUP BY "name" """)]
    [InlineData(
        """{ "kind": "Aggregate", "source": "l", "aggregations": [{ "column": "name", "function": "max", "alias": "m" }] }""",
        """SELECT max("name") AS "m" FROM "l" """)]
    [InlineData(
        """{ "kind": "CpgEmit", "output_kind": "Nodes", "sources": ["l"] }""",
        """SELECT stable_id('node', "path") AS "entity_id", "path", CAST(0 AS BIGINT) AS "bstart", CAST("size_bytes" AS BIGINT) AS "bend" FROM "repo_files_v1" """)]
    [InlineData(
        """{ "kind": "CpgEmit", "output_kind": "Edges", "sources": ["l"] }""",
        """SELECT * FROM "l" """)]
    public void A_transform_becomes_this_sql(string transform, string sql) =>
        Assert.Equal(sql.ReplaceLineEndings("\n").Trim(), Plan(transform).Views[0].Sql);

    [Fact]
    public void A_union_by_name_of_emitted_parts_and_a_distinct_union_are_what_they_say()
    {
        Assert.Contains("\nUNION ALL\n", Plan("""{ "kind": "CpgEmit", "output_kind": "Props", "sources": ["l", "r"] }""").Views[0].Sql, StringComparison.Ordinal);
        Assert.Contains("\nUNION\n", Plan("""{ "kind": "Union", "sources": ["l", "r"], "distinct": true }""").Views[0].Sql, StringComparison.Ordinal);
    }

    [Fact]
    public void Names_are_quoted_whatever_they_hold()
    {
        _session.RegisterView("we\"ird; name", "SELECT 1 AS \"a\"\"b\", 'x' AS \"select\"");
        PlannedView view = Plan("""{ "kind": "Project", "source": "we\"ird; name", "columns": ["a\"b", "select"] }""", "we\"ird; name").Views[0];
        Assert.Equal("""SELECT "a""b", "select" FROM "we""ird; name" """.Trim(), view.Sql);
    }

    [Theory]
    [InlineData("""{ "kind": "Project", "source": "l", "columns": ["nope"] }""", "UnresolvedColumnReference", "$.view_definitions[0].transform.columns[0]")]
    [InlineData("""{ "kind": "Project", "source": "l", "columns": ["ID"] }""", "UnresolvedColumnReference", "$.view_definitions[0].transform.columns[0]")]
    [InlineData("""{ "kind": "Project", "source": "l", "columns": [] }""", "UnsupportedTransformComposition", "$.view_definitions[0].transform.columns")]
    [InlineData("""{ "kind": "Project", "source": "l", "columns": ["id"], "computed": [{ "name": "ID", "expression": "1" }] }""", "UnsupportedTransformComposition", "$.view_definitions[0].transform.computed[0].name")]
    [InlineData("""{ "kind": "Project", "source": "l", "columns": [], "computed": [{ "name": "n", "expression": "nope" }] }""", "UnresolvedColumnReference", "$.view_definitions[0].transform.computed[0].expression")]
    [InlineData("""{ "kind": "Project", "source": "l", "columns": [], "computed": [{ "name": "n", "expression": "sum(id)" }] }""", "INVALID_PREDICATE", "$.view_definitions[0].transform.computed[0].expression")]
    [InlineData("""{ "kind": "Project", "source": "l", "columns": [], "computed": [{ "name": "n", "expression": "row_number() OVER ()" }] }""", "INVALID_PREDICATE", "$.view_definitions[0].transform.computed[0].expression")]
    [InlineData("""{ "kind": "Project", "source": "l", "columns": [], "computed": [{ "name": "n", "expression": "unnest([id, 1])" }] }""", "INVALID_PREDICATE", "$.view_definitions[0].transform.computed[0].expression")]
    [InlineData("""{ "kind": "Project", "source": "l", "columns": [], "computed": [{ "name": "n", "expression": "id, id" }] }""", "INVALID_PREDICATE", "$.view_definitions[0].transform.computed[0].expression")]
    [InlineData("""{ "kind": "Project", "source": "l", "columns": [], "computed": [{ "name": "n", "expression": "(SELECT 1)" }] }""", "INVALID_PREDICATE", "$.view_definitions[0].transform.computed[0].expression")]
    [InlineData("""{ "kind": "Project", "source": "l", "columns": [], "computed": [{ "name": "n", "expression": "random()" }] }""", "RULE_VIOLATION", "$.view_definitions[0].transform.computed[0].expression")]
    [InlineData("""{ "kind": "Filter", "source": "l", "predicate": "nope = 1" }""", "UnresolvedColumnReference", "$.view_definitions[0].transform.predicate")]
    [InlineData("""{ "kind": "Filter", "source": "l", "predicate": "id" }""", "INVALID_PREDICATE", "$.view_definitions[0].transform.predicate")]
    [InlineData("""{ "kind": "Filter", "source": "l", "predicate": "" }""", "INVALID_PREDICATE", "$.view_definitions[0].transform.predicate")]
    [InlineData("""{ "kind": "Filter", "source": "l", "predicate": "id = " }""", "INVALID_PREDICATE", "$.view_definitions[0].transform.predicate")]
    [InlineData("""{ "kind": "Filter", "source": "l", "predicate": "true) OR (true" }""", "INVALID_PREDICATE", "$.view_definitions[0].transform.predicate")]
    [InlineData("""{ "kind": "Filter", "source": "l", "predicate": "true FROM r" }""", "INVALID_PREDICATE", "$.view_definitions[0].transform.predicate")]
    [InlineData("""{ "kind": "Filter", "source": "l", "predicate": "true, false" }""", "INVALID_PREDICATE", "$.view_definitions[0].transform.predicate")]
    [InlineData("""{ "kind": "Filter", "source": "l", "predicate": "true AS x" }""", "INVALID_PREDICATE", "$.view_definitions[0].transform.predicate")]
    [InlineData("""{ "kind": "Filter", "source": "l", "predicate": "true UNION SELECT false" }""", "INVALID_PREDICATE", "$.view_definitions[0].transform.predicate")]
    [InlineData("""{ "kind": "Filter", "source": "l", "predicate": "true; DROP TABLE l" }""", "INVALID_PREDICATE", "$.view_definitions[0].transform.predicate")]
    [InlineData("""{ "kind": "Filter", "source": "l", "predicate": "true LIMIT 1" }""", "INVALID_PREDICATE", "$.view_definitions[0].transform.predicate")]
    [InlineData("""{ "kind": "Filter", "source": "l", "predicate": "*" }""", "INVALID_PREDICATE", "$.view_definitions[0].transform.predicate")]
    [InlineData("""{ "kind": "Filter", "source": "l", "predicate": "id IN (SELECT id FROM r)" }""", "INVALID_PREDICATE", "$.view_definitions[0].transform.predicate")]
    [InlineData("""{ "kind": "Filter", "source": "l", "predicate": "sum(id) > 1" }""", "INVALID_PREDICATE", "$.view_definitions[0].transform.predicate")]
    [InlineData("""{ "kind": "Filter", "source": "l", "predicate": "random() < 0.5" }""", "RULE_VIOLATION", "$.view_definitions[0].transform.predicate")]
    [InlineData("""{ "kind": "Union", "sources": ["l"] }""", "UnsupportedTransformComposition", "$.view_definitions[0].transform.sources")]
    [InlineData("""{ "kind": "Union", "sources": ["l", "r"], "discriminator_column": "id" }""", "UnsupportedTransformComposition", "$.view_definitions[0].transform.discriminator_column")]
    [InlineData("""{ "kind": "Relate", "left": "l", "right": "r", "join_type": "Inner", "join_keys": [] }""", "JoinKeyIncompatibility", "$.view_definitions[0].transform.join_keys")]
    [InlineData("""{ "kind": "Relate", "left": "l", "right": "r", "join_type": "Inner", "join_keys": [{ "left_key": "name", "right_key": "id" }] }""", "JoinKeyIncompatibility", "$.view_definitions[0].transform.join_keys[0]")]
    [InlineData("""{ "kind": "Relate", "left": "l", "right": "r", "join_type": "Inner", "join_keys": [{ "left_key": "x", "right_key": "id" }] }""", "UnresolvedColumnReference", "$.view_definitions[0].transform.join_keys[0].left_key")]
    [InlineData("""{ "kind": "Relate", "left": "l", "right": "r", "join_type": "Full", "containment": true, "join_keys": [{ "left_key": "id", "right_key": "id" }] }""", "UnsupportedTransformComposition", "$.view_definitions[0].transform.containment")]
    [InlineData("""{ "kind": "Aggregate", "source": "l" }""", "AggregationInvariantViolation", "$.view_definitions[0].transform")]
    [InlineData("""{ "kind": "Aggregate", "source": "l", "aggregations": [{ "column": "name", "function": "sum", "alias": "s" }] }""", "AggregationInvariantViolation", "$.view_definitions[0].transform.aggregations[0].column")]
    [InlineData("""{ "kind": "Aggregate", "source": "l", "aggregations": [{ "column": "id", "function": "median", "alias": "s" }] }""", "AggregationInvariantViolation", "$.view_definitions[0].transform.aggregations[0].function")]
    [InlineData("""{ "kind": "Aggregate", "source": "l", "group_by": ["id"], "aggregations": [{ "column": "id", "function": "max", "alias": "ID" }] }""", "AggregationInvariantViolation", "$.view_definitions[0].transform.aggregations[0].alias")]
    [InlineData("""{ "kind": "Aggregate", "source": "l", "group_by": ["nope"] }""", "UnresolvedColumnReference", "$.view_definitions[0].transform.group_by[0]")]
    [InlineData("""{ "kind": "Normalize", "source": "l", "id_columns": ["weight"] }""", "UnsupportedTransformComposition", "$.view_definitions[0].transform.id_columns[0]")]
    [InlineData("""{ "kind": "Normalize", "source": "l", "span_columns": ["bstart"] }""", "UnsupportedTransformComposition", "$.view_definitions[0].transform.span_columns")]
    [InlineData("""{ "kind": "Normalize", "source": "l", "span_columns": ["name", "bend"] }""", "UnsupportedTransformComposition", "$.view_definitions[0].transform.span_columns[0]")]
    [InlineData("""{ "kind": "Normalize", "source": "l", "text_columns": ["id"] }""", "UnsupportedTransformComposition", "$.view_definitions[0].transform.text_columns[0]")]
    [InlineData("""{ "kind": "CpgEmit", "output_kind": "Edges", "sources": [] }""", "UnsupportedTransformComposition", "$.view_definitions[0].transform.sources")]
    public void A_transform_that_does_not_fit_its_sources_is_refused(string transform, string code, string path)
    {
        WeirException error = Assert.Throws<WeirException>(() => Plan(transform));
        Assert.Equal((code, "compilation", path), (error.Details["code"], error.Details["stage"], error.Details["path"]));
    }

    [Theory]
    [InlineData("now() > TIMESTAMPTZ '2026-01-01'")]
    [InlineData("current_timestamp IS NOT NULL")]
    [InlineData("current_date > DATE '2026-01-01'")]
    [InlineData("today() > DATE '2026-01-01'")]
    [InlineData("current_localtime() IS NOT NULL")]
    [InlineData("age(DATE '2020-01-01') > INTERVAL 1 DAY")]
    [InlineData("current_setting('threads') <> '0'")]
    [InlineData("version() <> ''")]
    public void The_clock_is_forbidden_by_strict_profiles_only(string predicate)
    {
        string transform = $$"""{ "kind": "Filter", "source": "l", "predicate": "{{predicate}}" }""";
        Plan(transform);
        foreach (string profile in (string[])["Strict", "Replay"])
        {
            WeirException error = Assert.Throws<WeirException>(() => Plan(transform, change: text => SpecText.Change(text, "rulepack_profile", $"\"{profile}\"")));
            Assert.Equal("RULE_VIOLATION", error.Details["code"]);
            Assert.Contains("strict_safety_rule", error.Message, StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("""{ "id": "Int64", "name": "Utf8" }""", null)]
    [InlineData("""{ "id": "long", "name": "string" }""", null)]
    [InlineData("""{ "id": "BIGINT", "name": "VARCHAR" }""", null)]
    [InlineData("""{ "id": "Int32", "name": "Utf8" }""", "$.view_definitions[0].output_schema.columns.id")]
    [InlineData("""{ "id": "Int64", "name": "Utf8", "more": "Utf8" }""", "$.view_definitions[0].output_schema.columns.more")]
    [InlineData("""{ "id": "Int64" }""", "$.view_definitions[0].output_schema.columns")]
    [InlineData("""{ "id": "Int64", "name": "words" }""", "$.view_definitions[0].output_schema.columns.name")]
    public void A_view_has_exactly_the_columns_that_it_promises(string promise, string? path)
    {
        string Promise(string text) => SpecText.Change(text, "view_definitions/0/output_schema", $"{{ \"columns\": {promise} }}");
        const string transform = """{ "kind": "Project", "source": "l", "columns": ["id", "name"] }""";
        if (path is null)
        {
            Plan(transform, change: Promise);
            return;
        }
        WeirException error = Assert.Throws<WeirException>(() => Plan(transform, change: Promise));
        Assert.Equal(("OutputContractViolation", path), (error.Details["code"], error.Details["path"]));
    }

    [Theory]
    [InlineData("columns", "[\"nope\"]", "$.output_targets[0].columns[0]")]
    [InlineData("columns", "[\"id\", \"id\"]", "$.output_targets[0].columns")]
    [InlineData("partition_by", "[\"nope\"]", "$.output_targets[0].partition_by[0]")]
    [InlineData("partition_by", "[\"id\", \"name\"]", "$.output_targets[0].partition_by")]
    public void An_output_keeps_to_the_columns_of_its_view(string member, string json, string path)
    {
        const string transform = """{ "kind": "Project", "source": "l", "columns": ["id", "name"] }""";
        WeirException error = Assert.Throws<WeirException>(() => Plan(transform, change: text => SpecText.Change(text, $"output_targets/0/{member}", json)));
        Assert.Equal(("OutputContractViolation", path), (error.Details["code"], error.Details["path"]));
    }

    [Fact]
    public void Widening_and_broad_outputs_are_warned_about()
    {
        BuildPlan plan = Plan("""{ "kind": "Relate", "left": "l", "right": "r", "join_type": "Inner", "join_keys": [{ "left_key": "id", "right_key": "id" }] }""");
        BuildWarning warning = Assert.Single(plan.Warnings);
        Assert.Equal(("semantic_validation_warning", "ImplicitTypeCoercion"), (warning.Code, warning.Context["kind"]));
        _session.RegisterView("wide", $"SELECT {string.Join(", ", Enumerable.Range(0, 65).Select(i => $"{i} AS c{i}"))}");
        Assert.Equal("BroadProjection", Assert.Single(Plan("""{ "kind": "Filter", "source": "wide", "predicate": "c0 = 0" }""", "wide").Warnings).Context["kind"]);
    }

    [Fact]
    public void An_output_is_one_statement_over_the_views_that_it_needs()
    {
        string views = $"[{SpecText.View("z", """{ "kind": "Filter", "source": "l", "predicate": "id = 1" }""")}, "
            + $"{SpecText.View("a", """{ "kind": "Relate", "left": "z", "right": "z", "join_type": "Inner", "join_keys": [{ "left_key": "id", "right_key": "id" }] }""")}, "
            + $"{SpecText.View("unused", SpecText.Filter("l"))}, "
            + $"{SpecText.View("v", """{ "kind": "Union", "sources": ["a", "a"] }""")}]";
        BuildPlan plan = Plan(SpecText.Filter("l"), change: text => SpecText.Change(text, "view_definitions", views));
        string sql = Assert.Single(plan.Outputs).Sql;
        Assert.Equal(["unused", "z", "a", "v"], plan.Views.Select(view => view.Name));
        Assert.StartsWith("WITH \"z\" AS NOT MATERIALIZED (\n", sql, StringComparison.Ordinal);
        Assert.Contains("\"a\" AS MATERIALIZED (\n", sql, StringComparison.Ordinal);
        Assert.DoesNotContain("unused", sql, StringComparison.Ordinal);
        Assert.EndsWith("FROM \"v\"", sql, StringComparison.Ordinal);
    }

    [Fact]
    [Trait("Requirement", "R065")]
    public void Hashes_do_not_depend_on_the_layout_of_the_text_and_change_with_its_meaning()
    {
        const string transform = """{ "kind": "Filter", "source": "l", "predicate": "id = 1" }""";
        PlanHashes first = Plan(transform).Hashes;
        Assert.Equal(first, Plan("""{"predicate":"id = 1",   "source":"l","kind":"Filter"}""").Hashes);
        Assert.Equal(first, Plan(transform, change: text => SpecText.Change(text, "rule_intents", "[]")).Hashes with { SpecHash = first.SpecHash, EnvelopeHash = first.EnvelopeHash });
        Assert.Equal(first.SpecHash, Plan(transform, change: text => SpecText.Change(text, "rulepack_profile", "\"Default\"")).Hashes.SpecHash);
        PlanHashes other = Plan("""{ "kind": "Filter", "source": "l", "predicate": "id = 2" }""").Hashes;
        Assert.NotEqual(first.SpecHash, other.SpecHash);
        Assert.NotEqual(first.EnvelopeHash, other.EnvelopeHash);
        Assert.Equal(first.RulepackFingerprint, other.RulepackFingerprint);
        PlanHashes strict = Plan(transform, change: text => SpecText.Change(text, "rulepack_profile", "\"Strict\"")).Hashes;
        Assert.NotEqual(first.RulepackFingerprint, strict.RulepackFingerprint);
        PlanHashes moved = Plan(transform, version: 8).Hashes;
        Assert.Equal(first.SpecHash, moved.SpecHash);
        Assert.NotEqual(first.ProviderIdentityHash, moved.ProviderIdentityHash);
        Assert.NotEqual(first.EnvelopeHash, moved.EnvelopeHash);
    }

    [Fact]
    public void A_plan_prints_the_same_text_every_time()
    {
        const string transform = """{ "kind": "Filter", "source": "l", "predicate": "id = 1" }""";
        string text = Plan(transform).ToText();
        Assert.Equal(text, Plan(transform).ToText());
        Assert.Contains("input l: Delta /l version 7\n", text, StringComparison.Ordinal);
        Assert.Contains("view v (Filter): id BIGINT, name VARCHAR", text, StringComparison.Ordinal);
        Assert.Contains("output t -> /out/t (Overwrite)\nWITH \"v\"", text, StringComparison.Ordinal);
    }

    private BuildPlan Plan(string transform, string? input = null, Func<string, string>? change = null, long version = 7)
    {
        string[] inputs = input is null ? ["l", "r", "repo_files_v1"] : [input];
        string text = SpecText.With("view_definitions", $"[{SpecText.View("v", transform)}]");
        text = SpecText.Change(text, "input_relations", $"[{string.Join(",", inputs.Select(name => $"{{ \"logical_name\": {System.Text.Json.JsonSerializer.Serialize(name)}, \"location\": \"x\" }}"))}]");
        text = SpecText.Change(text, "output_targets", """[{ "table_name": "t", "source_view": "v" }]""");
        CheckedSpec spec = SpecCheck.Require(SpecReader.Read(change is null ? text : change(text)));
        BuildEnvironment environment = new("v1", "0.1", EngineProfile.Named("small"), new Dictionary<string, string>(), ["f"],
            new BuildPlugins([], new HashSet<string>(), new HashSet<string>(), _session.Capabilities));
        PinnedInput[] pinned = [.. inputs.Select(name => new PinnedInput(name, $"/{name}", DatasetFormat.Delta, version, false, null))];
        return new Planner(new SessionBinder(_session), environment).Plan(spec, pinned, output => $"/out/{output.TableName}", default);
    }
}
