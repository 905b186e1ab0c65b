using System.Text.Json;
using Weir.Tests.Build;
using Weir.Tests.Storage;

namespace Weir.Tests.Cli;

/// <summary>What the world does to <c>weir build</c> as a process: a clear error, and every table as it was.</summary>
public sealed class BuildFaultTests : IDisposable
{
    private const int Interrupt = 2;

    private readonly BuildFixture _build = new();

    public void Dispose() => _build.Dispose();

    public static TheoryData<string, string> MalformedSpecs => new()
    {
        { "WEIR1003", "{ \"version\": 4, " },
        { "WEIR1003", SpecText.With("nonsense", "1") },
        { "WEIR1005", SpecText.With("version", "3") },
        { "WEIR1006", SpecText.With("view_definitions", "[]") },
        { "WEIR1007", SpecText.With("output_targets", "[]") },
        { "WEIR1009", SpecText.With("cache_policy", """{ "min_fanout": 2 }""") },
        { "WEIR1011", SpecText.With("input_relations/0", """{ "logical_name": "orders" }""") },
    };

    [Theory]
    [MemberData(nameof(MalformedSpecs))]
    public async Task A_malformed_spec_is_told_before_anything_is_made(string code, string spec)
    {
        await File.WriteAllTextAsync(_build.Spec, spec);
        string error = await FailsAsync([.. _build.Build.Take(2), "--out", _build.Out]);
        Assert.Contains($"error {code}: ", error, StringComparison.Ordinal);
        Assert.False(Directory.Exists(_build.Out));
    }

    [Fact]
    public async Task A_missing_input_is_named()
    {
        File.Delete(_build.Cities);
        string error = await FailsAsync(_build.Build);
        Assert.Contains("error WEIR7001: input 'cities' cannot be opened: WEIR8004, ", error, StringComparison.Ordinal);
        Assert.Contains(_build.Cities, error, StringComparison.Ordinal);
        Assert.False(Directory.Exists(_build.Out));
    }

    [Theory]
    [InlineData("parquet", false)]
    [InlineData("parquet", true)]
    [InlineData("delta", true)]
    public async Task Corrupt_Parquet_is_named_and_leaves_the_output_as_it_was(string format, bool onlyItsPages)
    {
        await SucceedsAsync(_build.Build);
        string table = Path.Combine(_build.Out, "large_cities");
        string file = Assert.Single(_build.DataFiles("large_cities"));
        await SucceedsAsync(CopySpec(table, "delta"));
        byte[] bytes = await File.ReadAllBytesAsync(file);
        // The pages are read while the output is written; the footer when the input is opened.
        bytes.AsSpan(onlyItsPages ? 4..40 : ^20..).Fill(0xAB);
        await File.WriteAllBytesAsync(file, bytes);
        string error = await FailsAsync(CopySpec(format is "delta" ? table : file, format));
        Assert.Contains(onlyItsPages ? "error WEIR7002: output 'copy' failed: WEIR40" : "error WEIR7001: input 'source' cannot be opened: WEIR40", error, StringComparison.Ordinal);
        Assert.Equal(["00000000000000000000.json"], _build.Commits("copy"));
        Assert.Equal(2, await CountAsync("copy"));
    }

    [Fact]
    public async Task A_corrupt_commit_is_named_and_nothing_is_made()
    {
        await SucceedsAsync(_build.Build);
        string commit = Path.Combine(_build.Out, "large_cities", "_delta_log", "00000000000000000000.json");
        string[] lines = await File.ReadAllLinesAsync(commit);
        await File.WriteAllLinesAsync(commit, [.. lines[..^1], lines[^1][..(lines[^1].Length / 2)]]);
        string error = await FailsAsync(CopySpec(Path.Combine(_build.Out, "large_cities"), "delta"));
        Assert.Contains("cannot be opened: WEIR2007, ", error, StringComparison.Ordinal);
        Assert.Contains($"'{commit}', line {lines.Length}", error, StringComparison.Ordinal);
        Assert.False(Directory.Exists(Path.Combine(_build.Out, "copy")));
    }

    [Fact]
    public async Task A_gap_in_the_versions_is_named_whether_the_table_is_read_or_written()
    {
        for (int version = 0; version < 3; version++)
            await SucceedsAsync(_build.Build);
        File.Delete(Path.Combine(_build.Out, "large_cities", "_delta_log", "00000000000000000001.json"));
        string read = await FailsAsync(CopySpec(Path.Combine(_build.Out, "large_cities"), "delta"));
        Assert.Contains("error WEIR7001: input 'source' cannot be opened: WEIR2008, ", read, StringComparison.Ordinal);
        Assert.Contains("lacks version 1", read, StringComparison.Ordinal);
        string written = await FailsAsync(_build.Build);
        Assert.Contains("error WEIR7002: output 'large_cities' failed: WEIR2008, ", written, StringComparison.Ordinal);
        Assert.Equal(["00000000000000000000.json", "00000000000000000002.json"], _build.Commits("large_cities"));
        Assert.Equal(3, _build.DataFiles("large_cities").Length);
    }

    [Fact]
    public async Task A_full_disk_is_WEIR6003_and_no_new_table_is_left()
    {
        using SmallDisk disk = new(megabytes: 1);
        string lake = Path.Combine(disk.Path, "lake");
        using CliProcess text = CliProcess.Start(_build.Folder, "build", _build.JoinSpec(6_000), "--out", lake);
        (int exit, string output, string error) = await text.EndAsync();
        Assert.Equal((1, ""), (exit, output));
        Assert.Contains("error WEIR7002: output 'pairs' failed: WEIR6003, ", error, StringComparison.Ordinal);
        Assert.Contains("No space left on device. No output was committed before it; ", error, StringComparison.Ordinal);
        Assert.DoesNotContain("COPY", error, StringComparison.Ordinal);
        Assert.EndsWith("hint: see docs/errors.md#weir7002 and #weir6003\n", error, StringComparison.Ordinal);
        Assert.Empty(Directory.GetFileSystemEntries(lake));
    }

    [Fact]
    public async Task A_full_disk_takes_no_version_from_a_table_that_is_there()
    {
        using SmallDisk disk = new(megabytes: 1);
        string table = Path.Combine(disk.Path, "pairs");
        await SucceedsAsync("build", _build.JoinSpec(10), "--out", disk.Path);
        string[] before = Directory.GetFiles(table, "*", SearchOption.AllDirectories);
        using CliProcess process = CliProcess.Start(_build.Folder, "build", _build.JoinSpec(6_000), "--out", disk.Path, "--json");
        (int exit, string output, string error) = await process.EndAsync();
        Assert.Equal((1, ""), (exit, output));
        using JsonDocument envelope = JsonDocument.Parse(error);
        JsonElement details = envelope.RootElement.GetProperty("details");
        Assert.Equal(("WEIR7002", "WEIR6003"), (details.GetProperty("weir_code").GetString(), details.GetProperty("cause").GetString()));
        Assert.Contains("No space left on device", details.GetProperty("cause_message").GetString(), StringComparison.Ordinal);
        Assert.Equal(before, Directory.GetFiles(table, "*", SearchOption.AllDirectories));
        await SucceedsAsync("build", _build.JoinSpec(10), "--out", disk.Path);
        Assert.True(File.Exists(Path.Combine(table, "_delta_log", "00000000000000000001.json")));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Ctrl_C_leaves_a_table_as_it_was_and_no_folder_of_a_table_that_was_not(bool isThere)
    {
        if (isThere)
            await SucceedsAsync("build", _build.JoinSpec(10), "--out", _build.Out);
        string[] before = _build.DataFiles("pairs");
        using CliProcess process = CliProcess.Start(_build.Folder, "build", _build.JoinSpec(60_000), "--out", _build.Out);
        await UntilAsync(() => _build.DataFiles("pairs").Any(file => !before.Contains(file) && file.EndsWith(".parquet", StringComparison.Ordinal)));
        process.Signal(Interrupt);
        (int exit, _, string error) = await process.EndAsync();
        Assert.True(exit is 130, error);
        Assert.Equal(isThere, Directory.Exists(Path.Combine(_build.Out, "pairs")));
        Assert.Equal(before, _build.DataFiles("pairs"));
        if (isThere)
            Assert.Equal(100, await CountAsync("pairs"));
    }

    private static async Task UntilAsync(Func<bool> holds)
    {
        using CancellationTokenSource patience = new(TimeSpan.FromMinutes(2));
        while (!holds())
            await Task.Delay(10, patience.Token);
    }

    // Copies a data set into the table 'copy'.
    private string[] CopySpec(string location, string format)
    {
        string spec = Path.Combine(_build.Folder, "copy.json");
        File.WriteAllText(spec, $$"""
            {
              "version": 4,
              "input_relations": [{ "logical_name": "source", "location": "{{location}}", "format": "{{format}}" }],
              "view_definitions": [{ "name": "all", "view_kind": "filter", "transform": { "kind": "Filter", "source": "source", "predicate": "true" } }],
              "output_targets": [{ "table_name": "copy", "source_view": "all" }]
            }
            """);
        return ["build", spec, "--out", _build.Out];
    }

    private async Task<long> CountAsync(string table)
    {
        CliRun run = await CliRun.Of("query", "SELECT count(*) FROM t", "--table", $"t={Path.Combine(_build.Out, table)}", "--format", "csv");
        Assert.True(run.Exit is 0, run.Error);
        return long.Parse(run.Output.Split("\r\n")[1], System.Globalization.CultureInfo.InvariantCulture);
    }

    // A first state that a test starts from; what is shown runs as a process.
    private static async Task SucceedsAsync(params string[] arguments)
    {
        CliRun run = await CliRun.Of(arguments);
        Assert.True(run.Exit is 0, run.Error);
    }

    private async Task<string> FailsAsync(string[] arguments)
    {
        using CliProcess process = CliProcess.Start(_build.Folder, arguments);
        (int exit, string output, string error) = await process.EndAsync();
        Assert.True(exit is 1, $"exit {exit}: {output}{error}");
        Assert.Empty(output);
        Assert.DoesNotContain("   at Weir", error, StringComparison.Ordinal);
        return error;
    }
}
