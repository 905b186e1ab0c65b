using System.Text;
using FsCheck;
using FsCheck.Fluent;
using Weir.CodeFunctions.Text;

namespace Weir.Tests.CodeFunctions;

/// <summary>Full case folding of texts against a slow way that folds one character after the other, and against what folding is for.</summary>
public sealed class CaseFoldingTests
{
    private static readonly TextOptions Folded = new(UnicodeForm.Nfkc, LetterCase.Folded, Collapses: false);

    // What the Unicode Standard folds these to; all else here stays. No two of them compose.
    private static readonly Dictionary<string, string> Folds = new(StringComparer.Ordinal)
    {
        ["A"] = "a", ["Z"] = "z", ["É"] = "é", ["ß"] = "ss", ["ẞ"] = "ss", ["İ"] = "i\u0307", ["Σ"] = "σ", ["ς"] = "σ", ["ﬃ"] = "ffi", ["ŉ"] = "ʼn", ["ſ"] = "s",
        ["\u212a"] = "k", ["\u2126"] = "ω", ["ᾳ"] = "αι", ["ᾼ"] = "αι", ["ΐ"] = "ΐ", ["ǰ"] = "ǰ", ["և"] = "եւ", ["Ꭰ"] = "Ꭰ", ["ꭰ"] = "Ꭰ", ["Ა"] = "ა", ["𐐀"] = "𐐨", ["Ⅷ"] = "viii",
    };

    private static readonly Gen<string> Piece = Gen.OneOf(
        Gen.Elements([.. Folds.Keys]), Gen.Elements("a", "x", "é", "日", "😀", "σ", "ა", "9", "-", "ı"), Gen.Choose('a', 'z').Select(letter => ((char)letter).ToString()));

    // Without the dotted and the dotless i, whose cases depend on the language, the iota below, which is a mark in one case only, and
    // letters that came to Unicode after the table, or whose other case did.
    private static readonly Gen<Rune> Letter = Gen.OneOf(Gen.Choose(0, 0x24FF), Gen.Choose(0x2C00, 0x2DFF), Gen.Choose(0xA640, 0xA7CA), Gen.Choose(0xAB30, 0xABBF), Gen.Choose(0x10400, 0x104FF))
        .Where(point => point is not (0x130 or 0x131 or 0x345 or 0x19B or 0x264 or 0x1C89 or 0x1C8A) && Rune.IsValid(point)).Select(point => new Rune(point));

    [Fact]
    public void A_text_folds_as_its_characters_do_one_by_one()
    {
        TextNormalizer normalizer = new();
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(2000), Prop.ForAll(Piece.ListOf().ToArbitrary(), pieces =>
        {
            string slow = string.Concat(pieces.Select(piece => Folds.GetValueOrDefault(piece, piece)));
            Assert.Equal(slow, Fold(normalizer, string.Concat(pieces)));
        }));
    }

    // Letters one by one have cases whatever the machine's language is.
    [Fact]
    public void Texts_that_differ_in_case_alone_fold_to_the_same()
    {
        TextNormalizer normalizer = new();
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(2000), Prop.ForAll(Letter.ListOf().ToArbitrary(), letters =>
        {
            string folded = Fold(normalizer, string.Concat(letters));
            Assert.Equal(folded, Fold(normalizer, string.Concat(letters.Select(Rune.ToLowerInvariant))));
            Assert.Equal(folded, Fold(normalizer, string.Concat(letters.Select(Rune.ToUpperInvariant))));
        }));
    }

    [Fact]
    public void What_is_folded_stays_as_it_is()
    {
        TextNormalizer normalizer = new();
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(2000), Prop.ForAll(Piece.ListOf().ToArbitrary(), pieces =>
        {
            string folded = Fold(normalizer, string.Concat(pieces));
            Assert.Equal(folded, Fold(normalizer, folded));
        }));
    }

    private static string Fold(TextNormalizer normalizer, string text) => Encoding.UTF8.GetString(normalizer.Normalize(Encoding.UTF8.GetBytes(text), Folded));
}
