using System.Text;
using Weir.CodeFunctions.Hashing;
using Weir.CodeFunctions.Text;

namespace Weir.Tests.CodeFunctions;

public sealed class UnicodeFormsTests
{
    // Every code point between a letter and two marks out of order, normalised; the digests were computed by
    // another implementation (Python's unicodedata) of the same Unicode version.
    [Theory]
    [InlineData(0, "dd857078e107ed7c11400e2437df0cf1")]
    [InlineData(1, "b7b5b96f0ea35d0876c0c45d4848d7b5")]
    [InlineData(2, "650ff2e5362c5b365be51dc102a611fe")]
    [InlineData(3, "648ddfc0193e03a890256175d0d97a9d")]
    public void Every_code_point_normalises_as_another_implementation_does(int form, string digest)
    {
        Assert.Equal("15.1.0", UnicodeForms.Instance.Version);
        MemoryStream all = new();
        int[] points = new int[4];
        Span<byte> utf8 = stackalloc byte[4];
        for (int point = 0; point <= 0x10FFFF; point++)
        {
            if (!Rune.IsValid(point))
                continue;
            if (points.Length < 4)
                points = new int[4];
            (points[0], points[1], points[2], points[3]) = ('a', point, 0x327, 0x301);
            int count = UnicodeForms.Instance.Normalize(ref points, 4, (UnicodeForm)form);
            foreach (int normal in points.AsSpan(0, count))
                all.Write(utf8[..new Rune(normal).EncodeToUtf8(utf8)]);
            all.WriteByte(0);
        }
        byte[] actual = new byte[16];
        Blake2b.Hash(all.GetBuffer().AsSpan(0, (int)all.Length), actual);
        Assert.Equal(digest, Convert.ToHexStringLower(actual));
    }

    // As above, by Python's str.casefold.
    [Fact]
    public void Every_code_point_folds_as_another_implementation_does()
    {
        MemoryStream all = new();
        int[] points = new int[3];
        Span<byte> utf8 = stackalloc byte[4];
        for (int point = 0; point <= 0x10FFFF; point++)
        {
            if (!Rune.IsValid(point))
                continue;
            points[0] = point;
            int count = UnicodeForms.Instance.Fold(ref points, 1);
            foreach (int folded in points.AsSpan(0, count))
                all.Write(utf8[..new Rune(folded).EncodeToUtf8(utf8)]);
            all.WriteByte(0);
        }
        byte[] actual = new byte[16];
        Blake2b.Hash(all.GetBuffer().AsSpan(0, (int)all.Length), actual);
        Assert.Equal("4897c1fbcf678a12474fddd72ff146fc", Convert.ToHexStringLower(actual));
    }
}
