using System.Text;
using Weir.Hashing;

namespace Weir.Tests.Hashing;

public sealed class Blake3Tests
{
    // Input of the official vectors: byte i is i modulo 251.
    [Theory]
    [InlineData(0, "af1349b9f5f9a1a6a0404dea36dcc9499bcb25c9adc112b7cc9a93cae41f3262")]
    [InlineData(1, "2d3adedff11b61f14c886e35afa036736dcd87a74d27b5c1510225d0f592e213")]
    [InlineData(1024, "42214739f095a406f3fc83deb889744ac00df831c10daa55189b5d121c855af7")]
    [InlineData(1025, "d00278ae47eb27b34faecf67b4fe263f82d5412916c1ffd97c8cb7fb814b8444")]
    [InlineData(2048, "e776b6028c7cd22a4d0ba182a8bf62205d2ef576467e838ed6f2529b85fba24a")]
    [InlineData(2049, "5f4d72f40d7a5f82b15ca2b2e44b1de3c2ef86c426c95c1af0b6879522563030")]
    public void The_digest_equals_the_official_vector(int length, string expected) =>
        Assert.Equal(expected, Hex(Input(length)));

    [Fact]
    public void The_digest_of_abc_is_the_known_one() =>
        Assert.Equal("6437b3ac38465133ffb63b75273a8db548c558465d79db03fd359c6cd5bd9d85", Hex(Encoding.ASCII.GetBytes("abc")));

    [Fact]
    public void Every_length_and_every_byte_around_block_and_chunk_borders_counts()
    {
        HashSet<string> seen = [];
        foreach (int border in (int[])[64, 128, 1024, 2048, 3072, 4096, 5120, 8192])
        {
            foreach (int length in (int[])[border - 1, border, border + 1])
            {
                byte[] input = Input(length);
                Assert.True(seen.Add(Hex(input)));
                foreach (int position in (int[])[0, length / 2, length - 1])
                {
                    input[position] ^= 1;
                    Assert.True(seen.Add(Hex(input)));
                    input[position] ^= 1;
                }
            }
        }
    }

    [Fact]
    public void Equal_chunks_at_different_places_do_not_cancel_out() =>
        Assert.Equal(3, new[] { 2048, 3072, 4096 }.Select(n => Hex(new byte[n])).Distinct().Count());

    private static byte[] Input(int length) => [.. Enumerable.Range(0, length).Select(i => (byte)(i % 251))];

    private static string Hex(byte[] input) => Convert.ToHexStringLower(Blake3.Hash(input));
}
