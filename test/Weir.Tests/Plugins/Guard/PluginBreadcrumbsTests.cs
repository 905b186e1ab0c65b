using Weir.Plugins;
using Weir.Plugins.Guard;

namespace Weir.Tests.Plugins.Guard;

public sealed class PluginBreadcrumbsTests
{
    [Fact]
    public void A_call_in_progress_can_be_read_from_the_file_and_the_file_goes_with_the_host()
    {
        using TemporaryFolder folder = new();
        string path = Path.Combine(folder.Path, "trouble.crumbs");
        PluginBreadcrumbs? during = null;
        using TroublePlugin plugin = new() { OnCall = _ => during = PluginBreadcrumbs.Read(path) };
        using (GuardedPlugin guarded = GuardedPlugin.Wrap(plugin, new PluginCallPolicy { BreadcrumbPath = path, Time = new ManualClock() }))
        {
            guarded.TableProviders[0].Open("{}").Dispose();
            LongColumns.Invoke(guarded.Scalars[0], [1, 2], [3, 4]);
            PluginBreadcrumb after = PluginBreadcrumbs.Read(path).Calls[0];
            Assert.Equal(("trouble", false), (after.Name, after.IsInside));
        }
        Assert.Equal(("trouble", "2.0.0", Environment.ProcessId), (during!.Plugin, during.PluginVersion, during.ProcessId));
        Assert.Equal(
            new PluginBreadcrumb("scalar function", "trouble", PluginOperation.Invoke, 2, Environment.CurrentManagedThreadId,
                new DateTimeOffset(2030, 1, 1, 0, 0, 0, TimeSpan.Zero), IsInside: true),
            during.Calls[0]);
        Assert.False(File.Exists(path));
    }

    [Theory]
    [InlineData("")]
    [InlineData("this is a text that is long enough to be the head of a file of that kind")]
    public void Another_file_is_refused(string text)
    {
        using TemporaryFolder folder = new();
        string path = Path.Combine(folder.Path, "x.crumbs");
        File.WriteAllText(path, text);
        Assert.Equal("WEIR3165", Assert.Throws<WeirException>(() => PluginBreadcrumbs.Read(path)).Code);
        Assert.Equal("WEIR3165", Assert.Throws<WeirException>(() => PluginBreadcrumbs.Read(path + "missing")).Code);
    }
}
