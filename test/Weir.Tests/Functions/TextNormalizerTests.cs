using System.Text;
using Weir.Functions;

namespace Weir.Tests.Functions;

public sealed class TextNormalizerTests
{
    [Theory]
    [InlineData("  Héllo\t World ", "héllo world")]
    [InlineData("ﬁle", "file")]
    [InlineData("   ", "")]
    [InlineData("", "")]
    [InlineData("Straße", "straße")]
    [InlineData("A\u00a0\u2003B", "a b")]
    [InlineData("\u2003 x \u3000", "x")]
    [InlineData("e\u0301", "é")]
    [InlineData("한글", "한글")]
    [InlineData("ΟΔΟΣ ΣΑΣ", "οδος σας")]
    [InlineData("İ", "i\u0307")]
    [InlineData("Ⅷ", "viii")]
    [InlineData("𐐀", "𐐨")]
    [InlineData("src/A  B.CS", "src/a b.cs")]
    public void Text_is_trimmed_normalised_lowered_and_collapsed(string text, string expected) =>
        Assert.Equal(expected, Normalize(new TextNormalizer(), text, UnicodeForm.Nfkc, lower: true, collapse: true));

    [Theory]
    [InlineData("ABC", "ABC")]
    [InlineData(" A  B\tC ", "A  B\tC")]
    [InlineData("ﬁ E\u0301", "ﬁ É")]
    public void What_is_not_asked_for_is_left_alone(string text, string expected) =>
        Assert.Equal(expected, Normalize(new TextNormalizer(), text, UnicodeForm.Nfc, lower: false, collapse: false));

    [Fact]
    public void Bytes_that_are_not_text_become_the_replacement_character() =>
        Assert.Equal("a\ufffdb", Encoding.UTF8.GetString(new TextNormalizer().Normalize([(byte)'A', 0xff, (byte)'b'], UnicodeForm.Nfkc, true, true)));

    [Fact]
    public void One_normalizer_serves_rows_of_any_length()
    {
        TextNormalizer normalizer = new();
        foreach (int length in (int[])[1, 3000, 2, 70_000, 5])
        {
            string text = new('É', length);
            Assert.Equal(text.ToLowerInvariant(), Normalize(normalizer, text, UnicodeForm.Nfkc, true, true));
            Assert.Equal(new string('a', length), Normalize(normalizer, new string('A', length), UnicodeForm.Nfkc, true, true));
            Assert.Equal(string.Concat(Enumerable.Repeat("fi", length)), Normalize(normalizer, new string('ﬁ', length), UnicodeForm.Nfkc, true, true));
            Assert.Equal(string.Concat(Enumerable.Repeat("i\u0307", length)), Normalize(normalizer, new string('İ', length), UnicodeForm.Nfkc, true, true));
        }
    }

    private static string Normalize(TextNormalizer normalizer, string text, UnicodeForm form, bool lower, bool collapse) =>
        Encoding.UTF8.GetString(normalizer.Normalize(Encoding.UTF8.GetBytes(text), form, lower, collapse));
}
