using Microsoft.Extensions.Logging.Abstractions;
using Weir.Plugins;
using Weir.Plugins.Guard;
using Weir.Plugins.Load;
using Weir.Plugins.Native;
using Weir.Tests.Plugins.Sample;

namespace Weir.Tests.Plugins.Load;

/// <summary>The plugin "sample" as its builds leave it, in all packagings, through every gate.</summary>
[Trait("Requirement", "R049")]
public sealed class SampleThroughGateTests
{
    public static TheoryData<string> Packagings => [CompiledPlugin.Sample, CompiledPlugin.Frozen, FrozenPlugin.Managed, SamplePlugins.Managed, SamplePlugins.Native];

    [Theory]
    [MemberData(nameof(Packagings))]
    public void Every_packaging_passes_every_check(string library)
    {
        PluginInspection inspection = new PluginInspector("/").Inspect(library);
        Assert.DoesNotContain(inspection.Checks, check => check.Verdict == PluginCheckVerdict.Failed);
        Assert.Equal("sample", inspection.Manifest!.Name);
    }

    [Theory]
    [MemberData(nameof(Packagings))]
    public void Every_packaging_loads_under_a_lock_and_exports_what_it_declares(string library)
    {
        using TemporaryFolder folder = new();
        File.WriteAllText(folder[PluginLock.FileName], PluginJson.Write(new PluginLocker(folder.Path).Add(PluginLock.Empty, library)));
        using PluginRegistry registry = Registry(folder.Path);
        LoadedPlugin loaded = registry.Load(new PluginReference("sample") { Path = library }, PluginContext.Empty, CancellationToken.None);
        using SamplePlugin direct = new();
        Assert.Equal(direct.Capabilities, loaded.Plugin.Capabilities);
        Assert.Equal(direct.Scalars.Select(function => function.Name).Order(), loaded.Plugin.Scalars.Select(function => function.Name).Order());
        Assert.Equal(direct.TableProviders.Select(provider => provider.Name), loaded.Plugin.TableProviders.Select(provider => provider.Name));
        Assert.IsType<GuardedPlugin>(loaded.Plugin);
    }

    [Fact]
    [Trait("Requirement", "R005")]
    public void The_packaging_of_the_build_is_found_by_its_folder()
    {
        string folder = Path.GetDirectoryName(SamplePlugins.Managed)!;
        PluginResolution resolution = new PluginLocator("/").Resolve(new PluginReference("sample") { Path = folder });
        Assert.Equal(SamplePlugins.Managed, resolution.Path);
    }

    private static PluginRegistry Registry(string baseFolder) => new(
        new PluginLocator(baseFolder),
        new PluginInspector(baseFolder, new PluginTrust { LockMode = PluginLockMode.Required }),
        new PluginAdapters(
            (library, name, context) => NativePlugin.Open(library, name, context.Log),
            (_, reference) => throw new InvalidOperationException($"'{reference.Name}' needs no process."),
            (plugin, _) => GuardedPlugin.Wrap(plugin, new PluginCallPolicy())),
        TimeProvider.System,
        NullLogger.Instance);
}
