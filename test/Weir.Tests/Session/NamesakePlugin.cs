using Weir.Arrow;
using Weir.Plugins;
using Weir.Tests.Engine;
using Weir.Tests.Plugins.Sample;

namespace Weir.Tests.Sessions;

/// <summary>
/// Functions that have names of the engine's and other results: <c>upper</c> adds one, <c>max</c> sums, <c>range</c> counts in a
/// column of its own, and <c>chr</c> takes a text. <c>ntile</c> is the engine's, as every window of a name of its grammar.
/// </summary>
internal static class NamesakePlugin
{
    public static Plugin New() => new InlinePlugin("namesakes")
        .With(new InlineScalar("upper", [new PluginParameter("value", ArrowType.Int64)], ArrowType.Int64, AddOne) { Aliases = ["one_more"] })
        .With(new InlineScalar("chr", [new PluginParameter("text", ArrowType.Utf8)], ArrowType.Int64, Length))
        .With(new InlineScalar("namesakes_only", [new PluginParameter("value", ArrowType.Int64)], ArrowType.Int64, AddOne))
        .With(new ChainAggregate("max"))
        .With(new GapWindow("ntile"))
        .With(new Series());

    private static void AddOne(ref PluginScalarCall call)
    {
        ColumnView values = call.Argument(0);
        for (int row = 0; row < call.RowCount; row++)
            call.Result.Values<long>()[row] = values.Values<long>()[values.IsConstant ? 0 : row] + 1;
    }

    private static void Length(ref PluginScalarCall call)
    {
        for (int row = 0; row < call.RowCount; row++)
            call.Result.Values<long>()[row] = call.Argument(0).GetBytes(row).Length;
    }

    private sealed class Series() : PluginTableFunction(
        "range", [new PluginParameter("start", ArrowType.Int64), new PluginParameter("stop", ArrowType.Int64) { DefaultJson = "3" }])
    {
        public override PluginTable Bind(PluginBinding binding) =>
            new SampleSeriesTable(binding.Constants!.Column(0).Values<long>()[0], binding.Constants.Column(1).Values<long>()[0] - 1, 1);
    }
}
