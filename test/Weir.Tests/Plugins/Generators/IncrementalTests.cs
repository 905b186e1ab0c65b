using Microsoft.CodeAnalysis;
using Weir.Generators;

namespace Weir.Tests.Plugins.Generators;

public sealed class IncrementalTests
{
    private const string Source = """
        [assembly: WeirPlugin("demo")]
        internal static class F
        {
            [ScalarFunction] public static int One(int a) => a;
            [ScalarFunction] public static int Two(int a) => a;
        }
        """;

    [Theory]
    [InlineData("=> a;", "=> a + 1;")]
    [InlineData("internal static class F", "// A comment.\n\ninternal static class Other { }\n\ninternal static class F")]
    public void An_edit_that_changes_no_signature_emits_nothing_anew(string old, string changed)
    {
        GeneratorRun again = GeneratorRun.Of(Source).Again(Source.Replace(old, changed, StringComparison.Ordinal));
        Assert.Empty(again.Diagnostics);
        // Two functions and the plugin; only the diagnostics are looked at again, because positions may have moved.
        Assert.Equal(3, Outputs(again).Count(reason => reason == IncrementalStepRunReason.Cached));
        Assert.DoesNotContain(Outputs(again), reason => reason is IncrementalStepRunReason.New or IncrementalStepRunReason.Modified);
        Assert.All(Steps(again, PluginGenerator.ExportStep), reason => Assert.Equal(IncrementalStepRunReason.Unchanged, reason));
    }

    [Fact]
    public void An_edit_of_one_function_emits_only_its_file_and_the_plugin_anew()
    {
        GeneratorRun again = GeneratorRun.Of(Source).Again(Source.Replace("Two(int a)", "Two(int b)", StringComparison.Ordinal));
        Assert.Contains(IncrementalStepRunReason.Cached, Outputs(again));
        Assert.Contains(IncrementalStepRunReason.Modified, Outputs(again));
        Assert.Contains("\"b\"", again.File("Scalar_two.g.cs"), StringComparison.Ordinal);
    }

    [Fact]
    public void The_names_of_the_build_go_into_description_and_manifest()
    {
        GeneratorRun run = GeneratorRun.Of(Source, ("Version", "2.0.1-rc.1"), ("WeirPluginBuildId", "abc-2026-release"), ("WeirPluginNative", "true"));
        Assert.Empty(run.Diagnostics);
        Assert.Contains("\"version\":\"2.0.1-rc.1\",\"build_id\":\"abc-2026-release\",\"kind\":\"native\"", run.File("Manifest.g.cs"), StringComparison.Ordinal);
        Assert.Contains("UnmanagedCallersOnly(EntryPoint = PluginAbi.EntryPoint)", run.File("Plugin.g.cs"), StringComparison.Ordinal);
        Assert.DoesNotContain("UnmanagedCallersOnly", GeneratorRun.Of(Source).File("Plugin.g.cs"), StringComparison.Ordinal);
    }

    [Fact]
    [Trait("Requirement", "R095")]
    public void The_same_sources_give_the_same_text() =>
        Assert.Equal(
            GeneratorRun.Of(Source).Driver.GetRunResult().GeneratedTrees.Select(tree => tree.ToString()),
            GeneratorRun.Of(Source).Driver.GetRunResult().GeneratedTrees.Select(tree => tree.ToString()));

    private static IEnumerable<IncrementalStepRunReason> Outputs(GeneratorRun run) =>
        run.Driver.GetRunResult().Results[0].TrackedOutputSteps.SelectMany(step => step.Value)
            .SelectMany(step => step.Outputs).Select(output => output.Reason);

    private static IEnumerable<IncrementalStepRunReason> Steps(GeneratorRun run, string name) =>
        run.Driver.GetRunResult().Results[0].TrackedSteps[name].SelectMany(step => step.Outputs).Select(output => output.Reason);
}
