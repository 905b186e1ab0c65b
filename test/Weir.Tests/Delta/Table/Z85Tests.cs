using System.Text;
using Weir.Delta.Table;

namespace Weir.Tests.Delta.Table;

public sealed class Z85Tests
{
    [Theory]
    [InlineData("", "")]
    [InlineData("HelloWorld", "864FD26FB559F75B")]
    [InlineData("HelloWorld##093", "864FD26FB559F75B0300")]
    [InlineData("###1a", "5F")]
    [InlineData("#0000", "000000")]
    public void Words_and_parts_of_a_last_word_are_decoded(string text, string bytes) =>
        Assert.Equal(bytes, Convert.ToHexString(Z85.Decode(text)!));

    [Theory]
    [InlineData("Hello1")]
    [InlineData("Hell\"")]
    [InlineData("####0")]
    [InlineData("#####")]
    [InlineData("##^^^")]
    [InlineData("##093Hello")]
    public void What_is_no_such_text_is_none(string text) => Assert.Null(Z85.Decode(text));

    [Fact]
    public void A_text_gives_its_bytes_back()
    {
        byte[] bytes = Encoding.UTF8.GetBytes("any bytes you like, 32 of them!!");
        Assert.Equal(bytes, Z85.Decode(Z85.Encode(bytes)));
    }
}
