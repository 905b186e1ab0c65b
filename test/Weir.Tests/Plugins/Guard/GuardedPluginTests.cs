using Weir.Arrow;
using Weir.Plugins;
using Weir.Plugins.Guard;
using Weir.Tests.Plugins.Process;
using Weir.Tests.Plugins.Sample;

namespace Weir.Tests.Plugins.Guard;

public sealed class GuardedPluginTests
{
    private static readonly long[] Left = [1, 2, 3];
    private static readonly long[] Right = [10, 20, 30];

    [Fact]
    [Trait("Requirement", "R049")]
    public void A_guard_shows_what_the_plugin_shows_and_gives_the_same_results()
    {
        using SamplePlugin plain = new();
        using Plugin guarded = GuardedPlugin.Wrap(new SamplePlugin(), new PluginCallPolicy());
        Assert.Equal(plain.Description, guarded.Description);
        Assert.Equal(plain.Capabilities, guarded.Capabilities);
        foreach ((PluginFunction theirs, PluginFunction ours) in Functions(plain).Zip(Functions(guarded)))
        {
            Assert.Equal(theirs.Name, ours.Name);
            Assert.Equal(theirs.Parameters, ours.Parameters);
            Assert.Equal(theirs.FurtherArguments, ours.FurtherArguments);
        }
        Assert.Equal([11, 22, 33], LongColumns.Invoke(guarded.Scalars[0], Left, Right));
        Assert.True(guarded.Scalars.Single(function => function.Name == "sample_hash").SeesNulls);
        Assert.True(guarded.Aggregates.Single(function => function.Name == "sample_first").IsOrderSensitive);
    }

    [Fact]
    [Trait("Requirement", "R135")]
    [Trait("Requirement", "R137")]
    [Trait("Requirement", "R150")]
    [Trait("Requirement", "R152")]
    public void An_exception_names_plugin_and_function_and_is_logged()
    {
        ListLog log = new();
        using TroublePlugin plugin = new() { OnCall = _ => throw new ArgumentException("times is negative.") };
        using Plugin guarded = GuardedPlugin.Wrap(plugin, new PluginCallPolicy { Log = log });
        WeirException failed = Assert.Throws<WeirException>(() => LongColumns.Invoke(guarded.Scalars[0], Left, Right));
        Assert.Equal("WEIR3160", failed.Code);
        Assert.StartsWith("The scalar function 'trouble' of the plugin 'trouble' failed: times is negative. ", failed.Message, StringComparison.Ordinal);
        Assert.Equal("trouble", failed.Details["function"]);
        Assert.Contains(log.Lines, line => line.Contains("trouble", StringComparison.Ordinal) && line.Contains("WEIR3160", StringComparison.Ordinal));
    }

    [Fact]
    public void A_call_that_looks_at_its_flag_ends_at_its_deadline_and_the_plugin_goes_on()
    {
        ManualClock clock = new();
        using TroublePlugin plugin = new();
        using GuardedPlugin guarded = GuardedPlugin.Wrap(plugin, Policy(clock));
        plugin.OnCall = control =>
        {
            for (int i = 0; i < 100 && !control.IsCancellationRequested; i++)
                clock.Advance(TimeSpan.FromSeconds(1));
            control.ThrowIfCancellationRequested();
        };
        WeirException late = Assert.Throws<WeirException>(() => LongColumns.Invoke(guarded.Scalars[0], Left, Right));
        Assert.Equal("WEIR3161", late.Code);
        Assert.Contains("within its deadline of 10 s", late.Message, StringComparison.Ordinal);
        plugin.OnCall = _ => { };
        Assert.False(guarded.IsFencedOff);
        Assert.Equal([11, 22, 33], LongColumns.Invoke(guarded.Scalars[0], Left, Right));
    }

    [Fact]
    public unsafe void The_flag_of_the_statement_is_set_at_the_deadline_and_not_touched_after_the_call()
    {
        ManualClock clock = new();
        int flag = 0;
        using TroublePlugin plugin = new();
        using GuardedPlugin guarded = GuardedPlugin.Wrap(plugin, Policy(clock));
        LongColumns.Invoke(guarded.Scalars[0], Left, Right, &flag);
        Move(clock, 100);
        Assert.Equal(0, flag);
        plugin.OnCall = _ => Move(clock, 12);
        Assert.Throws<WeirException>(() => LongColumns.Invoke(guarded.Scalars[0], Left, Right));
        int seen = 0;
        plugin.OnCall = control =>
        {
            Move(clock, 12);
            seen = *control.Flag;
        };
        Assert.Equal("WEIR3161", Refused(guarded, &flag).Code);
        Assert.Equal((CallWatch.DeadlineFlag, CallWatch.DeadlineFlag), (seen, flag));
    }

    [Fact]
    public unsafe void A_cancelled_statement_stays_cancelled()
    {
        int flag = 1;
        using TroublePlugin plugin = new() { OnCall = control => control.ThrowIfCancellationRequested() };
        using GuardedPlugin guarded = GuardedPlugin.Wrap(plugin, new PluginCallPolicy());
        bool isCancelled = false;
        try
        {
            LongColumns.Invoke(guarded.Scalars[0], Left, Right, &flag);
        }
        catch (OperationCanceledException)
        {
            isCancelled = true;
        }
        Assert.True(isCancelled);
    }

    [Fact]
    [Trait("Requirement", "R137")]
    public async Task A_call_that_does_not_return_fences_the_plugin_off()
    {
        ManualClock clock = new();
        ListLog log = new();
        using ManualResetEventSlim inside = new();
        using ManualResetEventSlim release = new();
        TroublePlugin plugin = new();
        plugin.OnCall = _ =>
        {
            inside.Set();
            release.Wait();
        };
        GuardedPlugin guarded = GuardedPlugin.Wrap(plugin, Policy(clock) with { Log = log });
        Task<long[]> stuck = Task.Run(() => LongColumns.Invoke(guarded.Scalars[0], Left, Right));
        inside.Wait();
        Move(clock, 13);
        Assert.False(guarded.IsFencedOff);
        Move(clock, 4);
        Assert.True(guarded.IsFencedOff);
        WeirException refused = Assert.Throws<WeirException>(() => guarded.TableProviders[0].Open("{}"));
        Assert.Equal("WEIR3162", refused.Code);
        Assert.Contains("table provider 'troubles' of the plugin 'trouble' was not called", refused.Message, StringComparison.Ordinal);
        Assert.Contains("its scalar function 'trouble' (Invoke) did not return", refused.Message, StringComparison.Ordinal);
        Assert.Contains(log.Lines, line => line.Contains("fenced off", StringComparison.Ordinal));
        guarded.Dispose();
        Assert.False(plugin.IsDisposed);
        release.Set();
        Assert.Equal("WEIR3161", (await Assert.ThrowsAsync<WeirException>(() => stuck)).Code);
    }

    [Fact]
    public void A_scan_of_another_schema_than_declared_is_refused()
    {
        Schema other = new(new Field("id", ArrowType.Utf8));
        using TroublePlugin plugin = new() { OnScan = (_, _) => RecordBatchReader.From(other, []) };
        using GuardedPlugin guarded = GuardedPlugin.Wrap(plugin, new PluginCallPolicy());
        using PluginTable table = guarded.TableProviders[0].Open("{}");
        WeirException wrong = Assert.Throws<WeirException>(() => table.Scan(new PluginScanRequest(0), default));
        Assert.Equal("WEIR3163", wrong.Code);
        Assert.Contains("id: utf8", wrong.Message, StringComparison.Ordinal);
        plugin.OnScan = (schema, _) => RecordBatchReader.From(schema, [Batch(other)]);
        using RecordBatchReader reader = table.Scan(new PluginScanRequest(0), default);
        Assert.Equal("WEIR3163", Assert.Throws<WeirException>(() => reader.Read()).Code);
    }

    [Fact]
    public void Fewer_answers_than_filters_are_refused()
    {
        using GuardedPlugin guarded = GuardedPlugin.Wrap(new TroublePlugin(), new PluginCallPolicy());
        using PluginTable table = guarded.TableProviders[0].Open("{}");
        PluginFilter filter = new(0, FilterOperator.IsNull, null);
        Assert.Single(table.Support([filter]));
        Assert.Contains("1 answers to 2 filters", Assert.Throws<WeirException>(() => table.Support([filter, filter])).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_batch_that_takes_too_long_cancels_the_scan()
    {
        ManualClock clock = new();
        using TroublePlugin plugin = new();
        using GuardedPlugin guarded = GuardedPlugin.Wrap(plugin, Policy(clock));
        plugin.OnScan = (schema, token) => RecordBatchReader.From(schema, Endless(clock, token));
        using PluginTable table = guarded.TableProviders[0].Open("{}");
        using RecordBatchReader reader = table.Scan(new PluginScanRequest(0), default);
        Assert.Equal("WEIR3161", Assert.Throws<WeirException>(() => reader.Read()).Code);
    }

    [Fact]
    public void More_calls_at_once_than_are_watched_are_refused()
    {
        using TroublePlugin plugin = new();
        using GuardedPlugin guarded = GuardedPlugin.Wrap(plugin, new PluginCallPolicy { CallsMax = 2 });
        int depth = 0;
        plugin.OnCall = _ =>
        {
            if (++depth < 3)
                LongColumns.Invoke(guarded.Scalars[0], Left, Right);
        };
        Assert.Equal("WEIR3164", Assert.Throws<WeirException>(() => LongColumns.Invoke(guarded.Scalars[0], Left, Right)).Code);
        plugin.OnCall = _ => { };
        Assert.Equal([11, 22, 33], LongColumns.Invoke(guarded.Scalars[0], Left, Right));
    }

    [Fact]
    public async Task Many_threads_call_at_once_while_the_watch_dog_looks()
    {
        ManualClock clock = new();
        using GuardedPlugin guarded = GuardedPlugin.Wrap(new TroublePlugin(), Policy(clock));
        using CancellationTokenSource ending = new();
        Task watch = Task.Run(() =>
        {
            while (!ending.IsCancellationRequested)
                clock.Advance(TimeSpan.FromMilliseconds(1));
        });
        Parallel.For(0, 20_000, new ParallelOptions { MaxDegreeOfParallelism = 8 }, _ =>
            Assert.Equal([11, 22, 33], LongColumns.Invoke(guarded.Scalars[0], Left, Right)));
        await ending.CancelAsync();
        await watch;
    }

    private static PluginCallPolicy Policy(ManualClock clock) =>
        new() { Time = clock, Deadline = TimeSpan.FromSeconds(10), Grace = TimeSpan.FromSeconds(5) };

    [Fact]
    public async Task A_call_that_goes_on_after_its_statement_was_cancelled_fences_the_plugin_off_without_any_deadline()
    {
        ManualClock clock = new();
        using ManualResetEventSlim inside = new();
        using ManualResetEventSlim release = new();
        using NativeFlag flag = new();
        TroublePlugin plugin = new();
        plugin.OnCall = _ =>
        {
            inside.Set();
            release.Wait();
        };
        using GuardedPlugin guarded = GuardedPlugin.Wrap(plugin, Policy(clock) with { Deadline = null });
        Task<long[]> stuck = Task.Run(() => InvokeWith(guarded, flag));
        inside.Wait();
        Move(clock, 60);
        Assert.False(guarded.IsFencedOff);
        flag.Set();
        Move(clock, 4);
        Assert.False(guarded.IsFencedOff);
        Move(clock, 3);
        Assert.True(guarded.IsFencedOff);
        release.Set();
        long[] sums = await stuck;
        Assert.Equal([11, 22, 33], sums);
    }

    private static unsafe long[] InvokeWith(GuardedPlugin guarded, NativeFlag flag) =>
        LongColumns.Invoke(guarded.Scalars[0], Left, Right, flag.Pointer);

    private static void Move(ManualClock clock, int seconds)
    {
        for (int i = 0; i < seconds; i++)
            clock.Advance(TimeSpan.FromSeconds(1));
    }

    private static unsafe WeirException Refused(GuardedPlugin guarded, int* flag)
    {
        try
        {
            LongColumns.Invoke(guarded.Scalars[0], Left, Right, flag);
        }
        catch (WeirException e)
        {
            return e;
        }
        throw new InvalidOperationException("The call was not refused.");
    }

    private static IEnumerable<RecordBatch> Endless(ManualClock clock, CancellationToken token)
    {
        while (!token.WaitHandle.WaitOne(TimeSpan.FromMilliseconds(1)))
            clock.Advance(TimeSpan.FromSeconds(1));
        token.ThrowIfCancellationRequested();
        yield break;
    }

    private static RecordBatch Batch(Schema schema)
    {
        using RecordBatchWriter writer = new(schema);
        writer[0].AppendNull();
        return writer.Finish();
    }

    private static IEnumerable<PluginFunction> Functions(Plugin plugin) =>
        [.. plugin.Scalars, .. plugin.Aggregates, .. plugin.Windows, .. plugin.TableFunctions];
}
