using Weir.Delta.Actions;
using Weir.Delta.Commands;
using Weir.Delta.Table;
using Weir.Storage;

namespace Weir.Tests.Delta.Commands;

/// <summary>What a commit that lost the race does, by what it wants and what the winner did.</summary>
public sealed class WriteConflictTests
{
    private readonly WrittenTable _table = new();

    public static TheoryData<string, string, string?> Matrix => new()
    {
        { nameof(WriteMode.Append), "append", null },
        { nameof(WriteMode.Append), "overwrite", null },
        { nameof(WriteMode.Append), "compaction", null },
        { nameof(WriteMode.Append), "transaction", null },
        { nameof(WriteMode.Append), "metadata", "MetadataChanged" },
        { nameof(WriteMode.Append), "protocol", "ProtocolChanged" },
        { nameof(WriteMode.Overwrite), "append", "ConcurrentAppend" },
        { nameof(WriteMode.Overwrite), "overwrite", "ConcurrentDelete" },
        { nameof(WriteMode.Overwrite), "compaction", "ConcurrentDelete" },
        { nameof(WriteMode.Overwrite), "transaction", null },
        { nameof(WriteMode.Overwrite), "metadata", "MetadataChanged" },
        { nameof(WriteMode.Overwrite), "protocol", "ProtocolChanged" },
    };

    [Theory]
    [MemberData(nameof(Matrix))]
    [Trait("Requirement", "R105")]
    public async Task Losing_the_race_ends_as_the_table_of_conflicts_says(string modeName, string winner, string? conflict)
    {
        WriteMode mode = Enum.Parse<WriteMode>(modeName);
        await _table.WriteAsync(WriteMode.Append, 1, 2);
        Overtake(Winner(winner, (await _table.OpenAsync()).Files));
        PlaceholderWriter writer = new(_table.Store, 8, 9);
        if (conflict is null)
        {
            WriteOutcome done = await _table.WriteAsync(WrittenTable.Request(mode), writer);
            Assert.Equal((2, 2), (done.Version, done.CommitAttempts));
            Assert.Equal((0L, done.WriteId), (_table.Info(2).ReadVersion, _table.Info(2).TxnId));
            return;
        }
        WeirException error = await Assert.ThrowsAsync<WeirException>(() => _table.WriteAsync(WrittenTable.Request(mode), writer));
        Assert.Equal(("WEIR2021", conflict, "1", "1"),
            (error.Code, error.Details["kind"], error.Details["winner"], error.Details["attempts"]));
        Assert.Equal($"OTHER {winner}", error.Details["operation"]);
        Assert.Equal(2, _table.Versions);
        Assert.DoesNotContain(_table.DataFiles, path => path.Name.Contains(writer.Request!.WriteId, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(true, null)]
    [InlineData(false, "ConcurrentAppend")]
    public async Task A_write_serializable_table_lets_an_overwrite_pass_a_blind_append(bool blind, string? conflict)
    {
        _table.CommitOther(new ProtocolAction(1, 2), new MetadataAction
        {
            Id = "x",
            SchemaString = WrittenTable.Schema.ToSchemaString(),
            Configuration = new Dictionary<string, string> { ["delta.isolationLevel"] = "WriteSerializable" },
        });
        Overtake([new CommitInfo { Operation = "WRITE", IsBlindAppend = blind }, Add("theirs")]);
        Task<WriteOutcome> write = _table.WriteAsync(WriteMode.Overwrite, 9);
        if (conflict is null)
            Assert.Equal(2, (await write).Version);
        else
            Assert.Equal(conflict, (await Assert.ThrowsAsync<WeirException>(() => write)).Details["kind"]);
    }

    [Fact]
    public async Task Every_version_since_the_one_read_is_judged_and_the_first_that_contradicts_is_named()
    {
        await _table.WriteAsync(WriteMode.Append, 1);
        IReadOnlyList<AddFile> files = (await _table.OpenAsync()).Files;
        Overtake(Winner("append", files), Winner("transaction", files), Winner("metadata", files), Winner("append", files));
        WeirException error = await Assert.ThrowsAsync<WeirException>(() => _table.WriteAsync(WriteMode.Append, 2));
        Assert.Equal(("MetadataChanged", "3"), (error.Details["kind"], error.Details["winner"]));
    }

    [Fact]
    public async Task Races_are_not_lost_for_ever()
    {
        await _table.WriteAsync(WriteMode.Append, 1);
        _table.Store.Before = (call, _) =>
        {
            if (call == "put_if_absent")
                _table.CommitOther(new CommitInfo { Operation = "WRITE", IsBlindAppend = true });
        };
        WriteRequest request = WrittenTable.Request(WriteMode.Append) with { CommitRetriesMax = 3 };
        WeirException error = await Assert.ThrowsAsync<WeirException>(() => _table.WriteAsync(request, new PlaceholderWriter(_table.Store, 2)));
        Assert.Equal(("WEIR2022", "4"), (error.Code, error.Details["attempts"]));
        Assert.Single(_table.DataFiles);
    }

    [Theory]
    [InlineData(nameof(WriteMode.Create), "WEIR2021")]
    [InlineData(nameof(WriteMode.Overwrite), "WEIR2021")]
    [InlineData(nameof(WriteMode.Append), null)]
    public async Task Of_two_that_make_the_table_only_an_append_can_go_behind_the_winner(string mode, string? code)
    {
        Overtake(Made(WrittenTable.Schema));
        Task<WriteOutcome> write = _table.WriteAsync(Enum.Parse<WriteMode>(mode), 1, 2);
        if (code is not null)
        {
            WeirException error = await Assert.ThrowsAsync<WeirException>(() => write);
            Assert.Equal((code, "TableCreated"), (error.Code, error.Details["kind"]));
            Assert.Empty(_table.DataFiles);
            return;
        }
        WriteOutcome done = await write;
        Assert.Equal((1, false, "theirs", 2), (done.Version, done.Created, done.TableId, done.CommitAttempts));
        Assert.Equal([1, 2], await _table.RowsAsync());
        Assert.Equal(0, _table.Info(1).ReadVersion);
    }

    [Fact]
    public async Task An_append_does_not_go_behind_a_new_table_of_another_schema_or_partitioning()
    {
        Overtake(Made(new DeltaSchema([new("id", DeltaType.String), new("p", DeltaType.Long)])));
        Assert.Equal("WEIR2025", (await Assert.ThrowsAsync<WeirException>(() => _table.WriteAsync(WriteMode.Append, 1))).Code);
        Assert.Empty(_table.DataFiles);

        WrittenTable second = new();
        second.Store.Before = (call, _) => { if (call == "put_if_absent" && second.Versions == 0) second.CommitOther([.. Made(WrittenTable.Schema, "p")]); };
        WeirException error = await Assert.ThrowsAsync<WeirException>(() => second.WriteAsync(WriteMode.Append, 1));
        Assert.Equal(("WEIR2021", "TableCreated"), (error.Code, error.Details["kind"]));
        Assert.Empty(second.DataFiles);
    }

    [Fact]
    public async Task On_a_real_folder_with_many_writers_every_version_is_there_once_and_no_row_is_lost()
    {
        using TemporaryFolder folder = new();
        const int Writers = 6;
        const int WritesEach = 12;
        using Barrier start = new(Writers);
        WriteOutcome[][] done = await Task.WhenAll(Enumerable.Range(0, Writers).Select(writer => Task.Factory.StartNew(async () =>
        {
            start.SignalAndWait();
            List<WriteOutcome> mine = [];
            for (int i = 0; i < WritesEach; i++)
            {
                LocalStore store = new(folder.Path);
                WriteCommand command = new(store, new DeltaTable(store, _table), new PlaceholderWriter(store, (writer * 1000) + i),
                    TimeProvider.System, () => 0.3 + (0.1 * writer));
                mine.Add(await command.ExecuteAsync(WrittenTable.Request(WriteMode.Append), default));
            }
            return mine.ToArray();
        }, default, TaskCreationOptions.LongRunning, TaskScheduler.Default).Unwrap()));
        Assert.Equal(Enumerable.Range(0, Writers * WritesEach).Select(version => (long)version), done.SelectMany(one => one).Select(one => one.Version).Order());
        LocalStore read = new(folder.Path);
        Snapshot snapshot = await new DeltaTable(read, _table).OpenAsync(null, default);
        Assert.Equal(
            Enumerable.Range(0, Writers).SelectMany(writer => Enumerable.Range(0, WritesEach).Select(i => (writer * 1000L) + i)).Order(),
            snapshot.Files.SelectMany(file => PlaceholderWriter.Read(File.ReadAllBytes(snapshot.EnginePath(file)))).Order());
        Assert.Equal(Writers * WritesEach, Directory.GetFiles(folder.Path).Length);
    }

    // Winners commit after the write has read the table and before its first put.
    private void Overtake(params IReadOnlyList<DeltaAction>[] winners)
    {
        bool done = false;
        _table.Store.Before = (call, _) =>
        {
            if (call != "put_if_absent" || done)
                return;
            done = true;
            foreach (IReadOnlyList<DeltaAction> winner in winners)
                _table.CommitOther([.. winner]);
        };
    }

    private static List<DeltaAction> Made(DeltaSchema schema, params IReadOnlyList<string> partitionColumns) =>
    [
        new CommitInfo { Operation = "CREATE TABLE" },
        new ProtocolAction(1, 2),
        new MetadataAction { Id = "theirs", SchemaString = schema.ToSchemaString(), PartitionColumns = partitionColumns },
    ];

    private static List<DeltaAction> Winner(string kind, IReadOnlyList<AddFile> files)
    {
        IEnumerable<DeltaAction> removes = files.Select(file => new RemoveFile { Path = file.Path, DataChange = kind != "compaction" });
        return
        [
            new CommitInfo { Operation = $"OTHER {kind}", IsBlindAppend = kind == "append" },
            .. kind switch
            {
                "append" => [Add("theirs")],
                "overwrite" => removes.Append(Add("theirs")),
                "compaction" => removes.Append(Add("theirs") with { DataChange = false }),
                "transaction" => [new TransactionAction("app", 1)],
                "metadata" => [new MetadataAction { Id = "x", SchemaString = WrittenTable.Schema.ToSchemaString() }],
                _ => (IEnumerable<DeltaAction>)[new ProtocolAction(1, 3)],
            },
        ];
    }

    private static AddFile Add(string path) => new() { Path = path, Size = 1, ModificationTime = 1, Stats = """{"numRecords":1}""" };
}
