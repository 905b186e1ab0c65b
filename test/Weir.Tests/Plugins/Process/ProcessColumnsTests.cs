using Weir.Arrow;
using Weir.Plugins;
using Weir.Plugins.Guard;
using Weir.Plugins.Verify;
using Weir.Tests.Plugins.Sample;

namespace Weir.Tests.Plugins.Process;

public sealed class ProcessColumnsTests : IClassFixture<ProcessColumnsTests.Child>
{
    private readonly Plugin _child;
    private readonly Plugin _here;

    public ProcessColumnsTests(Child child) => (_child, _here) = (child.Plugin, child.Here);

    public static TheoryData<int, bool, bool> Cases()
    {
        TheoryData<int, bool, bool> cases = [];
        for (int type = 0; type < Types.Length; type++)
            foreach ((bool isArrow, bool hasNulls) in (ReadOnlySpan<(bool, bool)>)[(false, false), (false, true), (true, false), (true, true)])
                cases.Add(type, isArrow, hasNulls);
        return cases;
    }

    private static readonly ArrowType[] Types =
    [
        ArrowType.Boolean, ArrowType.Int16, ArrowType.Int32, ArrowType.Int64, ArrowType.Float, ArrowType.Double, ArrowType.Date32,
        new TimestampType(TimeUnit.Microsecond, null), new DecimalType(18, 3), new DecimalType(38, 10), ArrowType.IntervalMonthDayNano,
        ArrowType.Utf8, ArrowType.Binary,
        new StructType([new Field("a", ArrowType.Int32), new Field("b", ArrowType.Utf8), new Field("c", ArrowType.Boolean)]),
        new ListType(new Field("item", ArrowType.Utf8)),
        new ListType(new Field("item", ArrowType.Boolean)),
        new ListType(new Field("item", new ListType(new Field("item", new StructType([new Field("x", ArrowType.Int64), new Field("y", ArrowType.Binary)]))))),
        new StructType([new Field("l", new ListType(new Field("item", ArrowType.Int64)))]),
        new MapType(new Field("key", ArrowType.Utf8, Nullable: false), new Field("value", ArrowType.Int32)),
    ];

    [Theory]
    [MemberData(nameof(Cases))]
    [Trait("Requirement", "R049")]
    public void Columns_of_every_type_come_through_the_child_as_they_are(int type, bool isArrow, bool hasNulls)
    {
        foreach (int rows in (ReadOnlySpan<int>)[1, 64, 100, 700])
        {
            Assert.Equal(Echo(_here, Types[type], isArrow, hasNulls, rows), Echo(_child, Types[type], isArrow, hasNulls, rows));
            Assert.Equal(Backwards(_here, Types[type], isArrow, hasNulls, rows), Backwards(_child, Types[type], isArrow, hasNulls, rows));
        }
    }

    [Fact]
    public void A_batch_that_is_larger_than_the_first_memory_comes_through()
    {
        Assert.Equal(Echo(_here, ArrowType.Utf8, false, true, 100_000), Echo(_child, ArrowType.Utf8, false, true, 100_000));
        Assert.Equal(Backwards(_here, ArrowType.Int64, true, true, 300_000), Backwards(_child, ArrowType.Int64, true, true, 300_000));
    }

    [Fact]
    [Trait("Requirement", "R049")]
    public async Task A_plugin_in_a_child_passes_every_check_that_it_passes_in_process()
    {
        PluginVerifyOptions options = new() { ProviderOptionsJson = new Dictionary<string, string> { ["sample_rows"] = """{"rows":5000,"partitions":3}""" } };
        using Plugin here = GuardedPlugin.Wrap(new SamplePlugin(), new PluginCallPolicy());
        using Plugin child = GuardedPlugin.Wrap(Children.Start<SamplePlugin>(), new PluginCallPolicy());
        PluginVerifyReport inProcess = await PluginVerifier.VerifyAsync(here, options);
        PluginVerifyReport inChild = await PluginVerifier.VerifyAsync(child, options);
        Assert.Equal(inProcess.Checks, inChild.Checks);
        Assert.Contains(inChild.Checks, check => check.Outcome == ConformanceOutcome.Passed);
    }

    private static unsafe IReadOnlyList<string> Echo(Plugin plugin, ArrowType type, bool isArrow, bool hasNulls, int rows)
    {
        using SampleColumns columns = new(new SampleNumbers(7), isArrow, hasNulls);
        using CollectedResult result = new(type, rows, isArrow, filling: 0);
        ColumnNode* nodes = columns.Nodes(1);
        columns.Fill(nodes, 0, type, [.. Enumerable.Range(0, rows).Select(row => (long)row)]);
        ulong* mask = null;
        if (hasNulls)
        {
            mask = columns.Words(rows);
            for (int row = 0; row < rows; row += 3)
                mask[row >> 6] |= 1UL << (row & 63);
            result.SetNulls(mask);
        }
        PluginScalarCall call = new(nodes, [type], result.Place(), mask, null, null, default);
        plugin.Scalars[0].Invoke(ref call);
        return result.Rows();
    }

    private static unsafe IReadOnlyList<string> Backwards(Plugin plugin, ArrowType type, bool isArrow, bool hasNulls, int rows)
    {
        using SampleColumns columns = new(new SampleNumbers(11), isArrow, hasNulls);
        using CollectedResult result = new(type, rows, isArrow, filling: 0);
        ColumnNode* nodes = columns.Nodes(1);
        columns.Fill(nodes, 0, type, [.. Enumerable.Range(0, rows).Select(row => (long)row)]);
        PluginWindowCall call = new(nodes, [type], result.Place(), default);
        plugin.Windows[0].Evaluate(ref call);
        return result.Rows();
    }

    public sealed class Child : IDisposable
    {
        internal Plugin Plugin { get; } = Children.Start<EchoPlugin>();

        internal Plugin Here { get; } = new EchoPlugin();

        public void Dispose()
        {
            Plugin.Dispose();
            Here.Dispose();
        }
    }
}
