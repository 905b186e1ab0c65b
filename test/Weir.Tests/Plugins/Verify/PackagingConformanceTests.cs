using Weir.Plugins;
using Weir.Tests.Plugins.Sample;

namespace Weir.Tests.Plugins.Verify;

/// <summary>The conformance kit on the sample in every packaging, in process and in a child.</summary>
[Trait("Requirement", "R114")]
public sealed class PackagingConformanceTests
{
    private static readonly PluginVerifyOptions Options = new()
    {
        ProviderOptionsJson = new Dictionary<string, string> { ["sample_rows"] = """{"rows":3000,"partitions":3}""" },
    };

    [Theory]
    [InlineData(SamplePackaging.Managed, PluginIsolation.InProcess)]
    [InlineData(SamplePackaging.CompiledAhead, PluginIsolation.InProcess)]
    [InlineData(SamplePackaging.C, PluginIsolation.InProcess)]
    [InlineData(SamplePackaging.Managed, PluginIsolation.Process)]
    [InlineData(SamplePackaging.CompiledAhead, PluginIsolation.Process)]
    [InlineData(SamplePackaging.C, PluginIsolation.Process)]
    public async Task The_sample_keeps_the_contract_in_every_packaging(SamplePackaging packaging, PluginIsolation isolation)
    {
        PluginVerifyReport report = await PluginConformance.VerifyAsync(
            SampleRuntimes.Reference(packaging) with { Isolation = isolation }, options: Options);
        Assert.True(report.Conforms, string.Join("\n", report.Checks.Where(check => check.Outcome == ConformanceOutcome.Failed)));
        foreach (string name in (string[])["row_count", "layouts", "nulls", "constants", "named_arguments", "release", "merge", "partitions",
            "projection", "limit", "filters", "cancellation", "configure"])
        {
            Assert.Contains(report.Checks, check => check.Name == name && check.Outcome == ConformanceOutcome.Passed);
        }
    }
}
