using Weir.Engine;

namespace Weir.Tests.Engine;

public sealed class MapTextTests
{
    [Theory]
    [InlineData("{}", "")]
    [InlineData("{a=1, b c='x, y', 'Filename(s)'=/t/x}", "a:1|b c:x, y|Filename(s):/t/x")]
    [InlineData(@"{f='n!=\'it\'\'s\'\nb=1', g='a\\'}", @"f:n!='it''s'nb=1|g:a\")]
    [InlineData("{a='never ends", "a:never ends")]
    [InlineData("a", "a:")]
    public void A_map_is_read_as_the_engine_prints_it(string text, string expected) =>
        Assert.Equal(expected, string.Join('|', MapText.Read(text).Select(member => $"{member.Name}:{member.Value}")));
}
