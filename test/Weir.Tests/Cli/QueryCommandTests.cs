using System.Runtime.InteropServices;
using Weir.Arrow;

namespace Weir.Tests.Cli;

public sealed class QueryCommandTests : IDisposable
{
    private const string AllTypes =
        """
        SELECT 1::TINYINT AS tiny, 12345678901234567890::HUGEINT AS huge, 1.50::DECIMAL(9, 2) AS price, 'NaN'::DOUBLE AS nan,
          'ä"x' AS text, '\xFF'::BLOB AS bytes, DATE '2024-02-29' AS day, TIMESTAMPTZ '2024-02-29 01:02:03+02' AS instant,
          INTERVAL '1 year 2 days 3.5 seconds' AS span, [1, NULL] AS list, {'a': 1} AS record, MAP {'k': 1} AS map, NULL AS nothing
        """;

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Every_type_of_the_engine_prints_as_the_page_says()
    {
        CliRun json = await CliRun.Of("query", AllTypes, "--format", "jsonl");
        Assert.Equal(
            """
            {"tiny":1,"huge":12345678901234567890,"price":1.50,"nan":"NaN","text":"ä\"x","bytes":"/w==","day":"2024-02-29","instant":"2024-02-28T23:02:03Z","span":"P1Y2DT3.5S","list":[1,null],"record":{"a":1},"map":{"k":1},"nothing":null}

            """.ReplaceLineEndings("\n"), json.Output);
        CliRun csv = await CliRun.Of("query", AllTypes, "--format", "csv");
        Assert.Equal(
            "tiny,huge,price,nan,text,bytes,day,instant,span,list,record,map,nothing\r\n" +
            "1,12345678901234567890,1.50,NaN,\"ä\"\"x\",/w==,2024-02-29,2024-02-28T23:02:03Z,P1Y2DT3.5S,\"[1,null]\",\"{\"\"a\"\":1}\",\"{\"\"k\"\":1}\",\r\n",
            csv.Output);
    }

    [Fact]
    public async Task A_plan_keeps_its_lines()
    {
        CliRun run = await CliRun.Of("query", "EXPLAIN SELECT 42 AS answer");
        Assert.Contains("│    ────────────────────   │\n", run.Output.ReplaceLineEndings("\n"), StringComparison.Ordinal);
        Assert.DoesNotContain("explain_key", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_table_option_names_a_file()
    {
        string file = _folder["cities.csv"];
        await File.WriteAllTextAsync(file, "city,people\nBerlin,3769000\nRome,\n");
        CliRun run = await CliRun.Of("query", "SELECT * FROM cities ORDER BY city", "--table", $"cities={file}", "--json");
        Assert.Equal(0, run.Exit);
        Assert.Equal("[\n{\"city\":\"Berlin\",\"people\":3769000},\n{\"city\":\"Rome\",\"people\":null}\n]\n", run.Output);
        Assert.Empty(run.Error);
    }

    [Fact]
    public async Task Sql_comes_from_standard_input_or_a_file()
    {
        CliRun input = await CliRun.Of(new CliWorld { Input = "SELECT 42 AS answer -- with a comment" }, "query", "-", "--format", "jsonl");
        Assert.Equal("{\"answer\":42}\n", input.Output);
        string file = _folder["report.sql"];
        await File.WriteAllTextAsync(file, "SELECT 43 AS answer;\n");
        CliRun named = await CliRun.Of("query", "--file", file, "--format", "jsonl");
        Assert.Equal("{\"answer\":43}\n", named.Output);
    }

    [Theory]
    [InlineData("DROP TABLE x", 3, "error WEIR5001: ")]
    [InlineData("SELECT * FROM nowhere", 1, "error WEIR8008: ")]
    [InlineData("SELEC 1", 1, "error WEIR4004: ")]
    [InlineData("SELECT 'x'::INTEGER", 1, "error WEIR4006: ")]
    public async Task What_is_refused_or_fails_says_so_with_its_code(string sql, int exit, string expected)
    {
        CliRun run = await CliRun.Of("query", sql);
        Assert.Equal(exit, run.Exit);
        Assert.StartsWith(expected, run.Error, StringComparison.Ordinal);
        Assert.Contains("hint: ", run.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("   at Weir", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_stack_trace_is_for_those_who_ask()
    {
        CliWorld world = new() { Variables = new() { ["WEIR_DEBUG"] = "1" } };
        Assert.Contains("   at Weir", (await CliRun.Of(world, "query", "SELEC 1")).Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_failure_half_way_leaves_the_array_open()
    {
        CliRun run = await CliRun.Of("query", "SELECT CASE WHEN i < 500000 THEN i ELSE error('broken') END AS i FROM range(1000000) t(i)", "--json");
        Assert.Equal(1, run.Exit);
        Assert.StartsWith("[", run.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("]", run.Output, StringComparison.Ordinal);
        Assert.Contains("broken", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_table_stops_after_a_thousand_rows_and_says_how_to_see_all()
    {
        CliRun table = await CliRun.Of("query", "SELECT i FROM range(5000) t(i)");
        Assert.Contains("(1,000 rows)", table.Output, StringComparison.Ordinal);
        Assert.Contains("--max-rows all", table.Error, StringComparison.Ordinal);
        Assert.Contains("(5,000 rows)", (await CliRun.Of("query", "SELECT i FROM range(5000) t(i)", "--max-rows", "all")).Output, StringComparison.Ordinal);
        CliRun exact = await CliRun.Of("query", "SELECT i FROM range(1000) t(i)");
        Assert.Empty(exact.Error);
    }

    [Fact]
    public async Task A_limit_cuts_every_format_and_says_so()
    {
        CliRun run = await CliRun.Of("query", "SELECT i FROM range(5000) t(i)", "--max-rows", "3", "--format", "csv");
        Assert.Equal("i\r\n0\r\n1\r\n2\r\n", run.Output);
        Assert.StartsWith("note: stopped after 3 rows", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Arrow_goes_to_a_pipe_and_never_to_a_screen()
    {
        CliRun run = await CliRun.Of("query", "SELECT i FROM range(100000) t(i)", "--format", "arrow");
        using ArrowIpcReader reader = new(new MemoryStream(run.Bytes));
        long rows = 0;
        while (reader.Read() is RecordBatch batch)
        {
            rows += batch.RowCount;
            batch.Dispose();
        }
        Assert.Equal(100_000, rows);
        CliRun screen = await CliRun.Of(new CliWorld { Screen = 80 }, "query", "SELECT 1", "--format", "arrow");
        Assert.Equal(2, screen.Exit);
        Assert.Empty(screen.Bytes);
    }

    [Fact]
    public async Task A_function_policy_from_a_file_holds_in_the_statement()
    {
        await File.WriteAllTextAsync(_folder["policy.json"],
            """{"version": 1, "primitives": [{"name": "abs", "params": [{"name": "x", "dtype": "int64"}], "return_type": "int64", "volatility": "immutable", "supports_named_args": true}]}""");
        CliRun run = await CliRun.Of("query", "SELECT abs(x := -2.0) AS a, typeof(abs(-2)) AS t", "--function-policy", _folder["policy.json"], "--format", "jsonl");
        Assert.Equal("{\"a\":2,\"t\":\"BIGINT\"}\n", run.Output);
        await File.WriteAllTextAsync(_folder["policy.json"], "{}");
        CliRun wrong = await CliRun.Of("query", "SELECT 1", "--function-policy", _folder["policy.json"]);
        Assert.NotEqual(0, wrong.Exit);
        Assert.Contains("WEIR3317", wrong.Error, StringComparison.Ordinal);
        CliRun absent = await CliRun.Of("query", "SELECT 1", "--function-policy", _folder["absent.json"]);
        Assert.NotEqual(0, absent.Exit);
        Assert.Contains("absent.json", absent.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(PosixSignal.SIGINT, 130)]
    [InlineData(PosixSignal.SIGTERM, 143)]
    public async Task A_signal_ends_an_endless_query(PosixSignal signal, int exit)
    {
        CliWorld world = new()
        {
            OnStart = signals => _ = Task.Delay(500).ContinueWith(_ => signals.Request(signal), TaskScheduler.Default),
        };
        CliRun run = await CliRun.Of(world, "query", "SELECT sum(a.i * b.i) FROM range(100000000) a(i), range(100000000) b(i)");
        Assert.Equal(exit, run.Exit);
        Assert.Equal("stopped: nothing was changed\n", run.Error);
    }

    [Fact]
    [Trait("Requirement", "R164")]
    public async Task A_policy_lets_more_or_less_through_and_explains_itself()
    {
        CliRun refused = await CliRun.Of("query", "EXPLAIN SELECT 1", "--policy", "service");
        Assert.Equal(3, refused.Exit);
        Assert.Contains("WEIR5001", refused.Error, StringComparison.Ordinal);
        CliRun explained = await CliRun.Of("query", "SELECT 1;\n DROP TABLE t", "--explain-policy");
        Assert.Equal(3, explained.Exit);
        Assert.Contains("2:2 drop_table needs drop_table", explained.Output, StringComparison.Ordinal);
        string file = _folder["policy.json"];
        await File.WriteAllTextAsync(file, """{ "base": "write", "name": "mine", "write_paths": "all" }""");
        CliRun allowed = await CliRun.Of("query", "COPY (SELECT 1) TO 'x.csv'", "--policy", file, "--explain-policy", "--json");
        Assert.Equal(0, allowed.Exit);
        using System.Text.Json.JsonDocument verdict = System.Text.Json.JsonDocument.Parse(allowed.Output);
        Assert.Equal("mine", verdict.RootElement.GetProperty("policy").GetString());
        Assert.Equal("copy_to", verdict.RootElement.GetProperty("statements")[0].GetProperty("kind").GetString());
        Assert.True(verdict.RootElement.GetProperty("is_carried_out").GetBoolean());
        CliRun unknown = await CliRun.Of("query", "SELECT 1", "--policy", "root");
        Assert.Equal(3, unknown.Exit);
        Assert.Contains("the policies are read_only", unknown.Error, StringComparison.Ordinal);
    }
}
