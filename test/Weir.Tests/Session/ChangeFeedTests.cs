namespace Weir.Tests.Sessions;

/// <summary>The row changes of a range of versions.</summary>
public sealed class ChangeFeedTests : IDisposable
{
    private const string Enabled = "\"delta.enableChangeDataFeed\":\"true\"";

    private readonly Lake _lake = new();

    // Version 0: rows 1 and 2 come. 1: a change file says that 1 became 10. 2: nothing but a rewrite. 3: all goes. 4: row 5 comes.
    private string Table()
    {
        HandmadeTable table = new(_lake, "t");
        table.Data("a.parquet", "SELECT * FROM (VALUES (1::BIGINT, 'x'), (2, 'x')) AS r(id, q)").Data("b.parquet", "SELECT * FROM (VALUES (10::BIGINT), (2)) AS r(id)")
            .Data("c.parquet", "SELECT * FROM (VALUES (10::BIGINT), (2)) AS r(id)").Data("d.parquet", "SELECT 5::BIGINT AS id")
            .Data("_change_data/x.parquet", "SELECT * FROM (VALUES (1::BIGINT, 'update_preimage'), (10, 'update_postimage')) AS r(id, _change_type)")
            .Commit(0, "2026-01-01", HandmadeTable.Protocol(), HandmadeTable.Metadata(Enabled, "\"p\""), HandmadeTable.Add("a.parquet", partitions: "\"p\":\"one\""))
            .Commit(1, "2026-01-02", HandmadeTable.Remove("a.parquet", partitions: "\"p\":\"one\""), HandmadeTable.Add("b.parquet", partitions: "\"p\":\"one\""),
                HandmadeTable.Change("_change_data/x.parquet", "\"p\":\"one\""))
            .Commit(2, "2026-01-03", HandmadeTable.Remove("b.parquet", partitions: "\"p\":\"one\"").Replace("\"dataChange\":true", "\"dataChange\":false", StringComparison.Ordinal),
                HandmadeTable.Add("c.parquet", partitions: "\"p\":\"one\"").Replace("\"dataChange\":true", "\"dataChange\":false", StringComparison.Ordinal))
            .Commit(3, "2026-01-04", HandmadeTable.Remove("c.parquet", partitions: "\"p\":\"one\""))
            .Commit(4, "2026-01-05", HandmadeTable.Add("d.parquet", partitions: "\"p\":\"two\""));
        return table.Root;
    }

    private static readonly string[] All =
    [
        "1|one|insert|0|2026-01-01 00:00:00+00", "2|one|insert|0|2026-01-01 00:00:00+00",
        "1|one|update_preimage|1|2026-01-02 00:00:00+00", "10|one|update_postimage|1|2026-01-02 00:00:00+00",
        "2|one|delete|3|2026-01-04 00:00:00+00", "10|one|delete|3|2026-01-04 00:00:00+00", "5|two|insert|4|2026-01-05 00:00:00+00",
    ];

    [Theory]
    [InlineData("", 0, 4)]
    [InlineData(", 1", 1, 4)]
    [InlineData(", 1, 3", 1, 3)]
    [InlineData(", 2, 2", 2, 2)]
    [InlineData(", end_version := 1", 0, 1)]
    [InlineData(", start_timestamp := '2026-01-02'", 1, 4)]
    [InlineData(", start_ts := '2026-01-02 00:00:00.000001', end_ts := TIMESTAMPTZ '2026-01-04 23:00:00+00'", 2, 3)]
    [InlineData(", end_timestamp := '2030-01-01'", 0, 4)]
    [InlineData(", start_timestamp := '2026-01-02T00:00:00.0000001Z', end_timestamp := '2026-01-03T23:59:59.9999999Z'", 2, 2)]
    [InlineData(", start_version := 3, end_version := 99, allow_out_of_range := true", 3, 4)]
    [InlineData(", start_version := 99, allow_out_of_range := true", 99, 99)]
    [Trait("Requirement", "R185")]
    public void A_range_gives_its_changes(string range, int first, int last)
    {
        string root = Table();
        IEnumerable<string> expected = All.Where(row => int.Parse(row.Split('|')[3], System.Globalization.CultureInfo.InvariantCulture) is var version && version >= first && version <= last);
        Assert.Equal(expected.Order(StringComparer.Ordinal), _lake.Rows($"SELECT * FROM read_delta_cdf('{root}'{range})").Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData(", 5", "begins with version 5, and the table has the versions 0 (2026-01-01T00:00:00Z) to 4 (2026-01-05T00:00:00Z)")]
    [InlineData(", 0, 5", "ends with version 5")]
    [InlineData(", 3, 2", "begins with version 3 and ends with version 2")]
    [InlineData(", start_timestamp := '2027-01-01'", "begins at 2027-01-01T00:00:00Z")]
    [InlineData(", end_timestamp := '2025-01-01'", "ends at 2025-01-01T00:00:00Z")]
    [InlineData(", start_version := 1, start_timestamp := '2026-01-01'", "as a version and as a timestamp")]
    public void A_range_that_is_not_there_is_an_error_that_tells_what_is(string range, string expected)
    {
        string root = Table();
        WeirException error = Assert.Throws<WeirException>(() => _lake.Rows($"SELECT * FROM read_delta_cdf('{root}'{range})"));
        Assert.Equal("WEIR2033", error.Code);
        Assert.Contains(expected, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    [Trait("Requirement", "R184")]
    public void A_feed_may_be_a_table_of_a_session_and_its_range_a_parameter()
    {
        string root = Table();
        _lake.Session.Register("changes", new DatasetLocation(root) { Changes = new DeltaChangeRange { StartVersion = 3, EndVersion = 3 } });
        Assert.Equal(["2|delete"], _lake.Rows("SELECT count(*), any_value(_change_type) FROM changes WHERE p = 'one'"));
        Assert.Equal(["1"], _lake.Rows(new Query("SELECT count(*) FROM read_delta_cdf($1, $2)") { Parameters = [root, 4] }));
        using QueryResult result = _lake.Session.Run(new Query("SELECT * FROM changes LIMIT 0"));
        Assert.Equal(["id", "p", "_change_type", "_commit_version", "_commit_timestamp"], result.Schema.Fields.Select(field => field.Name));
        Assert.Equal(new Weir.Arrow.TimestampType(Weir.Arrow.TimeUnit.Microsecond, "UTC"), result.Schema.Fields[4].Type);
    }

    [Fact]
    public void A_version_without_a_feed_is_named()
    {
        new HandmadeTable(_lake, "off").Data("a.parquet", "SELECT 1::BIGINT AS id, 'x' AS p")
            .Commit(0, "2026-01-01", HandmadeTable.Protocol(), HandmadeTable.Metadata(), HandmadeTable.Add("a.parquet"))
            .Commit(1, "2026-01-02", HandmadeTable.Metadata(Enabled))
            .Commit(2, "2026-01-03", HandmadeTable.Remove("a.parquet"))
            .Commit(3, "2026-01-04", HandmadeTable.Metadata());
        Assert.Contains("version 0 of the table", Refusal("off", "", "WEIR2031"), StringComparison.Ordinal);
        Assert.Contains("version 3 of the table", Refusal("off", ", 1", "WEIR2031"), StringComparison.Ordinal);
        Assert.Equal(["1|x|delete|2"], _lake.Rows($"SELECT * EXCLUDE (_commit_timestamp) FROM read_delta_cdf('{_lake.At("off")}', 1, 2)"));
    }

    [Theory]
    [InlineData("long", "", 3, "")]
    [InlineData("long", ",{\"name\":\"more\",\"type\":\"string\",\"nullable\":true,\"metadata\":{}}", 3, "")]
    [InlineData("double", "", 3, "")]
    [InlineData("string", "", 0, "the column 'id' was integer and is string")]
    [InlineData("short", "", 0, "the column 'id' was integer and is short")]
    [InlineData("long", ",{\"name\":\"more\",\"type\":\"string\",\"nullable\":false,\"metadata\":{}}", 0, "the column 'more' was added and is not nullable")]
    [InlineData(null, ",{\"name\":\"more\",\"type\":\"string\",\"nullable\":true,\"metadata\":{}}", 0, "the column 'id' was dropped")]
    public void Changes_of_columns_are_followed_as_far_as_they_keep_the_rows(string? type, string more, int rows, string refusal)
    {
        static string Schema(string? type, string more) =>
            ("{\"type\":\"struct\",\"fields\":[" + $"{(type is null ? "" : $$"""{"name":"id","type":"{{type}}","nullable":true,"metadata":{} }""")}{more}".TrimStart(',') + "]}").Replace("\"", "\\\"", StringComparison.Ordinal);
        new HandmadeTable(_lake, "s").Data("a.parquet", "SELECT 1::INTEGER AS id").Data("b.parquet", "SELECT 2::BIGINT AS id, 'm' AS more")
            .Commit(0, "2026-01-01", HandmadeTable.Protocol(), HandmadeTable.Metadata(Enabled, schema: Schema("integer", "")), HandmadeTable.Add("a.parquet"))
            .Commit(1, "2026-01-02", HandmadeTable.Metadata(Enabled, schema: Schema(type, more)), HandmadeTable.Add("b.parquet"), HandmadeTable.Remove("a.parquet"));
        if (refusal.Length > 0)
            Assert.Contains(refusal, Refusal("s", "", "WEIR2032"), StringComparison.Ordinal);
        else
            Assert.Equal(rows, _lake.Rows($"SELECT * FROM read_delta_cdf('{_lake.At("s")}')").Count);
    }

    [Fact]
    public void A_file_that_was_vacuumed_is_named()
    {
        string root = Table();
        File.Delete(Path.Combine(root, "a.parquet"));
        Assert.Contains("a.parquet", Refusal("t", "", "WEIR8010"), StringComparison.Ordinal);
        File.Delete(Path.Combine(root, "_change_data/x.parquet"));
        Assert.Contains("x.parquet", Refusal("t", ", 1", "WEIR8010"), StringComparison.Ordinal);
        Assert.Equal(3, _lake.Rows($"SELECT * FROM read_delta_cdf('{root}', 2)").Count);
    }

    [Fact]
    public void A_feed_of_a_table_that_is_written_here_is_the_rows_that_were_written()
    {
        new HandmadeTable(_lake, "w").Commit(0, "2026-01-01", HandmadeTable.Protocol(1, 4), HandmadeTable.Metadata(Enabled));
        // A writer that does not keep feeds refuses such a table, so files are added by hand.
        new HandmadeTable(_lake, "w").Data("big.parquet", "SELECT i AS id, 'p' AS p FROM range(200000) AS r(i)").Commit(1, "2026-01-02", HandmadeTable.Add("big.parquet"));
        Assert.Equal(["200000|insert|1|1"], _lake.Rows(
            $"SELECT count(*), any_value(_change_type), min(_commit_version), max(_commit_version) FROM read_delta_cdf('{_lake.At("w")}')"));
    }

    public void Dispose() => _lake.Dispose();

    private string Refusal(string table, string range, string code)
    {
        WeirException error = Assert.Throws<WeirException>(() => _lake.Rows($"SELECT * FROM read_delta_cdf('{_lake.At(table)}'{range})"));
        Assert.Equal(code, error.Code);
        return error.Message;
    }

    [Theory]
    [InlineData("1 AS id")]
    [InlineData("TIMESTAMP '2024-01-01' AS id")]
    public async Task Appends_and_overwrites_of_a_table_with_a_change_feed_are_read_as_its_changes(string column)
    {
        using Lake lake = new();
        DeltaWriteOptions options = new() { TableProperties = new Dictionary<string, string> { ["delta.enableChangeDataFeed"] = "true" } };
        await lake.Session.WriteAsync(lake.Table("t"), new Query($"SELECT {column}"), DeltaWriteMode.Create, options);
        await lake.Session.WriteAsync(lake.Table("t"), new Query($"SELECT {column}"), DeltaWriteMode.Append);
        await lake.Session.WriteAsync(lake.Table("t"), new Query($"SELECT {column}"), DeltaWriteMode.Overwrite);
        Assert.Equal(["0|insert|1", "1|insert|1", "2|delete|2", "2|insert|1"], lake.Rows(
            $"SELECT _commit_version, _change_type, count(*) FROM read_delta_cdf('{lake.At("t")}', start_version := 0) GROUP BY ALL ORDER BY ALL"));
    }
}
