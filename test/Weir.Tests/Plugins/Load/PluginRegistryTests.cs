using System.Collections.Concurrent;
using System.Diagnostics;
using Weir.Plugins;
using Weir.Plugins.Gate;
using Weir.Tests.Plugins.Fixtures;

namespace Weir.Tests.Plugins.Load;

public sealed class PluginRegistryTests
{
    [Fact]
    [Trait("Requirement", "R063")]
    public void The_same_file_asked_for_twice_is_the_same_handle_and_one_load()
    {
        using RegistryFixture fixture = new();
        fixture.Lay(BuiltLibraries.Native(ManifestText.Native()), "libprobe.so");
        LoadedPlugin first = fixture.Load(RegistryFixture.NativeProbe);
        Assert.Same(first, fixture.Load(RegistryFixture.NativeProbe with { Path = "./libprobe.so" }));
        Assert.Equal(1, fixture.Registry.LoadCount);
        Assert.Single(fixture.Libraries);
        Assert.StartsWith("probe@", first.HandleId, StringComparison.Ordinal);
        Assert.Contains(fixture.Log, line => line.StartsWith("Debug 831: ", StringComparison.Ordinal));
    }

    [Fact]
    [Trait("Requirement", "R063")]
    public void Many_threads_that_ask_at_once_get_one_handle()
    {
        using RegistryFixture fixture = new();
        ConcurrentBag<LoadedPlugin> handles = [];
        Parallel.For(0, 32, new ParallelOptions { MaxDegreeOfParallelism = 8 }, _ => handles.Add(fixture.Load(RegistryFixture.Probe)));
        Assert.Single(handles.Distinct());
        Assert.Equal(1, fixture.Registry.LoadCount);
    }

    [Fact]
    [Trait("Requirement", "R040")]
    [Trait("Requirement", "R025")]
    public void A_loaded_plugin_tells_which_file_it_is_and_what_it_is()
    {
        using RegistryFixture fixture = new();
        LoadedPlugin loaded = fixture.Load(RegistryFixture.Probe);
        Assert.Equal(fixture["Probe.dll"], loaded.Resolution.Path);
        Assert.Equal(PluginSource.Explicit, loaded.Resolution.Source);
        Assert.Equal(PluginIsolation.InProcess, loaded.Isolation);
        Assert.Equal(ManifestHash.Of(loaded.Manifest), loaded.Resolution.ManifestHash);
        Assert.Equal(["probe_one"], loaded.Plugin.Scalars.Select(function => function.Name));
    }

    [Fact]
    public void What_differs_between_manifest_and_exports_fails_the_load_and_leaves_nothing()
    {
        using RegistryFixture fixture = new();
        fixture.Lay(BuiltLibraries.Native(ManifestText.Native()), "libprobe.so");
        InMemoryProbe plugin = new("probe", "1.2.4") { Functions = [new InMemoryProbe.Constant("probe_two")] };
        fixture.Opened = () => plugin;
        WeirException error = fixture.Refused(RegistryFixture.NativeProbe);
        Assert.Equal("WEIR3132", error.Code);
        Assert.Equal(
            "The plugin 'probe' is not what its manifest says: it says its version is 1.2.4, the manifest says 1.2.3; " +
            "the scalar function 'probe_one' is declared but not exported; the scalar function 'probe_uno (alias of probe_one)' is declared but not exported; " +
            "the scalar function 'probe_two' is exported but not declared. " +
            "Rebuild the plugin so that manifest and exports come from the same sources; 'weir plugins verify' shows both.", error.Message);
        Assert.True(plugin.WasDisposed);
    }

    [Fact]
    [Trait("Requirement", "R055")]
    [Trait("Requirement", "R089")]
    public void A_capability_without_any_export_fails_the_load()
    {
        using RegistryFixture fixture = new();
        fixture.Lay(BuiltLibraries.Native(ManifestText.Native()), "libprobe.so");
        fixture.Opened = () => new InMemoryProbe { Functions = [] };
        WeirException error = fixture.Refused(RegistryFixture.NativeProbe);
        Assert.Contains("it offers nothing, the manifest says scalar_functions", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    [Trait("Requirement", "R072")]
    [Trait("Requirement", "R073")]
    [Trait("Requirement", "R137")]
    public void A_plugin_whose_making_fails_fails_the_load_with_its_own_words_and_is_logged()
    {
        using RegistryFixture fixture = new();
        fixture.Lay(BuiltLibraries.Managed(ProbeSource.Of(ManifestText.Managed(),
            members: "public ProbePlugin() => throw new System.InvalidOperationException(\"the table of words is gone\");"), "Probe"));
        WeirException error = fixture.Refused(RegistryFixture.Probe);
        Assert.Equal("WEIR3137", error.Code);
        Assert.Contains("its constructor failed: the table of words is gone", error.Message, StringComparison.Ordinal);
        Assert.Contains(fixture.Log, line => line.StartsWith("Error 832: Plugin probe was not loaded: WEIR3137", StringComparison.Ordinal));
    }

    [Fact]
    public void A_configuration_that_the_plugin_refuses_fails_the_load_and_leaves_nothing()
    {
        using RegistryFixture fixture = new();
        fixture.Lay(BuiltLibraries.Native(ManifestText.Native()), "libprobe.so");
        InMemoryProbe plugin = new() { RefusesConfiguration = true };
        fixture.Opened = () => plugin;
        Assert.Equal("WEIR3011", fixture.Refused(RegistryFixture.NativeProbe).Code);
        Assert.True(plugin.WasDisposed);
    }

    [Theory]
    [InlineData("{", "is not JSON")]
    [InlineData("[]", "is not a JSON object")]
    [InlineData("{\"a\":1,\"a\":2}", "stands twice")]
    [Trait("Requirement", "R138")]
    public void Options_that_are_no_json_object_are_refused_before_anything_is_read(string options, string told)
    {
        using RegistryFixture fixture = new();
        WeirException error = fixture.Refused(new PluginReference("nowhere") { ConfigurationJson = options });
        Assert.Equal("WEIR3135", error.Code);
        Assert.Contains(told, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    [Trait("Requirement", "R058")]
    [Trait("Requirement", "R052")]
    public void The_same_configuration_again_is_no_change_and_another_is_refused()
    {
        using RegistryFixture fixture = new();
        LoadedPlugin first = fixture.Load(RegistryFixture.Probe with { ConfigurationJson = """{"a":1,"b":2}""" });
        Assert.Same(first, fixture.Load(RegistryFixture.Probe with { ConfigurationJson = """{ "b": 2, "a": 1 }""" }));
        WeirException error = Assert.Throws<WeirException>(() => fixture.Load(RegistryFixture.Probe with { ConfigurationJson = """{"a":2}""" }));
        Assert.Equal("WEIR3010", error.Code);
    }

    [Fact]
    [Trait("Requirement", "R057")]
    [Trait("Requirement", "R082")]
    public void Two_registries_of_one_process_configure_their_plugins_apart()
    {
        using RegistryFixture one = new(), other = new();
        LoadedPlugin first = one.Load(RegistryFixture.Probe with { ConfigurationJson = """{"a":1}""" });
        LoadedPlugin second = other.Load(RegistryFixture.Probe with { ConfigurationJson = """{"a":2}""" });
        Assert.NotSame(first.Plugin.GetType(), second.Plugin.GetType());
    }

    [Fact]
    public void The_stronger_of_the_two_isolations_holds()
    {
        using RegistryFixture fixture = new();
        Assert.Equal(PluginIsolation.Process, fixture.Load(RegistryFixture.Probe with { Isolation = PluginIsolation.Process }).Isolation);
        Assert.Equal("probe", Assert.Single(fixture.Started).Manifest.Name);
        Assert.Equal("WEIR3138", Assert.Throws<WeirException>(() => fixture.Load(RegistryFixture.Probe)).Code);

        using RegistryFixture demanding = new();
        var manifest = ManifestText.Managed();
        manifest["isolation"] = "process";
        demanding.Lay(ProbeSource.Build(manifest));
        Assert.Equal(PluginIsolation.Process, demanding.Load(RegistryFixture.Probe with { Isolation = PluginIsolation.InProcess }).Isolation);
    }

    [Fact]
    public void Another_file_with_a_plugin_of_the_same_name_and_a_file_that_changed_are_refused()
    {
        using RegistryFixture fixture = new();
        fixture.Load(RegistryFixture.Probe);
        fixture.Lay(ProbeSource.Build(ManifestText.Managed()), "Probe2.dll");
        Assert.Equal("WEIR3139", Assert.Throws<WeirException>(() => fixture.Load(RegistryFixture.Probe with { Path = "Probe2.dll" })).Code);
        fixture.Lay(BuiltLibraries.Managed(ProbeSource.Of(ManifestText.Managed(), more: "public class More;"), "Probe"));
        WeirException error = Assert.Throws<WeirException>(() => fixture.Load(RegistryFixture.Probe));
        Assert.Contains("since the file has changed", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    [Trait("Requirement", "R074")]
    [Trait("Requirement", "R084")]
    public void A_load_is_a_span_with_name_version_and_path()
    {
        using RegistryFixture fixture = new();
        // Tests beside this one load plugins too: the listener hears their spans while this one looks.
        ConcurrentQueue<Activity> spans = [];
        using ActivityListener listener = new()
        {
            ShouldListenTo = source => source.Name == "Weir",
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllData,
            ActivityStopped = spans.Enqueue,
        };
        ActivitySource.AddActivityListener(listener);
        fixture.Load(RegistryFixture.Probe);
        Activity load = Assert.Single(spans, span => span.OperationName == "plugin.load" && (string?)span.GetTagItem("plugin.path") == fixture["Probe.dll"]);
        Assert.Equal("probe", load.GetTagItem("plugin.name"));
        Assert.Equal("1.2.3", load.GetTagItem("plugin.version"));
        Assert.Throws<WeirException>(() => fixture.Load(RegistryFixture.Probe with { Name = "nobody_for_the_span", Path = "gone.dll" }));
        Activity failed = Assert.Single(spans, span => (string?)span.GetTagItem("plugin.name") == "nobody_for_the_span");
        Assert.Equal((ActivityStatusCode.Error, "WEIR3101", "WEIR3101"), (failed.Status, failed.StatusDescription, failed.GetTagItem("error.type")));
    }

    [Fact]
    [Trait("Requirement", "R075")]
    public void A_load_logs_the_counts_of_each_kind()
    {
        using RegistryFixture fixture = new();
        fixture.Load(RegistryFixture.Probe);
        Assert.Contains(fixture.Log, line => line.StartsWith("Information 830: Plugin probe 1.2.3 is loaded from ", StringComparison.Ordinal)
            && line.EndsWith("1 scalar, 0 aggregate, 0 window and 0 table functions, 0 table providers, 0 relation planners", StringComparison.Ordinal));
    }

    [Fact]
    [Trait("Requirement", "R042")]
    public void A_cancelled_load_runs_no_code_of_the_plugin()
    {
        using RegistryFixture fixture = new();
        Assert.Throws<OperationCanceledException>(() => fixture.Registry.Load(RegistryFixture.Probe, PluginContext.Empty, new CancellationToken(true)));
        Assert.Empty(fixture.Registry.Loaded);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    [InlineData(double.NaN)]
    public void A_deadline_that_is_none_is_refused(double seconds)
    {
        using RegistryFixture fixture = new();
        Assert.Equal("WEIR3135", fixture.Refused(RegistryFixture.Probe with { DeadlineSeconds = seconds }).Code);
    }
}
