using FsCheck;
using FsCheck.Fluent;
using Weir.Delta.Actions;
using Weir.Delta.Log;
using Weir.Delta.Table;

namespace Weir.Tests.Delta.Log;

public sealed class LogReplayTests
{
    private static readonly DeletionVectorDescriptor Vector = new("u", "abc", 1, 10, 2);

    [Fact]
    public async Task The_newest_action_on_a_file_wins()
    {
        LogBuilder log = new LogBuilder()
            .Start(LogBuilder.Add("a"), LogBuilder.Add("b"))
            .Commit(1, LogBuilder.Remove("a"), LogBuilder.Add("c"))
            .Commit(2, LogBuilder.Add("a") with { Size = 77 }, LogBuilder.Add("b") with { Size = 78 });
        Snapshot snapshot = await log.OpenAsync();
        Assert.Equal(["a", "b", "c"], snapshot.Files.Select(file => file.Path));
        Assert.Equal([77, 78, 1], snapshot.Files.Select(file => file.Size));
        Assert.Equal(["a", "b"], await log.PathsAsync(0));
        Assert.Equal(["b", "c"], await log.PathsAsync(1));
        Assert.Equal(9, snapshot.RowCount);
    }

    [Theory]
    [InlineData("/x/y%20z", "file:/x/y z")]
    [InlineData("file:/x/y%20z", "file:///x/y%20z")]
    [InlineData("FILE:///x/p@%23h", "/x/p@#h")]
    [InlineData("file://localhost/x", "/x")]
    [InlineData("s3://bucket/k%3D1", "s3://bucket/k=1")]
    [InlineData("p=%C3%A4/f", "p=ä/f")]
    public async Task Spellings_of_one_path_are_one_file(string added, string removed)
    {
        LogBuilder log = new LogBuilder().Start(LogBuilder.Add(added), LogBuilder.Add("z")).Commit(1, LogBuilder.Remove(removed));
        Assert.Equal(["z"], await log.PathsAsync());
    }

    [Theory]
    [InlineData("a", "A")]
    [InlineData("/a", "a")]
    [InlineData("a%2520b", "a%20b")]
    [InlineData("a+b", "a b")]
    public async Task Different_paths_are_different_files(string added, string removed)
    {
        LogBuilder log = new LogBuilder().Start(LogBuilder.Add(added)).Commit(1, LogBuilder.Remove(removed));
        Assert.Equal([added], await log.PathsAsync());
    }

    [Fact]
    public async Task A_file_with_a_deletion_vector_is_another_logical_file_than_without()
    {
        LogBuilder log = new LogBuilder()
            .Start(LogBuilder.Add("a"))
            .Commit(1, LogBuilder.Remove("a"), LogBuilder.Add("a", Vector))
            .Commit(2, LogBuilder.Remove("a", Vector), LogBuilder.Add("a"));
        Assert.Equal(["a"], await log.PathsAsync());
        Assert.Equal(Vector, Assert.Single((await log.OpenAsync(1)).Files).DeletionVector);
    }

    [Fact]
    public async Task A_logical_file_that_a_checkpoint_names_twice_is_one_file()
    {
        LogBuilder log = new LogBuilder().Checkpoint(
            1, new ProtocolAction(1, 2), LogBuilder.Metadata(), LogBuilder.Add("/a%20b"), LogBuilder.Add("file:/a b"));
        Assert.Single(await log.PathsAsync());
    }

    [Fact]
    public async Task A_data_file_with_two_deletion_vectors_is_refused()
    {
        LogBuilder log = new LogBuilder().Start(LogBuilder.Add("a%20b")).Commit(1, LogBuilder.Add("a%20b", Vector));
        Assert.Equal("WEIR2014", (await log.RefusalAsync()).Code);
    }

    [Fact]
    public async Task Transactions_domains_and_provenance_of_the_newest_commit_are_kept()
    {
        LogBuilder log = new LogBuilder()
            .Start(new TransactionAction("a", 1), new DomainMetadata("d", "old", false), new DomainMetadata("e", "x", false))
            .Commit(1, new CommitInfo { Operation = "FIRST" }, new TransactionAction("a", 2), new DomainMetadata("d", "new", false))
            .Commit(2, new CommitInfo { Operation = "SECOND" }, new DomainMetadata("e", "", true));
        Snapshot snapshot = await log.OpenAsync();
        Assert.Equal(2, snapshot.Transactions["a"].Version);
        Assert.Equal("new", Assert.Single(snapshot.Domains).Value.Configuration);
        Assert.Equal("SECOND", snapshot.CommitInfo!.Operation);
    }

    [Fact]
    public async Task The_newest_protocol_and_metadata_win()
    {
        LogBuilder log = new LogBuilder()
            .Start()
            .Commit(1, LogBuilder.Metadata(("k", "1")))
            .Commit(2, new ProtocolAction(2, 5), LogBuilder.Metadata(("k", "2")))
            .Commit(3, LogBuilder.Add("a"));
        Snapshot snapshot = await log.OpenAsync();
        Assert.Equal((2, "2"), (snapshot.Protocol.MinReaderVersion, snapshot.Properties.Text("K")));
        Assert.Equal((1, "1"), ((await log.OpenAsync(1)).Protocol.MinReaderVersion, (await log.OpenAsync(1)).Properties.Text("k")));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Two_actions_of_a_kind_that_may_come_once_are_refused(bool metadata)
    {
        DeltaAction action = metadata ? LogBuilder.Metadata() : new ProtocolAction(1, 2);
        LogBuilder log = new LogBuilder().Start().Commit(1, action, action);
        Assert.Equal("WEIR2007", (await log.RefusalAsync()).Code);
        Assert.Empty(await log.PathsAsync(0));
    }

    [Fact]
    public void A_random_history_replays_as_a_naive_model_says_with_and_without_checkpoint() =>
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(150), Prop.ForAll(Histories().ToArbitrary(), history =>
        {
            LogBuilder log = new LogBuilder().Start();
            SortedSet<string> model = new(StringComparer.Ordinal);
            List<string[]> states = [[]];
            for (int version = 1; version <= history.Length; version++)
            {
                foreach ((bool add, int file) in history[version - 1])
                {
                    if (add)
                        model.Add($"f{file}");
                    else
                        model.Remove($"f{file}");
                }
                states.Add([.. model]);
                log.Commit(version, [.. history[version - 1].Select(step => step.Add
                    ? (DeltaAction)LogBuilder.Add($"f{step.File}")
                    : LogBuilder.Remove($"f{step.File}"))]);
            }
            MatchesAll(log, states);
            int checkpoint = history.Length / 2;
            DeltaAction[] state = [new ProtocolAction(1, 2), LogBuilder.Metadata(), .. states[checkpoint].Select(path => LogBuilder.Add(path))];
            log.Checkpoint(checkpoint, state);
            MatchesAll(log, states);
            // The commits before the checkpoint are no longer needed.
            for (int version = 0; version < checkpoint; version++)
                log.Store.Remove(LogPath.Commit(version).Value);
            Assert.Equal(states[^1], log.PathsAsync().GetAwaiter().GetResult());
        }));

    private static void MatchesAll(LogBuilder log, List<string[]> states)
    {
        for (int version = 0; version < states.Count; version++)
            Assert.Equal(states[version], log.PathsAsync(version).GetAwaiter().GetResult());
    }

    // Up to 12 commits of up to 6 steps on 8 files; a file appears at most once a commit, as the protocol demands.
    private static Gen<(bool Add, int File)[][]> Histories() =>
        (from files in Gen.Choose(0, 7).ArrayOf().Resize(6)
         from adds in Gen.Elements(true, true, false).ArrayOf(files.Length)
         select files.Zip(adds, (file, add) => (add, file)).DistinctBy(step => step.file).Select(step => (step.add, step.file)).ToArray())
        .ArrayOf().Resize(12);
}
