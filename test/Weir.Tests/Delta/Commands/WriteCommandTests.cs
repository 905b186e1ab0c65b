using System.Text;
using Weir.Delta.Actions;
using Weir.Delta.Commands;
using Weir.Delta.Log;
using Weir.Diagnostics;

namespace Weir.Tests.Delta.Commands;

public sealed class WriteCommandTests
{
    private readonly WrittenTable _table = new();

    [Fact]
    public async Task A_new_table_has_the_lowest_protocol_its_metadata_and_its_files_in_version_0()
    {
        WriteRequest request = WrittenTable.Request(WriteMode.Create) with
        {
            PartitionColumns = ["P"],
            Properties = new Dictionary<string, string> { ["delta.appendOnly"] = "false", ["team"] = "river" },
        };
        WriteOutcome done = await _table.WriteAsync(request, new PlaceholderWriter(_table.Store, 1, 2, 3, 4));

        Assert.Equal((0, true, 3, 0), (done.Version, done.Created, done.FilesAdded, done.FilesRemoved));
        Assert.Equal((4, 8, 3, 1), (done.RowsWritten, done.BytesWritten, done.PartitionsWritten, done.CommitAttempts));
        Assert.Equal([typeof(CommitInfo), typeof(ProtocolAction), typeof(MetadataAction), typeof(AddFile), typeof(AddFile), typeof(AddFile)],
            _table.Commit(0).Select(action => action.GetType()));
        Assert.Equal(new ProtocolAction(1, 2), _table.Commit(0).OfType<ProtocolAction>().Single());
        MetadataAction metadata = _table.Commit(0).OfType<MetadataAction>().Single();
        Assert.Equal(["p"], metadata.PartitionColumns);
        Assert.Equal(WrittenTable.Schema.ToSchemaString(), metadata.SchemaString);
        Assert.Equal((done.TableId, 1_714_521_600_000L), (metadata.Id, metadata.CreatedTime));
        Assert.True(Guid.TryParseExact(metadata.Id, "D", out _));
        Assert.Equal("river", metadata.Configuration["team"]);
        Assert.Equal([1, 2, 3, 4], await _table.RowsAsync());
        Assert.Equal([null, "1", "2"], _table.Commit(0).OfType<AddFile>().Select(file => file.PartitionValues["p"]).Order());
    }

    [Fact]
    public async Task A_commit_tells_its_history_as_other_delta_writers_do()
    {
        await _table.WriteAsync(WriteMode.Append, 1, 2, 3, 4);
        WriteOutcome done = await _table.WriteAsync(
            WrittenTable.Request(WriteMode.Overwrite) with
            {
                CommitMetadata = new Dictionary<string, string> { ["weir.spec_hash"] = "ab\"c", ["a"] = "é" },
            },
            new PlaceholderWriter(_table.Store, 5));
        string line = Encoding.UTF8.GetString(_table.Store.Objects[LogPath.Commit(1)]).Split('\n')[0];
        Assert.Equal(
            """{"commitInfo":{"timestamp":1714521600000,"operation":"WRITE","operationParameters":{"mode":"Overwrite","partitionBy":"[]"}""" +
            ""","readVersion":0,"isolationLevel":"Serializable","isBlindAppend":false,"operationMetrics":{"numFiles":"1","numOutputRows":"1","numOutputBytes":"2","numRemovedFiles":"2","numRemovedBytes":"8"}""" +
            $$$""","engineInfo":"Weir/{{{WeirTelemetry.Version}}}","userMetadata":"{\"a\":\"\\u00E9\",\"weir.spec_hash\":\"ab\\u0022c\"}","txnId":"{{{done.WriteId}}}"}}""",
            line);
        CommitInfo first = _table.Info(0);
        Assert.Equal(("WRITE", true, null), (first.Operation, first.IsBlindAppend, first.ReadVersion));
        Assert.Equal("Append", first.OperationParameters!["mode"]);
    }

    [Fact]
    public async Task A_create_is_told_as_create_table_as_select()
    {
        await _table.WriteAsync(WriteMode.Create, 1);
        CommitInfo info = _table.Info(0);
        Assert.Equal(("CREATE TABLE AS SELECT", "[]", "{}"),
            (info.Operation, info.OperationParameters!["partitionBy"], info.OperationParameters["properties"]));
    }

    [Fact]
    public async Task Timestamps_without_zone_ask_for_table_features_in_both_lists()
    {
        DeltaSchema schema = new([new("id", DeltaType.Long), new("l", new DeltaArray(DeltaType.TimestampNtz, ContainsNull: true))]);
        await _table.WriteAsync(WrittenTable.Request(WriteMode.Create) with { Schema = schema }, new PlaceholderWriter(_table.Store, 1));
        ProtocolAction protocol = _table.Commit(0).OfType<ProtocolAction>().Single();
        Assert.Equal((3, 7), (protocol.MinReaderVersion, protocol.MinWriterVersion));
        Assert.Contains("timestampNtz", protocol.ReaderFeatures!);
        Assert.Contains("timestampNtz", protocol.WriterFeatures!);
    }

    [Fact]
    public async Task Appends_add_and_overwrites_replace_and_removed_files_stay_on_disk()
    {
        await _table.WriteAsync(WriteMode.Append, 1, 2);
        WriteOutcome second = await _table.WriteAsync(WriteMode.Append, 3);
        Assert.Equal((1, false, 1), (second.Version, second.Created, second.FilesAdded));
        Assert.Equal([1, 2, 3], await _table.RowsAsync());

        WriteOutcome third = await _table.WriteAsync(WriteMode.Overwrite, 9);
        Assert.Equal((2, 1, 2, 6), (third.Version, third.FilesAdded, third.FilesRemoved, third.BytesRemoved));
        Assert.Equal([9], await _table.RowsAsync());
        RemoveFile removed = _table.Commit(2).OfType<RemoveFile>().First();
        Assert.Equal((1_714_521_600_000L, true, true), (removed.DeletionTimestamp, removed.DataChange, removed.ExtendedFileMetadata));
        Assert.NotNull(removed.Size);
        Assert.NotNull(removed.PartitionValues);
        Assert.Equal(3, _table.DataFiles.Count());
    }

    [Fact]
    public async Task A_write_without_rows_makes_a_version_all_the_same()
    {
        Assert.Equal((0, 0), Figures(await _table.WriteAsync(WriteMode.Append)));
        Assert.Equal((1, 0), Figures(await _table.WriteAsync(WriteMode.Append)));
        await _table.WriteAsync(WriteMode.Append, 1);
        Assert.Equal((3, 0), Figures(await _table.WriteAsync(WriteMode.Overwrite)));
        Assert.Empty(await _table.RowsAsync());

        static (long, int) Figures(WriteOutcome outcome) => (outcome.Version, outcome.FilesAdded);
    }

    [Fact]
    public async Task A_file_without_rows_is_not_kept()
    {
        WriteOutcome done = await _table.WriteAsync(
            WrittenTable.Request(WriteMode.Append), new PlaceholderWriter(_table.Store) { AnswersEmptyFile = true });
        Assert.Equal(0, done.FilesAdded);
        Assert.Empty(_table.DataFiles);
    }

    [Fact]
    public async Task Data_files_are_durable_before_the_commit_is_there()
    {
        await _table.WriteAsync(WriteMode.Append, 1, 2, 3, 4, 5);
        List<string> calls = _table.Store.Calls;
        int commit = calls.FindIndex(call => call.StartsWith("put_if_absent", StringComparison.Ordinal));
        Assert.Equal(2, calls.Take(commit).Count(call => call.StartsWith("sync part-", StringComparison.Ordinal)));
        calls.Clear();
        await _table.WriteAsync(WrittenTable.Request(WriteMode.Append) with { FlushDataFiles = false }, new PlaceholderWriter(_table.Store, 6));
        Assert.DoesNotContain(calls, call => call.StartsWith("sync", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(nameof(WriteMode.Create), "WEIR2024")]
    [InlineData(nameof(WriteMode.Append), null)]
    public async Task Making_a_table_that_exists_is_an_error_of_create_alone(string modeName, string? code)
    {
        WriteMode mode = Enum.Parse<WriteMode>(modeName);
        await _table.WriteAsync(WriteMode.Create, 1);
        PlaceholderWriter writer = new(_table.Store, 2);
        if (code is null)
            await _table.WriteAsync(WrittenTable.Request(mode), writer);
        else
            Assert.Equal(code, (await FailsAsync(WrittenTable.Request(mode), writer)).Code);
        Assert.Equal(code is null, writer.Request is not null);
    }

    [Fact]
    public async Task Rows_of_another_schema_are_refused_before_anything_is_written()
    {
        await _table.WriteAsync(WriteMode.Create, 1);
        foreach (WriteMode mode in (WriteMode[])[WriteMode.Append, WriteMode.Overwrite])
        {
            PlaceholderWriter writer = new(_table.Store, 2);
            DeltaSchema other = new([new("id", DeltaType.String), new("p", DeltaType.Long), new("q", DeltaType.Long)]);
            WeirException error = await FailsAsync(WrittenTable.Request(mode) with { Schema = other }, writer);
            Assert.Equal("WEIR2025", error.Code);
            Assert.Equal("column 'id' is string, but long in the table\ncolumn 'q' (long) is not in the table", error.Details["differences"]);
            Assert.Null(writer.Request);
        }
    }

    [Fact]
    public async Task A_missing_column_is_fine_and_the_writer_gets_the_schema_of_the_table()
    {
        await _table.WriteAsync(WriteMode.Create, 1);
        PlaceholderWriter writer = new(_table.Store, 2);
        await _table.WriteAsync(WrittenTable.Request(WriteMode.Append) with { Schema = new([new StructField("ID", DeltaType.Long)]) }, writer);
        Assert.Equal(WrittenTable.Schema, writer.Request!.Schema);
        Assert.Equal("zstd", writer.Request.Codec);
    }

    [Fact]
    public async Task Other_partition_columns_are_refused()
    {
        await _table.WriteAsync(WrittenTable.Request(WriteMode.Create) with { PartitionColumns = ["p"] }, new PlaceholderWriter(_table.Store, 1));
        WeirException error = await FailsAsync(
            WrittenTable.Request(WriteMode.Append) with { PartitionColumns = ["id"] }, new PlaceholderWriter(_table.Store, 2));
        Assert.Equal("WEIR2026", error.Code);
        await _table.WriteAsync(WrittenTable.Request(WriteMode.Append) with { PartitionColumns = ["P"] }, new PlaceholderWriter(_table.Store, 2));
    }

    [Theory]
    [InlineData("delta.constraints.positive", "id > 0", "checkConstraints")]
    [InlineData("delta.enableInCommitTimestamps", "true", "inCommitTimestamp")]
    public async Task What_the_writer_cannot_honour_is_refused_by_name(string property, string value, string feature)
    {
        await StartAsync(new ProtocolAction(1, 4), WrittenTable.Schema, (property, value));
        WeirException error = await FailsAsync(WrittenTable.Request(WriteMode.Append), new PlaceholderWriter(_table.Store, 1));
        Assert.Equal(("WEIR2005", feature), (error.Code, error.Details["feature"]));
    }

    [Theory]
    [InlineData("delta.generationExpression", "generatedColumns")]
    [InlineData("delta.invariants", "invariants")]
    [InlineData("delta.identity.step", "identityColumns")]
    public async Task Columns_with_rules_of_their_own_are_refused_by_name(string member, string feature)
    {
        DeltaSchema schema = new([new("id", DeltaType.Long, true, FieldMetadata.Empty.With(member, "1")), new("p", DeltaType.Long)]);
        await StartAsync(new ProtocolAction(1, 6), schema);
        WeirException error = await FailsAsync(WrittenTable.Request(WriteMode.Append), new PlaceholderWriter(_table.Store, 1));
        Assert.Equal(("WEIR2005", feature), (error.Code, error.Details["feature"]));
    }

    [Fact]
    public async Task An_unknown_writer_feature_is_refused_by_name()
    {
        await StartAsync(new ProtocolAction(1, 7, null, ["appendOnly", "fromTheFuture"]), WrittenTable.Schema);
        WeirException error = await FailsAsync(WrittenTable.Request(WriteMode.Append), new PlaceholderWriter(_table.Store, 1));
        Assert.Equal(("WEIR2005", "fromTheFuture"), (error.Code, error.Details["feature"]));
    }

    [Fact]
    public async Task A_table_that_only_takes_new_rows_is_not_overwritten()
    {
        await StartAsync(new ProtocolAction(1, 2), WrittenTable.Schema, ("delta.appendOnly", "true"));
        Assert.Equal("WEIR2028", (await FailsAsync(WrittenTable.Request(WriteMode.Overwrite), new PlaceholderWriter(_table.Store, 1))).Code);
        Assert.Equal(1, (await _table.WriteAsync(WriteMode.Append, 1)).Version);
    }

    [Theory]
    [InlineData(0L, null)]
    [InlineData(2L, "WEIR2029")]
    [InlineData(null, "WEIR2029")]
    public async Task A_required_column_takes_rows_only_when_the_statistics_show_no_null(long? nulls, string? code)
    {
        await StartAsync(new ProtocolAction(1, 2), new([new("id", DeltaType.Long, nullable: false), new("p", DeltaType.Long)]));
        PlaceholderWriter writer = new(_table.Store, 1, 2, 3, 4) { NullCount = nulls };
        if (code is null)
        {
            await _table.WriteAsync(WrittenTable.Request(WriteMode.Append), writer);
            return;
        }
        Assert.Equal(code, (await FailsAsync(WrittenTable.Request(WriteMode.Append), writer)).Code);
        Assert.Empty(_table.DataFiles);
        Assert.Equal(1, _table.Versions);
    }

    [Theory]
    [InlineData("a b")]
    [InlineData("count(*)")]
    [InlineData("a=b")]
    [InlineData("")]
    public async Task Column_names_that_other_readers_refuse_are_refused(string name)
    {
        WeirException error = await FailsAsync(
            WrittenTable.Request(WriteMode.Append) with { Schema = new([new StructField(name, DeltaType.Long)]) },
            new PlaceholderWriter(_table.Store, 1));
        Assert.Equal("WEIR2027", error.Code);
        Assert.Contains($"'{name}'", error.Message, StringComparison.Ordinal);
        Assert.Empty(_table.Store.Objects);
    }

    public static TheoryData<string, object> BadTables => new()
    {
        { "has the column 'A' twice", WrittenTable.Request(WriteMode.Create) with { Schema = new([new("a", DeltaType.Long), new("A", DeltaType.Long)]) } },
        { "no columns", WrittenTable.Request(WriteMode.Create) with { Schema = new([]) } },
        { "all its columns", WrittenTable.Request(WriteMode.Create) with { PartitionColumns = ["id", "p"] } },
        { "'q' is not among", WrittenTable.Request(WriteMode.Create) with { PartitionColumns = ["q"] } },
        { "named twice", WrittenTable.Request(WriteMode.Create) with { PartitionColumns = ["p", "P"] } },
        { "has no type", WrittenTable.Request(WriteMode.Create) with { Schema = new([new("a", DeltaType.Void), new("b", DeltaType.Long)]) } },
        { "only plain types", WrittenTable.Request(WriteMode.Create) with
            { Schema = new([new("a", new DeltaArray(DeltaType.Long, true)), new("b", DeltaType.Long)]), PartitionColumns = ["a"] } },
        { "delta.enableSomething", WrittenTable.Request(WriteMode.Create) with { Properties = new Dictionary<string, string> { ["delta.enableSomething"] = "true" } } },
        { "brotli", WrittenTable.Request(WriteMode.Create) with { Properties = new Dictionary<string, string> { ["delta.parquet.compression.codec"] = "brotli" } } },
    };

    [Theory]
    [MemberData(nameof(BadTables))]
    public async Task A_table_that_can_not_be_is_refused_with_the_reason(string reason, object request)
    {
        WeirException error = await FailsAsync((WriteRequest)request, new PlaceholderWriter(_table.Store, 1));
        Assert.Equal("WEIR2027", error.Code);
        Assert.Contains(reason, error.Message, StringComparison.Ordinal);
        Assert.Empty(_table.Store.Objects);
    }

    private async Task<WeirException> FailsAsync(WriteRequest request, IDataFileWriter writer) =>
        await Assert.ThrowsAsync<WeirException>(() => _table.WriteAsync(request, writer));

    // A table as another writer made it.
    private Task StartAsync(ProtocolAction protocol, DeltaSchema schema, params (string Key, string Value)[] properties)
    {
        _table.CommitOther(protocol, new MetadataAction
        {
            Id = "other",
            SchemaString = schema.ToSchemaString(),
            Configuration = properties.ToDictionary(pair => pair.Key, pair => pair.Value),
        });
        return Task.CompletedTask;
    }
}
