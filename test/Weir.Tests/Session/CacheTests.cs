using Weir.Diagnostics;
using Weir.Tests.Plugins;

namespace Weir.Tests.Sessions;

/// <summary>What a runtime keeps between queries, as its listings count it.</summary>
public sealed class CacheTests
{
    private const string Counts = "SELECT concat_ws(' ', entry_count, hit_count, miss_count, eviction_count) FROM ";

    [Fact]
    [Trait("Requirement", "R111")]
    public void Each_cache_counts_what_it_did()
    {
        using Lake lake = Made();
        Assert.Equal(["list_files|00:00:00|64", "metadata|NULL|256", "statistics|NULL|NULL", "predicate|NULL|1024"], lake.Rows(
            "SELECT cache_name, config_ttl, config_limit FROM list_files_cache() UNION ALL SELECT cache_name, config_ttl, config_limit FROM metadata_cache() " +
            "UNION ALL SELECT cache_name, config_ttl, config_limit FROM statistics_cache() UNION ALL SELECT cache_name, config_ttl, config_limit FROM predicate_cache()"));
        lake.Rows("FROM t");
        Assert.Equal("1 0 1 0", Assert.Single(lake.Rows($"{Counts}list_files_cache()")));
        Assert.Equal("1 0 1 0", Assert.Single(lake.Rows($"{Counts}metadata_cache()")));
        lake.Rows("FROM t");
        Assert.Equal("1 1 1 0", Assert.Single(lake.Rows($"{Counts}list_files_cache()")));
        Assert.Equal("1 1 1 0", Assert.Single(lake.Rows($"{Counts}metadata_cache()")));
        Assert.Equal("0 0 0 0", Assert.Single(lake.Rows($"{Counts}predicate_cache()")));
        for (int i = 0; i < 3; i++)
            lake.Rows("FROM t WHERE id < 3");
        Assert.Equal("1 2 1 0", Assert.Single(lake.Rows($"{Counts}predicate_cache()")));
        Assert.Equal("1 1", Assert.Single(lake.Rows("SELECT concat_ws(' ', least(entry_count, 1), least(miss_count, 1)) FROM statistics_cache()")));
        Append(lake, 100);
        Assert.Equal(["100"], lake.Rows("SELECT id FROM t WHERE id > 50"));
        Assert.Equal("1 4 2 0", Assert.Single(lake.Rows($"{Counts}list_files_cache()")));
    }

    [Fact]
    public void A_listing_takes_no_argument()
    {
        using Lake lake = Made();
        Assert.StartsWith("WEIR", Assert.Throws<WeirException>(() => lake.Rows("FROM metadata_cache(1)")).Code, StringComparison.Ordinal);
    }

    [Fact]
    [Trait("Requirement", "R110")]
    public void A_newest_version_lives_as_long_as_it_is_told_to()
    {
        ManualClock clock = new();
        using Lake lake = Made(options => (options.Caches, options.TimeProvider) = (CacheOptions.Latest30Seconds, clock));
        Assert.Equal(["10"], lake.Rows("SELECT count(*) FROM t"));
        Append(lake, 100);
        Assert.Equal(["10"], lake.Rows("SELECT count(*) FROM t"));
        clock.Advance(TimeSpan.FromSeconds(31));
        Assert.Equal(["11"], lake.Rows("SELECT count(*) FROM t"));
    }

    [Fact]
    [Trait("Requirement", "R112")]
    public void Where_inputs_are_pinned_a_table_without_a_version_is_refused_and_a_version_is_read_once()
    {
        using Lake lake = Made(options => options.Caches = CacheOptions.SnapshotPinned);
        WeirException unnamed = Assert.Throws<WeirException>(() => lake.Rows("FROM t"));
        Assert.Equal(("WEIR8015", "t", lake.At("t")), (unnamed.Code, unnamed.Details["table"], unnamed.Details["path"]));
        lake.Session.Register("pinned", lake.Table("t") with { Version = 1 });
        Assert.Equal(["10"], lake.Rows("SELECT count(*) FROM pinned"));
        Assert.Equal(["1"], lake.Rows($"SELECT version FROM delta_snapshot('{lake.At("t")}', version := 1)"));
        // The log is not asked again: nobody sees that it is gone.
        Directory.Move(Path.Combine(lake.At("t"), "_delta_log"), Path.Combine(lake.At("t"), "_gone"));
        Assert.Equal(["10"], lake.Rows("SELECT count(*) FROM pinned"));
    }

    [Fact]
    public async Task The_least_recently_used_version_goes_first()
    {
        using Lake lake = Made(options => options.Caches = CacheOptions.Default with { SnapshotsMax = 2 });
        foreach (string name in (string[])["u", "v"])
        {
            await lake.Session.WriteAsync(lake.Table(name), new Query("SELECT 1 AS id"), DeltaWriteMode.Create);
            lake.Session.Register(name, lake.Table(name));
        }
        foreach (string name in (string[])["t", "u", "t", "v", "t", "u"])
            lake.Rows($"FROM {name}");
        Assert.Equal("2 2 4 2", Assert.Single(lake.Rows($"{Counts}list_files_cache()")));
    }

    [Fact]
    public void Nothing_is_kept_where_nothing_may_be()
    {
        using Lake lake = Made(options => options.Caches = CacheOptions.MultiTenantStrict);
        for (int i = 0; i < 2; i++)
            lake.Rows("FROM t WHERE id < 3");
        Assert.Equal("0 0 2 0", Assert.Single(lake.Rows($"{Counts}list_files_cache()")));
        Assert.Equal("0 0 2 0", Assert.Single(lake.Rows($"{Counts}predicate_cache()")));
        Assert.Equal(["0", "0"], lake.Rows("SELECT entry_count FROM statistics_cache() UNION ALL SELECT entry_count FROM metadata_cache()"));
    }

    [Fact]
    [Trait("Requirement", "R111")]
    public void What_is_counted_is_what_is_kept_whatever_the_garbage_collector_has_done()
    {
        using Lake lake = Made(options => options.Caches = CacheOptions.Default with { SnapshotsMax = 1 });
        for (int i = 0; i < 5; i++)
        {
            Append(lake, i);
            lake.Rows("FROM t");
            lake.Rows("FROM t WHERE id < 3");
        }
        const string Entries = "SELECT entry_count FROM metadata_cache() UNION ALL SELECT entry_count FROM predicate_cache()";
        Assert.Equal(["1", "1"], lake.Rows(Entries));
        GC.Collect();
        Assert.Equal(["1", "1"], lake.Rows(Entries));
    }

    [Fact]
    [Trait("Requirement", "R110")]
    public void Limits_in_bytes_stand_in_the_record_of_the_caches()
    {
        InMemoryDiagnosticsSink sink = new();
        using Lake lake = new(options =>
        {
            options.DiagnosticsSinks.Add(sink);
            options.Caches = CacheOptions.Default with { ScanBytesMax = 1000 };
        });
        System.Text.Json.JsonElement caches = sink.Artifacts.Single(record => record.Name == "weir_cache_config").Payload.GetProperty("caches");
        Assert.Equal(["null", "1000", "null", "null"], caches.EnumerateArray().Select(cache => cache.GetProperty("bytes_max").GetRawText()));
    }

    [Fact]
    [Trait("Requirement", "R110")]
    public void The_ledger_is_told_to_sinks_when_the_run_ends()
    {
        InMemoryDiagnosticsSink sink = new();
        using (Lake lake = Made(options => options.DiagnosticsSinks.Add(sink)))
            lake.Rows("FROM t");
        Assert.Equal(0, sink.Artifacts.Single(record => record.Name == "weir_cache_run").Payload.GetProperty("error_count").GetInt64());
        System.Text.Json.JsonElement kept = Assert.Single(sink.Artifacts, record => record.Name == "weir_cache_inventory").Payload;
        Assert.Equal(("newest", 10L, 1L), (kept.GetProperty("cache_policy").GetString(), kept.GetProperty("row_count").GetInt64(), kept.GetProperty("snapshot_version").GetInt64()));
    }

    private static Lake Made(Action<WeirOptions>? configure = null)
    {
        Lake lake = new(configure);
        lake.Session.WriteAsync(lake.Table("t"), new Query("SELECT range AS id FROM range(5)"), DeltaWriteMode.Create).GetAwaiter().GetResult();
        lake.Session.WriteAsync(lake.Table("t"), new Query("SELECT range + 5 AS id FROM range(5)"), DeltaWriteMode.Append).GetAwaiter().GetResult();
        lake.Session.Register("t", lake.Table("t"));
        return lake;
    }

    private static void Append(Lake lake, int id) =>
        lake.Session.WriteAsync(lake.Table("t"), new Query($"SELECT {id}::BIGINT AS id"), DeltaWriteMode.Append).GetAwaiter().GetResult();
}
