using System.Text;
using FsCheck;
using FsCheck.Fluent;
using Weir.CodeFunctions.Positions;

namespace Weir.Tests.CodeFunctions;

public sealed class LinePositionTests
{
    private static readonly Gen<string> Line = Gen.Elements("a", "Z", " ", "é", "ß", "日", "😀", "\u0301", "𐐀").ListOf().Select(parts => string.Concat(parts));

    // The obvious way: the units of every character counted one by one; -1 inside of a character.
    private static long Slow(string line, int column, Func<Rune, int> units)
    {
        long bytes = 0, counted = 0;
        foreach (Rune character in line.EnumerateRunes())
        {
            if (counted >= column)
                break;
            counted += units(character);
            bytes += character.Utf8SequenceLength;
        }
        return counted > column && column > 0 ? -1 : bytes;
    }

    [Fact]
    public void Columns_become_the_offsets_that_counting_gives() =>
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(1000), Prop.ForAll(Line.ToArbitrary(), Gen.Choose(-3, 40).ToArbitrary(), (line, column) =>
            Fast(line, column, PositionUnit.Utf8) == Slow(line, column, character => character.Utf8SequenceLength)
            && Fast(line, column, PositionUnit.Utf16) == Slow(line, column, character => character.Utf16SequenceLength)
            && Fast(line, column, PositionUnit.CodePoint) == Slow(line, column, _ => 1)
            && Fast(line, column, PositionUnit.Byte) == Math.Clamp(column, 0, Encoding.UTF8.GetByteCount(line))));

    [Theory]
    [InlineData("BYTE", 0)]
    [InlineData("bytes", 0)]
    [InlineData("UTF-8", 1)]
    [InlineData("utf8", 1)]
    [InlineData("utf_8", 1)]
    [InlineData("UTF 8", 1)]
    [InlineData("1", 1)]
    [InlineData("UTF-16LE", 2)]
    [InlineData("utf16", 2)]
    [InlineData("PositionEncoding.UTF16", 2)]
    [InlineData("2", 2)]
    [InlineData("utf-32", 3)]
    [InlineData("codepoint", 3)]
    [InlineData("code_points", 3)]
    [InlineData("3", 3)]
    [InlineData("4", 3)]
    [InlineData("", 3)]
    [InlineData("a name that is longer than any spelling of a unit", 3)]
    public void Units_are_known_by_their_usual_spellings(string text, int unit) =>
        Assert.Equal((PositionUnit)unit, PositionUnitText.Unit(Encoding.UTF8.GetBytes(text)));

    private static long Fast(string line, int column, PositionUnit unit)
    {
        try
        {
            return LinePosition.ToByte(Encoding.UTF8.GetBytes(line), column, unit);
        }
        catch (ArgumentException)
        {
            return -1;
        }
    }
}
