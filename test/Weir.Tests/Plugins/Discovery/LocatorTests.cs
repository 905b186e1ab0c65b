using Weir.Plugins;
using Weir.Plugins.Discovery;
using Weir.Plugins.Gate;
using Weir.Tests.Plugins.Fixtures;

namespace Weir.Tests.Plugins.Discovery;

[Trait("Requirement", "R010")]
[Trait("Requirement", "R016")]
public sealed class LocatorTests
{
    private const string Base = "/work-tree", Program = "/opt/program";

    private static readonly PluginSource[] Order =
        [PluginSource.Explicit, PluginSource.Env, PluginSource.Extension, PluginSource.Manifest, PluginSource.Workspace];

    private readonly MemoryFiles _files = new();
    private readonly Dictionary<string, string> _variables = [];

    public static TheoryData<string> Levels => [.. Order.Select(source => source.ToString())];

    [Theory]
    [MemberData(nameof(Levels))]
    [Trait("Requirement", "R071")]
    public void Each_level_wins_over_all_later_ones(string level)
    {
        PluginSource winner = Enum.Parse<PluginSource>(level);
        foreach (PluginSource source in Order.Where(source => source >= winner))
            Lay(source);
        PluginDiscoveryReport report = Locator().Find(Reference(winner == PluginSource.Explicit));
        Assert.Equal(winner, report.Source);
        Assert.Equal(PathOf(winner), report.PluginPath);
        Assert.Equal(Order, report.Levels.Select(item => item.Source));
        Assert.All(report.Levels, item => Assert.Equal(
            item.Source < winner ? PluginSearchVerdict.PassedOver : item.Source == winner ? PluginSearchVerdict.Taken : PluginSearchVerdict.Shadowed,
            item.Verdict));
    }

    [Fact]
    [Trait("Requirement", "R009")]
    public void The_same_inputs_give_the_same_report_a_hundred_times()
    {
        foreach (PluginSource source in Order)
            Lay(source);
        string first = PluginJson.Write(Locator().Find(Reference(true)));
        for (int i = 0; i < 100; i++)
            Assert.Equal(first, PluginJson.Write(Locator().Find(Reference(true))));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    [Trait("Requirement", "R008")]
    [Trait("Requirement", "R021")]
    public void Without_any_variable_the_packaged_plugin_is_taken(bool isManaged)
    {
        if (isManaged)
        {
            _files.Add($"{Program}/plugins/probe/plugin.json", ManifestText.InPackage(ManifestText.Managed(), "any", "Probe.dll"))
                .Add($"{Program}/plugins/probe/Probe.dll", ProbeSource.Build(ManifestText.Managed()));
        }
        else
        {
            _files.Add($"{Program}/runtimes/linux-x64/native/libprobe.so", Library());
        }
        PluginResolution resolution = Locator().Resolve(Reference(false));
        Assert.Equal(PluginSource.Extension, resolution.Source);
        string path = Locator().PluginLibraryPath("probe");
        Assert.Equal(resolution.Path, path);
        Assert.True(Path.IsPathFullyQualified(path));
        Assert.Equal(isManaged ? ".dll" : ".so", Path.GetExtension(path));
    }

    [Fact]
    [Trait("Requirement", "R018")]
    public void The_path_of_a_packaged_plugin_is_told_by_no_other_level()
    {
        Lay(PluginSource.Env);
        Assert.Equal("WEIR3100", Assert.Throws<WeirException>(() => Locator().PluginLibraryPath("probe")).Code);
        Lay(PluginSource.Extension);
        Assert.Equal(PathOf(PluginSource.Extension), Locator().PluginLibraryPath("probe"));
    }

    [Theory]
    [InlineData("plugins-of-mine", "/work-tree/plugins-of-mine")]
    [InlineData("/elsewhere/x", "/elsewhere/x")]
    [Trait("Requirement", "R011")]
    public void A_path_of_the_environment_that_does_not_exist_is_an_error_with_variable_and_path(string value, string full)
    {
        Lay(PluginSource.Extension);
        _variables[PluginSearch.PathVariable] = value;
        WeirException error = Assert.Throws<WeirException>(() => Locator().Resolve(Reference(false)));
        Assert.Equal("WEIR3101", error.Code);
        Assert.Contains(PluginSearch.PathVariable, error.Message, StringComparison.Ordinal);
        Assert.Contains($"'{full}'", error.Message, StringComparison.Ordinal);
        PluginDiscoveryReport report = Locator().Find(Reference(false));
        Assert.Equal("WEIR3101", report.Fault!.Code);
        Assert.Null(report.PluginPath);
        Assert.Equal(PluginSearchVerdict.Refused, report.Levels[1].Verdict);
    }

    [Fact]
    [Trait("Requirement", "R011")]
    public void One_missing_path_among_good_ones_is_an_error_too()
    {
        Lay(PluginSource.Env);
        _variables[PluginSearch.PathVariable] += $"{Path.PathSeparator}gone";
        Assert.Equal("WEIR3101", Assert.Throws<WeirException>(() => Locator().Resolve(Reference(false))).Code);
    }

    [Fact]
    public void A_variable_may_name_a_library_a_manifest_a_folder_and_a_folder_of_folders()
    {
        _files.Add("/a/libprobe.so", Library());
        AddPackage("/b/probe");
        foreach (string value in (string[])["/a/libprobe.so", "/a", "/b/probe/plugin.json", "/b/probe", "/b"])
        {
            _variables[PluginSearch.PathVariable] = value;
            PluginResolution resolution = Locator().Resolve(Reference(false));
            Assert.Equal(value.StartsWith("/a", StringComparison.Ordinal) ? "/a/libprobe.so" : "/b/probe/libprobe.so", resolution.Path);
        }
    }

    [Fact]
    public void What_is_searched_and_cannot_be_used_is_passed_over_with_the_reason()
    {
        _files.Add("/a/libprobe.so", "only a text")
            .Add("/b/other/plugin.json", ManifestText.InPackage(ManifestText.Native("other"), "linux-x64", "libother.so"))
            .Add("/b/broken/plugin.json", "{ not json");
        _variables[PluginSearch.PathVariable] = "/a:/b";
        Lay(PluginSource.Extension);
        PluginDiscoveryReport report = Locator().Find(Reference(false));
        Assert.Equal(PluginSource.Extension, report.Source);
        Assert.Equal(
            ["/a/probe", "/a/libprobe.so", "/b/probe", "/b/broken", "/b/other/libother.so"],
            report.Levels[1].Candidates.Select(candidate => candidate.Path));
        Assert.All(report.Levels[1].Candidates, candidate => Assert.Equal(PluginSearchVerdict.PassedOver, candidate.Verdict));
        Assert.Contains("is a text that begins with 'only a text'", report.Levels[1].Candidates[1].Reason, StringComparison.Ordinal);
        Assert.Contains("The manifest in '/b/broken/plugin.json' is invalid at $ (line 1)", report.Levels[1].Candidates[3].Reason, StringComparison.Ordinal);
        Assert.Equal("it holds the plugin 'other'", report.Levels[1].Candidates[4].Reason);
    }

    [Fact]
    [Trait("Requirement", "R002")]
    [Trait("Requirement", "R006")]
    [Trait("Requirement", "R012")]
    public void A_plugin_that_is_nowhere_is_an_error_with_every_place_and_the_ways_to_mend_it()
    {
        WeirException error = Assert.Throws<WeirException>(() => Locator().EnsureAvailable(Reference(false)));
        Assert.Equal("WEIR3100", error.Code);
        Assert.Equal(
            "The plugin 'probe' was not found. Looked at: given path: no path was given; environment: WEIR_PLUGIN_PATH is not set; " +
            "packages: '/opt/program/plugins/probe' (it does not exist), '/opt/program/runtimes/linux-x64/native/libprobe.so' (it does not exist), " +
            "'/opt/program/runtimes/linux-x64/native/probe.so' (it does not exist), '/opt/program/libprobe.so' (it does not exist), " +
            "'/opt/program/probe.so' (it does not exist); manifest file: WEIR_PLUGIN_MANIFEST_PATH is not set, and there is no " +
            "'/work-tree/build/weir_plugin_manifest.json'; workspace: build output of projects under '/work-tree'. " +
            "Install the package that brings it, set WEIR_PLUGIN_PATH to its folder, or build it with 'dotnet build' in its project. " +
            "'weir plugins why probe' shows the search.", error.Message);
    }

    [Theory]
    [InlineData("""{"plugin_path":"lib/libprobe.so"}""")]
    [InlineData("""{"path":"lib/libprobe.so"}""")]
    public void The_manifest_file_points_relative_to_itself(string text)
    {
        _files.Add("/etc/weir/pointer.json", text).Add("/etc/weir/lib/libprobe.so", Library());
        _variables[PluginSearch.PointerVariable] = "../etc/weir/pointer.json";
        Assert.Equal("/etc/weir/lib/libprobe.so", Locator().Resolve(Reference(false)).Path);
    }

    [Theory]
    [InlineData(null, "WEIR3101")]
    [InlineData("[]", "WEIR3104")]
    [InlineData("""{"plugin_path":1}""", "WEIR3104")]
    [InlineData("{", "WEIR3104")]
    [InlineData("""{"plugin_path":"gone.so"}""", "WEIR3101")]
    public void A_manifest_file_that_was_named_and_does_not_hold_is_an_error(string? text, string code)
    {
        if (text is not null)
            _files.Add("/pointer.json", text);
        _variables[PluginSearch.PointerVariable] = "/pointer.json";
        Assert.Equal(code, Assert.Throws<WeirException>(() => Locator().Resolve(Reference(false))).Code);
    }

    [Fact]
    public void In_a_workspace_release_output_comes_before_debug_output()
    {
        AddPackage($"{Base}/plugins/Zed/bin/Debug/net10.0");
        AddPackage($"{Base}/plugins/Zed/bin/Release/net10.0");
        AddPackage($"{Base}/node_modules/x/bin/Release/net10.0");
        PluginDiscoveryReport report = Locator().Find(Reference(false));
        Assert.Equal($"{Base}/plugins/Zed/bin/Release/net10.0/libprobe.so", report.PluginPath);
        Assert.Equal([PluginSearchVerdict.Taken, PluginSearchVerdict.Shadowed], report.Levels[4].Candidates.Select(candidate => candidate.Verdict));
    }

    [Fact]
    public void A_given_path_is_taken_whatever_it_holds_so_that_the_gate_tells_what_is_wrong()
    {
        _files.Add("/a/notes.txt", "a text");
        Assert.Equal("/a/notes.txt", Locator().Open(new PluginReference("probe") { Path = "/a/notes.txt" }).File.Path);
        Assert.Equal("WEIR3101", Assert.Throws<WeirException>(() => Locator().Resolve(new PluginReference("probe") { Path = "gone" })).Code);
    }

    [Theory]
    [InlineData("")]
    [InlineData("..")]
    [InlineData("../probe")]
    public void A_name_that_would_lead_elsewhere_is_refused(string name) =>
        Assert.Equal("WEIR3135", Assert.Throws<WeirException>(() => Locator().Find(new PluginReference(name))).Code);

    [Fact]
    public void Loading_does_not_ask_levels_behind_the_one_that_has_the_plugin()
    {
        foreach (PluginSource source in Order)
            Lay(source);
        Locator().Resolve(Reference(true));
        Assert.All(_files.WasRead, path => Assert.StartsWith("/given/", path, StringComparison.Ordinal));
    }

    private PluginLocator Locator() => new(new PluginSearch
    {
        BaseFolder = Base,
        ProgramFolder = Program,
        Variable = _variables.GetValueOrDefault,
        Files = _files,
        Platform = new PluginPlatform("linux", "x64"),
    });

    private void Lay(PluginSource source)
    {
        AddPackage(Path.GetDirectoryName(PathOf(source))!);
        if (source == PluginSource.Env)
            _variables[PluginSearch.PathVariable] = "../from-variable";
        if (source == PluginSource.Manifest)
            _files.Add($"{Base}/build/weir_plugin_manifest.json", """{"plugin_path":"../pointed"}""");
    }

    private void AddPackage(string folder) => _files
        .Add($"{folder}/plugin.json", ManifestText.InPackage(ManifestText.Native(), "linux-x64", "libprobe.so"))
        .Add($"{folder}/libprobe.so", Library());

    private static string PathOf(PluginSource source) => source switch
    {
        PluginSource.Explicit => "/given/libprobe.so",
        PluginSource.Env => "/from-variable/libprobe.so",
        PluginSource.Extension => $"{Program}/plugins/probe/libprobe.so",
        PluginSource.Manifest => $"{Base}/pointed/libprobe.so",
        _ => $"{Base}/plugins/Probe/bin/Release/net10.0/libprobe.so",
    };

    private static PluginReference Reference(bool hasPath) => new("probe") { Path = hasPath ? "/given/libprobe.so" : null };

    private static byte[] Library() => BuiltLibraries.Native(ManifestText.Native());
}
