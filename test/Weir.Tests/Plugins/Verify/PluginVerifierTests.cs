using Weir.Arrow;
using Weir.Plugins;

namespace Weir.Tests.Plugins.Verify;

public sealed class PluginVerifierTests
{
    private static readonly PluginVerifyOptions Quick = new() { CheckTimeout = TimeSpan.FromSeconds(5), TableRowsMax = 5000 };

    [Fact]
    [Trait("Requirement", "R114")]
    [Trait("Requirement", "R116")]
    public async Task A_plugin_that_keeps_the_contract_conforms()
    {
        PluginVerifyReport report = await PluginVerifier.VerifyAsync(Good(), Quick);
        Assert.True(report.Conforms, Failures(report));
        foreach (string name in (string[])["row_count", "layouts", "nulls", "constants", "rows_alone", "threads", "merge", "finish_twice",
            "partitions", "projection", "filters", "limit", "repeatable", "cancellation", "configure", "names", "pure"])
        {
            Assert.Contains(report.Checks, check => check.Name == name && check.Outcome == ConformanceOutcome.Passed);
        }
    }

    [Theory]
    [MemberData(nameof(Faults))]
    public async Task Each_fault_is_found_by_its_check(string fault, string check, string subject)
    {
        PluginVerifyReport report = await PluginVerifier.VerifyAsync(Faulty(fault), Quick);
        Assert.False(report.Conforms);
        ConformanceCheck found = report.Checks.First(entry => entry.Name == check && entry.Outcome == ConformanceOutcome.Failed);
        Assert.StartsWith(subject, found.Subject, StringComparison.Ordinal);
        Assert.NotEmpty(found.Message);
        Assert.NotNull(found.Mend);
    }

    public static TheoryData<string, string, string> Faults => new()
    {
        { "a row that is never written", "row_count", "scalar made_scalar" },
        { "a constant that is read as a column", "constants", "scalar made_scalar" },
        { "a result that depends on the batch", "rows_alone", "scalar made_scalar" },
        { "a result that depends on rows with NULL", "nulls", "scalar made_scalar" },
        { "a state that is shared by threads", "threads", "scalar made_scalar" },
        { "a call that does not return", "samples", "scalar made_scalar" },
        { "a merge that does nothing", "merge", "aggregate made_sum" },
        { "a NULL that counts", "nulls", "aggregate made_sum" },
        { "a finish that clears", "finish_twice", "aggregate made_sum" },
        { "a state that is never initialised", "no_rows", "aggregate made_sum" },
        { "a window row that is never written", "row_count", "window made_window" },
        { "an exact filter that loses rows", "filters", "provider made_rows" },
        { "an exact filter that keeps others", "filters", "provider made_rows" },
        { "a projection that is ignored", "projection", "provider made_rows" },
        { "a row count that lies", "row_count", "provider made_rows" },
        { "a limit that gives too few", "limit", "provider made_rows" },
        { "a default that is no value of its type", "named_arguments", "scalar made_scalar" },
        { "a default that counts for more when it is left out", "named_arguments", "scalar made_scalar" },
        { "a result of another type than was said", "samples", "scalar made_scalar" },
        { "a text that is never written", "row_count", "scalar made_scalar" },
        { "a state that goes with another's", "release", "scalar made_scalar" },
        { "an array that does not say that it was released", "release", "scalar made_scalar" },
        { "a free that takes from the state it was merged into", "release", "aggregate made_sum" },
        { "a batch that goes with its table", "release", "provider made_rows" },
        { "a NULL that the schema rules out", "schema", "provider made_rows" },
        { "empty batches without end", "schema", "provider made_rows" },
        { "a planner that is not pure", "pure", "planner made_planner" },
        { "two functions of one name", "names", "plugin" },
    };

    [Fact]
    public async Task An_endless_table_is_read_in_its_first_rows_only()
    {
        MadePlugin plugin = new() { ProviderList = [new MadeProvider { Rows = long.MaxValue, SaysRows = 1 }] };
        PluginVerifyReport report = await PluginVerifier.VerifyAsync(plugin, Quick);
        ConformanceCheck endless = Assert.Single(report.Checks, check => check.Name == "endless");
        Assert.Equal(ConformanceOutcome.NotApplicable, endless.Outcome);
        Assert.Contains(report.Checks, check => check is { Name: "cancellation", Outcome: ConformanceOutcome.Passed });
    }

    [Fact]
    public async Task The_same_seed_gives_the_same_report()
    {
        PluginVerifyReport one = await PluginVerifier.VerifyAsync(Good(), Quick);
        PluginVerifyReport other = await PluginVerifier.VerifyAsync(Good(), Quick);
        Assert.Equal(one.Checks, other.Checks);
    }

    [Fact]
    public async Task A_cancelled_verification_ends()
    {
        using CancellationTokenSource cancelled = new();
        await cancelled.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => PluginVerifier.VerifyAsync(Good(), Quick, cancellationToken: cancelled.Token));
    }

    private static MadePlugin Good() => new()
    {
        ScalarList = [new MadeScalar(ArrowType.Int64, ArrowType.Int64, Add)],
        AggregateList = [new MadeSum()],
        WindowList = [new MadeWindow(CountUp)],
        ProviderList = [new MadeProvider()],
        PlannerList = [new MadePlanner(_ => null)],
    };

    private static MadePlugin Faulty(string fault)
    {
        MadePlugin plugin = Good();
        MadePlugin Scalar(ScalarBody body, string? defaultJson = null) => new()
        {
            ScalarList = [new MadeScalar(ArrowType.Int64, ArrowType.Int64, body, defaultJson)],
        };
        switch (fault)
        {
            case "a row that is never written":
                return Scalar((ref PluginScalarCall batch) => AddUpTo(ref batch, batch.RowCount - 1));
            case "a constant that is read as a column":
                return Scalar((ref PluginScalarCall batch) =>
                {
                    Add(ref batch);
                    if (batch.RowCount > 0 && batch.Argument(0).IsConstant)
                        batch.Result.Values<long>()[0]++;
                });
            case "a result that depends on the batch":
                return Scalar((ref PluginScalarCall batch) =>
                {
                    Add(ref batch);
                    foreach (ref long value in batch.Result.Values<long>())
                        value += batch.RowCount;
                });
            case "a result that depends on rows with NULL":
                return Scalar((ref PluginScalarCall batch) =>
                {
                    Add(ref batch);
                    if (!batch.Rows.IsEmpty)
                        foreach (ref long value in batch.Result.Values<long>())
                            value++;
                });
            case "a state that is shared by threads":
                return new MadePlugin { ScalarList = [new MadeScalar(ArrowType.Int64, ArrowType.Int64, new Shared().Add)] };
            case "a call that does not return":
                return Scalar((ref PluginScalarCall batch) => Thread.Sleep(Timeout.Infinite));
            case "a merge that does nothing":
                return new MadePlugin { AggregateList = [new MadeSum { ForgetsToMerge = true }] };
            case "a NULL that counts":
                return new MadePlugin { AggregateList = [new MadeSum { CountsNulls = true }] };
            case "a finish that clears":
                return new MadePlugin { AggregateList = [new MadeSum { ClearsOnFinish = true }] };
            case "a state that is never initialised":
                return new MadePlugin { AggregateList = [new MadeSum { ForgetsToInitialize = true }] };
            case "a window row that is never written":
                return new MadePlugin { WindowList = [new MadeWindow((ref PluginWindowCall partition) => partition.Result.Values<long>()[0] = 1)] };
            case "an exact filter that loses rows":
                return new MadePlugin { ProviderList = [new MadeProvider { LosesRows = true }] };
            case "an exact filter that keeps others":
                return new MadePlugin { ProviderList = [new MadeProvider { KeepsOthers = true }] };
            case "a projection that is ignored":
                return new MadePlugin { ProviderList = [new MadeProvider { IgnoresProjection = true }] };
            case "a row count that lies":
                return new MadePlugin { ProviderList = [new MadeProvider { SaysRows = 7 }] };
            case "a limit that gives too few":
                return new MadePlugin { ProviderList = [new MadeProvider { LimitFault = 1 }] };
            case "a default that is no value of its type":
                return Scalar(Add, "1.5");
            case "a default that counts for more when it is left out":
                return Scalar((ref PluginScalarCall batch) =>
                {
                    Add(ref batch);
                    if (batch.RowCount > 0 && batch.Argument(1).IsConstant)
                        batch.Result.Values<long>()[0]++;
                }, "7");
            case "a result of another type than was said":
                return Scalar((ref PluginScalarCall batch) => batch.Result.Values<int>().Clear());
            case "a text that is never written":
                return new MadePlugin { ScalarList = [new MadeScalar(ArrowType.Int64, ArrowType.Utf8, (ref PluginScalarCall batch) =>
                {
                    for (int row = 0; row + 1 < batch.RowCount; row++)
                        batch.Result.SetBytes(row, "short"u8);
                })] };
            case "a state that goes with another's":
                Shared shared = new();
                return new MadePlugin { ScalarList = [new MadeScalar(ArrowType.Int64, ArrowType.Int64, shared.AddWhileAlive) { State = shared.NewState }] };
            case "an array that does not say that it was released":
                return Scalar((ref PluginScalarCall batch) =>
                {
                    Add(ref batch);
                    UnmarkedArray.TakeAndRelease();
                });
            case "a free that takes from the state it was merged into":
                return new MadePlugin { AggregateList = [new MadeSum { FreesTheMerged = true }] };
            case "a batch that goes with its table":
                return new MadePlugin { ProviderList = [new MadeProvider { ReusesMemory = true, Rows = 4500 }] };
            case "a NULL that the schema rules out":
                return new MadePlugin { ProviderList = [new MadeProvider { GivesNull = true }] };
            case "empty batches without end":
                return new MadePlugin { ProviderList = [new MadeProvider { IsEmptyWithoutEnd = true }] };
            case "a planner that is not pure":
                int calls = 0;
                return new MadePlugin { PlannerList = [new MadePlanner(tree => calls++ % 2 == 0 ? tree : null)] };
            default:
                plugin.ScalarList.Add(plugin.ScalarList[0]);
                return plugin;
        }
    }

    private static void Add(ref PluginScalarCall batch) => AddUpTo(ref batch, batch.RowCount);

    private static void AddUpTo(ref PluginScalarCall batch, int end)
    {
        ColumnView a = batch.Argument(0), b = batch.Argument(1);
        ReadOnlySpan<long> left = a.Values<long>(), right = b.Values<long>();
        Span<long> sum = batch.Result.Values<long>();
        for (int row = 0; row < end; row++)
            sum[row] = left[a.IsConstant ? 0 : row] + right[b.IsConstant ? 0 : row];
    }

    private static void CountUp(ref PluginWindowCall partition)
    {
        Span<long> result = partition.Result.Values<long>();
        for (int row = 0; row < result.Length; row++)
            result[row] = row;
    }

    private static string Failures(PluginVerifyReport report) => string.Join(Environment.NewLine,
        report.Checks.Where(check => check.Outcome == ConformanceOutcome.Failed).Select(check => $"{check.Subject} {check.Name}: {check.Message}"));

    // One place for all threads: a call that is overtaken by another gives its numbers.
    private sealed class Shared
    {
        private readonly long[] _sums = new long[4096];

        public void Add(ref PluginScalarCall batch)
        {
            Span<long> result = batch.Result.Values<long>();
            PluginVerifierTests.Add(ref batch);
            int inside = Interlocked.Increment(ref _inside);
            result.CopyTo(_sums);
            // Long enough for the other thread to come in, on a busy machine too.
            Thread.Sleep(inside > 1 || result.Length > 100 ? 250 : 0);
            if (Volatile.Read(ref _inside) > 1)
                foreach (ref long value in _sums.AsSpan(0, result.Length))
                    value++;
            _sums.AsSpan(0, result.Length).CopyTo(result);
            Interlocked.Decrement(ref _inside);
        }

        private int _inside;
        private int _alive;

        public object NewState() => new State(this);

        // Each state that ends changes what all others give.
        public void AddWhileAlive(ref PluginScalarCall batch)
        {
            PluginVerifierTests.Add(ref batch);
            foreach (ref long value in batch.Result.Values<long>())
                value += _alive;
        }

        private sealed class State : IDisposable
        {
            private readonly Shared _shared;

            public State(Shared shared)
            {
                _shared = shared;
                Interlocked.Increment(ref shared._alive);
            }

            public void Dispose() => Interlocked.Decrement(ref _shared._alive);
        }
    }
}
