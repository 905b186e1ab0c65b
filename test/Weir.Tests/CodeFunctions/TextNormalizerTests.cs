using System.Text;
using System.Text.RegularExpressions;
using FsCheck;
using FsCheck.Fluent;
using Weir.CodeFunctions.Text;

namespace Weir.Tests.CodeFunctions;

public sealed class TextNormalizerTests
{
    private static readonly TextOptions Usual = new(UnicodeForm.Nfkc, LetterCase.Lower, Collapses: true);

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
        Assert.Equal(expected, Normalize(new TextNormalizer(), text, Usual));

    [Theory]
    [InlineData("ABC", "ABC")]
    [InlineData(" A  B\tC ", "A  B\tC")]
    [InlineData("ﬁ E\u0301", "ﬁ É")]
    public void What_is_not_asked_for_is_left_alone(string text, string expected) =>
        Assert.Equal(expected, Normalize(new TextNormalizer(), text, new TextOptions(UnicodeForm.Nfc, LetterCase.Kept, Collapses: false)));

    [Theory]
    [InlineData("Straße ẞ", "strasse ss")]
    [InlineData("ΟΔΟΣ", "οδοσ")]
    [InlineData("İ", "i\u0307")]
    [InlineData("ﬃ", "ffi")]
    [InlineData("ŉ", "\u02bcn")]
    [InlineData("ᾳ", "αι")]
    [InlineData("Ⴀ Ꭰ ꭰ", "ⴀ Ꭰ Ꭰ")]
    [InlineData("PLAIN Text", "plain text")]
    public void Folded_letters_can_be_compared(string text, string expected) =>
        Assert.Equal(expected, Normalize(new TextNormalizer(), text, Usual with { Case = LetterCase.Folded }));

    // The obvious way, one character after the other.
    [Fact]
    public void The_fast_way_for_ASCII_gives_what_the_obvious_way_gives()
    {
        TextNormalizer normalizer = new();
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(1000), Prop.ForAll(Gen.Elements([.. "aZ@[`{ \t\n\u001c~0"]).ListOf().ToArbitrary(), characters =>
        {
            string text = string.Concat(characters);
            string slow = Regex.Replace(text.Trim([' ', '\t', '\n']), "[ \t\n]+", " ").ToLowerInvariant();
            string uncollapsed = text.Trim([' ', '\t', '\n']).ToLowerInvariant();
            return string.Equals(Normalize(normalizer, text, Usual), slow, StringComparison.Ordinal)
                && string.Equals(Normalize(normalizer, text, Usual with { Collapses = false }), uncollapsed, StringComparison.Ordinal);
        }));
    }

    [Fact]
    public void Bytes_that_are_not_text_become_the_replacement_character() =>
        Assert.Equal("a\ufffdb", Encoding.UTF8.GetString(new TextNormalizer().Normalize([(byte)'A', 0xff, (byte)'b'], Usual)));

    [Fact]
    public void One_normalizer_serves_rows_of_any_length()
    {
        TextNormalizer normalizer = new();
        foreach (int length in (int[])[1, 3000, 2, 70_000, 5])
        {
            string text = new('É', length);
            Assert.Equal(text.ToLowerInvariant(), Normalize(normalizer, text, Usual));
            Assert.Equal(new string('a', length), Normalize(normalizer, new string('A', length), Usual));
            Assert.Equal(string.Concat(Enumerable.Repeat("fi", length)), Normalize(normalizer, new string('ﬁ', length), Usual));
            Assert.Equal(string.Concat(Enumerable.Repeat("i\u0307", length)), Normalize(normalizer, new string('İ', length), Usual));
        }
    }

    private static string Normalize(TextNormalizer normalizer, string text, TextOptions options) =>
        Encoding.UTF8.GetString(normalizer.Normalize(Encoding.UTF8.GetBytes(text), options));
}
