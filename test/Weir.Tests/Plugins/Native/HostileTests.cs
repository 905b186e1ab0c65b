using System.Runtime.InteropServices;
using Weir.Arrow;
using Weir.Plugins;
using Weir.Plugins.Native;
using Weir.Tests.Plugins.Abi;

namespace Weir.Tests.Plugins.Native;

/// <summary>Functions that break the contract end as errors with plugin and function, and nothing is released twice or never.</summary>
[Trait("Requirement", "R131")]
public sealed unsafe class HostileTests : IDisposable
{
    private static readonly Lazy<nint> Library = new(() =>
        NativeLibrary.Load(CompiledPlugin.Library("hostile", [.. CompiledPlugin.Sources("test/fixtures/hostile"), "test/fixtures/c-plugin/arrow_build.h"], CompiledPlugin.ArrowBuild)));

    private readonly NativePlugin _plugin = NativePlugin.Open(Library.Value, "hostile", (_, _) => { });

    // Every test leaves as much as it found: what was made is released, and nothing twice.
    public void Dispose()
    {
        _plugin.Dispose();
        Assert.Equal(0, Count("hostile_live"));
        Assert.Equal(0, Count("hostile_released_twice"));
    }

    [Theory]
    [InlineData("more_rows", "WEIR3171", "it has 11 rows instead of 10")]
    [InlineData("fewer_rows", "WEIR3171", "it has 9 rows instead of 10")]
    [InlineData("negative_rows", "WEIR3171", "length -1")]
    [InlineData("no_rows_of_many", "WEIR3171", "it has 0 rows instead of 10")]
    [InlineData("nothing", "WEIR3171", "released already or was never made")]
    [InlineData("released", "WEIR3171", "released already or was never made")]
    [InlineData("releases_first", "WEIR3171", "released already or was never made")]
    [InlineData("without_text", "WEIR3170", "(internal error): it gave no text")]
    [InlineData("unknown_status", "WEIR3170", "(unknown status 4711): it gave no text")]
    [InlineData("cancelled_by_itself", "WEIR3170", "(cancelled): it gave no text")]
    [InlineData("null_buffer_table", "WEIR3171", "the table of buffers is a null pointer")]
    [InlineData("null_buffer", "WEIR3171", "is a null pointer")]
    [InlineData("one_buffer", "WEIR3171", "1 buffers do not fit")]
    [InlineData("lying_nulls", "WEIR3171", "null count is 1")]
    [InlineData("null_count_too_high", "WEIR3171", "null count 15 is out of range")]
    [InlineData("claims_children", "WEIR3171", "2147483647")]
    [InlineData("gives_other_type", "WEIR3171", "3 buffers do not fit the type int64")]
    [InlineData("bad_utf8", "WEIR3171", "UTF-8")]
    [InlineData("offsets_fall", "WEIR3171", "from offset 7 to 6")]
    [InlineData("fails_and_gives", "WEIR3170", "no, but here it is")]
    [InlineData("type_fails", "WEIR3170", "(unsupported): no type fits")]
    [InlineData("type_nothing", "WEIR3172", "already released")]
    [InlineData("type_unknown", "WEIR3172", "'qqq'")]
    [InlineData("type_view", "WEIR3172", "utf8_view has no SQL type")]
    [InlineData("type_list_without_child", "WEIR3172", "has 1 children")]
    [InlineData("type_fails_and_gives", "WEIR3170", "no, but here it is")]
    [InlineData("bind_fails", "WEIR3170", "(invalid argument): this call cannot be bound")]
    [InlineData("state_fails", "WEIR3170", "(out of memory): no room for a state")]
    [Trait("Requirement", "R129")]
    [Trait("Requirement", "R135")]
    [Trait("Requirement", "R152")]
    public void A_scalar_that_breaks_the_contract_is_an_error(string function, string code, string words)
    {
        PluginScalar scalar = _plugin.Scalars.Single(scalar => scalar.Name == "hostile_" + function);
        using EngineColumns arguments = Arguments(10);
        for (int again = 0; again < 3; again++)
        {
            WeirException fault = Assert.Throws<WeirException>(() => PortCall.Scalar(scalar, arguments, 10));
            Assert.Equal(code, fault.Code);
            Assert.Contains(words, fault.Message, StringComparison.Ordinal);
            Assert.StartsWith($"'hostile_{function}' of the plugin 'hostile' ", fault.Message, StringComparison.Ordinal);
            Assert.Equal(("hostile", "hostile_" + function), (fault.Details["plugin"], fault.Details["function"]));
        }
    }

    [Fact]
    public void Releasing_the_hosts_arguments_does_no_harm()
    {
        using EngineColumns arguments = Arguments(10);
        for (int again = 0; again < 3; again++)
            PortCall.Scalar(_plugin.Scalars.Single(scalar => scalar.Name == "hostile_releases_argument"), arguments, 10).Dispose();
    }

    [Fact]
    public void What_was_bound_and_the_states_are_freed_once_even_when_they_are_disposed_twice()
    {
        PluginScalar scalar = _plugin.Scalars.Single(scalar => scalar.Name == "hostile_counts");
        object? bound = scalar.Bind(new PluginBinding([ArrowType.Int64], null, [false]));
        object? state = scalar.NewState(bound), other = scalar.NewState(bound);
        Assert.Equal(3, Count("hostile_live"));
        foreach (object? held in (object?[])[state, state, bound, bound, other, other])
            ((IDisposable)held!).Dispose();
        Assert.Equal(0, Count("hostile_live"));
    }

    [Fact]
    public void An_aggregate_and_a_window_with_wrong_rows_are_errors()
    {
        using EngineColumns arguments = Arguments(10);
        WeirException aggregate = Assert.Throws<WeirException>(() => PortCall.Aggregate(_plugin.Aggregates[0], arguments, arguments, 10, 10));
        Assert.Contains("'hostile_finish_rows' of the plugin 'hostile' gave an invalid result", aggregate.Message, StringComparison.Ordinal);
        WeirException window = Assert.Throws<WeirException>(() => PortCall.Window(_plugin.Windows[0], arguments, 10));
        Assert.Contains("it has 20 rows instead of 10", window.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("nothing", "WEIR3171", "the table is a null pointer")]
    [InlineData("no_partitions", "WEIR3171", "0 partitions")]
    [InlineData("row_count", "WEIR3171", "-7 rows")]
    [InlineData("schema_fails", "WEIR3170", "(input or output): the schema cannot be read")]
    [InlineData("schema_unknown", "WEIR3172", "'qqq'")]
    [InlineData("stream_schema", "WEIR3173", "its schema is (value: double not null), but (value: int64 not null) was asked for")]
    [InlineData("stream_nothing", "WEIR3173", "released already or was never made")]
    [InlineData("stream_half", "WEIR3173", "get_schema or get_next is a null pointer")]
    [InlineData("scan_fails", "WEIR3170", "no, but here it is")]
    [InlineData("stream_fails", "WEIR3173", "the disk is on fire")]
    [InlineData("stream_fails_without_text", "WEIR3173", "it gave no text")]
    [InlineData("null", "WEIR3173", "column 'value' holds NULL, but its schema promises that it has none")]
    [InlineData("without_child", "WEIR3173", "has 1 children, but the array has 0")]
    [Trait("Requirement", "R129")]
    public void A_table_that_breaks_the_contract_is_an_error(string function, string code, string words)
    {
        WeirException fault = Assert.Throws<WeirException>(() =>
        {
            using PluginTable table = Table(function);
            using RecordBatchReader reader = table.Scan(new PluginScanRequest(0), CancellationToken.None);
            reader.Read(CancellationToken.None)?.Dispose();
        });
        Assert.Equal(code, fault.Code);
        Assert.Contains(words, fault.Message, StringComparison.Ordinal);
        Assert.Contains($"'hostile_table_{function}' of the plugin 'hostile'", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void An_answer_about_a_filter_that_is_none_is_an_error()
    {
        using PluginTable table = Table("support");
        WeirException fault = Assert.Throws<WeirException>(() => table.Support([new PluginFilter(0, FilterOperator.IsNull, null)]));
        Assert.Equal("WEIR3171", fault.Code);
        Assert.Contains("99", fault.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("endless")]
    [InlineData("empty_batches")]
    [Trait("Requirement", "R154")]
    public void An_endless_stream_is_read_batch_by_batch_until_it_is_cancelled(string function)
    {
        using CancellationTokenSource cancellation = new();
        using PluginTable table = Table(function);
        using RecordBatchReader reader = table.Scan(new PluginScanRequest(0), cancellation.Token);
        for (int i = 0; i < 1000; i++)
            reader.Read(CancellationToken.None)!.Dispose();
        cancellation.Cancel();
        Assert.Throws<OperationCanceledException>(() => reader.Read(CancellationToken.None));
    }

    private PluginTable Table(string function) =>
        _plugin.TableFunctions.Single(table => table.Name == "hostile_table_" + function).Bind(new PluginBinding([], null, []));

    private static EngineColumns Arguments(int rows) => new([ArrowType.Int64], [[.. Enumerable.Range(0, rows).Select(row => (object?)(long)row)]]);

    private static long Count(string counter) => ((delegate* unmanaged[Cdecl]<long>)NativeLibrary.GetExport(Library.Value, counter))();
}
