using Weir.Arrow;
using Weir.Plugins;
using Weir.Plugins.Native;
using Weir.Tests.Plugins.Sample;

namespace Weir.Tests.Plugins.Abi;

/// <summary>A managed plugin behind the C ABI gives what it gives directly, and everything is released once.</summary>
[Trait("Requirement", "R134")]
public sealed class ExportRoundTripTests
{
    public static TheoryData<int> AllTypes => [.. Enumerable.Range(0, TypedValues.Plain.Length + TypedValues.Nested.Length)];

    [Theory]
    [MemberData(nameof(AllTypes))]
    public void Values_of_every_type_come_back_equal(int which)
    {
        ArrowType type = TypedValues.Plain.Concat(TypedValues.Nested).ElementAt(which);
        Random random = new(which);
        EchoPlugin plugin = new();
        using MemoryLedger ledger = MemoryLedger.Open();
        using (NativePlugin native = ExportedEntry.Open(() => plugin, "echo"))
        {
            foreach (int rows in (int[])[0, 1, 63, 64, 65, 2048, 2049])
                foreach (bool mayBeNull in (bool[])[true, false])
                    AssertEcho(native, type, [.. Enumerable.Range(0, rows).Select(_ => TypedValues.Random(type, random, mayBeNull))], rows);
            AssertEcho(native, type, [null], 1);
            AssertEcho(native, type, [.. new object?[100]], 100);
        }
        Assert.Equal(0, ledger.Live);
        EchoScalar echo = (EchoScalar)plugin.Scalars[0];
        Assert.Equal((0, 0), (echo.LiveBindings, echo.LiveStates));
        Assert.Equal(1, plugin.Disposals);
    }

    [Theory]
    [MemberData(nameof(AllTypes))]
    public void A_constant_is_the_value_of_every_row(int which)
    {
        ArrowType type = TypedValues.Plain.Concat(TypedValues.Nested).ElementAt(which);
        using NativePlugin native = ExportedEntry.Open(() => new EchoPlugin(), "echo");
        foreach (object? value in (object?[])[TypedValues.Random(type, new Random(which), mayBeNull: false), null])
        {
            using EngineColumns arguments = new([type], [[value]], [true]);
            using RecordBatch given = PortCall.Scalar(native.Scalars[0], arguments, 70);
            Assert.Equal(TypedValues.Told(type, Enumerable.Repeat(value, 70)), TypedValues.Told(given.Column(0)));
        }
    }

    // Types of arguments that no result has.
    [Theory]
    [InlineData(1)]
    [InlineData(65)]
    [InlineData(5000)]
    public void Columns_of_nothing_but_NULL_and_of_arrays_reach_the_plugin(int rows)
    {
        FixedSizeListType array = new(new Field("item", ArrowType.Int64), 3);
        ArrowType[] types = [ArrowType.Null, array, TypedValues.ListOf(array), TypedValues.ListOf(ArrowType.Null)];
        object?[] arrays = [.. Enumerable.Range(0, rows).Select(i => i % 4 == 3 ? null : new object?[] { (long)i, i % 3 == 0 ? null : 2L, -1L })];
        object?[] lists = [.. Enumerable.Range(0, rows).Select(i => i % 5 == 4 ? null : arrays[i..Math.Min(rows, i + (i % 3))])];
        object?[] nulls = [.. Enumerable.Range(0, rows).Select(i => new object?[i % 3])];
        object?[][] columns = [new object?[rows], arrays, lists, nulls];
        using PluginDouble direct = new("telling") { Functions = { new TellingFunction() } };
        using NativePlugin native = ExportedEntry.Open(() => new PluginDouble("telling") { Functions = { new TellingFunction() } }, "telling");
        for (int i = 0; i < types.Length; i++)
        {
            using EngineColumns arguments = new([types[i]], [columns[i]]);
            using RecordBatch expected = PortCall.Scalar(direct.Scalars[0], arguments, rows), given = PortCall.Scalar(native.Scalars[0], arguments, rows);
            Assert.Equal(TypedValues.Told(expected.Column(0)), TypedValues.Told(given.Column(0)));
            using EngineColumns constant = new([types[i]], [columns[i][..1]], [true]);
            using RecordBatch one = PortCall.Scalar(native.Scalars[0], constant, rows);
            Assert.Equal(Enumerable.Repeat(TypedValues.Told(expected.Column(0))[0], rows), TypedValues.Told(one.Column(0)));
        }
    }

    [Fact]
    public void What_a_plugin_says_of_itself_comes_back()
    {
        using EchoPlugin direct = new();
        using NativePlugin native = ExportedEntry.Open(() => new EchoPlugin(), "echo");
        Assert.Equal(direct.Description.Version, native.Description.Version);
        Assert.Equal(direct.Description.BuildId, native.Description.BuildId);
        Assert.Equal(direct.Description.Features, native.Description.Features);
        Assert.Equal(direct.Description.ConfigurationSchemaJson, native.Description.ConfigurationSchemaJson);
        Assert.Equal(direct.Capabilities, native.Capabilities);
        Assert.Equal(["echo_alias"], native.Scalars[0].Aliases);
        Assert.Equal("Gives back what it gets.", native.Scalars[0].Summary);
        Assert.True(native.Scalars[0] is { IsVolatile: true, SeesNulls: true, IsTotal: false });
        Assert.Null(native.Scalars[0].Parameters[0].Type);
    }

    [Fact]
    public void Tables_of_every_type_come_back_equal_and_are_freed_once()
    {
        using MemoryLedger ledger = MemoryLedger.Open();
        using (NativePlugin native = ExportedEntry.Open(() => new EchoPlugin(), "echo"))
        using (PluginTable given = native.TableProviders[0].Open("7"))
        using (EchoTable expected = new(7))
        {
            Assert.Equal(expected.Schema, given.Schema);
            Assert.Equal(expected.RowCount, given.RowCount);
            Assert.Null(given.SnapshotId);
            foreach (int[]? projection in (int[]?[])[null, [], [7, 15, 7]])
            {
                PluginScanRequest request = new(0) { Projection = projection };
                using RecordBatchReader left = expected.Scan(request, default), right = given.Scan(request, default);
                while (left.Read() is RecordBatch batch)
                {
                    using RecordBatch other = right.Read()!;
                    Assert.Equal(batch.RowCount, other.RowCount);
                    for (int i = 0; i < batch.Columns.Count; i++)
                        Assert.Equal(TypedValues.Told(batch.Column(i)), TypedValues.Told(other.Column(i)));
                    batch.Dispose();
                }
                Assert.Null(right.Read());
            }
        }
        Assert.Equal(0, ledger.Live);
        Assert.Equal(0, EchoTable.Live);
    }

    [Fact]
    [Trait("Requirement", "R058")]
    [Trait("Requirement", "R052")]
    [Trait("Requirement", "R082")]
    public void The_same_configuration_again_changes_nothing_and_another_is_refused_until_reset()
    {
        EchoPlugin plugin = new();
        List<string> log = [];
        using NativePlugin native = ExportedEntry.Open(() => plugin, "echo");
        PluginContext one = new("""{"a":1}""", 1000, (level, text) => log.Add($"{level}: {text}"));
        Assert.True(native.Configure(one));
        Assert.False(native.Configure(one with { Log = (_, _) => { } }));
        Assert.Equal("WEIR3010", Assert.Throws<WeirException>(() => native.Configure(one with { ConfigurationJson = "{}" })).Code);
        Assert.Equal(("""{"a":1}""", 1000L), (Assert.Single(plugin.Taken).ConfigurationJson, plugin.Taken[0].MemoryLimitBytes));
        Assert.Equal(["Information: configured: é"], log);
        native.Reset();
        Assert.Equal(1, plugin.Resets);
        Assert.True(native.Configure(PluginContext.Empty));
        Assert.Null(plugin.Taken[1].MemoryLimitBytes);
    }

    [Fact]
    public void A_configuration_that_the_plugin_refuses_is_an_error_in_its_words()
    {
        using NativePlugin native = ExportedEntry.Open(() => new EchoPlugin(), "echo");
        WeirException fault = Assert.Throws<WeirException>(() => native.Configure(PluginContext.Empty with { ConfigurationJson = """{"bad":1}""" }));
        Assert.Equal("WEIR3011", fault.Code);
        Assert.Contains("bad is not good enough", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    [Trait("Requirement", "R057")]
    public void Two_hosts_in_one_process_have_settings_of_their_own()
    {
        EchoPlugin first = new(), second = new();
        using NativePlugin one = ExportedEntry.Open(() => first, "echo");
        using NativePlugin two = ExportedEntry.Open(() => second, "echo");
        one.Configure(PluginContext.Empty with { ConfigurationJson = """{"a":1}""" });
        two.Configure(PluginContext.Empty with { ConfigurationJson = """{"a":2}""" });
        Assert.Equal("""{"a":1}""", Assert.Single(first.Taken).ConfigurationJson);
        Assert.Equal("""{"a":2}""", Assert.Single(second.Taken).ConfigurationJson);
    }

    [Fact]
    [Trait("Requirement", "R073")]
    [Trait("Requirement", "R079")]
    [Trait("Requirement", "R137")]
    [Trait("Requirement", "R086")]
    public void A_plugin_that_cannot_be_made_is_an_error_with_its_cause_and_is_logged()
    {
        List<string> log = [];
        WeirException fault = Assert.Throws<WeirException>(() =>
            ExportedEntry.Open(() => throw new InvalidDataException("the model is damaged"), "echo", (level, text) => log.Add($"{level}: {text}")));
        Assert.Equal("WEIR3141", fault.Code);
        Assert.Contains("the model is damaged", fault.Message, StringComparison.Ordinal);
        Assert.Equal($"Error: {fault.Message}", Assert.Single(log));
    }

    [Theory]
    [Trait("Requirement", "R128")]
    [InlineData("boom", "boom")]
    [InlineData("", "InvalidOperationException")]
    public void No_exception_crosses_the_border_and_its_text_does(string thrown, string told)
    {
        using NativePlugin native = ExportedEntry.Open(() => new FailingPlugin(() => new InvalidOperationException(thrown)), "failing");
        using EngineColumns arguments = new([ArrowType.Int64], [[1L]]);
        Action[] calls =
        [
            () => PortCall.Scalar(native.Scalars[0], arguments, 1),
            () => PortCall.Window(native.Windows[0], arguments, 1),
            () => PortCall.Aggregate(native.Aggregates[0], arguments, arguments, 1, 1),
            () => native.TableFunctions[0].Bind(new PluginBinding([], null, [])),
            () => native.TableProviders[0].Open("{}"),
            () => native.RelationPlanners[0].Rewrite("{}"),
        ];
        foreach (Action call in calls)
        {
            WeirException fault = Assert.Throws<WeirException>(call);
            Assert.Equal("WEIR3170", fault.Code);
            Assert.Contains($"(internal error): {told}", fault.Message, StringComparison.Ordinal);
            Assert.Equal("failing", fault.Details["plugin"]);
        }
    }

    [Fact]
    public void A_long_text_of_an_error_is_cut_at_the_end_of_a_character()
    {
        using NativePlugin native = ExportedEntry.Open(() => new FailingPlugin(() => new InvalidOperationException(new string('漢', 2000))), "failing");
        WeirException fault = Assert.Throws<WeirException>(() => native.TableProviders[0].Open("{}"));
        Assert.Equal(338, fault.Message.Count(letter => letter == '漢'));
        Assert.DoesNotContain('\uFFFD', fault.Message);
    }

    // Tells what a value of any type holds.
    private sealed class TellingFunction : PluginScalar
    {
        public TellingFunction() : base("telling", [new PluginParameter("value", null)]) => SeesNulls = true;

        public override Field ResultOf(IReadOnlyList<ArrowType> argumentTypes) => new("", ArrowType.Utf8);

        public override void Invoke(ref PluginScalarCall batch)
        {
            for (int row = 0; row < batch.Result.RowCount; row++)
                batch.Result.SetBytes(row, System.Text.Encoding.UTF8.GetBytes(Told(batch.Argument(0), row)));
        }

        private static string Told(ColumnView column, int row)
        {
            if (column.IsNull(row))
                return "null";
            if (column.Type.Id == ArrowTypeId.Int64)
                return column.Values<long>()[row].ToString(System.Globalization.CultureInfo.InvariantCulture);
            (int start, int length) = column.ListRange(row);
            string told = "";
            for (int i = start; i < start + length; i++)
                told += Told(column.Elements(), i) + ",";
            return $"[{told}]";
        }
    }

    private static void AssertEcho(NativePlugin native, ArrowType type, object?[] values, int rows)
    {
        using EngineColumns arguments = new([type], [values]);
        string[] expected = TypedValues.Told(type, values);
        using RecordBatch scalar = PortCall.Scalar(native.Scalars[0], arguments, rows);
        Assert.Equal(expected, TypedValues.Told(scalar.Column(0)));
        using RecordBatch window = PortCall.Window(native.Windows[0], arguments, rows);
        Assert.Equal(expected, TypedValues.Told(window.Column(0)));
    }
}
