using System.Text.Json;
using Weir.Build;
using Weir.Diagnostics;
using Weir.Plugins;
using Weir.Profiles;
using Weir.Tests.Build;

namespace Weir.Tests.Profiles;

public sealed class ProfileBuildTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    [Trait("Requirement", "R194")]
    public async Task A_build_says_the_profile_of_its_runtime_and_is_the_same_build_under_every_profile_that_does_not_change_it()
    {
        await File.WriteAllTextAsync(_folder["orders.csv"], "id,amount\n1,20\n");
        RuntimeProfile profile = RuntimeProfile.Preset("dev");
        await using WeirRuntime bare = WeirRuntime.Open(new WeirOptions { Threads = 1 });
        await using WeirRuntime dev = WeirRuntime.Open(profile);
        BuildReport first = await bare.BuildAsync(Request());
        BuildReport second = await dev.BuildAsync(Request());
        Assert.Equal(first.DeterminismContract.SpecHash, second.DeterminismContract.SpecHash);
        Assert.Equal(first.DeterminismContract.EnvelopeHash, second.DeterminismContract.EnvelopeHash);
        using JsonDocument manifest = JsonDocument.Parse(await File.ReadAllTextAsync(second.Artifacts.ManifestPath!));
        Assert.Equal("dev", manifest.RootElement.GetProperty("runtime_profile_name").GetString());
        Assert.Equal(profile.Fingerprint, manifest.RootElement.GetProperty("runtime_profile_hash").GetString());
        Assert.Equal("small", manifest.RootElement.GetProperty("engine_profile").GetString());
    }

    [Fact]
    [Trait("Requirement", "R112")]
    public async Task A_build_under_a_pinned_profile_refuses_an_input_without_a_version()
    {
        await using WeirRuntime runtime = WeirRuntime.Open(ProfileTexts.With("policies.snapshot_pinned_mode", "\"delta_version\""));
        using (Session session = runtime.NewSession())
            await session.WriteAsync(new DatasetLocation(_folder["t"]), new Query("SELECT 1 AS id, 20 AS amount"), DeltaWriteMode.Create);
        string loose = SpecText.With("input_relations/0", """{ "logical_name": "orders", "location": "t", "format": "delta" }""");
        WeirException error = await Assert.ThrowsAsync<WeirException>(() => runtime.BuildAsync(Request() with { SpecJson = loose }));
        Assert.Contains("WEIR8015", error.ToString(), StringComparison.Ordinal);
        string pinned = SpecText.With("input_relations/0", """{ "logical_name": "orders", "location": "t", "format": "delta", "version_pin": 0 }""");
        Assert.Single((await runtime.BuildAsync(Request() with { SpecJson = pinned })).Outputs);
    }

    [Fact]
    public void Everything_that_a_program_injects_reaches_a_runtime_with_a_profile()
    {
        RuntimeProfile profile = ProfileTexts.With("policies.input_plugins", """["a","b"]""");
        WeirOptions injected = new() { PluginBaseDirectory = "/x", StateFolder = "/y", FunctionPolicy = "{}", TimeProvider = new Plugins.ManualClock(), PluginTrust = new PluginTrust { LockMode = PluginLockMode.Ignored } };
        injected.Plugins.Add(new PluginReference("b") { ConfigurationJson = """{"k":1}""" });
        injected.SessionFunctions.Add("CREATE FUNCTION f(x INT) RETURNS INT RETURN $1");
        injected.SessionHooks.Add(_ => { });
        injected.DiagnosticsSinks.Add(new InMemoryDiagnosticsSink());
        WeirOptions joined = ProfileOptions.Joined(profile, injected);
        foreach (System.Reflection.PropertyInfo option in typeof(WeirOptions).GetProperties().Where(option => option.Name != nameof(WeirOptions.Plugins)))
        {
            object? value = option.GetValue(injected), bare = option.GetValue(new WeirOptions());
            if (value is System.Collections.IList list)
                Assert.Equal(list, (System.Collections.IList)option.GetValue(joined)!);
            else if (!Equals(value, bare))
                Assert.Equal(value, option.GetValue(joined));
        }
        Assert.Equal(["b", "a"], joined.Plugins.Select(plugin => plugin.Name));
        Assert.Equal("""{"k":1}""", joined.Plugins[0].ConfigurationJson);
    }

    [Fact]
    public void Options_that_say_what_the_profile_says_are_refused()
    {
        WeirException error = Assert.Throws<WeirException>(() => WeirRuntime.Open(new RuntimeProfile(), new WeirOptions { Threads = 3 }));
        Assert.Equal("WEIR8001", error.Code);
    }

    [Fact]
    public void A_runtime_of_options_alone_has_the_profile_that_they_say()
    {
        using WeirRuntime runtime = WeirRuntime.Open(new WeirOptions { ProfileName = "mine", Threads = 1, Caches = CacheOptions.Latest30Seconds });
        Assert.Equal(("mine", "mine", 1), (runtime.ProfileName, runtime.Profile.Name, runtime.Profile.Execution.TargetPartitions));
        Assert.Equal(CacheOptions.Latest30Seconds, ProfileOptions.CachesOf(runtime.Profile));
    }

    [Fact]
    public void Every_setting_that_is_open_to_profiles_is_one_of_the_engine_and_is_set()
    {
        string names = string.Join(", ", OverridableSettings.Names.Select(name => $"'{name}'"));
        using WeirRuntime bare = WeirRuntime.Open(new WeirOptions { Threads = 1 });
        using Session session = bare.NewSession();
        Dictionary<string, string> values = Weir.Build.Run.SessionRows.Read(session, $"SELECT name, value FROM duckdb_settings() WHERE name IN ({names})", default)
            .ToDictionary(row => row[0], row => row[1]);
        Assert.Equal(OverridableSettings.Names.Order(StringComparer.Ordinal), values.Keys.Order(StringComparer.Ordinal));
        using WeirRuntime set = WeirRuntime.Open(ProfileTexts.With("policies.settings_overrides", JsonSerializer.Serialize(values)));
        using Session same = set.NewSession();
        Assert.NotEmpty(same.Trace.Phases);
        Assert.Equal("WEIR8082", Assert.Throws<WeirException>(() =>
            WeirRuntime.Open(ProfileTexts.With("policies.settings_overrides", """{"enable_external_access":"true"}"""))).Code);
    }

    private BuildRequest Request() => new(SpecText.Valid) { EngineProfile = "small", BaseFolder = _folder.Path, OutputFolder = "out" };
}
