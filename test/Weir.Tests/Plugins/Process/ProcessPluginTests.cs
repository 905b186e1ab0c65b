using System.Reflection;
using System.Runtime.InteropServices;
using Weir.Arrow;
using Weir.Plugins;
using Weir.Plugins.Guard;
using Weir.Plugins.Process;
using Weir.Tests.Plugins.Sample;

namespace Weir.Tests.Plugins.Process;

public sealed class ProcessPluginTests
{
    [Theory]
    [InlineData(Deed.Segfault, "was killed by SIGSEGV")]
    [InlineData(Deed.Abort, "was killed by SIGABRT")]
    [InlineData(Deed.Exit, "exited with code 7")]
    [InlineData(Deed.OverflowStack, "was killed by SIG")]
    [Trait("Requirement", "R128")]
    [Trait("Requirement", "R129")]
    [Trait("Requirement", "R135")]
    public void The_end_of_a_child_is_an_error_and_the_next_call_has_a_fresh_one(object deed, string how)
    {
        ListLog log = new();
        using ProcessPlugin plugin = ProcessPlugin.Start(Children.Request<WildPlugin>() with { Log = log });
        long before = Do(plugin, Deed.GiveProcessId);
        WeirException died = Assert.Throws<WeirException>(() => Do(plugin, (Deed)deed));
        Assert.Equal("WEIR3180", died.Code);
        Assert.Contains("plugin 'WildPlugin'", died.Message, StringComparison.Ordinal);
        Assert.Contains(how, died.Message, StringComparison.Ordinal);
        Assert.Contains("scalar function 'wild_do'", died.Message, StringComparison.Ordinal);
        Assert.NotEqual(before, Do(plugin, Deed.GiveProcessId));
        Assert.Contains(log.Lines, line => line.Contains(how, StringComparison.Ordinal));
    }

    [Fact]
    public void What_was_bound_before_is_bound_anew_in_a_fresh_child()
    {
        using ProcessPlugin plugin = Children.Start<WildPlugin>();
        PluginScalar function = plugin.Scalars[0];
        object? bound = function.Bind(new PluginBinding(LongColumns.Two, null, [false, false]));
        object? state = function.NewState(bound);
        long[] first = LongColumns.Invoke(function, [0], [0], bound, state);
        Assert.Throws<WeirException>(() => LongColumns.Invoke(function, [(long)Deed.Exit], [0], bound, state));
        Assert.NotEqual(first, LongColumns.Invoke(function, [0], [0], bound, state));
        (state as IDisposable)?.Dispose();
        (bound as IDisposable)?.Dispose();
    }

    [Fact]
    [Trait("Requirement", "R128")]
    public void A_call_that_never_ends_is_killed_after_its_deadline()
    {
        ProcessPluginRequest request = Children.Request<WildPlugin>() with { Deadline = TimeSpan.FromSeconds(0.3), Grace = TimeSpan.FromSeconds(0.3) };
        using ProcessPlugin plugin = ProcessPlugin.Start(request);
        WeirException killed = Assert.Throws<WeirException>(() => Do(plugin, Deed.HangForEver));
        Assert.Equal("WEIR3182", killed.Code);
        Assert.Contains("scalar function 'wild_do' of the plugin 'WildPlugin' did not end after its deadline of 0.3 s", killed.Message, StringComparison.Ordinal);
        Assert.True(Do(plugin, Deed.GiveProcessId) > 0);
    }

    [Fact]
    public void A_call_that_listens_ends_at_its_deadline_and_the_child_lives()
    {
        ProcessPluginRequest request = Children.Request<WildPlugin>() with { Deadline = TimeSpan.FromSeconds(0.3), Grace = TimeSpan.FromMinutes(1) };
        using ProcessPlugin plugin = ProcessPlugin.Start(request);
        long before = Do(plugin, Deed.GiveProcessId);
        Assert.Equal("WEIR3161", Assert.Throws<WeirException>(() => Do(plugin, Deed.HangUntilAsked)).Code);
        Assert.Equal(before, Do(plugin, Deed.GiveProcessId));
    }

    [Fact]
    public async Task A_cancelled_statement_ends_its_call_in_the_child()
    {
        using ProcessPlugin plugin = Children.Start<WildPlugin>();
        long before = Do(plugin, Deed.GiveProcessId);
        using NativeFlag flag = new();
        Task call = Task.Run(() => DoUntil(plugin, Deed.HangUntilAsked, flag));
        await Task.Delay(100);
        Assert.False(call.IsCompleted);
        flag.Set();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => call);
        Assert.Equal(before, Do(plugin, Deed.GiveProcessId));
    }

    [Fact]
    [Trait("Requirement", "R133")]
    public void What_a_plugin_prints_disturbs_nothing_and_is_logged()
    {
        ListLog log = new();
        List<string> said = [];
        using ProcessPlugin plugin = ProcessPlugin.Start(Children.Request<WildPlugin>() with { Log = log });
        plugin.Configure(new PluginContext("{}", null, (level, message) =>
        {
            lock (said)
                said.Add($"{level}: {message}");
        }));
        Assert.True(Do(plugin, Deed.Print) > 0);
        Assert.True(SpinWait.SpinUntil(() => log.Lines.Any(line => line.EndsWith("noise on stdout", StringComparison.Ordinal)), TimeSpan.FromSeconds(30)));
        Assert.True(SpinWait.SpinUntil(() => log.Lines.Any(line => line.EndsWith("noise on stderr", StringComparison.Ordinal)), TimeSpan.FromSeconds(30)));
        Assert.True(SpinWait.SpinUntil(() => { lock (said) return said.Count > 0; }, TimeSpan.FromSeconds(30)));
        Assert.Equal("Warning: a word of the plugin in two lines", Assert.Single(said));
    }

    [Fact]
    public void A_plugin_that_prints_without_end_fills_no_log()
    {
        ListLog log = new();
        using (ProcessPlugin plugin = ProcessPlugin.Start(Children.Request<WildPlugin>() with { Log = log }))
            Assert.True(Do(plugin, Deed.PrintWithoutEnd) > 0);
        Assert.InRange(log.Lines.Count(line => line.Contains("xxx", StringComparison.Ordinal)), 1, 10_000);
        Assert.Contains(log.Lines, line => line.Contains("the rest is dropped", StringComparison.Ordinal));
    }

    [Fact]
    public void An_exception_in_the_child_comes_with_its_own_words_through_the_guard()
    {
        using Plugin plugin = GuardedPlugin.Wrap(Children.Start<WildPlugin>(), new PluginCallPolicy());
        WeirException failed = Assert.Throws<WeirException>(() => Do(plugin, Deed.Throw));
        Assert.Equal("WEIR3160", failed.Code);
        Assert.StartsWith("The scalar function 'wild_do' of the plugin 'wild' failed: times is negative. ", failed.Message, StringComparison.Ordinal);
        WeirException refused = Assert.Throws<WeirException>(() => plugin.Scalars[0].ResultOf([ArrowType.Int64]));
        Assert.Contains("two arguments are wanted", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    [Trait("Requirement", "R052")]
    public void A_configuration_goes_to_every_child_and_a_refusal_comes_back()
    {
        using ProcessPlugin plugin = Children.Start<WildPlugin>();
        WeirException refused = Assert.Throws<WeirException>(() => plugin.Configure(PluginContext.Empty with { ConfigurationJson = """{"refuse":1}""" }));
        Assert.Equal("WEIR3011", refused.Code);
        Assert.Contains("'refuse' is no setting", refused.Message, StringComparison.Ordinal);
        Assert.True(plugin.Configure(PluginContext.Empty));
        Assert.False(plugin.Configure(PluginContext.Empty));
        plugin.Reset();
        Assert.True(plugin.Configure(PluginContext.Empty with { MemoryLimitBytes = 1 << 20 }));
        Assert.Throws<WeirException>(() => Do(plugin, Deed.Exit));
        Assert.True(Do(plugin, Deed.GiveProcessId) > 0);
    }

    [Fact]
    public void A_child_that_scribbles_over_the_shared_memory_harms_itself_alone()
    {
        HashSet<string> seen = [];
        ProcessPluginRequest request = Children.Request<WildPlugin>() with
        {
            CallsAtOnce = 1,
            Deadline = TimeSpan.FromSeconds(1),
            Grace = TimeSpan.FromSeconds(0.5),
        };
        using ProcessPlugin plugin = ProcessPlugin.Start(request);
        for (int i = 0; i < 15 && !seen.Contains("WEIR3185"); i++)
        {
            try
            {
                Do(plugin, Deed.Scribble);
                seen.Add("done");
            }
            // The last one is a sum that the child calls NULL, which this test has no place for.
            catch (Exception e) when (e is WeirException or PluginFaultException or OperationCanceledException or NotSupportedException)
            {
                seen.Add((e as WeirException)?.Code ?? e.GetType().Name);
            }
        }
        Assert.NotEmpty(seen);
        using ProcessPlugin other = Children.Start<SamplePlugin>();
        Assert.Equal([4], LongColumns.Invoke(other.Scalars[0], [1], [3]));
    }

    [Fact]
    public void A_scan_ends_with_its_child_and_the_table_is_opened_again_in_a_fresh_one()
    {
        using ProcessPlugin plugin = Children.Start<WildPlugin>();
        using PluginTable table = plugin.TableProviders[0].Open("{}");
        using RecordBatchReader reader = table.Scan(new PluginScanRequest(0), default);
        using (RecordBatch batch = reader.Read()!)
            Kill(batch.Column(0).Values<long>()[0]);
        WeirException lost = Assert.Throws<WeirException>(() => ReadAll(reader));
        Assert.True(lost.Code is "WEIR3180" or "WEIR3184", lost.Message);
        Assert.Contains("table provider 'wild_rows'", lost.Message, StringComparison.Ordinal);
        using RecordBatchReader again = table.Scan(new PluginScanRequest(0), default);
        again.Read()!.Dispose();
    }

    [Fact]
    public async Task A_cancelled_scan_ends_in_the_child()
    {
        using ProcessPlugin plugin = Children.Start<WildPlugin>();
        using PluginTable table = plugin.TableProviders[0].Open("{}");
        using CancellationTokenSource ending = new();
        using RecordBatchReader reader = table.Scan(new PluginScanRequest(0) { LimitRows = 1 }, ending.Token);
        reader.Read()!.Dispose();
        Task<RecordBatch?> next = Task.Run(() => reader.Read());
        await Task.Delay(50);
        await ending.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => next);
    }

    [Fact]
    public unsafe void States_live_in_the_child_and_fail_the_statement_when_it_ends()
    {
        using ProcessPlugin plugin = Children.Start<WildPlugin>();
        PluginAggregate sum = plugin.Aggregates[0];
        byte* memory = stackalloc byte[sum.StateSizeBytes * 3];
        nint[] states = [(nint)memory, (nint)(memory + sum.StateSizeBytes), (nint)(memory + (2 * sum.StateSizeBytes))];
        foreach (nint state in states)
            sum.Initialize((void*)state);
        Update(sum, [states[0], states[1], states[0]], [5, 7, 100]);
        Update(sum, [states[1], states[1], states[1]], [1, 1, 1]);
        fixed (nint* first = states)
            sum.Merge((void**)first, (void**)(first + 1), 1);
        Assert.Equal(115, Finish(sum, states[1]));
        sum.Destroy([states[0]]);
        Assert.Throws<WeirException>(() => Do(plugin, Deed.Exit));
        Assert.Equal("WEIR3184", Assert.Throws<WeirException>(() => Finish(sum, states[1])).Code);
        sum.Destroy(states);
    }

    [Fact]
    public async Task Eight_threads_call_at_once()
    {
        using ProcessPlugin plugin = Children.Start<SamplePlugin>();
        await Parallel.ForAsync(0, 2_000, new ParallelOptions { MaxDegreeOfParallelism = 8 }, (number, _) =>
        {
            Assert.Equal([number + 1, number + 2], LongColumns.Invoke(plugin.Scalars[0], [number, number], [1, 2]));
            return ValueTask.CompletedTask;
        });
    }

    [Fact]
    public void A_child_that_ends_again_and_again_is_left_alone_for_a_while()
    {
        ManualClock clock = new();
        using ProcessPlugin plugin = ProcessPlugin.Start(Children.Request<WildPlugin>() with { Time = clock });
        for (int i = 0; i < 4; i++)
            Assert.Equal("WEIR3180", Assert.Throws<WeirException>(() => Do(plugin, Deed.Exit)).Code);
        WeirException resting = Assert.Throws<WeirException>(() => Do(plugin, Deed.GiveProcessId));
        Assert.Equal("WEIR3185", resting.Code);
        Assert.Contains("in 0.5 s at the earliest", resting.Message, StringComparison.Ordinal);
        clock.Advance(TimeSpan.FromSeconds(1));
        Assert.True(Do(plugin, Deed.GiveProcessId) > 0);
        clock.Advance(TimeSpan.FromMinutes(1));
        Assert.Equal("WEIR3180", Assert.Throws<WeirException>(() => Do(plugin, Deed.Exit)).Code);
        Assert.True(Do(plugin, Deed.GiveProcessId) > 0);
    }

    [Fact]
    public void A_worker_that_is_not_there_is_named()
    {
        WeirException missing = Assert.Throws<WeirException>(() => ProcessPlugin.Start(Children.Request<WildPlugin>() with { WorkerPath = "/nowhere/Weir.Worker.dll" }));
        Assert.Equal("WEIR3181", missing.Code);
        Assert.Contains("'/nowhere/Weir.Worker.dll' does not exist", missing.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_worker_of_another_build_is_told_at_once()
    {
        using TemporaryFolder folder = new();
        string worker = Script(folder, "exit 3");
        WeirException other = Assert.Throws<WeirException>(() => ProcessPlugin.Start(Children.Request<WildPlugin>() with { WorkerPath = worker }));
        Assert.Equal("WEIR3181", other.Code);
        Assert.Contains("is of another build of Weir than this program", other.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("1")]
    [InlineData("999", "4", "1")]
    [InlineData("x", "4", "1")]
    [InlineData]
    public void A_worker_refuses_to_serve_a_host_of_another_version(params string[] arguments) =>
        Assert.Equal(WorkerProtocol.WrongVersionExitCode, PluginWorker.Run(arguments, (_, _) => throw new InvalidOperationException("It loads.")));

    [Fact]
    public void A_plugin_that_is_not_loaded_in_time_says_so_and_not_that_a_call_took_too_long()
    {
        using TemporaryFolder folder = new();
        string worker = Script(folder, "exec sleep 30");
        WeirException late = Assert.Throws<WeirException>(() => ProcessPlugin.Start(
            Children.Request<WildPlugin>() with { WorkerPath = worker, StartDeadline = TimeSpan.FromMilliseconds(100), Grace = TimeSpan.FromMilliseconds(50) }));
        Assert.Equal("WEIR3181", late.Code);
        Assert.Contains("was not loaded within 0.1 s", late.Message, StringComparison.Ordinal);
    }

    [Fact]
    public unsafe void The_memory_of_a_channel_is_that_of_version_2()
    {
        // Whoever changes one of these gives WorkerProtocol.Version the next number, and this test too.
        Assert.Equal(2, WorkerProtocol.Version);
        Assert.Equal((256, 4096L), (sizeof(ChannelHeader), SharedChannel.Start));
        string[] fields = [.. typeof(ChannelHeader).GetFields(BindingFlags.Instance | BindingFlags.Public)
            .Select(field => $"{field.Name}@{Marshal.OffsetOf<ChannelHeader>(field.Name)}")];
        Assert.Equal(
            "Operation@0 Export@4 Cancel@8 Rows@12 ArgumentTypes@16 ResultType@20 Subject@24 State@32 Payload@40 PayloadBytes@48 NewTypes@56 "
            + "NewTypesBytes@64 Arguments@72 Mask@80 States@88 StatesAreOne@96 MoreStates@104 Result@112 Free@120 Outcome@128 Made@136 Answer@144 AnswerBytes@152",
            string.Join(' ', fields));
    }

    private static string Script(TemporaryFolder folder, string command)
    {
        string path = Path.Combine(folder.Path, "worker");
        File.WriteAllText(path, $"#!/bin/sh\n{command}\n");
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        return path;
    }

    [Fact]
    public void A_plugin_that_the_child_cannot_load_is_an_error()
    {
        ProcessPluginRequest request = Children.Request<WildPlugin>();
        WeirException wrong = Assert.Throws<WeirException>(() => ProcessPlugin.Start(request with { Load = request.Load with { TypeName = "Nothing" } }));
        Assert.Equal("WEIR3181", wrong.Code);
        Assert.Contains("Nothing", wrong.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_child_ends_with_the_plugin_that_started_it()
    {
        ProcessPlugin plugin = Children.Start<WildPlugin>();
        long process = Do(plugin, Deed.GiveProcessId);
        Assert.True(Directory.Exists($"/proc/{process}"));
        plugin.Dispose();
        Assert.False(Directory.Exists($"/proc/{process}"));
        Assert.Throws<ObjectDisposedException>(() => Do(plugin, Deed.GiveProcessId));
    }

    private static long Do(Plugin plugin, Deed deed) => LongColumns.Invoke(Children.Scalar(plugin, "wild_do"), [(long)deed], [0])[0];

    private static unsafe void Update(PluginAggregate sum, nint[] states, long[] values)
    {
        fixed (nint* first = states)
        fixed (long* numbers = values)
        {
            ColumnNode node = LongColumns.Node(numbers, values.Length);
            PluginAggregateCall call = new(&node, LongColumns.One, values.Length, (void**)first, null, default);
            sum.Update(ref call);
        }
    }

    private static unsafe long Finish(PluginAggregate sum, nint state)
    {
        long value = 0;
        ResultNode node = LongColumns.Result(&value, 1);
        ColumnResult result = new(&node, new LongColumns(), ArrowType.Int64);
        sum.Finish(new ReadOnlySpan<nint>(&state, 1), ref result);
        return value;
    }

    private static unsafe void DoUntil(Plugin plugin, Deed deed, NativeFlag flag) =>
        LongColumns.Invoke(Children.Scalar(plugin, "wild_do"), [(long)deed], [0], flag.Pointer);

    private static void Kill(long process)
    {
        using System.Diagnostics.Process child = System.Diagnostics.Process.GetProcessById((int)process);
        child.Kill();
    }

    private static void ReadAll(RecordBatchReader reader)
    {
        for (int i = 0; i < 1_000_000 && reader.Read() is RecordBatch batch; i++)
            batch.Dispose();
    }
}
