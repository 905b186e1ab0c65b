using System.Text;
using System.Text.Json;
using Weir.Hashing;

namespace Weir.Tests.Hashing;

public sealed class CanonicalJsonTests
{
    [Theory]
    [InlineData("{ \"b\" : 1, \"a\" : [ 2, {\"d\":null,\"c\":true} ] }", "{\"a\":[2,{\"c\":true,\"d\":null}],\"b\":1}")]
    [InlineData("\"\\u00e9\\u0001\\/\\\"\\n\"", "\"é\\u0001/\\\"\\n\"")]
    [InlineData("[1.0, 1.50, -0, 10000000000000000000]", "[1,1.5,0,10000000000000000000]")]
    [InlineData("{\"\\ud83d\\ude00\":1,\"\\uff00\":2}", "{\"\uff00\":2,\"😀\":1}")]
    [InlineData("{}", "{}")]
    [InlineData("[]", "[]")]
    public void One_value_has_one_text(string written, string canonical) =>
        Assert.Equal(canonical, Canonical(written));

    [Fact]
    public void The_order_of_an_array_counts() => Assert.NotEqual(Canonical("[1,2]"), Canonical("[2,1]"));

    private static string Canonical(string json)
    {
        using JsonDocument document = JsonDocument.Parse(json);
        return Encoding.UTF8.GetString(CanonicalJson.Of(document.RootElement).Span);
    }
}
