using FsCheck;
using FsCheck.Fluent;
using Weir.Arrow;

namespace Weir.Tests.Contract.Arrow;

/// <summary>Bit copies of every alignment and length against one bit at a time.</summary>
public sealed unsafe class BitsTests
{
    private const int BitsMax = 700;

    private static readonly Config Many = Config.QuickThrowOnFailure.WithMaxTest(3000).WithQuietOnSuccess(true);

    private static Arbitrary<(int From, int To, int Length, int Seed)> Ranges { get; } = Arb.From(
        from source in Gen.Choose(0, 80)
        from target in Gen.Choose(0, 80)
        from length in Gen.Choose(0, BitsMax - 80)
        from seed in Gen.Choose(0, int.MaxValue)
        select (source, target, length, seed));

    [Fact]
    public void A_copy_takes_exactly_its_bits() => Check.One(Many, Prop.ForAll(Ranges, one =>
    {
        // The target is longer than the range, so that a write past its ends shows in the neighbours.
        byte[] source = new byte[Bits.ByteCount(one.From + one.Length)], target = new byte[BitsMax / 8 + 2];
        Random random = new(one.Seed);
        random.NextBytes(source);
        random.NextBytes(target);
        byte[] before = (byte[])target.Clone();
        fixed (byte* from = source, to = target)
            Bits.Copy(from, one.From, to, one.To, one.Length);
        for (int i = 0; i < target.Length * 8; i++)
        {
            bool inside = i >= one.To && i < one.To + one.Length;
            Assert.Equal(inside ? At(source, one.From + i - one.To) : At(before, i), At(target, i));
        }
    }));

    [Fact]
    public void A_fill_and_a_count_touch_exactly_their_bits() => Check.One(Many, Prop.ForAll(Ranges, one =>
    {
        byte[] bitmap = new byte[BitsMax / 8 + 2];
        Random random = new(one.Seed);
        random.NextBytes(bitmap);
        byte[] before = (byte[])bitmap.Clone();
        bool value = one.Seed % 2 == 0;
        fixed (byte* bits = bitmap, old = before)
        {
            Assert.Equal(Enumerable.Range(one.From, one.Length).Count(i => At(before, i)), Bits.CountSet(old, one.From, one.Length));
            Bits.Fill(bits, one.From, one.Length, value);
        }
        for (int i = 0; i < bitmap.Length * 8; i++)
            Assert.Equal(i >= one.From && i < one.From + one.Length ? value : At(before, i), At(bitmap, i));
    }));

    private static bool At(byte[] bitmap, int index) => (bitmap[index / 8] & (1 << (index % 8))) != 0;
}
