using System.Diagnostics.Metrics;
using Weir.Tests.Sessions;

namespace Weir.Tests.Profiles;

/// <summary>The caches of a profile, and the ledger of what they did.</summary>
public sealed class CacheProfileTests : IDisposable
{
    private static readonly string[] Listings = ["list_files_cache", "metadata_cache", "predicate_cache", "statistics_cache"];

    private static readonly AsyncLocal<List<string>?> Calls = new();

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    [Trait("Requirement", "R112")]
    public void A_pinned_repeat_asks_the_store_for_nothing_and_what_is_not_pinned_is_refused()
    {
        using MeterListener meters = new();
        meters.InstrumentPublished = (instrument, listener) =>
        {
            if (instrument is { Meter.Name: "Weir", Name: "weir.storage.operations" })
                listener.EnableMeasurementEvents(instrument);
        };
        meters.SetMeasurementEventCallback<long>((_, _, tags, _) => Calls.Value?.Add($"{tags[0].Value}"));
        meters.Start();
        using WeirRuntime runtime = WeirRuntime.Open(ProfileTexts.With("policies.cache_profile_name", "\"snapshot_pinned\""));
        using Session session = runtime.NewSession(SessionKind.Cached);
        string table = Table(session);
        session.Register("pinned", new DatasetLocation(table, Version: 0));
        session.Register("loose", new DatasetLocation(table));
        Assert.Contains("list", Counted(() => Lake.Rows(session, "FROM pinned")));
        Assert.Empty(Counted(() => Lake.Rows(session, "FROM pinned")));
        using (Session next = runtime.NewSession(SessionKind.Cached))
        {
            next.Register("pinned", new DatasetLocation(table, Version: 0));
            Assert.Empty(Counted(() => Lake.Rows(next, "FROM pinned WHERE id = 1")));
        }
        Assert.Equal("WEIR8015", Assert.Throws<WeirException>(() => Lake.Rows(session, "FROM loose")).Code);
    }

    [Theory]
    [InlineData("snapshot_pinned", "NULL|64", "NULL|256", "NULL|1024")]
    [InlineData("always_latest_ttl30s", "00:00:30|64", "NULL|256", "NULL|1024")]
    [InlineData("multi_tenant_strict", "00:00:00|0", "NULL|0", "NULL|0")]
    [Trait("Requirement", "R110")]
    [Trait("Requirement", "R111")]
    [Trait("Requirement", "R113")]
    public void A_preset_of_caches_shows_in_the_listings(string preset, string listFiles, string metadata, string predicate)
    {
        using WeirRuntime runtime = WeirRuntime.Open(ProfileTexts.With("policies.cache_profile_name", $"\"{preset}\""));
        using Session session = runtime.NewSession();
        Assert.Equal([listFiles, metadata, predicate], Listings[..3].SelectMany(listing => Lake.Rows(session, $"SELECT config_ttl, config_limit FROM {listing}()")));
    }

    [Fact]
    [Trait("Requirement", "R180")]
    public void Each_listing_has_eight_columns()
    {
        using WeirRuntime runtime = WeirRuntime.Open(RuntimeProfile.Preset("small"));
        using Session session = runtime.NewSession();
        foreach (string listing in Listings)
        {
            Assert.Equal(
                ["cache_name", "event_time_unix_ms", "entry_count", "hit_count", "miss_count", "eviction_count", "config_ttl", "config_limit"],
                session.Describe(new Query($"FROM {listing}()")).Fields.Select(field => field.Name));
        }
    }

    [Fact]
    [Trait("Requirement", "R113")]
    public void Limits_of_caches_stand_in_the_records_of_profiles_and_options_alone()
    {
        IEnumerable<string> elsewhere = House.House.Read("src/Weir").Files
            .Where(file => System.Text.RegularExpressions.Regex.IsMatch(file.Code, @"\b(SnapshotsMax|ScansMax|PredicatesMax|SnapshotBytesMax|ScanBytesMax|PredicateBytesMax|SnapshotTimeToLive)\s*=(?!=)\s*\d"))
            .Select(file => Path.GetFileName(file.Path));
        Assert.DoesNotContain(elsewhere, file => file is not ("CacheOptions.cs" or "ProfileOptions.cs"));
    }

    [Fact]
    [Trait("Requirement", "R110")]
    public void The_ledger_tells_what_is_kept_and_what_that_was_good_for()
    {
        using WeirRuntime runtime = WeirRuntime.Open(RuntimeProfile.Preset("small"));
        using Session session = runtime.NewSession();
        string table = Table(session);
        session.Register("pinned", new DatasetLocation(table, Version: 0));
        session.Register("newest", new DatasetLocation(table));
        Lake.Rows(session, "FROM pinned");
        Lake.Rows(session, "FROM pinned");
        Lake.Rows(session, "FROM newest");
        Assert.Throws<WeirException>(() => Lake.Rows(session, $"FROM read_delta('{table}', version := 9)"));
        CacheLedger ledger = runtime.CacheLedger;
        Assert.Equal(1, ledger.Run.ErrorCount);
        Assert.True(ledger.Run.TotalReads > ledger.Run.TotalWrites && ledger.Run.TotalWrites > 0 && ledger.Run.Start <= ledger.Run.End);
        Assert.Matches("^[0-9a-f]{32}$", ledger.Run.RunId);
        Assert.Equal([("t", "list_files", table, 0L)], ledger.Snapshots.Select(kept => (kept.SnapshotName, kept.CacheTable, kept.CachePath, kept.SnapshotVersion)).Distinct());
        Assert.Equal(["newest miss", "pinned hit"], ledger.Inventory.Select(kept => $"{kept.CachePolicy} {kept.Result}"));
        CacheInventory entry = ledger.Inventory[1];
        Assert.Equal((2L, 2, 0L), (entry.RowCount, entry.FileCount, entry.SnapshotVersion));
        Assert.Equal(["id"], entry.PartitionBy);
        Assert.NotNull(entry.SnapshotTimestamp);
        Assert.Matches("^[0-9a-f]{64}$", entry.SchemaIdentityHash);
    }

    private string Table(Session session)
    {
        session.WriteAsync(
            new DatasetLocation(_folder["t"]), new Query("SELECT * FROM (VALUES (1, 'a'), (2, 'b')) AS v(id, name)"), DeltaWriteMode.Create,
            new DeltaWriteOptions { PartitionBy = ["id"] }).GetAwaiter().GetResult();
        return _folder["t"];
    }

    // Only calls of this test: the list goes where its work goes, and tests run side by side.
    private static List<string> Counted(Action work)
    {
        List<string> calls = [];
        Calls.Value = calls;
        try
        {
            work();
        }
        finally
        {
            Calls.Value = null;
        }
        return calls;
    }
}
