using Weir.Plugins;
using Weir.Plugins.Gate;

namespace Weir.Tests.Plugins.Gate;

[Trait("Requirement", "R005")]
[Trait("Requirement", "R024")]
public sealed class VersionFitTests
{
    [Theory]
    [InlineData(1, 0, 1, 1, 1, 0, "")]
    [InlineData(1, 0, 1, 1, 1, 3, "")]
    [InlineData(1, 1, 1, 1, 1, 0, "WEIR3116")]
    [InlineData(2, 0, 1, 1, 1, 0, "WEIR3115")]
    [InlineData(2, 9, 1, 1, 1, 0, "WEIR3115")]
    [InlineData(1, 0, 2, 1, 1, 0, "WEIR3117")]
    [InlineData(1, 0, 1, 2, 1, 0, "WEIR3118")]
    [InlineData(3, 0, 2, 2, 1, 0, "WEIR3115 WEIR3117 WEIR3118")]
    public void One_rule_decides_whether_versions_fit(ushort major, ushort minor, uint engine, uint arrow, ushort hostMajor, ushort hostMinor, string codes)
    {
        PluginHostFacts host = PluginHostFacts.Current with { Abi = new PluginAbiVersion(hostMajor, hostMinor), EngineMajor = 1, ArrowMajor = 1 };
        Assert.Equal(codes, string.Join(' ', VersionFit.Faults("probe", new PluginAbiVersion(major, minor), engine, arrow, host).Select(fault => fault.Code)));
    }

    [Fact]
    [Trait("Requirement", "R125")]
    public void A_version_that_does_not_fit_says_both_and_how_to_mend_it() => Assert.Equal(
        "The plugin 'probe' was built for major version 2 of the plugin ABI; this host has 1. " +
        "Rebuild the plugin against the Weir.Contract package or weir_plugin.h of this host's version.",
        VersionFit.AbiMajor("probe", new PluginAbiVersion(2, 0), PluginHostFacts.Current)!.Message);

    [Fact]
    [Trait("Requirement", "R123")]
    public void A_host_does_not_start_on_a_snapshot_that_does_not_fit()
    {
        CapabilitiesSnapshot snapshot = Snapshot(new PluginAbiVersion(1, 0), "scalar_functions");
        CapabilityGate.Require(snapshot);
        Assert.Equal("WEIR3115", Assert.Throws<WeirException>(() => CapabilityGate.Require(Snapshot(new PluginAbiVersion(2, 0), "scalar_functions"))).Code);
        Assert.Equal("WEIR3121", Assert.Throws<WeirException>(() => CapabilityGate.Require(Snapshot(new PluginAbiVersion(1, 0), "expr_planners"))).Code);
    }

    [Fact]
    [Trait("Requirement", "R067")]
    public void Every_capability_has_one_bit_and_one_name()
    {
        Assert.Equal(Enum.GetValues<PluginCapabilities>().Where(bit => bit != 0).Order(), CapabilityName.All.Select(row => row.Bit));
        Assert.Equal(["table_providers", "scalar_functions", "bit 40"], CapabilityName.NamesOf((PluginCapabilities)(1UL << 40 | 3)));
        Assert.Equal(PluginCapabilities.TableProviders | PluginCapabilities.RelationPlanners, CapabilityName.BitsOf(["relation_planners", "table_providers"]));
    }

    private static CapabilitiesSnapshot Snapshot(PluginAbiVersion abi, string capability) => new()
    {
        SnapshotVersion = CapabilitiesSnapshot.CurrentVersion,
        WeirVersion = "0.1.0",
        EngineVersion = "v1.5.6",
        EngineMajor = 1,
        ArrowMajor = 1,
        PluginAbi = new PluginAbiVersion(1, 0),
        UdfRegistry = new FunctionRegistrySummary(1, 0, 0, 0, 0, 0, 1, new string('0', 64)),
        Plugins =
        [
            new PluginSnapshot("probe", "1.2.3", "build", PluginKind.Native, PluginIsolation.InProcess, abi, 1, 1, [capability],
                PluginSource.Env, "/p", new string('0', 64), new string('1', 64)),
        ],
    };
}
