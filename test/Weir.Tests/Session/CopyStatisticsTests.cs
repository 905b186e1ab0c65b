using System.Text.Json;
using Weir.Delta.Actions;
using Weir.Sessions;

namespace Weir.Tests.Sessions;

public sealed class CopyStatisticsTests
{
    private static readonly string[] Hex = [.. Enumerable.Range(0, 40).Select(i => $"{i % 10}")];

    [Theory]
    [InlineData("long", "-9223372036854775808", false, "-9223372036854775808")]
    [InlineData("double", "-0.0", true, "0.0")]
    [InlineData("double", "0.0", false, "-0.0")]
    [InlineData("double", "1e+300", false, "1e+300")]
    [InlineData("double", "inf", true, null)]
    [InlineData("double", "-inf", false, null)]
    [InlineData("float", "nan", true, null)]
    [InlineData("date", "2024-02-29", true, "\"2024-02-29\"")]
    [InlineData("date", "0045-01-01 (BC)", false, null)]
    [InlineData("date", "infinity", true, null)]
    [InlineData("date", "12024-01-01", true, null)]
    [InlineData("timestamp", "1959-12-31 23:59:59.9999+00", false, "\"1959-12-31T23:59:59.999Z\"")]
    [InlineData("timestamp", "1959-12-31 23:59:59.9999+00", true, "\"1960-01-01T00:00:00.000Z\"")]
    [InlineData("timestamp", "9999-12-31 23:59:59.9999+00", true, null)]
    [InlineData("timestamp_ntz", "2024-06-01 12:00:00", true, "\"2024-06-01T12:00:00.000\"")]
    [InlineData("boolean", "1", true, null)]
    [InlineData("binary", "6162", true, null)]
    [InlineData("string", "a\"b\\\n\u0001é", true, "\"a\\\"b\\\\\\n\\u0001é\"")]
    public void Bounds_are_json_and_never_inward(string type, string text, bool isMax, string? json) =>
        Assert.Equal(json, StatisticsValue.ToJson(DeltaType.Primitives.Single(known => known.Name == type), text, isMax));

    [Fact]
    public void A_decimal_keeps_all_digits() =>
        Assert.Equal("-12345678901234567890.120", StatisticsValue.ToJson(new DeltaDecimal(30, 3), "-12345678901234567890.120", isMax: false));

    [Fact]
    public void A_long_text_is_cut_at_32_characters_and_its_max_lies_above()
    {
        string text = string.Concat(Hex);
        Assert.Equal(text[..32], StatisticsValue.Cut(text, isMax: false));
        Assert.Equal(text[..32] + "\U0010FFFF", StatisticsValue.Cut(text, isMax: true));
        Assert.Equal(text[..32], StatisticsValue.Cut(text[..32], isMax: true));
        string wide = string.Concat(Enumerable.Repeat("😀", 33));
        Assert.Equal(64, StatisticsValue.Cut(wide, isMax: false).Length);
        string largest = string.Concat(Enumerable.Repeat("\U0010FFFF", 40));
        Assert.Equal(largest, StatisticsValue.Cut(largest, isMax: true));
    }

    [Fact]
    public void A_nan_hides_the_max_alone()
    {
        JsonElement stats = Stats([new StatisticsColumn(["d"], DeltaType.Double)],
            new() { ["\"d\""] = new CopyColumn("1.5", "2.5", 0, HasNan: true) });
        Assert.Equal("""{"numRecords":3,"minValues":{"d":1.5},"maxValues":{},"nullCount":{"d":0}}""", stats.GetRawText());
    }

    [Fact]
    public void Nested_leaves_share_their_objects()
    {
        StatisticsColumn[] columns =
        [
            new(["s", "a"], DeltaType.Long), new(["s", "t", "b"], DeltaType.Long), new(["s", "c"], DeltaType.Long), new(["x.\"y"], DeltaType.Long),
        ];
        JsonElement stats = Stats(columns, columns.ToDictionary(column => column.EnginePath, _ => new CopyColumn("1", "2", 3, HasNan: false)));
        Assert.Equal("""{"s":{"a":3,"t":{"b":3},"c":3},"x.\u0022y":3}""", stats.GetProperty("nullCount").GetRawText());
    }

    [Theory]
    [InlineData(null, null, 32)]
    [InlineData("delta.dataSkippingNumIndexedCols", "2", 2)]
    [InlineData("delta.dataSkippingNumIndexedCols", "-1", 40)]
    [InlineData("delta.dataSkippingStatsColumns", "c7, `c9`, nope", 2)]
    public void The_table_says_which_columns_have_statistics(string? property, string? value, int expected)
    {
        DeltaSchema schema = new([.. Enumerable.Range(0, 41).Select(i => new StructField($"c{i}", DeltaType.Long))]);
        Dictionary<string, string> properties = property is null ? [] : new() { [property] = value! };
        Assert.Equal(expected, StatisticsColumn.Of(schema, ["c3"], properties).Count);
    }

    [Fact]
    public void A_column_that_must_not_be_null_always_has_statistics()
    {
        DeltaSchema schema = new([.. Enumerable.Range(0, 41).Select(i => new StructField($"c{i}", DeltaType.Long, nullable: i != 40))]);
        Assert.Equal("c40", StatisticsColumn.Of(schema, [], new Dictionary<string, string>())[^1].Path[0]);
    }

    private static JsonElement Stats(IReadOnlyList<StatisticsColumn> columns, Dictionary<string, CopyColumn> told) =>
        JsonDocument.Parse(CopyStatistics.ToJson(columns, 3, told)).RootElement;
}
