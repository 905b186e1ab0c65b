using System.Text;
using System.Text.Json.Nodes;
using Weir.Plugins;
using Weir.Plugins.Discovery;
using Weir.Plugins.Gate;
using Weir.Tests.House;
using Weir.Tests.Plugins.Fixtures;

namespace Weir.Tests.Plugins.Gate;

[Trait("Requirement", "R024")]
public sealed class InspectTests
{
    public static TheoryData<string> Cases => [.. GateCase.All.Select(item => item.Name)];

    [Theory]
    [MemberData(nameof(Cases))]
    [Trait("Requirement", "R026")]
    [Trait("Requirement", "R132")]
    [Trait("Requirement", "R126")]
    public void What_is_wrong_with_a_plugin_is_told_by_its_own_check_and_code(string name)
    {
        using TemporaryFolder folder = new();
        GateCase item = GateCase.All.Single(item => item.Name == name);
        PluginInspection inspection = item.Inspect(folder);
        Assert.False(inspection.IsAccepted);
        Assert.Contains(inspection.Checks, check => check.Name == item.Check && check.Code == item.Code && check.Verdict == PluginCheckVerdict.Failed);
        Assert.Equal(GateCheck.All.Select(check => check.Name), inspection.Checks.Select(check => check.Name).Distinct());
    }

    [Fact]
    [Trait("Requirement", "R006")]
    [Trait("Requirement", "R125")]
    public void The_refusals_read_as_they_were_reviewed()
    {
        StringBuilder text = new();
        foreach (GateCase item in GateCase.All)
        {
            using TemporaryFolder folder = new();
            text.Append(item.Name).Append('\n').Append(GateCase.Told(item.Inspect(folder), folder));
        }
        Repository.MustMatch("test/Weir.Tests/Plugins/Gate/refusals.golden.txt", text.ToString());
    }

    [Fact]
    public void Every_check_of_a_good_native_plugin_passes_or_had_nothing_to_check()
    {
        using TemporaryFolder folder = new();
        File.WriteAllBytes(folder["libprobe.so"], BuiltLibraries.Native(ManifestText.Native(), more: "#include <stdio.h>\nWEIR_EXPORT void tell(void) { puts(\"told\"); }"));
        File.WriteAllText(folder["plugin.json"], ManifestText.InPackage(ManifestText.Native(), "linux-x64", "libprobe.so"));
        PluginInspection inspection = Inspector(folder).Inspect(folder.Path);
        Assert.DoesNotContain(inspection.Checks, check => check.Verdict == PluginCheckVerdict.Failed);
        Assert.True(inspection.IsAccepted);
        Assert.Equal("probe", inspection.Manifest!.Name);
        Assert.Equal(["runtime", "contract", "name", "allowed", "dependencies", "lock"],
            inspection.Checks.Where(check => check.Verdict == PluginCheckVerdict.NotChecked).Select(check => check.Name));
        Assert.Contains("libc.so.6", inspection.SystemLibraries);
    }

    [Fact]
    public void Every_check_of_a_good_managed_plugin_passes_or_had_nothing_to_check()
    {
        using TemporaryFolder folder = new();
        File.WriteAllBytes(folder["Probe.dll"], ProbeSource.Build(ManifestText.Managed()));
        File.WriteAllText(folder["plugin.json"], ManifestText.InPackage(ManifestText.Managed(), "any", "Probe.dll"));
        PluginInspection inspection = Inspector(folder).Inspect("plugin.json");
        Assert.DoesNotContain(inspection.Checks, check => check.Verdict == PluginCheckVerdict.Failed);
        Assert.Equal(["name", "allowed", "dependencies", "lock"],
            inspection.Checks.Where(check => check.Verdict == PluginCheckVerdict.NotChecked).Select(check => check.Name));
    }

    [Fact]
    public void Inspecting_runs_none_of_a_plugins_code()
    {
        using TemporaryFolder folder = new();
        string mark = folder["ran"];
        File.WriteAllBytes(folder["libprobe.so"], BuiltLibraries.Native(ManifestText.Native(),
            more: $"#include <stdio.h>\n__attribute__((constructor)) static void run(void) {{ FILE* f = fopen(\"{mark}\", \"w\"); if (f) fclose(f); }}"));
        File.WriteAllBytes(folder["Probe.dll"], BuiltLibraries.Managed(ProbeSource.Of(ManifestText.Managed(), more:
            $"file static class Mark {{ [System.Runtime.CompilerServices.ModuleInitializer] internal static void Run() => System.IO.File.WriteAllText(@\"{mark}\", \"\"); }}"), "Probe"));
        Assert.True(Inspector(folder).Inspect("libprobe.so").IsAccepted);
        Assert.True(Inspector(folder).Inspect("Probe.dll").IsAccepted);
        Assert.False(File.Exists(mark));
        System.Runtime.InteropServices.NativeLibrary.Load(folder["libprobe.so"]);
        Assert.True(File.Exists(mark));
    }

    [Fact]
    public void All_that_is_wrong_is_told_at_once()
    {
        using TemporaryFolder folder = new();
        JsonObject manifest = ManifestText.Native();
        manifest["abi"]!["major"] = 2;
        manifest["engine_major"] = 4;
        manifest["capabilities"]!.AsArray().Add("window_functions");
        File.WriteAllBytes(folder["libprobe.so"], BuiltLibraries.Native(manifest, hasEntry: false, more: "int probe;"));
        PluginInspection inspection = Inspector(folder).Inspect("libprobe.so");
        Assert.Equal(["WEIR3114", "WEIR3115", "WEIR3117", "WEIR3122"], inspection.Checks.Select(check => check.Code).OfType<string>());
        LocatedPlugin located = new PluginLocator(folder.Path).Open(new PluginReference("probe") { Path = "libprobe.so" });
        WeirException error = Assert.Throws<WeirException>(() => Inspector(folder).Require(located));
        Assert.Equal("WEIR3114", error.Code);
        Assert.Contains("Also WEIR3115: ", error.Message, StringComparison.Ordinal);
        Assert.Contains("Also WEIR3122: ", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_library_of_another_platform_is_judged_as_far_as_it_can_be()
    {
        using TemporaryFolder folder = new();
        byte[] library = BuiltLibraries.Native(ManifestText.Native());
        library[18] = 0xB7;
        File.WriteAllBytes(folder["libprobe.so"], library);
        PluginInspection inspection = Inspector(folder).Inspect("libprobe.so");
        Assert.Equal("ELF 64-bit arm64 library", inspection.Format);
        Assert.Equal("probe", inspection.Manifest!.Name);
        Assert.Equal("platform", Assert.Single(inspection.Checks, check => check.Verdict == PluginCheckVerdict.Failed).Name);
    }

    [Fact]
    [Trait("Requirement", "R039")]
    public void Every_member_of_a_manifest_that_says_it_is_checked_is_used_by_a_check()
    {
        string checks = string.Concat(House.House.Read("src/Weir/Plugins").Files
            .Where(file => file.Path.StartsWith("src/Weir/Plugins/Gate/", StringComparison.Ordinal) || file.Path.StartsWith("src/Weir/Plugins/Load/", StringComparison.Ordinal)
                || file.Path.StartsWith("src/Weir/Plugins/Discovery/", StringComparison.Ordinal))
            .Select(file => file.Code));
        foreach ((string member, string summary) in RecordDocumentation.Of(typeof(PluginManifest)).Concat(RecordDocumentation.Of(typeof(DeclaredFunction))))
        {
            Assert.True(summary.StartsWith("Checked: ", StringComparison.Ordinal) || summary.StartsWith("Informational: ", StringComparison.Ordinal),
                $"{member} does not say whether a host checks it: {summary}");
            if (summary.StartsWith("Checked: ", StringComparison.Ordinal))
                Assert.Matches($@"\.{member}\b|\b{member}:", checks);
        }
    }

    private static PluginInspector Inspector(TemporaryFolder folder) => new(new DiskPluginFiles(), GateCase.Host, folder.Path, new PluginTrust());
}
