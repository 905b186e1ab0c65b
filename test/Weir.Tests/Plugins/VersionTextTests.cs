using Weir.Plugins;

namespace Weir.Tests.Plugins;

[Trait("Requirement", "R071")]
[Trait("Requirement", "R086")]
public sealed class VersionTextTests
{
    [Theory]
    [InlineData("51.0.0", 51)]
    [InlineData("0.1", 0)]
    [InlineData("1.5.4-rc.1", 1)]
    [InlineData("4294967295.0.0", 4294967295)]
    public void The_major_version_is_read(string version, uint major) => Assert.Equal(major, VersionText.ParseMajor(version));

    [Theory]
    [InlineData("", "no '.'")]
    [InlineData("51", "no '.'")]
    [InlineData("v51.0", "'v51' is no whole number")]
    [InlineData("-1.0", "'-1' is no whole number")]
    [InlineData(" 1.0", "' 1' is no whole number")]
    [InlineData("4294967296.0", "'4294967296' is no whole number of 32 bits")]
    [InlineData(".1", "'' is no whole number")]
    [InlineData("1.", "its minor version ''")]
    [InlineData("1.x", "its minor version 'x'")]
    public void Other_texts_are_refused_with_the_reason(string version, string reason)
    {
        WeirException fault = Assert.Throws<WeirException>(() => VersionText.ParseMajor(version));
        Assert.Equal("WEIR3012", fault.Code);
        Assert.Contains(reason, fault.Message, StringComparison.Ordinal);
        Assert.Contains($"'{version}'", fault.Message, StringComparison.Ordinal);
    }
}
