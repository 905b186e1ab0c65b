using System.Text.Json;
using Weir.Plugins;

namespace Weir.Tests.Cli;

public sealed class PluginsCommandTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("plugins")]
    [InlineData("plugins list")]
    [InlineData("plugins why")]
    [InlineData("plugins inspect")]
    [InlineData("plugins verify")]
    [InlineData("plugins lock")]
    [InlineData("plugins doctor")]
    public async Task Help_of_the_commands_about_plugins_shows_how_to_call_them(string command)
    {
        CliRun run = await CliRun.Of(new CliWorld { Screen = 80 }, [.. command.Split(' '), "--help"]);
        Assert.Equal(0, run.Exit);
        Assert.Contains($"weir {command}", run.Output, StringComparison.Ordinal);
        Assert.Contains("--base", run.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("plugins lits", "there is no command 'lits'; did you mean list?", "weir plugins --help")]
    [InlineData("plugins why x --bsae y", "did you mean --base?", "weir plugins why --help")]
    public async Task A_mistyped_word_is_answered_with_what_was_meant(string line, string expected, string help)
    {
        CliRun run = await CliRun.Of(line.Split(' '));
        Assert.Equal(2, run.Exit);
        Assert.Contains(expected, run.Error, StringComparison.Ordinal);
        Assert.Contains(help, run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task List_shows_what_the_workspace_has_with_its_state()
    {
        string library = await TinyPlugin.BuildAsync(_folder["p/bin/Release"], "tiny");
        await TinyPlugin.BuildAsync(_folder["q/bin/Release"], "older", abiMajor: 9);
        CliRun table = await CliRun.Of("plugins", "list", "--base", _folder.Path);
        Assert.Equal(0, table.Exit);
        Assert.Contains("tiny", table.Output, StringComparison.Ordinal);
        Assert.Contains("1 scalar", table.Output, StringComparison.Ordinal);
        CliRun run = await CliRun.Of("plugins", "list", "--json", "--base", _folder.Path);
        using JsonDocument list = JsonDocument.Parse(run.Output);
        Dictionary<string, JsonElement> plugins = list.RootElement.GetProperty("plugins").EnumerateArray()
            .ToDictionary(plugin => plugin.GetProperty("name").GetString()!);
        Assert.Equal("accepted", plugins["tiny"].GetProperty("state").GetString());
        Assert.Equal((library, "workspace"), (plugins["tiny"].GetProperty("plugin_path").GetString(), plugins["tiny"].GetProperty("source").GetString()));
        Assert.StartsWith("WEIR31", plugins["older"].GetProperty("state").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    [Trait("Requirement", "R006")]
    public async Task Why_tells_the_whole_search_also_when_the_plugin_was_found()
    {
        string library = await TinyPlugin.BuildAsync(_folder["p/bin/Release"], "tiny");
        CliRun found = await CliRun.Of("plugins", "why", "tiny", "--base", _folder.Path);
        Assert.Equal(0, found.Exit);
        Assert.Contains($"✓ tiny: {library}", found.Output, StringComparison.Ordinal);
        foreach (string level in (string[])["explicit", "env", "extension", "manifest", "workspace"])
            Assert.Contains($"\n  {level} ", found.Output, StringComparison.Ordinal);
        Assert.Contains("it passes every check", found.Output, StringComparison.Ordinal);
        CliRun absent = await CliRun.Of("plugins", "why", "absent", "--base", _folder.Path);
        Assert.Equal(3, absent.Exit);
        Assert.Contains("WEIR3100", absent.Output, StringComparison.Ordinal);
        Assert.Contains("WEIR_PLUGIN_PATH", absent.Output, StringComparison.Ordinal);
        CliRun json = await CliRun.Of("plugins", "why", library, "--json");
        using JsonDocument report = JsonDocument.Parse(json.Output);
        Assert.Equal(("tiny", "explicit"), (report.RootElement.GetProperty("name").GetString(), report.RootElement.GetProperty("source").GetString()));
    }

    [Fact]
    [Trait("Requirement", "R125")]
    public async Task Inspect_shows_every_check_and_how_to_mend_what_failed()
    {
        string library = await TinyPlugin.BuildAsync(_folder["good"], "tiny");
        CliRun good = await CliRun.Of("plugins", "inspect", library);
        Assert.Equal(0, good.Exit);
        Assert.Contains("✓ abi_major", good.Output, StringComparison.Ordinal);
        Assert.Contains("scalar: tiny_one", good.Output, StringComparison.Ordinal);
        Assert.Contains("Accepted; none of its code was run.", good.Output, StringComparison.Ordinal);

        string bad = await TinyPlugin.BuildAsync(_folder["bad"], "tiny", abiMajor: 9);
        CliRun refused = await CliRun.Of("plugins", "inspect", bad, "--json");
        Assert.Equal(3, refused.Exit);
        using JsonDocument inspection = JsonDocument.Parse(refused.Output);
        JsonElement failed = inspection.RootElement.GetProperty("checks").EnumerateArray().Single(check => check.GetProperty("name").GetString() == "abi_major");
        Assert.Equal("failed", failed.GetProperty("verdict").GetString());
        Assert.Contains("9", failed.GetProperty("message").GetString(), StringComparison.Ordinal);

        File.WriteAllText(_folder["text.so"], "hello");
        CliRun text = await CliRun.Of("plugins", "inspect", _folder["text.so"]);
        Assert.Equal(3, text.Exit);
        Assert.Contains("is a text that begins with 'hello'", text.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_query_loads_the_plugins_that_it_is_given()
    {
        CliRun named = await CliRun.Of("query", "SELECT sample_add(40, 2) AS answer", "--plugin", Plugins.SamplePlugins.Managed, "--format", "jsonl");
        Assert.True(named.Exit == 0, named.Error);
        Assert.Equal("{\"answer\":42}\n", named.Output);
        CliRun listed = await CliRun.Of(
            "query", "SELECT name, kind, isolation, source FROM weir_plugins() WHERE name = 'sample'", "--plugin", Plugins.CompiledPlugin.Sample, "--format", "csv");
        Assert.Equal("name,kind,isolation,source\r\nsample,native,in_process,explicit\r\n", listed.Output);
    }

    [Fact]
    public async Task Tables_of_a_plugin_are_shown_and_declared()
    {
        string file = _folder["plugin.sql"];
        await File.WriteAllTextAsync(file, "CREATE EXTERNAL TABLE t STORED AS PLUGIN LOCATION 'sample.sample_rows' OPTIONS ('json' '{\"rows\":42}')");
        CliRun ddl = await CliRun.Of("catalog", "ddl", "--ddl", file, "--plugin", Plugins.SamplePlugins.Managed);
        Assert.True(ddl.Exit == 0, ddl.Error);
        Assert.StartsWith("CREATE EXTERNAL TABLE t\nSTORED AS PLUGIN\nLOCATION 'sample.sample_rows'", ddl.Output.ReplaceLineEndings("\n"), StringComparison.Ordinal);
        CliRun show = await CliRun.Of("catalog", "show", "--ddl", file, "--plugin", Plugins.SamplePlugins.Managed, "--json");
        Assert.Contains("\"table\":\"t\",\"format\":\"plugin\"", show.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_table_option_names_a_table_of_a_plugin_and_its_options()
    {
        CliRun rows = await CliRun.Of(
            "query", "SELECT count(*) AS n FROM t", "--plugin", Plugins.SamplePlugins.Managed, "--table", "t=plugin:sample.sample_rows{\"rows\":42}", "--format", "jsonl");
        Assert.Equal("{\"n\":42}\n", rows.Output);
        CliRun missing = await CliRun.Of("query", "SELECT 1", "--plugin", Plugins.SamplePlugins.Managed, "--table", "t=plugin:sample.sample_rows");
        Assert.Contains("WEIR3222", missing.Error, StringComparison.Ordinal);
        foreach (string bad in (string[])["plugin:sample", "plugin:.x", "plugin:a.b.c{}"])
        {
            CliRun wrong = await CliRun.Of("query", "SELECT 1", "--table", $"t={bad}");
            Assert.Equal(2, wrong.Exit);
            Assert.Contains("expected plugin:PLUGIN.PROVIDER", wrong.Error, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Deadline_and_configuration_of_plugins_are_checked_before_anything_is_loaded()
    {
        string sample = Plugins.SamplePlugins.Managed;
        CliRun good = await CliRun.Of(
            "query", "SELECT sample_add(40, 2) AS n", "--plugin", sample, "--plugin-deadline", "2.5", "--plugin-config", $"{sample}={{}}", "--format", "jsonl");
        Assert.Equal("{\"n\":42}\n", good.Output);
        foreach (string[] wrong in (string[][])
            [["--plugin-deadline", "0"], ["--plugin-deadline", "soon"], ["--plugin-config", "{}"], ["--plugin-config", "other={}"]])
        {
            CliRun refused = await CliRun.Of(["query", "SELECT 1", "--plugin", sample, .. wrong]);
            Assert.Equal(2, refused.Exit);
            Assert.Contains($"{wrong[0]} '", refused.Error, StringComparison.Ordinal);
        }
        CliRun text = await CliRun.Of("query", "SELECT 1", "--plugin", sample, "--plugin-config", $"{sample}=[1]");
        Assert.Contains("error WEIR3", text.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_query_runs_its_plugins_in_a_child_process_on_demand()
    {
        CliRun greeted = await CliRun.Of(
            "query", "SELECT sample_greet('Ada') AS greeting, (SELECT isolation FROM weir_plugins() WHERE name = 'sample') AS isolation",
            "--plugin", Plugins.CompiledPlugin.Sample, "--plugin-isolation", "process", "--format", "jsonl");
        Assert.True(greeted.Exit == 0, greeted.Error);
        Assert.Equal("{\"greeting\":\"hello, Ada!\",\"isolation\":\"process\"}\n", greeted.Output);
    }

    [Fact]
    [Trait("Requirement", "R002")]
    [Trait("Requirement", "R005")]
    public async Task A_plugin_that_is_refused_ends_the_command_before_anything_else()
    {
        string bad = await TinyPlugin.BuildAsync(_folder["bad"], "tiny", abiMajor: 9);
        CliRun run = await CliRun.Of("query", "SELECT 1", "--plugin", bad);
        Assert.Equal(3, run.Exit);
        Assert.Empty(run.Output);
        Assert.StartsWith("error WEIR31", run.Error, StringComparison.Ordinal);
        CliRun absent = await CliRun.Of("query", "SELECT 1", "--plugin", "absent", "--json");
        Assert.Equal(3, absent.Exit);
        Assert.Contains("WEIR3100", absent.Error, StringComparison.Ordinal);
        CliRun word = await CliRun.Of("query", "SELECT 1", "--plugin", "absent", "--plugin-isolation", "box");
        Assert.Equal(2, word.Exit);
    }

    [Fact]
    public async Task Lock_writes_the_hashes_and_another_build_is_refused_from_then_on()
    {
        string library = await TinyPlugin.BuildAsync(_folder["p/bin/Release"], "tiny");
        CliRun before = await CliRun.Of("plugins", "lock", "--check", "--base", _folder.Path);
        Assert.Equal(3, before.Exit);
        Assert.False(File.Exists(_folder["weir.lock.json"]));
        CliRun written = await CliRun.Of("plugins", "lock", "--base", _folder.Path);
        Assert.Equal(0, written.Exit);
        Assert.Contains("tiny 1.0.0", written.Output, StringComparison.Ordinal);
        Assert.Contains("tiny", PluginJson.ReadLock(File.ReadAllText(_folder["weir.lock.json"])).Plugins.Select(plugin => plugin.Name));
        Assert.Equal(0, (await CliRun.Of("plugins", "lock", "--check", "--base", _folder.Path)).Exit);
        Assert.Equal(0, (await CliRun.Of("plugins", "inspect", library, "--base", _folder.Path, "--locked")).Exit);

        await TinyPlugin.BuildAsync(_folder["p/bin/Release"], "tiny", buildId: "another");
        CliRun changed = await CliRun.Of("plugins", "inspect", library, "--base", _folder.Path);
        Assert.Equal(3, changed.Exit);
        Assert.Contains("✗ lock", changed.Output, StringComparison.Ordinal);
        Assert.Equal(3, (await CliRun.Of("plugins", "lock", "--check", "--base", _folder.Path)).Exit);
    }

    [Fact]
    public async Task A_damaged_lock_file_is_named_with_a_way_out()
    {
        await TinyPlugin.BuildAsync(_folder["p/bin/Release"], "tiny");
        File.WriteAllText(_folder["weir.lock.json"], "{ damaged");
        CliRun run = await CliRun.Of("plugins", "lock", "--base", _folder.Path);
        Assert.Equal(3, run.Exit);
        Assert.Contains($"WEIR3129: The lock in '{_folder["weir.lock.json"]}' is invalid", run.Error, StringComparison.Ordinal);
        Assert.Contains("delete it", run.Error, StringComparison.Ordinal);
        File.Delete(_folder["weir.lock.json"]);
        Assert.Equal(0, (await CliRun.Of("plugins", "lock", "--base", _folder.Path)).Exit);
    }

    [Fact]
    public async Task A_name_where_a_file_is_expected_is_answered_with_the_command_for_names()
    {
        CliRun run = await CliRun.Of("plugins", "inspect", "tiny", "--base", _folder.Path);
        Assert.Equal(3, run.Exit);
        Assert.Contains("for a name use 'weir plugins why tiny'", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_path_that_was_given_and_is_not_there_is_worded_as_that()
    {
        CliRun run = await CliRun.Of("query", "SELECT 1", "--plugin", _folder["absent.so"]);
        Assert.Equal(3, run.Exit);
        Assert.Contains($"The path '{_folder["absent.so"]}', which was given for the plugin 'absent', does not exist", run.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("setting", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_file_that_is_no_plugin_is_not_looked_for_in_the_lock()
    {
        await TinyPlugin.BuildAsync(_folder["p/bin/Release"], "tiny");
        Assert.Equal(0, (await CliRun.Of("plugins", "lock", "--base", _folder.Path)).Exit);
        File.WriteAllText(_folder["README.md"], "# A text");
        CliRun run = await CliRun.Of("plugins", "inspect", _folder["README.md"], "--base", _folder.Path);
        Assert.Equal(3, run.Exit);
        Assert.DoesNotContain("WEIR3128", run.Output, StringComparison.Ordinal);
    }
}
