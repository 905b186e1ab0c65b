using Weir.Plugins;

namespace Weir.Tests.Profiles;

public sealed class CapabilityReportTests
{
    private static readonly CapabilitiesSnapshot Host = new()
    {
        SnapshotVersion = 1,
        WeirVersion = "0.1.0",
        EngineVersion = "v1.5.6",
        EngineMajor = 1,
        ArrowMajor = 1,
        PluginAbi = new PluginAbiVersion(1, 2),
        UdfRegistry = new FunctionRegistrySummary(0, 0, 0, 0, 0, 0, 0, ""),
        Plugins = [],
    };

    [Theory]
    [InlineData("1.0", true)]
    [InlineData("1.2", true)]
    [InlineData("1.3", false)]
    [InlineData("2.0", false)]
    [InlineData("0.9", false)]
    [Trait("Requirement", "R123")]
    public void A_host_fits_by_its_major_and_a_minor_that_is_no_older(string expected, bool fits)
    {
        CapabilityReport report = CapabilityReport.Of(Host, expected);
        Assert.Equal((fits, fits), (report.Compatible, report.Error is null));
        Assert.Same(Host, report.Snapshot);
    }

    [Fact]
    [Trait("Requirement", "R125")]
    public void A_mismatch_says_what_was_expected_what_was_found_and_how_to_mend_it()
    {
        CapabilityReport report = CapabilityReport.Of(Host, "2.0");
        WeirException error = Assert.Throws<WeirException>(report.Require);
        Assert.Equal("WEIR8084", error.Code);
        Assert.Equal(
            "The plugin ABI of this host: expected 2.0, found 1.2. Install assemblies of one release, or rebuild what was built for the other version.", error.Message);
        Assert.Equal(report.Error, error.Message);
        Assert.Equal(("2.0", "1.2"), (error.Details["expected"], error.Details["actual"]));
    }

    [Fact]
    [Trait("Requirement", "R126")]
    public void Nothing_opens_or_is_built_on_a_host_that_does_not_fit()
    {
        foreach (CapabilitiesSnapshot unfit in (CapabilitiesSnapshot[])[Host with { EngineVersion = "v2.0.0" }, Host with { ArrowMajor = 2 }, Host with { PluginAbi = new PluginAbiVersion(2, 0) }])
            Assert.Equal("WEIR8084", Assert.Throws<WeirException>(CapabilityReport.Of(unfit).Require).Code);
        using WeirRuntime runtime = WeirRuntime.Open(new WeirOptions { Threads = 1 });
        using Session session = runtime.NewSession();
        Weir.Profiles.SessionFactory factory = new(session.Host, runtime.Profile, () => CapabilityReport.Of(Host, "2.0"), []);
        Assert.Equal("WEIR8084", Assert.Throws<WeirException>(() => factory.Make(new SessionOptions { Kind = SessionKind.Cached })).Code);
    }

    [Fact]
    [Trait("Requirement", "R123")]
    public void This_host_fits_what_it_was_built_with()
    {
        using WeirRuntime runtime = WeirRuntime.Open(new WeirOptions { Threads = 1 });
        Assert.True(runtime.Handshake.Compatible);
        Assert.Equal(new PluginAbiVersion(PluginAbi.Major, PluginAbi.Minor), runtime.Handshake.ObservedPluginAbi);
        Assert.Same(runtime.Capabilities, runtime.Handshake.Snapshot);
    }
}
