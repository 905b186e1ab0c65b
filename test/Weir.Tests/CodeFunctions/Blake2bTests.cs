using System.Buffers.Binary;
using System.Text;
using Weir.CodeFunctions.Hashing;

namespace Weir.Tests.CodeFunctions;

public sealed class Blake2bTests
{
    // Reference values of the function contract: 8-byte digest as a positive big-endian integer, 16-byte digest in hex.
    [Theory]
    [InlineData("", 7252660547403494068, "cae66941d9efbd404e4d88758ea67670")]
    [InlineData("a", 4681665781835383343, "27c35e6e9373877f29e562464e46497e")]
    [InlineData("alpha", 5982700193828047002, "b52f7e54cd313e691148cc2c80345831")]
    [InlineData("beta", 1390570534839725742, "3fbcb3213a60fe28c29ec4283042c6e2")]
    [InlineData("gamma", 8666994792918649077, "1ad1681ff58b47897848793151cb45d1")]
    [InlineData("hello", 2861735919082615933, "46fb7408d4f285228f4af516ea25851b")]
    [InlineData("Ünïcode", 2688248953555165736, "adf0845a21a339b7e1dfbe5b8f2e2e24")]
    [InlineData("__NULL__", 1577052789191928133, "a57b800059f43b1b7b599199eb6e1b74")]
    [InlineData("a\u001fb", 8668388485945676816, "065ab5741cdfad44687cf119c1eb4ec9")]
    [InlineData("a\u001f__NULL__", 8982507147066422756, "e572d4f485d45f5df562e024a5aa26e5")]
    [InlineData("x\u001fy\u001fz", 1290637309171563782, "b6611ce84db26661dc69c367901921d9")]
    [InlineData("src/app.py\u001f0\u001f12", 9006984693219400310, "736dfa05539715908a2f905ca0604801")]
    [InlineData("src/app.py\u001f0\u001f12\u001ffunc", 8582015906174848461, "7d4faaad8fa550d726362ee51cae57d3")]
    public void Short_digests_equal_the_reference(string text, long hash64, string hash128)
    {
        Span<byte> eight = stackalloc byte[8], sixteen = stackalloc byte[16];
        Blake2b.Hash(Encoding.UTF8.GetBytes(text), eight);
        Blake2b.Hash(Encoding.UTF8.GetBytes(text), sixteen);
        Assert.Equal(hash64, BinaryPrimitives.ReadInt64BigEndian(eight) & long.MaxValue);
        Assert.Equal(hash128, Convert.ToHexStringLower(sixteen));
    }

    // "abc" is the example of RFC 7693; the others hash the bytes 0, 1, 2, ... of the given length.
    [Theory]
    [InlineData(-3, "ba80a53f981c4d0d6a2797b69f12f6e94c212f14685ac4b74b12bb6fdbffa2d17d87c5392aab792dc252d5de4533cc9518d38aa8dbf1925ab92386edd4009923")]
    [InlineData(0, "786a02f742015903c6c6fd852552d272912f4740e15847618a86e217f71f5419d25e1031afee585313896444934eb04b903a685b1448b755d56f701afe9be2ce")]
    [InlineData(1, "2fa3f686df876995167e7c2e5d74c4c7b6e48f8068fe0e44208344d480f7904c36963e44115fe3eb2a3ac8694c28bcb4f5a0f3276f2e79487d8219057a506e4b")]
    [InlineData(127, "b6292669ccd38d5f01caae96ba272c76a879a45743afa0725d83b9ebb26665b731f1848c52f11972b6644f554c064fa90780dbbbf3a89d4fc31f67df3e5857ef")]
    [InlineData(128, "2319e3789c47e2daa5fe807f61bec2a1a6537fa03f19ff32e87eecbfd64b7e0e8ccff439ac333b040f19b0c4ddd11a61e24ac1fe0f10a039806c5dcc0da3d115")]
    [InlineData(129, "f59711d44a031d5f97a9413c065d1e614c417ede998590325f49bad2fd444d3e4418be19aec4e11449ac1a57207898bc57d76a1bcf3566292c20c683a5c4648f")]
    [InlineData(255, "5b21c5fd8868367612474fa2e70e9cfa2201ffeee8fafab5797ad58fefa17c9b5b107da4a3db6320baaf2c8617d5a51df914ae88da3867c2d41f0cc14fa67928")]
    [InlineData(256, "1ecc896f34d3f9cac484c73f75f6a5fb58ee6784be41b35f46067b9c65c63a6794d3d744112c653f73dd7deb6666204c5a9bfa5b46081fc10fdbe7884fa5cbf8")]
    [InlineData(257, "d8bfe068de0b4f9fa876a3f8024eb9f7b0029fd5dcf251199e065cee89e1a282c8dbf0442f2ade7294ac1c6be19b388dc990c34d8cb79f5f10c54fa813834fda")]
    [InlineData(1000, "9fe687126e6566313081b43167cbfa0b4f721b45a5afd4076af327765d63a616478ffbd1cd5fbe4033e8638b8bcf8de6b3978b54a30f1d9d8d68fbe66c2b74cf")]
    public void Long_digests_equal_the_reference_around_block_borders(int length, string expected)
    {
        byte[] input = length < 0 ? "abc"u8.ToArray() : [.. Enumerable.Range(0, length).Select(i => (byte)i)];
        byte[] digest = new byte[64];
        Blake2b.Hash(input, digest);
        Assert.Equal(expected, Convert.ToHexStringLower(digest));
    }

    [Fact]
    public void A_shorter_digest_is_not_a_prefix_of_a_longer_one()
    {
        byte[] eight = new byte[8], sixteen = new byte[16];
        Blake2b.Hash("a"u8, eight);
        Blake2b.Hash("a"u8, sixteen);
        Assert.False(sixteen.AsSpan().StartsWith(eight));
    }
}
