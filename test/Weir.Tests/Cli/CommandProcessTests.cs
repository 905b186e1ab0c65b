using System.Diagnostics;

namespace Weir.Tests.Cli;

public sealed class CommandProcessTests : IDisposable
{
    private const string Endless = "SELECT sum(a.i * b.i) FROM range(100000000) a(i), range(100000000) b(i)";
    private const int Interrupt = 2;
    private const int Terminate = 15;

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData(Interrupt, 130)]
    [InlineData(Terminate, 143)]
    public async Task A_signal_stops_the_process_with_its_exit_code(int signal, int exit)
    {
        using CliProcess process = CliProcess.Start(_folder.Path, "query", Endless);
        await Task.Delay(TimeSpan.FromSeconds(2));
        process.Signal(signal);
        (int code, string output, string error) = await process.EndAsync();
        Assert.Equal((exit, "", "stopped: nothing was changed\n"), (code, output, error));
    }

    [Fact]
    public async Task Who_stops_reading_stops_the_query_and_that_is_success()
    {
        Stopwatch watch = Stopwatch.StartNew();
        using CliProcess shell = CliProcess.Shell(
            _folder.Path, "weir query 'SELECT i FROM range(20000000000) t(i)' --format jsonl | head -2; echo \"${PIPESTATUS[0]}\"");
        (_, string output, string error) = await shell.EndAsync();
        Assert.Equal("{\"i\":0}\n{\"i\":1}\n0\n", output);
        Assert.Empty(error);
        Assert.True(watch.Elapsed < TimeSpan.FromMinutes(1), $"took {watch.Elapsed}");
    }

    [Fact]
    public async Task A_full_disk_is_an_error()
    {
        using CliProcess shell = CliProcess.Shell(_folder.Path, "weir query 'SELECT i FROM range(100000) t(i)' --format csv > /dev/full");
        (int exit, _, string error) = await shell.EndAsync();
        Assert.Equal(1, exit);
        Assert.StartsWith("error: ", error, StringComparison.Ordinal);
        Assert.Contains("space", error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Two_commands_share_one_redirection()
    {
        using CliProcess shell = CliProcess.Shell(
            _folder.Path, "{ echo before; weir query 'SELECT 1 AS a' --format csv; echo after; } > both.txt; cat both.txt");
        (_, string output, _) = await shell.EndAsync();
        Assert.Equal("before\na\r\n1\r\nafter\n", output);
    }

    [Fact]
    public async Task Bytes_and_letters_leave_the_process_as_they_are()
    {
        using CliProcess process = CliProcess.Start(_folder.Path, "query", "SELECT 'ä日😀' AS t", "--format", "csv");
        (int exit, string output, string error) = await process.EndAsync();
        Assert.Equal((0, "t\r\nä日😀\r\n", ""), (exit, output, error));
    }

    [Fact]
    public async Task A_signal_in_the_middle_of_a_build_leaves_no_version_and_no_file()
    {
        using BuildFixture build = new();
        using CliProcess process = CliProcess.Start(build.Folder, "build", build.JoinSpec(60_000), "--out", build.Out);
        await WaitForDataAsync(build);
        process.Signal(Interrupt);
        (int exit, string output, string error) = await process.EndAsync();
        Assert.Equal((130, ""), (exit, output));
        Assert.EndsWith("stopped: no table was changed; files of the unfinished write were removed\n", error, StringComparison.Ordinal);
        Assert.Empty(build.Commits("pairs"));
        Assert.Empty(build.DataFiles("pairs"));
    }

    [Fact]
    public async Task A_second_signal_ends_the_process_at_once()
    {
        using BuildFixture build = new();
        using CliProcess process = CliProcess.Start(build.Folder, "build", build.JoinSpec(60_000), "--out", build.Out);
        await WaitForDataAsync(build);
        process.Signal(Interrupt);
        process.Signal(Interrupt);
        (int exit, _, _) = await process.EndAsync();
        Assert.Equal(130, exit);
        Assert.Empty(build.Commits("pairs"));
    }

    [Fact]
    public async Task Who_loses_the_race_for_a_table_answers_4_and_changes_nothing()
    {
        using BuildFixture build = new();
        string small = build.JoinSpec(2);
        Assert.Equal(0, (await CliRun.Of("build", small, "--out", build.Out)).Exit);
        string[] before = build.DataFiles("pairs");
        using CliProcess loser = CliProcess.Start(build.Folder, "build", build.JoinSpec(6_000), "--out", build.Out);
        await WaitForDataAsync(build, before.Length);
        CliRun winner = await CliRun.Of("build", small, "--out", build.Out);
        Assert.True(winner.Exit is 0, winner.Error);
        (int exit, _, string error) = await loser.EndAsync();
        Assert.True(exit is 4, error);
        Assert.Contains("WEIR2021", error, StringComparison.Ordinal);
        Assert.Equal(2, build.Commits("pairs").Length);
        Assert.Equal(2, build.DataFiles("pairs").Length);
    }

    // A data file has begun to grow, so the table's version is read and the write is under way.
    private static async Task WaitForDataAsync(BuildFixture build, int before = 0)
    {
        using CancellationTokenSource patience = new(TimeSpan.FromMinutes(2));
        while (build.DataFiles("pairs").Length <= before)
            await Task.Delay(20, patience.Token);
    }
}
