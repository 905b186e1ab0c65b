using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Weir.Plugins;
using Weir.Plugins.Discovery;
using Weir.Plugins.Gate;
using Weir.Plugins.Load;
using Weir.Tests.Plugins.Fixtures;

namespace Weir.Tests.Plugins.Load;

public sealed class VerifiedBytesTests
{
    [Fact]
    public void A_native_library_is_loaded_from_the_bytes_that_were_checked_not_from_its_file()
    {
        using TemporaryFolder folder = new();
        File.WriteAllBytes(folder["libprobe.so"], BuiltLibraries.Native(ManifestText.Native(), more: "WEIR_EXPORT int answer(void) { return 42; }"));
        VerifiedPlugin verified = Verified(folder, "libprobe.so");
        File.WriteAllBytes(folder["libprobe.so"], BuiltLibraries.Native(ManifestText.Native(), more: "WEIR_EXPORT int answer(void) { return 13; }"));
        nint library = 0;
        using OpenedPlugin opened = new PluginLoader(new DiskPluginFiles(), (handle, _, _) =>
        {
            library = handle;
            return new InMemoryProbe();
        }).OpenInProcess(verified, PluginContext.Empty);
        Assert.Equal(42, Marshal.GetDelegateForFunctionPointer<Answer>(NativeLibrary.GetExport(library, "answer"))());
    }

    [Fact]
    public void The_bytes_of_a_loaded_library_cannot_be_changed_by_anyone()
    {
        string place = SealedMemory.Place("weir-test", "some bytes"u8)!;
        Assert.Equal("some bytes", File.ReadAllText(place));
        Assert.ThrowsAny<Exception>(() => File.WriteAllText(place, "other"));
        Assert.Equal("some bytes", File.ReadAllText(place));
    }

    [Fact]
    [System.Runtime.Versioning.UnsupportedOSPlatform("windows")]
    public void Without_memory_files_the_bytes_are_copied_to_a_private_folder()
    {
        using TemporaryFolder folder = new();
        string root = folder["copies"];
        string path = PrivateCopy.Place(root, "lib.so", new string('a', 64), "bytes"u8);
        Assert.Equal("bytes", File.ReadAllText(path));
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute, File.GetUnixFileMode(root));
        File.WriteAllText(path, "forged");
        Assert.Equal("bytes", File.ReadAllText(PrivateCopy.Place(root, "lib.so", new string('a', 64), "bytes"u8)));
        File.SetUnixFileMode(root, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute | UnixFileMode.OtherWrite);
        Assert.Throws<IOException>(() => PrivateCopy.Place(root, "lib.so", new string('b', 64), "bytes"u8));
    }

    [Fact]
    public void A_dependency_that_changed_after_the_check_is_not_loaded()
    {
        using TemporaryFolder folder = new();
        LayWithHelper(folder, 1);
        VerifiedPlugin verified = Verified(folder, "Probe.dll");
        File.WriteAllBytes(folder["Helper.dll"], Helper(2));
        WeirException error = Assert.Throws<WeirException>(() => Loader().OpenInProcess(verified, PluginContext.Empty));
        Assert.Equal("WEIR3134", error.Code);
        Assert.Contains(folder["Helper.dll"], error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Two_plugins_have_their_own_versions_of_one_dependency()
    {
        using TemporaryFolder one = new(), two = new();
        LayWithHelper(one, 1);
        LayWithHelper(two, 2);
        using OpenedPlugin first = Loader().OpenInProcess(Verified(one, "Probe.dll"), PluginContext.Empty);
        using OpenedPlugin second = Loader().OpenInProcess(Verified(two, "Probe.dll"), PluginContext.Empty);
        Assert.Equal((1, 2), (Value(first.Plugin), Value(second.Plugin)));
        Assert.Same(typeof(Plugin), first.Plugin.GetType().BaseType);
    }

    [Fact]
    public async Task A_managed_plugin_leaves_memory_when_it_is_closed()
    {
        using TemporaryFolder folder = new();
        LayWithHelper(folder, 1);
        VerifiedPlugin verified = Verified(folder, "Probe.dll");
        WeakReference[] contexts = [.. Enumerable.Range(0, 20).Select(_ => LoadAndClose(verified))];
        // The runtime counts calls of fresh methods for a moment, and holds them meanwhile.
        for (int i = 0; i < 100 && contexts.Any(context => context.IsAlive); i++)
        {
            GC.Collect();
            GC.WaitForPendingFinalizers();
            await Task.Delay(i < 10 ? 0 : 100);
        }
        Assert.DoesNotContain(contexts, context => context.IsAlive);
    }

    private delegate int Answer();

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static WeakReference LoadAndClose(VerifiedPlugin verified)
    {
        using OpenedPlugin opened = Loader().OpenInProcess(verified, PluginContext.Empty);
        Assert.Equal(1, Value(opened.Plugin));
        return new WeakReference(System.Runtime.Loader.AssemblyLoadContext.GetLoadContext(opened.Plugin.GetType().Assembly));
    }

    private static int Value(Plugin plugin) => int.Parse(plugin.Description.BuildId, System.Globalization.CultureInfo.InvariantCulture);

    private static void LayWithHelper(TemporaryFolder folder, int value)
    {
        byte[] helper = Helper(value);
        File.WriteAllBytes(folder["Helper.dll"], helper);
        string source = ProbeSource.Of(ManifestText.Managed())
            .Replace("{ get; } = new(\"probe\", \"1.2.3\");", "=> new(\"probe\", \"1.2.3\") { BuildId = Help.Helper.Value.ToString() };", StringComparison.Ordinal);
        File.WriteAllBytes(folder["Probe.dll"], BuiltLibraries.Managed(source, "Probe", helper));
    }

    private static byte[] Helper(int value) =>
        BuiltLibraries.Managed($"[assembly: System.Reflection.AssemblyVersion(\"{value}.0.0.0\")] namespace Help; public static class Helper {{ public static int Value => {value}; }}", "Helper");

    private static PluginLoader Loader() => new(new DiskPluginFiles(), (_, _, _) => new InMemoryProbe());

    private static VerifiedPlugin Verified(TemporaryFolder folder, string file) =>
        new PluginInspector(folder.Path).Require(new PluginLocator(folder.Path).Open(new PluginReference("probe") { Path = file }));
}
