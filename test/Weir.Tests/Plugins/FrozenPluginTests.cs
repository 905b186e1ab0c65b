namespace Weir.Tests.Plugins;

/// <summary>What was frozen with ABI 1.0 stays as it is: a host that needs another source has broken the contract.</summary>
[Trait("Requirement", "R070")]
public sealed class FrozenPluginTests
{
    [Fact]
    public void The_sources_of_the_frozen_managed_plugin_are_those_of_1_0() =>
        Assert.Equal("1cf61cd9dc7daed817f1a7d96186c76ccfcf7834056eb0359c27e41b177b2dfd", FrozenPlugin.SourceHash);
}
