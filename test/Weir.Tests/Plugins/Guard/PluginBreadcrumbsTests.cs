using Microsoft.Extensions.Logging.Abstractions;
using Weir.Plugins;
using Weir.Plugins.Guard;

namespace Weir.Tests.Plugins.Guard;

public sealed class PluginBreadcrumbsTests
{
    [Fact]
    public void A_call_in_progress_can_be_read_from_the_file_and_the_file_goes_with_the_host()
    {
        using TemporaryFolder folder = new();
        ManualClock clock = new();
        PluginBreadcrumbs? during = null;
        using TroublePlugin plugin = new() { OnCall = _ => during = Read(folder) };
        using (GuardedPlugin guarded = GuardedPlugin.Wrap(plugin, Policy(folder, clock)))
        {
            guarded.TableProviders[0].Open("{}").Dispose();
            LongColumns.Invoke(guarded.Scalars[0], [1, 2], [3, 4]);
            PluginBreadcrumb after = Read(folder).Calls[0];
            Assert.Equal(("trouble", false), (after.Name, after.IsInside));
            Assert.Empty(PluginBreadcrumbs.OfEndedHosts(folder.Path));
        }
        Assert.Equal(("trouble", "2.0.0", Environment.ProcessId), (during!.Plugin, during.PluginVersion, during.ProcessId));
        Assert.Equal(
            new PluginBreadcrumb("scalar function", "trouble", PluginOperation.Invoke, 2, Environment.CurrentManagedThreadId,
                new DateTimeOffset(2030, 1, 1, 0, 0, 0, TimeSpan.Zero), IsInside: true),
            during.Calls[0]);
        Assert.Empty(Files(folder));
    }

    [Fact]
    public void A_host_that_is_gone_is_told_of_when_a_call_was_inside_and_forgotten_when_that_was_told()
    {
        using TemporaryFolder folder = new();
        byte[] inside = [], outside = [];
        using (TroublePlugin plugin = new() { OnCall = _ => inside = Copy(folder) })
        using (GuardedPlugin guarded = GuardedPlugin.Wrap(plugin, Policy(folder, new ManualClock())))
        {
            LongColumns.Invoke(guarded.Scalars[0], [1, 2], [3, 4]);
            outside = Copy(folder);
        }
        File.WriteAllBytes(folder["breadcrumbs/trouble-1-1.crumbs"], inside);
        File.WriteAllBytes(folder["breadcrumbs/trouble-1-2.crumbs"], outside);
        File.WriteAllText(folder["breadcrumbs/trouble-1-3.crumbs"], "cut off");
        PluginBreadcrumbs crumbs = Assert.Single(PluginBreadcrumbs.OfEndedHosts(folder.Path));
        Assert.Equal(("trouble", PluginOperation.Invoke), (crumbs.Calls[0].Name, crumbs.Calls[0].Operation));
        Assert.Equal(folder["breadcrumbs/trouble-1-1.crumbs"], Assert.Single(Files(folder)));
        crumbs.Forget();
        Assert.Empty(Files(folder));
    }

    [Fact]
    public void Files_of_hosts_that_are_gone_stay_a_week_and_never_fill_the_folder()
    {
        using TemporaryFolder folder = new();
        ManualClock clock = new();
        Directory.CreateDirectory(folder["breadcrumbs"]);
        for (int i = 0; i < 80; i++)
        {
            File.WriteAllText(folder[$"breadcrumbs/trouble-{i}-1.crumbs"], "");
            File.SetLastWriteTimeUtc(folder[$"breadcrumbs/trouble-{i}-1.crumbs"], clock.GetUtcNow().UtcDateTime - TimeSpan.FromDays(i < 3 ? 8 : 6));
        }
        using TroublePlugin plugin = new();
        using GuardedPlugin guarded = GuardedPlugin.Wrap(plugin, Policy(folder, clock));
        Assert.Equal(65, Files(folder).Length);
        Assert.False(File.Exists(folder["breadcrumbs/trouble-0-1.crumbs"]));
    }

    [Fact]
    public void A_folder_that_cannot_be_written_is_told_once_and_disturbs_no_call()
    {
        using TemporaryFolder folder = new();
        File.WriteAllText(folder["breadcrumbs"], "in the way");
        ListLog log = new();
        PluginCallPolicy policy = new() { Breadcrumbs = new BreadcrumbFolder(folder.Path, TimeProvider.System, log) };
        foreach (int _ in (int[])[1, 2])
        {
            using TroublePlugin plugin = new();
            using GuardedPlugin guarded = GuardedPlugin.Wrap(plugin, policy);
            LongColumns.Invoke(guarded.Scalars[0], [1, 2], [3, 4]);
        }
        Assert.Contains(folder["breadcrumbs"], Assert.Single(log.Lines), StringComparison.Ordinal);
        Assert.Null(StateFolder.Of(""));
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

    private static PluginCallPolicy Policy(TemporaryFolder folder, ManualClock clock) =>
        new() { Time = clock, Breadcrumbs = new BreadcrumbFolder(folder.Path, clock, NullLogger.Instance) };

    private static PluginBreadcrumbs Read(TemporaryFolder folder) => PluginBreadcrumbs.Read(Assert.Single(Files(folder)));

    private static string[] Files(TemporaryFolder folder) => Directory.GetFiles(folder["breadcrumbs"]);

    private static byte[] Copy(TemporaryFolder folder)
    {
        using FileStream file = new(Assert.Single(Files(folder)), FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        byte[] bytes = new byte[file.Length];
        file.ReadExactly(bytes);
        return bytes;
    }
}
