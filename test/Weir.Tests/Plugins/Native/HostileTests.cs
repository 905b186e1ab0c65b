using System.Runtime.InteropServices;
using Weir.Arrow;
using Weir.Plugins;
using Weir.Plugins.Native;
using Weir.Tests.Plugins.Abi;
using Weir.Tests.Plugins.Hostile;

namespace Weir.Tests.Plugins.Native;

/// <summary>Functions that break the contract end as errors with plugin and function, and nothing is released twice or never.</summary>
[Trait("Requirement", "R131")]
public sealed unsafe class HostileTests : IDisposable
{
    private static readonly Lazy<nint> Library = new(() => NativeLibrary.Load(HostilePlugins.Native));
    private static readonly Lazy<nint> Types = new(() => NativeLibrary.Load(HostilePlugins.Types()));

    private readonly NativePlugin _plugin = NativePlugin.Open(Library.Value, "hostile", (_, _) => { });

    // Every test leaves as much as it found: what was made is released, and nothing twice.
    public void Dispose()
    {
        _plugin.Dispose();
        Assert.Equal(0, Count("hostile_live"));
        Assert.Equal(0, Count("hostile_released_twice"));
    }

    [Theory]
    [MemberData(nameof(HostileCases.Scalars), MemberType = typeof(HostileCases))]
    [Trait("Requirement", "R129")]
    [Trait("Requirement", "R135")]
    [Trait("Requirement", "R152")]
    public void A_scalar_that_breaks_the_contract_is_an_error(string function, string code, string words)
    {
        using EngineColumns arguments = Arguments(10);
        for (int again = 0; again < 3; again++)
            Refuse(_plugin, "hostile_" + function, arguments, code, words);
    }

    [Theory]
    [MemberData(nameof(HostileCases.Types), MemberType = typeof(HostileCases))]
    [Trait("Requirement", "R129")]
    public void A_scalar_without_a_type_for_its_result_is_an_error(string function, string code, string words)
    {
        using NativePlugin types = NativePlugin.Open(Types.Value, "hostile_types", (_, _) => { });
        using EngineColumns arguments = Arguments(10);
        for (int again = 0; again < 3; again++)
            Refuse(types, "hostile_type_" + function, arguments, code, words);
        Assert.Equal(0, Count("hostile_live", Types.Value));
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
    [MemberData(nameof(HostileCases.Tables), MemberType = typeof(HostileCases))]
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
    [MemberData(nameof(HostileCases.Endless), MemberType = typeof(HostileCases))]
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

    private static void Refuse(NativePlugin plugin, string function, EngineColumns arguments, string code, string words)
    {
        PluginScalar scalar = plugin.Scalars.Single(scalar => scalar.Name == function);
        WeirException fault = Assert.Throws<WeirException>(() => PortCall.Scalar(scalar, arguments, 10));
        Assert.Equal(code, fault.Code);
        Assert.Contains(words, fault.Message, StringComparison.Ordinal);
        Assert.StartsWith($"'{function}' of the plugin '{plugin.Description.Name}' ", fault.Message, StringComparison.Ordinal);
        Assert.Equal((plugin.Description.Name, function), (fault.Details["plugin"], fault.Details["function"]));
    }

    private PluginTable Table(string function) =>
        _plugin.TableFunctions.Single(table => table.Name == "hostile_table_" + function).Bind(new PluginBinding([], null, []));

    private static EngineColumns Arguments(int rows) => new([ArrowType.Int64], [[.. Enumerable.Range(0, rows).Select(row => (object?)(long)row)]]);

    private static long Count(string counter, nint library = 0) =>
        ((delegate* unmanaged[Cdecl]<long>)NativeLibrary.GetExport(library == 0 ? Library.Value : library, counter))();
}
