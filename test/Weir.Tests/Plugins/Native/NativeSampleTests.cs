using System.Runtime.InteropServices;
using System.Text;
using System.Text.Json.Nodes;
using Weir.Arrow;
using Weir.Plugins;
using Weir.Plugins.Native;
using Weir.Tests.Plugins.Abi;
using Weir.Tests.Plugins.Sample;

namespace Weir.Tests.Plugins.Native;

/// <summary>The sample in C, as plugin authors write it.</summary>
public sealed class CSampleTests() : NativeSampleTests(Load(CompiledPlugin.Sample));

/// <summary>The sample as it was compiled when ABI 1.0 was frozen, with the header of that day: every later host takes it.</summary>
[Trait("Requirement", "R070")]
[Trait("Requirement", "R157")]
public sealed class FrozenSampleTests() : NativeSampleTests(Load(CompiledPlugin.Frozen));

/// <summary>The sample in C#, through the C ABI as a NativeAOT library shows it.</summary>
[Trait("Requirement", "R072")]
public sealed class ExportedSampleTests() : NativeSampleTests(ExportedEntry.Open(() => new SamplePlugin(), "sample"));

/// <summary>A native sample gives what the same plugin gives that is written against the bare port.</summary>
[Trait("Requirement", "R049")]
public abstract class NativeSampleTests : IDisposable
{
    private static readonly ArrowType[] Numbers = [ArrowType.Int64, ArrowType.Int64];
    private static readonly ArrowType[] Texts = [ArrowType.Utf8, ArrowType.Utf8];

    private readonly Plugin _native;
    private readonly SamplePlugin _direct = new();

    private protected NativeSampleTests(Plugin native) => _native = native;

    public void Dispose()
    {
        _native.Dispose();
        _direct.Dispose();
        GC.SuppressFinalize(this);
    }

    private protected static Plugin Load(string path) => NativePlugin.Open(NativeLibrary.Load(path), "sample", (_, _) => { });

    [Fact]
    public void The_plugin_says_who_it_is_and_what_it_offers()
    {
        Assert.Equal("sample", _native.Description.Name);
        Assert.Equal("1.0.0", _native.Description.Version);
        Assert.Equal(_direct.Capabilities, _native.Capabilities);
        Assert.Equal(_direct.Scalars.Select(f => f.Name), _native.Scalars.Select(f => f.Name));
        Assert.Equal(_direct.Scalars[1].Parameters, _native.Scalars[1].Parameters);
        Assert.Equal(_direct.TableProviders[0].Name, _native.TableProviders[0].Name);
        Assert.Equal(ArrowType.Utf8, _native.Scalars[2].FurtherArguments!.Type);
        Assert.True(_native.Aggregates[1].IsOrderSensitive);
        Assert.True(_native.Scalars[2].SeesNulls);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2048)]
    [InlineData(2049)]
    public void Scalars_give_the_same(int rows)
    {
        Random random = new(rows);
        object?[] numbers = Values(ArrowType.Int64, rows, random, mayBeNull: false), more = Values(ArrowType.Int64, rows, random, mayBeNull: false);
        AssertSame(0, Numbers, [numbers, more], rows);
        AssertSame(0, Numbers, [numbers, [7L]], rows, [false, true]);
        object?[] texts = Values(ArrowType.Utf8, rows, random), others = Values(ArrowType.Utf8, rows, random);
        AssertSame(1, Texts, [texts, others], rows);
        AssertSame(1, Texts, [texts, ["hello"u8.ToArray()]], rows, [false, true]);
        AssertSame(2, Texts, [texts, others], rows);
        AssertSame(2, [], [], rows);
        AssertSame(3, [ArrowType.Utf8, ArrowType.Int32], [texts, [.. Enumerable.Range(0, rows).Select(row => (object?)(long)(row % 4))]], rows);
    }

    [Fact]
    [Trait("Requirement", "R150")]
    public void A_failure_names_plugin_and_function_and_has_the_plugins_words()
    {
        using EngineColumns arguments = new([ArrowType.Utf8, ArrowType.Int32], [["x"u8.ToArray()], [-1L]]);
        WeirException fault = Assert.Throws<WeirException>(() => PortCall.Scalar(_native.Scalars[3], arguments, 1));
        Assert.Equal("WEIR3170", fault.Code);
        Assert.Contains("'sample_repeat' of the plugin 'sample' failed (invalid argument): times is negative", fault.Message, StringComparison.Ordinal);
        Assert.Equal("sample_repeat", fault.Details["function"]);
    }

    [Theory]
    [InlineData(0, 0)]
    [InlineData(1, 0)]
    [InlineData(2048, 2049)]
    public void Aggregates_give_the_same(int firstRows, int secondRows)
    {
        Random random = new(firstRows);
        foreach (int i in (int[])[0, 1])
        {
            ArrowType type = i == 0 ? ArrowType.Int64 : ArrowType.Utf8;
            object?[] first = [.. Values(type, firstRows, random).Select(value => value is long number ? number / 10_000 : value)];
            object?[] second = [.. Values(type, secondRows, random).Select(value => value is long number ? number / 10_000 : value)];
            using EngineColumns one = new([type], [first]), two = new([type], [second]);
            using RecordBatch expected = PortCall.Aggregate(_direct.Aggregates[i], one, two, firstRows, secondRows);
            using RecordBatch given = PortCall.Aggregate(_native.Aggregates[i], one, two, firstRows, secondRows);
            Assert.Equal(TypedValues.Told(expected.Column(0)), TypedValues.Told(given.Column(0)));
        }
    }

    [Fact]
    public void A_sum_that_overflows_is_an_error()
    {
        using EngineColumns one = new([ArrowType.Int64], [[long.MaxValue, 1L]]), two = new([ArrowType.Int64], [[]]);
        Assert.Equal("WEIR3170", Assert.Throws<WeirException>(() => PortCall.Aggregate(_native.Aggregates[0], one, two, 2, 0)).Code);
    }

    [Fact]
    public void Windows_give_the_same()
    {
        object?[] values = Values(ArrowType.Int64, 3000, new Random(1));
        using EngineColumns arguments = new([ArrowType.Int64], [values]);
        using RecordBatch expected = PortCall.Window(_direct.Windows[0], arguments, 3000);
        using RecordBatch given = PortCall.Window(_native.Windows[0], arguments, 3000);
        Assert.Equal(TypedValues.Told(expected.Column(0)), TypedValues.Told(given.Column(0)));
    }

    [Fact]
    public void Table_functions_give_the_same()
    {
        using RecordBatchWriter writer = new(new Schema(new Field("a0", ArrowType.Int64), new Field("a1", ArrowType.Int64), new Field("a2", ArrowType.Int64)));
        foreach ((int i, long value) in ((int, long)[])[(0, 3), (1, 5000), (2, 2)])
            writer.Column<FixedWriter<long>>(i).Append(value);
        using RecordBatch constants = writer.Finish();
        PluginBinding binding = new([ArrowType.Int64, ArrowType.Int64, ArrowType.Int64], constants, [true, true, true]);
        using PluginTable expected = _direct.TableFunctions[0].Bind(binding), given = _native.TableFunctions[0].Bind(binding);
        AssertSameRows(expected, given, new PluginScanRequest(0));
        AssertSameRows(expected, given, new PluginScanRequest(0) { LimitRows = 7 });
        AssertSameRows(expected, given, new PluginScanRequest(0) { Projection = [] });
    }

    [Fact]
    public void Providers_give_the_same_with_projection_filters_limit_and_partitions()
    {
        const string options = """{"rows":5000,"partitions":3}""";
        using PluginTable expected = _direct.TableProviders[0].Open(options), given = _native.TableProviders[0].Open(options);
        Assert.Equal(expected.Schema, given.Schema);
        Assert.Equal(expected.RowCount, given.RowCount);
        Assert.Equal("sample-5000", given.SnapshotId);
        Assert.Equal(3, given.PartitionCount);
        using RecordBatch number = One(ArrowType.Int64, writer => ((FixedWriter<long>)writer).Append(4000)),
            text = One(ArrowType.Utf8, writer => ((BytesWriter)writer).Append("row 4711"));
        PluginFilter[] filters =
            [new(0, FilterOperator.GreaterOrEqual, number), new(1, FilterOperator.Equal, text), new(2, FilterOperator.IsNull, null)];
        Assert.Equal([FilterSupport.Exact, FilterSupport.Inexact, FilterSupport.Unsupported], given.Support(filters));
        for (int partition = 0; partition < 3; partition++)
        {
            AssertSameRows(expected, given, new PluginScanRequest(partition));
            AssertSameRows(expected, given, new PluginScanRequest(partition) { Projection = [2, 0], Filters = filters[..2], LimitRows = 9 });
            AssertSameRows(expected, given, new PluginScanRequest(partition) { Projection = [], Filters = [] });
        }
    }

    [Fact]
    [Trait("Requirement", "R138")]
    public void Options_that_the_provider_cannot_read_are_an_error()
    {
        WeirException fault = Assert.Throws<WeirException>(() => _native.TableProviders[0].Open("""{"rows":"many"}"""));
        Assert.Contains("'sample_rows' of the plugin 'sample' failed (", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_planner_rewrites_a_tree_or_leaves_it()
    {
        const string call = """{"s":[{"class":"FUNCTION","alias":"now","function_name":"sample_epoch","children":[]},"sample_epoch"]}""";
        Assert.True(JsonNode.DeepEquals(JsonNode.Parse(_direct.RelationPlanners[0].Rewrite(call)!), JsonNode.Parse(_native.RelationPlanners[0].Rewrite(call)!)));
        Assert.Null(_native.RelationPlanners[0].Rewrite("""{"class":"FUNCTION","function_name":"other"}"""));
    }

    [Fact]
    public void A_cancelled_scan_ends()
    {
        using CancellationTokenSource cancellation = new();
        using PluginTable table = _native.TableProviders[0].Open("""{"rows":1000000000}""");
        using RecordBatchReader reader = table.Scan(new PluginScanRequest(0), cancellation.Token);
        using (RecordBatch? first = reader.Read(CancellationToken.None))
            Assert.NotNull(first);
        cancellation.Cancel();
        Assert.Throws<OperationCanceledException>(() => reader.Read(CancellationToken.None));
    }

    private static object?[] Values(ArrowType type, int rows, Random random, bool mayBeNull = true) =>
        [.. Enumerable.Range(0, rows).Select(_ => TypedValues.Random(type, random, mayBeNull))];

    private static RecordBatch One(ArrowType type, Action<ColumnWriter> append)
    {
        using RecordBatchWriter writer = new(new Schema(new Field("value", type)));
        append(writer[0]);
        return writer.Finish();
    }

    private void AssertSame(int scalar, ArrowType[] types, object?[][] columns, int rows, bool[]? isConstant = null)
    {
        using EngineColumns arguments = new(types, columns, isConstant);
        using RecordBatch expected = PortCall.Scalar(_direct.Scalars[scalar], arguments, rows);
        using RecordBatch given = PortCall.Scalar(_native.Scalars[scalar], arguments, rows);
        Assert.Equal(TypedValues.Told(expected.Column(0)), TypedValues.Told(given.Column(0)));
    }

    private static void AssertSameRows(PluginTable expected, PluginTable given, PluginScanRequest request) =>
        Assert.Equal(Rows(expected, request), Rows(given, request));

    private static List<string> Rows(PluginTable table, PluginScanRequest request)
    {
        using RecordBatchReader reader = table.Scan(request, CancellationToken.None);
        List<string> rows = [];
        while (reader.Read(CancellationToken.None) is RecordBatch batch)
        {
            using (batch)
            {
                StringBuilder[] lines = [.. Enumerable.Range(0, batch.RowCount).Select(_ => new StringBuilder())];
                foreach (ArrowArray column in batch.Columns)
                {
                    string[] told = TypedValues.Told(column);
                    for (int row = 0; row < lines.Length; row++)
                        lines[row].Append(told[row]).Append('|');
                }
                rows.AddRange(lines.Select(line => line.ToString()));
            }
        }
        return rows;
    }
}
