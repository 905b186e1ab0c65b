using System.Globalization;

namespace Weir.Tests.Cli;

/// <summary>Several processes of <c>weir build</c> on one table at once.</summary>
public sealed class BuildRaceTests : IDisposable
{
    private const int Rounds = 10;

    private readonly BuildFixture _build = new();

    public void Dispose() => _build.Dispose();

    [Fact]
    public async Task Two_processes_that_append_both_keep_all_their_rows()
    {
        for (int round = 0; round < Rounds; round++)
        {
            int[] exits = await BothAsync(Spec("Append", "a", round), Spec("Append", "b", round));
            Assert.Equal([0, 0], exits);
        }
        RequireVersions(2 * Rounds);
        Assert.Equal($"who,rows,rounds\r\na,{Rounds},{Rounds}\r\nb,{Rounds},{Rounds}\r\n",
            await RowsAsync("SELECT who, count(*) AS rows, count(DISTINCT round) AS rounds FROM t GROUP BY who ORDER BY who"));
    }

    [Fact]
    public async Task Of_two_processes_that_overwrite_each_makes_a_version_or_answers_4()
    {
        int committed = 0;
        for (int round = 0; round < Rounds; round++)
        {
            int[] exits = await BothAsync(Spec("Overwrite", "a", round), Spec("Overwrite", "b", round));
            Assert.All(exits, exit => Assert.True(exit is 0 or 4, $"exit {exit}"));
            Assert.Contains(0, exits);
            committed += exits.Count(exit => exit is 0);
            RequireVersions(committed);
            // The last version is one writer's rows, whole.
            Assert.Equal($"n,whos,round\r\n1,1,{round}\r\n", await RowsAsync("SELECT count(*) AS n, count(DISTINCT who) AS whos, any_value(round) AS round FROM t"));
        }
        // Each version that was answered with 0 can be read, and no file is left that is in none.
        for (int version = 0; version < committed; version++)
            Assert.Equal("n\r\n1\r\n", await RowsAsync("SELECT count(*) AS n FROM t", $"@{version}"));
        Assert.Equal(committed, _build.DataFiles("raced").Length);
    }

    [Fact]
    public async Task A_build_reads_the_version_that_it_pinned_though_another_process_overwrites_the_input()
    {
        Assert.Equal(0, await ExitAsync("build", NumbersSpec(6_000, "x"), "--out", _build.Out));
        string spec = Path.Combine(_build.Folder, "square.json");
        string numbers = Path.Combine(_build.Out, "numbers");
        await File.WriteAllTextAsync(spec, $$"""
            {
              "version": 4,
              "input_relations": [{ "logical_name": "numbers", "delta_location": "{{numbers}}" }],
              "view_definitions": [{ "name": "pairs", "view_kind": "relate", "transform": { "kind": "Relate", "left": "numbers", "right": "numbers",
                "join_type": "Inner", "join_keys": [{ "left_key": "k", "right_key": "k" }] } },
                { "name": "few", "view_kind": "filter", "view_dependencies": [], "transform": { "kind": "Filter", "source": "numbers", "predicate": "true" } }],
              "output_targets": [{ "table_name": "a_pairs", "source_view": "pairs" }, { "table_name": "b_few", "source_view": "few" }]
            }
            """);
        using CliProcess reader = CliProcess.Start(_build.Folder, "build", spec, "--out", _build.Out);
        using CancellationTokenSource patience = new(TimeSpan.FromMinutes(2));
        while (_build.DataFiles("a_pairs").Length == 0)
            await Task.Delay(5, patience.Token);
        Assert.Empty(_build.Commits("a_pairs"));
        Assert.Equal(0, await ExitAsync("build", NumbersSpec(3, "y"), "--out", _build.Out));
        Assert.Empty(_build.Commits("b_few"));
        (int exit, _, string error) = await reader.EndAsync();
        Assert.True(exit is 0, error);

        // The second output was begun after the overwrite, and yet reads what the first one read.
        Assert.Equal("n\r\n36000000\r\n", await RowsAsync("SELECT count(*) AS n FROM t", table: "a_pairs"));
        Assert.Equal("n,whats\r\n6000,x\r\n", await RowsAsync("SELECT count(*) AS n, string_agg(DISTINCT what) AS whats FROM t", table: "b_few"));
        Assert.Equal("n\r\n3\r\n", await RowsAsync("SELECT count(*) AS n FROM t", table: "numbers"));
        Assert.Contains("weir.input_version.numbers", await File.ReadAllTextAsync(
            Path.Combine(_build.Out, "b_few", "_delta_log", _build.Commits("b_few")[0])), StringComparison.Ordinal);
    }

    // Both processes are started before either is waited for.
    private async Task<int[]> BothAsync(string first, string second)
    {
        using CliProcess one = CliProcess.Start(_build.Folder, "build", first, "--out", _build.Out);
        using CliProcess two = CliProcess.Start(_build.Folder, "build", second, "--out", _build.Out);
        (int Exit, string Output, string Error)[] ends = await Task.WhenAll(one.EndAsync(), two.EndAsync());
        Assert.All(ends, end => Assert.True(end.Exit is 0 or 4, end.Error));
        Assert.All(ends, end => Assert.Equal(end.Exit is 4, end.Error.Contains("WEIR2021", StringComparison.Ordinal)));
        return [.. ends.Select(end => end.Exit)];
    }

    private void RequireVersions(int count) =>
        Assert.Equal([.. Enumerable.Range(0, count).Select(version => $"{version:D20}.json")], _build.Commits("raced"));

    private string Spec(string mode, string who, int round) =>
        Write($"{who}{round}", $"who,round\n{who},{round}\n", "raced", mode);

    private string NumbersSpec(int rows, string what) => Write(
        $"numbers{rows}", $"k,i,what\n{string.Concat(Enumerable.Range(0, rows).Select(i => $"1,{i},{what}\n"))}", "numbers", "Overwrite");

    private string Write(string name, string csv, string table, string mode)
    {
        string data = Path.Combine(_build.Folder, $"{name}.csv");
        string spec = Path.Combine(_build.Folder, $"{name}.json");
        File.WriteAllText(data, csv);
        File.WriteAllText(spec, $$"""
            {
              "version": 4,
              "input_relations": [{ "logical_name": "source", "location": "{{data}}", "format": "csv" }],
              "view_definitions": [{ "name": "all", "view_kind": "filter", "transform": { "kind": "Filter", "source": "source", "predicate": "true" } }],
              "output_targets": [{ "table_name": "{{table}}", "source_view": "all", "materialization_mode": "{{mode}}" }]
            }
            """);
        return spec;
    }

    private async Task<int> ExitAsync(params string[] arguments)
    {
        using CliProcess process = CliProcess.Start(_build.Folder, arguments);
        (int exit, _, string error) = await process.EndAsync();
        Assert.True(exit is 0, error);
        return exit;
    }

    private async Task<string> RowsAsync(string sql, string version = "", string table = "raced")
    {
        CliRun run = await CliRun.Of("query", sql, "--table", $"t={Path.Combine(_build.Out, table)}{version}", "--format", "csv");
        Assert.True(run.Exit is 0, string.Create(CultureInfo.InvariantCulture, $"{table}{version}: {run.Error}"));
        return run.Output;
    }
}
