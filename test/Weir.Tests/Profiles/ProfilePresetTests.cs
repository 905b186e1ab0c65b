namespace Weir.Tests.Profiles;

public sealed class ProfilePresetTests
{
    private const long Gibibyte = 1L << 30;
    private const long Mebibyte = 1L << 20;

    [Theory]
    [InlineData("default", 8 * Gibibyte, 100 * Gibibyte, 128, 120, 256 * Mebibyte, 64 * Mebibyte, 1_048_576L, 8, 8, true)]
    [InlineData("dev", 4 * Gibibyte, 50 * Gibibyte, 64, 120, 128 * Mebibyte, 32 * Mebibyte, 524_288L, 4, 2, true)]
    [InlineData("prod", 16 * Gibibyte, 200 * Gibibyte, 256, 300, 512 * Mebibyte, 128 * Mebibyte, 2_097_152L, 16, 16, true)]
    [InlineData("symtable", null, null, 64, 60, null, null, null, 8, null, false)]
    public void A_configuration_has_the_figures_of_its_table(
        string name, long? memory, long? temporary, int listMebibytes, int listSeconds, long? metadata, long? predicate, long? hint, int? fetch, int? planning, bool statistics)
    {
        RuntimeProfile profile = RuntimeProfile.Preset(name);
        Assert.Equal(name, profile.Name);
        Assert.Equal((memory, temporary), (profile.Execution.MemoryLimitBytes, profile.Execution.MaxTempDirectoryBytes));
        Assert.Equal((listMebibytes * Mebibyte, listSeconds), (profile.Caches.ListFiles.LimitBytes, profile.Caches.ListFiles.TtlSeconds));
        Assert.Equal((metadata, predicate), (profile.Caches.Metadata.LimitBytes, profile.Caches.Predicate.LimitBytes));
        ScanPolicy scan = profile.Policies.ScanPolicy;
        Assert.Equal((hint, fetch, planning, statistics), (scan.MetadataSizeHint, scan.MetaFetchConcurrency, scan.PlanningConcurrency, scan.CollectStatistics));
        Assert.Equal((true, true), (scan.PushdownFilters, scan.EnablePageIndex));
    }

    [Theory]
    [InlineData("small", 4, Gibibyte / 2, Gibibyte)]
    [InlineData("medium", 8, 2 * Gibibyte, 10 * Gibibyte)]
    [InlineData("large", 16, 8 * Gibibyte, 100 * Gibibyte)]
    public void A_size_has_the_resources_that_a_build_of_its_name_has(string name, int threads, long memory, long spill)
    {
        ExecutionProfile execution = RuntimeProfile.Preset(name).Execution;
        Assert.Equal((threads, memory, spill), (execution.TargetPartitions, execution.MemoryLimitBytes, execution.MaxTempDirectoryBytes));
    }

    [Fact]
    public void A_name_that_no_preset_has_is_answered_with_those_that_are_there()
    {
        WeirException error = Assert.Throws<WeirException>(() => RuntimeProfile.Preset("huge"));
        Assert.Equal("WEIR8081", error.Code);
        Assert.Contains("default, dev, prod, symtable, small, medium, large", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Variables_change_the_preset_that_one_of_them_names()
    {
        Dictionary<string, string> variables = new()
        {
            ["WEIR_RUNTIME_PROFILE"] = "dev",
            ["WEIR_ENGINE_PROFILE"] = "small",
            ["WEIR_CATALOG_LOCATION"] = "lake",
            ["WEIR_CATALOG_FORMAT"] = "csv",
            ["WEIR_THREADS"] = "3",
            ["WEIR_CACHE_PROFILE"] = "snapshot_pinned",
            ["WEIR_ENABLE_TRACES"] = "false",
            ["WEIR_SPILL_FOLDER"] = "",
        };
        RuntimeProfile profile = RuntimeProfile.FromEnvironment(variables.GetValueOrDefault);
        Assert.Equal("dev", profile.Name);
        Assert.Equal((3, Gibibyte / 2), (profile.Execution.TargetPartitions, profile.Execution.MemoryLimitBytes));
        Assert.Equal(("lake", DatasetFormat.Csv), (profile.Catalog.CatalogAutoLoadLocation, profile.Catalog.CatalogAutoLoadFormat));
        Assert.Equal((CacheProfileName.SnapshotPinned, 64 * Mebibyte), (profile.Policies.CacheProfileName, profile.Caches.ListFiles.LimitBytes));
        Assert.False(profile.Features.EnableTracing);
        Assert.Null(profile.Execution.SpillDir);
        Assert.Equal(new RuntimeProfile().Fingerprint, RuntimeProfile.FromEnvironment(_ => null).Fingerprint);
    }

    [Theory]
    [InlineData("WEIR_THREADS", "many", "WEIR8083")]
    [InlineData("WEIR_ENABLE_TRACES", "perhaps", "WEIR8083")]
    [InlineData("WEIR_CATALOG_FORMAT", "stone", "WEIR8083")]
    [InlineData("WEIR_RUNTIME_PROFILE", "huge", "WEIR8081")]
    [InlineData("WEIR_ENGINE_PROFILE", "prod", "WEIR8081")]
    [InlineData("WEIR_CONFIG_POLICY", "small", "WEIR8081")]
    public void A_variable_with_a_value_that_its_knob_does_not_take_is_named(string variable, string value, string code)
    {
        WeirException error = Assert.Throws<WeirException>(() => RuntimeProfile.FromEnvironment(name => name == variable ? value : null));
        Assert.Equal(code, error.Code);
        Assert.Contains(value, error.Message, StringComparison.Ordinal);
        if (code == "WEIR8083")
            Assert.Contains(variable, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Every_variable_that_is_read_is_on_the_page() =>
        Assert.All(Weir.Profiles.ProfileVariables.All, row =>
            Assert.Contains($"| `{row.Variable}` | {(row.Path is null ? "" : $"`{row.Path}`")}", House.Repository.Read("docs/profiles.md"), StringComparison.Ordinal));
}
