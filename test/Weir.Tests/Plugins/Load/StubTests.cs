using Weir.Plugins;
using Weir.Plugins.Discovery;

namespace Weir.Tests.Plugins.Load;

[Trait("Requirement", "R032")]
[UsesPluginStub]
public sealed class StubTests
{
    private static readonly Dictionary<string, string> Switch = new() { [PluginSearch.StubVariable] = "1" };

    [Fact]
    [Trait("Requirement", "R034")]
    [Trait("Requirement", "R035")]
    public void Under_the_switch_a_stub_stands_in_and_every_report_says_so()
    {
        using RegistryFixture fixture = new(Switch, PluginStub.Of);
        LoadedPlugin loaded = fixture.Load(RegistryFixture.Probe);
        Assert.Equal(PluginSource.Stub, loaded.Resolution.Source);
        Assert.True(fixture.Registry.StubEnabled);
        Assert.Equal(0, fixture.Registry.LoadCount);

        PluginLocator locator = Locator(Switch);
        PluginDiscoveryReport report = locator.Find(RegistryFixture.Probe);
        Assert.True(report.StubEnabled);
        Assert.Null(report.PluginPath);
        Assert.Equal(PluginSource.Stub, report.Source);
        Assert.Contains("\"stub_enabled\": true", PluginJson.Write(report), StringComparison.Ordinal);
    }

    [Fact]
    [Trait("Requirement", "R035")]
    public void Under_the_switch_a_real_path_is_refused_and_availability_passes()
    {
        PluginLocator locator = Locator(Switch);
        Assert.Equal("WEIR3102", Assert.Throws<WeirException>(() => locator.Resolve(new PluginReference("probe"))).Code);
        Assert.Equal("WEIR3102", Assert.Throws<WeirException>(() => locator.PluginLibraryPath("probe")).Code);
        locator.EnsureAvailable(new PluginReference("probe"));
    }

    [Fact]
    public void A_host_without_a_stub_loads_nothing_under_the_switch()
    {
        using RegistryFixture fixture = new(Switch);
        Assert.Equal("WEIR3102", fixture.Refused(RegistryFixture.Probe).Code);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("0")]
    [InlineData("true")]
    public void Without_the_switch_the_stub_cannot_be_reached(string? value)
    {
        Dictionary<string, string> variables = value is null ? [] : new() { [PluginSearch.StubVariable] = value };
        using RegistryFixture fixture = new(variables, _ => throw new InvalidOperationException("The stub was reached."));
        Assert.Equal(PluginSource.Explicit, fixture.Load(RegistryFixture.Probe).Resolution.Source);
        Assert.False(fixture.Registry.StubEnabled);
    }

    [Fact]
    [Trait("Requirement", "R033")]
    public void The_stub_is_in_the_tests_alone_and_those_that_use_it_say_so()
    {
        Assert.DoesNotContain(House.House.Read("src").Files, file => file.Text.Contains("class PluginStub", StringComparison.Ordinal));
        Assert.All(
            House.House.Read("test").Files.Where(file => !file.Path.EndsWith("PluginStub.cs", StringComparison.Ordinal) && file.Text.Contains("PluginStub.Of", StringComparison.Ordinal) && file.Code.Contains("PluginStub.Of", StringComparison.Ordinal)),
            file => Assert.Contains("[UsesPluginStub]", file.Text, StringComparison.Ordinal));
    }

    private static PluginLocator Locator(Dictionary<string, string> variables) =>
        new(PluginSearch.OfProcess("/") with { Variable = variables.GetValueOrDefault });
}
