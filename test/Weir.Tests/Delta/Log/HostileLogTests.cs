using System.Text;
using FsCheck;
using FsCheck.Fluent;
using Weir.Delta.Actions;
using Weir.Delta.Log;
using Weir.Delta.Table;

namespace Weir.Tests.Delta.Log;

/// <summary>Logs that were damaged or made to harm: an error with a code, or a version that holds together; nothing else.</summary>
public sealed class HostileLogTests
{
    private static readonly DeletionVectorDescriptor Vector = new("u", "ab^-aqEH.-t@S}K{vb[*k^", 1, 40, 6);

    private static readonly DeltaAction[] Actions =
    [
        new ProtocolAction(3, 7, ["deletionVectors", "columnMapping"], ["deletionVectors", "columnMapping", "domainMetadata"]),
        LogBuilder.Metadata(("delta.enableDeletionVectors", "true")),
        LogBuilder.Add("p=1/a%20b.parquet", Vector) with
        {
            PartitionValues = new Dictionary<string, string?> { ["p"] = "1", ["q"] = null },
            Stats = """{"numRecords":3,"minValues":{"id":1},"maxValues":{"id":9},"nullCount":{"id":0}}""",
            Tags = new Dictionary<string, string?> { ["INSERTION_TIME"] = "1700000000000" },
            BaseRowId = 7, DefaultRowCommitVersion = 1, ClusteringProvider = "liquid",
        },
        LogBuilder.Remove("old.parquet"), LogBuilder.Add("file:///memory/table/x"),
        new TransactionAction("app", 4, 5), new DomainMetadata("d", "{}", false),
        new CommitInfo { Timestamp = 1, InCommitTimestamp = 2, Operation = "WRITE", OperationParameters = new Dictionary<string, string?> { ["mode"] = "Append" } },
    ];

    [Fact]
    public void A_commit_with_any_bytes_changed_is_an_error_or_a_version() => Check.One(Config.QuickThrowOnFailure.WithMaxTest(3000), Prop.ForAll(
        Gen.Choose(0, int.MaxValue).ArrayOf().ToArbitrary(), Gen.Choose(0, 5).ToArbitrary(), (numbers, way) =>
        {
            byte[] commit = Damage(ActionWriter.ToCommit(Actions), numbers, way);
            LogBuilder log = new LogBuilder().Start(LogBuilder.Add("old.parquet"));
            log.Store.Put(LogPath.Commit(1).Value, commit);
            HoldsTogether(log);
        }));

    [Fact]
    public void A_v2_checkpoint_with_any_bytes_changed_is_an_error_or_a_version() => Check.One(Config.QuickThrowOnFailure.WithMaxTest(1500), Prop.ForAll(
        Gen.Choose(0, int.MaxValue).ArrayOf().ToArbitrary(), Gen.Choose(0, 5).ToArbitrary(), (numbers, way) =>
        {
            LogBuilder log = new LogBuilder()
                .V2Checkpoint(3, "json", [.. Actions, new SidecarFile("one.parquet", 1, 1)])
                .Sidecar("one.parquet", LogBuilder.Add("s"));
            const string Name = "_delta_log/00000000000000000003.checkpoint.80a083e8-7026-4e79-81be-64bd76c43a11.json";
            log.Store.Put(Name, Damage(log.Store.Content(Name), numbers, way));
            HoldsTogether(log);
        }));

    [Fact]
    public void A_hint_or_a_checksum_of_any_bytes_changes_no_version() => Check.One(Config.QuickThrowOnFailure.WithMaxTest(1000), Prop.ForAll(
        Gen.Choose(0, int.MaxValue).ArrayOf().ToArbitrary(), Gen.Choose(0, 5).ToArbitrary(), (numbers, way) =>
        {
            LogBuilder log = new LogBuilder().Start(LogBuilder.Add("a")).Commit(1, LogBuilder.Add("b")).Checkpoint(1, Actions[0], Actions[1], LogBuilder.Add("a"), LogBuilder.Add("b")).Commit(2, LogBuilder.Add("c"));
            log.Store.Put("_delta_log/_last_checkpoint", Damage("""{"version":1,"size":5,"parts":2,"v2Checkpoint":{"path":"x"}}"""u8.ToArray(), numbers, way));
            log.Store.Put("_delta_log/00000000000000000002.crc", Damage("""{"numFiles":3,"tableSizeBytes":3,"protocol":{"minReaderVersion":3,"minWriterVersion":7}}"""u8.ToArray(), numbers, way));
            Assert.Equal(["a", "b", "c"], log.PathsAsync().GetAwaiter().GetResult());
        }));

    [Theory]
    [InlineData("../../etc/passwd")]
    [InlineData("%2e%2e/%2e%2e/etc/passwd")]
    [InlineData("a/../../b")]
    [InlineData("file:///etc/passwd")]
    [InlineData("/etc/passwd")]
    [InlineData("file:/memory/table/../../etc/passwd")]
    [InlineData("file://remote/share/x")]
    [InlineData("http://example.com/x")]
    [InlineData("s3://bucket/x")]
    [InlineData("abfss://x@y/z")]
    [InlineData("a%00b")]
    public async Task A_path_that_leaves_the_table_is_never_opened(string path)
    {
        LogBuilder log = new LogBuilder().Start(LogBuilder.Add(path));
        WeirException error = await Assert.ThrowsAsync<WeirException>(async () =>
        {
            Snapshot snapshot = await log.OpenAsync();
            snapshot.EnginePath(snapshot.Files[0]);
        });
        Assert.Contains(error.Code, (IEnumerable<string>)["WEIR2013", "WEIR2017", "WEIR6005"]);
    }

    private static void HoldsTogether(LogBuilder log)
    {
        try
        {
            Snapshot snapshot = log.OpenAsync().GetAwaiter().GetResult();
            foreach (AddFile file in snapshot.Files)
                Assert.NotEmpty(file.Path);
            Assert.True(snapshot.RowCount is null or >= -1_000_000_000_000_000_000);
        }
        catch (WeirException error)
        {
            Assert.StartsWith("WEIR", error.Code, StringComparison.Ordinal);
        }
    }

    // Bytes changed, cut out, doubled or moved; lines doubled or swapped; the end cut off.
    private static byte[] Damage(byte[] content, int[] numbers, int way)
    {
        List<byte> bytes = [.. content];
        foreach (int number in numbers.Take(6))
        {
            if (bytes.Count < 4)
                break;
            int place = number % bytes.Count, length = Math.Min(1 + (number / 7 % 20), bytes.Count - place);
            switch (way)
            {
                case 0: bytes[place] = (byte)(number >> 8); break;
                case 1: bytes.RemoveRange(place, length); break;
                case 2: bytes.InsertRange(place, bytes.GetRange(place, length)); break;
                case 3: bytes[place] = "{}[]\",:0-e\\nulltrue"u8[number / 3 % 19]; break;
                case 4: bytes.RemoveRange(place, bytes.Count - place); break;
                default:
                    string[] lines = Encoding.Latin1.GetString([.. bytes]).Split('\n');
                    (lines[number % lines.Length], lines[0]) = (lines[0], lines[number % lines.Length]);
                    bytes = [.. Encoding.Latin1.GetBytes(string.Join('\n', lines.Append(lines[number / 5 % lines.Length])))];
                    break;
            }
        }
        return [.. bytes];
    }
}
