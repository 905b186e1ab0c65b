using Weir.Plugins;
using Weir.Plugins.Discovery;
using Weir.Tests.Plugins.Fixtures;

namespace Weir.Tests.Plugins.Gate;

public sealed class PluginLockTests
{
    [Fact]
    public void A_locked_plugin_is_accepted_until_a_byte_of_it_changes()
    {
        using TemporaryFolder folder = new();
        Lay(folder);
        File.WriteAllText(folder[PluginLock.FileName], PluginJson.Write(Locker(folder).Add(PluginLock.Empty, "plugin.json")));
        Assert.True(Inspector(folder, PluginLockMode.Required).Inspect("plugin.json").IsAccepted);

        byte[] library = BuiltLibraries.Native(ManifestText.Native());
        library[^1] ^= 1;
        File.WriteAllBytes(folder["libprobe.so"], library);
        PluginCheck check = Assert.Single(Inspector(folder, PluginLockMode.WhenPresent).Inspect("plugin.json").Checks, check => check.Verdict == PluginCheckVerdict.Failed);
        Assert.Equal(("lock", "WEIR3128"), (check.Name, check.Code));
        Assert.True(Inspector(folder, PluginLockMode.Ignored).Inspect("plugin.json").IsAccepted);
    }

    [Fact]
    public void A_lock_keeps_the_libraries_of_all_platforms()
    {
        using TemporaryFolder folder = new();
        byte[] arm = BuiltLibraries.Native(ManifestText.Native());
        arm[18] = 0xB7;
        File.WriteAllBytes(folder["libprobe.so"], BuiltLibraries.Native(ManifestText.Native()));
        File.WriteAllBytes(folder["libprobe-arm.so"], arm);
        var manifest = ManifestText.Native();
        manifest["files"] = new System.Text.Json.Nodes.JsonObject { ["linux-x64"] = "libprobe.so", ["linux-arm64"] = "libprobe-arm.so" };
        File.WriteAllText(folder["plugin.json"], manifest.ToJsonString());
        PluginLock both = Locker(folder).Add(PluginLock.Empty, folder.Path);
        Assert.Equal(["linux-arm64", "linux-x64"], Assert.Single(both.Plugins).Files.Keys);

        File.Delete(folder["libprobe-arm.so"]);
        Assert.Equal(PluginJson.Write(both), PluginJson.Write(Locker(folder).Add(both, folder.Path)));
        WeirException error = Assert.Throws<WeirException>(() => Locker(folder).Add(PluginLock.Empty, folder.Path));
        Assert.Contains("names it for linux-arm64", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void The_same_plugins_give_the_same_text_in_whatever_order_they_come()
    {
        LockedFile file = new() { File = "x", SizeBytes = 1, Sha256 = new string('a', 64), ManifestHash = new string('b', 64) };
        LockedPlugin Plugin(string name) => new() { Name = name, Version = "1.0.0", Files = new Dictionary<string, LockedFile> { ["z"] = file, ["a"] = file } };
        string text = PluginJson.Write(PluginLock.Empty with { Plugins = [Plugin("b"), Plugin("a")] });
        Assert.Equal(text, PluginJson.Write(PluginLock.Empty with { Plugins = [Plugin("a"), Plugin("b")] }));
        Assert.Equal(text, PluginJson.Write(PluginJson.ReadLock(text)));
        Assert.EndsWith("}\n", text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("{}", "$")]
    [InlineData("""{"lock_version":2,"plugins":[]}""", "$.lock_version")]
    [InlineData("""{"lock_version":1,"plugins":[],"more":1}""", "$.more")]
    [InlineData("""{"lock_version":1,"plugins":[null]}""", "$.plugins[0]")]
    [InlineData("""{"lock_version":1,"plugins":[{"name":"a","version":"1.0.0","files":{"any":{"file":"x","size_bytes":1,"sha256":"12","manifest_hash":"34"}}}]}""", "$.plugins[0].files.any.sha256")]
    [InlineData("""{"lock_version":1,"plugins":[{"name":"a","version":"1.0.0","files":{}},{"name":"a","version":"1.0.0","files":{}}]}""", "$.plugins[1].name")]
    public void A_lock_that_is_not_understood_is_refused_with_the_place(string text, string path)
    {
        WeirException error = Assert.Throws<WeirException>(() => PluginJson.ReadLock(text));
        Assert.Equal("WEIR3129", error.Code);
        Assert.Equal(path, error.Details["path"]);
    }

    [Fact]
    public void A_plugin_that_does_not_pass_its_checks_is_not_locked()
    {
        using TemporaryFolder folder = new();
        File.WriteAllBytes(folder["libprobe.so"], BuiltLibraries.Native(ManifestText.Native(), hasEntry: false, more: "int probe;"));
        Assert.Equal("WEIR3114", Assert.Throws<WeirException>(() => Locker(folder).Add(PluginLock.Empty, "libprobe.so")).Code);
    }

    [Fact]
    public void The_files_that_a_managed_plugin_loads_are_locked_with_it()
    {
        using TemporaryFolder folder = new();
        byte[] helper = BuiltLibraries.Managed("namespace Help; public static class Helper { public static int One => 1; }", "Helper");
        File.WriteAllBytes(folder["Helper.dll"], helper);
        File.WriteAllBytes(folder["Unused.dll"], helper);
        File.WriteAllBytes(folder["Probe.dll"], BuiltLibraries.Managed(
            ProbeSource.Of(ManifestText.Managed(), more: "public class User { public int Use => Help.Helper.One; }"), "Probe", helper));
        PluginLock pluginLock = Locker(folder).Add(PluginLock.Empty, "Probe.dll");
        Assert.Equal(["Helper.dll"], pluginLock.Plugins[0].Files["any"].Dependencies.Keys);
        File.WriteAllText(folder[PluginLock.FileName], PluginJson.Write(pluginLock));
        Assert.True(Inspector(folder, PluginLockMode.Required).Inspect("Probe.dll").IsAccepted);
        File.WriteAllBytes(folder["Helper.dll"], BuiltLibraries.Managed("namespace Help; public static class Helper { public static int One => 2; }", "Helper"));
        PluginCheck check = Assert.Single(Inspector(folder, PluginLockMode.Required).Inspect("Probe.dll").Checks, check => check.Verdict == PluginCheckVerdict.Failed);
        Assert.Contains("Helper.dll", check.Message, StringComparison.Ordinal);
    }

    private static void Lay(TemporaryFolder folder)
    {
        File.WriteAllBytes(folder["libprobe.so"], BuiltLibraries.Native(ManifestText.Native()));
        File.WriteAllText(folder["plugin.json"], ManifestText.InPackage(ManifestText.Native(), "linux-x64", "libprobe.so"));
    }

    private static PluginLocker Locker(TemporaryFolder folder) => new(new DiskPluginFiles(), GateCase.Host, folder.Path);

    private static PluginInspector Inspector(TemporaryFolder folder, PluginLockMode mode) =>
        new(new DiskPluginFiles(), GateCase.Host, folder.Path, new PluginTrust { LockMode = mode });
}
