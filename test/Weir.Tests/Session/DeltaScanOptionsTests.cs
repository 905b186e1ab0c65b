using Weir.Arrow;

namespace Weir.Tests.Sessions;

/// <summary>What each scan option does, and how options travel.</summary>
public sealed class DeltaScanOptionsTests : IDisposable
{
    private readonly Lake _lake = new();

    [Fact]
    [Trait("Requirement", "R047")]
    public void The_version_of_the_options_is_the_Delta_features_own_and_nothing_that_plugins_share()
    {
        Assert.Equal(1, DeltaScanConfig.Version);
        Assert.Equal("Weir", typeof(DeltaScanConfig).Assembly.GetName().Name);
        Assert.DoesNotContain(typeof(Weir.Plugins.Plugin).Assembly.GetTypes(), type => type.Name.Contains("ScanConfig", StringComparison.Ordinal) || type.Name.StartsWith("Delta", StringComparison.Ordinal));
    }

    [Fact]
    [Trait("Requirement", "R183")]
    public void A_column_tells_the_file_of_each_row()
    {
        Table();
        Assert.Equal(["1|x|a.parquet", "2|x|a.parquet", "3|y|b.parquet"],
            Rows(new DeltaScanOptions { FileColumnName = "file" }, "SELECT * FROM t ORDER BY id"));
        Assert.Equal(["1"], Rows(new DeltaScanOptions { FileColumnName = "file" },
            $"SELECT count(*) FROM t JOIN delta_add_actions('{_lake.At("t")}') AS f ON f.path = t.file WHERE t.id = 3"));
    }

    [Theory]
    [InlineData(true, 1)]
    [InlineData(false, 2)]
    [Trait("Requirement", "R183")]
    public void Without_pushdown_all_files_are_read(bool isOn, int files)
    {
        Table();
        _lake.Session.Register("t", _lake.Table("t") with { Scan = new DeltaScanOptions { EnableParquetPushdown = isOn } });
        using QueryResult result = _lake.Session.Run(new Query("SELECT p FROM t WHERE id = 3"));
        Assert.Equal(["y"], Lake.Texts(result));
        Assert.Equal(files, Assert.Single(result.Tables).Files!.FilesRead);
    }

    [Fact]
    [Trait("Requirement", "R183")]
    public void A_schema_chooses_and_orders_the_columns()
    {
        Table();
        Schema swapped = new(new Field("p", ArrowType.Utf8), new Field("id", ArrowType.Int64));
        Assert.Equal(["x|1|a.parquet"], Rows(new DeltaScanOptions { Schema = swapped, FileColumnName = "f" }, "SELECT * FROM t WHERE id = 1"));
        Assert.Equal(["p"], Names(new DeltaScanOptions { Schema = new Schema(new Field("p", ArrowType.LargeUtf8)) }));
        Assert.Contains("as integer, and in the table", Refusal(new DeltaScanOptions { Schema = new Schema(new Field("id", ArrowType.Int32)) }, "WEIR2035"), StringComparison.Ordinal);
        Assert.Contains("'q', and the table", Refusal(new DeltaScanOptions { Schema = new Schema(new Field("q", ArrowType.Int32)) }, "WEIR2035"), StringComparison.Ordinal);
    }

    [Fact]
    [Trait("Requirement", "R183")]
    public void Views_and_wrapped_partition_values_are_accepted_and_change_nothing()
    {
        Table();
        DeltaScanOptions options = new() { SchemaForceViewTypes = true, WrapPartitionValues = true };
        Assert.Equal(["1|x", "2|x", "3|y"], Rows(options, "SELECT * FROM t ORDER BY id"));
        Assert.Equal(["id", "p"], Names(options));
    }

    [Fact]
    public void Row_ids_are_those_that_were_kept_else_those_of_the_file()
    {
        new HandmadeTable(_lake, "rows")
            .Data("a.parquet", "SELECT i AS id, 'x' AS p FROM range(3) AS r(i)")
            .Data("b.parquet", "SELECT i AS id, 'y' AS p, CASE WHEN i = 10 THEN 1 END::BIGINT AS _id, CASE WHEN i = 11 THEN 7 END::BIGINT AS _version FROM range(10, 12) AS r(i)")
            .Commit(0, "2026-01-01", HandmadeTable.Protocol(1, 7, ""","writerFeatures":["rowTracking","domainMetadata"]"""),
                HandmadeTable.Metadata("\"delta.enableRowTracking\":\"true\",\"delta.rowTracking.materializedRowIdColumnName\":\"_id\",\"delta.rowTracking.materializedRowCommitVersionColumnName\":\"_version\""),
                HandmadeTable.Add("a.parquet", ",\"baseRowId\":100,\"defaultRowCommitVersion\":4"), HandmadeTable.Add("b.parquet", ",\"baseRowId\":500,\"defaultRowCommitVersion\":5"));
        DeltaScanOptions options = new() { RowIdColumnName = "row_id", RowCommitVersionColumnName = "row_version" };
        _lake.Session.Register("t", _lake.Table("rows") with { Scan = options });
        Assert.Equal(["0|x|100|4", "1|x|101|4", "2|x|102|4", "10|y|1|5", "11|y|501|7"], _lake.Rows("SELECT * FROM t ORDER BY id"));
        Assert.Equal(["501"], _lake.Rows("SELECT row_id FROM t WHERE id = 11"));
        Table();
        Assert.Contains("'row_id' of row tracking", Refusal(options, "WEIR2036"), StringComparison.Ordinal);
    }

    [Fact]
    public void What_a_request_requires_of_the_protocol_must_be_there()
    {
        Table();
        Assert.Equal(3, Rows(new DeltaScanOptions { MinReaderVersion = 1, MinWriterVersion = 2 }, "SELECT * FROM t").Count);
        Assert.Contains("reader version 3 or more is required, and it has 1", Refusal(new DeltaScanOptions { MinReaderVersion = 3 }, "WEIR2034"), StringComparison.Ordinal);
        Assert.Contains("writer version 7 or more is required, and it has 2", Refusal(new DeltaScanOptions { MinWriterVersion = 7 }, "WEIR2034"), StringComparison.Ordinal);
        Assert.Contains("the reader feature 'deletionVectors' is required", Refusal(new DeltaScanOptions { RequiredReaderFeatures = ["deletionVectors"] }, "WEIR2034"), StringComparison.Ordinal);
        Assert.Contains("the writer feature 'rowTracking' is required", Refusal(new DeltaScanOptions { RequiredWriterFeatures = ["rowTracking"] }, "WEIR2034"), StringComparison.Ordinal);
    }

    [Fact]
    [Trait("Requirement", "R139")]
    [Trait("Requirement", "R141")]
    public void Options_travel_as_json_of_a_version()
    {
        const string Golden =
            """{"scan_config_version":1,"file_column_name":"f","enable_parquet_pushdown":false,"schema_force_view_types":false,"wrap_partition_values":true,"min_reader_version":2,"required_reader_features":["columnMapping"],"required_writer_features":[]}""";
        DeltaScanOptions options = new()
        {
            FileColumnName = "f", EnableParquetPushdown = false, WrapPartitionValues = true, MinReaderVersion = 2, RequiredReaderFeatures = ["columnMapping"],
        };
        Assert.Equal(Golden, DeltaScanConfig.ToJson(options));
        Assert.Equal(Golden, DeltaScanConfig.ToJson(DeltaScanConfig.FromJson(Golden)));
        Schema schema = new(new Field("id", ArrowType.Int64));
        Assert.Equal(schema, DeltaScanConfig.FromJson(DeltaScanConfig.ToJson(new DeltaScanOptions { Schema = schema })).Schema);
        Assert.True(DeltaScanConfig.FromJson("""{"scan_config_version":1}""").EnableParquetPushdown);
    }

    [Theory]
    [InlineData("""{"scan_config_version":2}""", "'scan_config_version' is 2, and only 1 is known")]
    [InlineData("""{"file_column_name":"f"}""", "no JSON object with the member 'scan_config_version'")]
    [InlineData("""[]""", "no JSON object with the member 'scan_config_version'")]
    [InlineData("""{"scan_config_version":1,"colour":"red"}""", "colour")]
    [InlineData("""{"scan_config_version":1,"file_column_name":5}""", "file_column_name")]
    [InlineData("""{"scan_config_version":1""", "")]
    [Trait("Requirement", "R140")]
    public void Another_version_and_unknown_members_are_errors(string json, string expected)
    {
        WeirException error = Assert.Throws<WeirException>(() => DeltaScanConfig.FromJson(json));
        Assert.Equal("WEIR2035", error.Code);
        Assert.Contains(expected, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Options_may_stand_in_sql()
    {
        Table();
        Assert.Equal(["3|y|b.parquet"], _lake.Rows(
            $$"""SELECT * FROM read_delta('{{_lake.At("t")}}', options := '{"scan_config_version":1,"file_column_name":"file"}') WHERE id = 3"""));
        Assert.Contains("column 'ID' is asked for", Refusal(new DeltaScanOptions { FileColumnName = "ID" }, "WEIR2035"), StringComparison.Ordinal);
    }

    [Fact]
    public void Parameters_beside_those_of_a_call_keep_their_values_and_leave_files_out()
    {
        Table();
        using QueryResult result = _lake.Session.Run(new Query("SELECT p FROM read_delta($2) WHERE id = $1") { Parameters = [3L, _lake.At("t")] });
        Assert.Equal(["y"], Lake.Texts(result));
        Assert.Equal(1, Assert.Single(result.Tables).Files!.FilesRead);
    }

    public void Dispose() => _lake.Dispose();

    private void Table() => new HandmadeTable(_lake, "t")
        .Data("a.parquet", "SELECT * FROM (VALUES (1::BIGINT, 'x'), (2, 'x')) AS r(id, p)").Data("b.parquet", "SELECT 3::BIGINT AS id, 'y' AS p")
        .Commit(0, "2026-01-01", HandmadeTable.Protocol(), HandmadeTable.Metadata(),
            HandmadeTable.Add("a.parquet", ",\"stats\":\"{\\\"numRecords\\\":2,\\\"minValues\\\":{\\\"id\\\":1},\\\"maxValues\\\":{\\\"id\\\":2}}\""),
            HandmadeTable.Add("b.parquet", ",\"stats\":\"{\\\"numRecords\\\":1,\\\"minValues\\\":{\\\"id\\\":3},\\\"maxValues\\\":{\\\"id\\\":3}}\""));

    private List<string> Rows(DeltaScanOptions options, string sql)
    {
        _lake.Session.Register("t", _lake.Table("t") with { Scan = options });
        return _lake.Rows(sql);
    }

    private IEnumerable<string> Names(DeltaScanOptions options)
    {
        _lake.Session.Register("t", _lake.Table("t") with { Scan = options });
        return _lake.Session.Describe(new Query("SELECT * FROM t")).Fields.Select(field => field.Name);
    }

    private string Refusal(DeltaScanOptions options, string code)
    {
        WeirException error = Assert.Throws<WeirException>(() => Rows(options, "SELECT * FROM t"));
        Assert.Equal(code, error.Code);
        return error.Message;
    }
}
