using System.Text;
using Weir.Delta.Actions;

namespace Weir.Tests.Delta.Actions;

public sealed class ActionReaderTests
{
    [Fact]
    public void Every_action_survives_writing_and_reading()
    {
        DeltaAction[] actions =
        [
            new CommitInfo
            {
                Timestamp = 1, InCommitTimestamp = 2, Operation = "WRITE", EngineInfo = "Weir", IsBlindAppend = true,
                ReadVersion = 4, IsolationLevel = "Serializable", UserMetadata = "u", TxnId = "t",
                OperationParameters = new Dictionary<string, string?> { ["mode"] = "Append" },
                OperationMetrics = new Dictionary<string, string?> { ["numFiles"] = "3" },
            },
            new ProtocolAction(3, 7, ["timestampNtz"], ["timestampNtz", "appendOnly"]),
            new MetadataAction
            {
                Id = "id", Name = "n", Description = "d", SchemaString = """{"type":"struct","fields":[]}""",
                PartitionColumns = ["a", "b"], Configuration = new Dictionary<string, string> { ["k"] = "v" }, CreatedTime = 9,
            },
            new AddFile
            {
                Path = "a=1/b%20c.parquet", Size = 10, ModificationTime = 11, DataChange = false,
                PartitionValues = new Dictionary<string, string?> { ["a"] = "1", ["b"] = null },
                Stats = """{"numRecords":3}""", Tags = new Dictionary<string, string?> { ["t"] = "x" },
                DeletionVector = new DeletionVectorDescriptor("u", "ab^-aqEH.-t@S}K{vb[*k^", 4, 40, 6),
                BaseRowId = 5, DefaultRowCommitVersion = 6, ClusteringProvider = "liquid",
            },
            new RemoveFile
            {
                Path = "x", DeletionTimestamp = 3, DataChange = true, ExtendedFileMetadata = true, Size = 4,
                PartitionValues = new Dictionary<string, string?> { ["a"] = "1" },
            },
            new AddCdcFile { Path = "_change_data/c", Size = 8 },
            new TransactionAction("app", 7, 8),
            new DomainMetadata("d", "{}", true),
        ];
        byte[] first = ActionWriter.ToCommit(actions);
        IReadOnlyList<DeltaAction> read = ActionReader.Read(first, "0.json");
        Assert.Equal(actions.Select(a => a.GetType()), read.Select(a => a.GetType()));
        Assert.Equal(Encoding.UTF8.GetString(first), Encoding.UTF8.GetString(ActionWriter.ToCommit(read)));
        Assert.Equal("uab^-aqEH.-t@S}K{vb[*k^@4", Assert.IsType<AddFile>(read[3]).DeletionVector!.UniqueId);
    }

    [Fact]
    public void Members_without_a_value_are_not_written()
    {
        string line = Encoding.UTF8.GetString(ActionWriter.ToCommit([new AddFile { Path = "p", Size = 1, ModificationTime = 2 }]));
        Assert.Equal("""{"add":{"path":"p","partitionValues":{},"size":1,"modificationTime":2,"dataChange":true}}""" + "\n", line);
    }

    [Fact]
    public void Unknown_actions_and_unknown_members_are_ignored()
    {
        IReadOnlyList<DeltaAction> actions = Read(
            """
            {"futureAction":{"deep":[[{"x":1}]]}}
            {"txn":{"appId":"a","version":1,"later":{"y":[1,2]}},"alsoUnknown":3}

            {"commitInfo":{"notebook":{"id":[1]},"operationParameters":{"n":12,"o":{"p":1}},"timestamp":"not a number"}}
            """);
        Assert.Equal(new TransactionAction("a", 1), actions[0]);
        CommitInfo info = Assert.IsType<CommitInfo>(actions[1]);
        Assert.Null(info.Timestamp);
        Assert.Equal("12", info.OperationParameters!["n"]);
        Assert.Equal("""{"p":1}""", info.OperationParameters["o"]);
        Assert.Equal(2, actions.Count);
    }

    [Theory]
    [InlineData("""{"add":{"path":"p","size":1,"modificationTime":2""", 1)]
    [InlineData("{\"txn\":{\"appId\":\"a\",\"version\":1}}\n{\"add\":", 2)]
    [InlineData("{\"txn\":{\"appId\":\"a\",\"version\":1}}\n\n[]", 3)]
    [InlineData("""{"add":{"size":1,"modificationTime":2}}""", 1)]
    [InlineData("""{"add":{"path":7,"size":1,"modificationTime":2}}""", 1)]
    [InlineData("""{"add":{"path":"p","size":1.5,"modificationTime":2}}""", 1)]
    [InlineData("""{"add":{"path":"p","size":99999999999999999999,"modificationTime":2}}""", 1)]
    [InlineData("""{"add":{"path":"p","partitionValues":[],"size":1,"modificationTime":2}}""", 1)]
    [InlineData("""{"protocol":{"minReaderVersion":1}}""", 1)]
    [InlineData("""{"metaData":{"schemaString":"x"}}""", 1)]
    [InlineData("""{"txn":{"appId":"a","version":1}}{"txn":{"appId":"b","version":1}}""", 1)]
    [InlineData("""{"txn":{"appId":"a","version":1},"remove":{"path":"p"}}""", 1)]
    [InlineData("null", 1)]
    [InlineData("\0\0\0\0", 1)]
    public void A_line_that_is_no_action_ends_in_an_error_with_file_and_line(string text, int line)
    {
        WeirException error = Assert.Throws<WeirException>(() => Read(text));
        Assert.Equal("WEIR2007", error.Code);
        Assert.Contains($"'log/7.json', line {line}:", error.Message, StringComparison.Ordinal);
        Assert.Equal($"{line}", error.Details["line"]);
    }

    [Fact]
    public void Bytes_that_are_not_UTF_8_end_in_an_error()
    {
        byte[] bytes = [.. "{\"txn\":{\"appId\":\""u8, 0xFF, 0xC0, .. "\",\"version\":1}}"u8];
        Assert.Equal("WEIR2007", Assert.Throws<WeirException>(() => ActionReader.Read(bytes, "x")).Code);
    }

    [Fact]
    public void Nesting_without_end_ends_in_an_error()
    {
        string text = "{\"commitInfo\":{\"x\":" + new string('[', 100_000) + new string(']', 100_000) + "}}";
        Assert.Equal("WEIR2007", Assert.Throws<WeirException>(() => Read(text)).Code);
    }

    // Trino's test tables carry such a character; the reference implementation reads them.
    [Fact]
    public void A_stray_character_behind_an_action_is_passed_over()
    {
        Assert.Equal([new TransactionAction("a", 1)], Read("{\"txn\":{\"appId\":\"a\",\"version\":1}}x\r\n"));
    }

    private static IReadOnlyList<DeltaAction> Read(string text) => ActionReader.Read(Encoding.UTF8.GetBytes(text), "log/7.json");
}
