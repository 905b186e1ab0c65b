using System.Text.Json;
using Weir.Delta.Actions;
using Weir.Delta.Table;
using Weir.Storage;

namespace Weir.Tests.Delta.Corpus;

/// <summary>Opens every table of the corpus and compares what its log says with the corpus's own replay.</summary>
public sealed class CorpusLogTests(CorpusEngine engine) : IClassFixture<CorpusEngine>
{
    public static TheoryData<string> Readable => [.. CorpusTable.All.Where(table => table.MustRead && table.Id != CorpusTable.CommitLost).Select(table => table.Id)];

    public static TheoryData<string> Refused => [.. CorpusTable.All.Where(table => !table.MustRead).Select(table => table.Id)];

    [CorpusTheory]
    [MemberData(nameof(Readable))]
    public async Task A_plain_table_opens_with_the_version_and_files_that_its_log_says(string id)
    {
        CorpusTable table = CorpusTable.Find(id);
        Snapshot snapshot = await OpenAsync(table);
        JsonElement[] promised = [.. table.Checks.Where(check => Kind(check) == "snapshot" && check.TryGetProperty("files", out _))];
        Assert.Equal(table.Latest, snapshot.Version);
        Assert.Equal(promised.Length > 0 ? promised[0].GetProperty("files").GetInt64() : table.ActiveFiles, snapshot.Files.Count);
        for (int place = 0; place < snapshot.Files.Count; place++)
        {
            if (table.HasData)
                Assert.True(File.Exists(snapshot.EnginePath(snapshot.Files[place])), snapshot.EnginePath(snapshot.Files[place]));
            foreach (StructField column in snapshot.PartitionColumns)
                snapshot.PartitionValue(snapshot.Files, place, column);
        }
    }

    [CorpusTheory]
    [MemberData(nameof(Refused))]
    public async Task A_table_that_cannot_be_read_rightly_is_refused_by_name(string id)
    {
        CorpusTable table = CorpusTable.Find(id);
        WeirException error = await Assert.ThrowsAsync<WeirException>(() => OpenAsync(table));
        Assert.StartsWith("WEIR2", error.Code, StringComparison.Ordinal);
        if (!table.IsBroken)
        {
            Assert.Equal("WEIR2003", error.Code);
            Assert.Contains(error.Details["feature"], table.HinderingFeatures);
        }
    }

    [CorpusFact]
    public async Task Every_version_that_a_checkpoint_covers_is_the_same_without_the_checkpoint()
    {
        int compared = 0;
        foreach (CorpusTable table in CorpusTable.All.Where(table => table.MustRead && table.HasData && table.Features.Contains("ckpt:classic")))
        {
            Snapshot with = await OpenAsync(table);
            using CheckpointFreeCopy copy = new(table.Root);
            if (with.CheckpointVersion is null || !copy.HasAllCommits(with.Version))
                continue;
            Snapshot without = await new DeltaTable(new LocalStore(copy.Root), engine.Checkpoints).OpenAsync(with.Version, CancellationToken.None);
            Assert.Null(without.CheckpointVersion);
            Assert.Equal(with.Files.Select(Fact), without.Files.Select(Fact));
            Assert.Equal(with.Schema, without.Schema);
            Assert.Equal(with.Protocol.MinReaderVersion, without.Protocol.MinReaderVersion);
            Assert.Equivalent(with.Metadata.Configuration, without.Metadata.Configuration, strict: true);
            compared++;
        }
        Assert.True(compared > 30, $"Only {compared} tables have a checkpoint and all commits.");
    }

    private Task<Snapshot> OpenAsync(CorpusTable table) =>
        new DeltaTable(new LocalStore(table.Root), engine.Checkpoints).OpenAsync(null, CancellationToken.None);

    private static (string, long, long, string) Fact(AddFile file) =>
        (file.Path, file.Size, file.ModificationTime,
            string.Join('&', file.PartitionValues.OrderBy(entry => entry.Key, StringComparer.Ordinal).Select(entry => $"{entry.Key}={entry.Value}")));

    private static string Kind(JsonElement check) => check.GetProperty("kind").GetString()!;
}
