using System.Text;

namespace Weir.CodeFunctions.Positions;

/// <summary>Turns columns of a line into byte offsets. Before the line is its beginning, behind it its end.</summary>
internal static class LinePosition
{
    /// <summary>The byte offset of a column.</summary>
    /// <param name="line">UTF-8.</param>
    /// <param name="column">From 0.</param>
    /// <param name="unit">What it counts.</param>
    /// <exception cref="ArgumentException">The column stands inside a character.</exception>
    public static long ToByte(ReadOnlySpan<byte> line, long column, PositionUnit unit)
    {
        if (column <= 0)
            return 0;
        return unit switch
        {
            PositionUnit.Byte => Math.Min(column, line.Length),
            PositionUnit.Utf8 => OfUtf8(line, column),
            PositionUnit.Utf16 => OfUtf16(line, column),
            _ => OfCodePoints(line, column),
        };
    }

    private static long OfUtf8(ReadOnlySpan<byte> line, long column)
    {
        if (column >= line.Length)
            return line.Length;
        return IsContinuation(line[(int)column]) ? throw Inside(column, "UTF-8") : column;
    }

    private static long OfUtf16(ReadOnlySpan<byte> line, long column)
    {
        int at = AsciiLength(line, column);
        long units = at;
        while (at < line.Length && units < column)
        {
            Rune.DecodeFromUtf8(line[at..], out Rune character, out int length);
            units += character.Utf16SequenceLength;
            at += length;
        }
        return units > column ? throw Inside(column, "UTF-16") : at;
    }

    private static long OfCodePoints(ReadOnlySpan<byte> line, long column)
    {
        int at = AsciiLength(line, column);
        for (long points = at; at < line.Length && points < column; points++)
        {
            Rune.DecodeFromUtf8(line[at..], out _, out int length);
            at += length;
        }
        return at;
    }

    // In ASCII every unit is a byte.
    private static int AsciiLength(ReadOnlySpan<byte> line, long column)
    {
        ReadOnlySpan<byte> part = line[..(int)Math.Min(column, line.Length)];
        int other = part.IndexOfAnyExceptInRange((byte)0, (byte)0x7F);
        return other < 0 ? part.Length : other;
    }

    private static bool IsContinuation(byte value) => (value & 0xC0) == 0x80;

    private static ArgumentException Inside(long column, string unit) =>
        new($"The column {column} in {unit} code units stands inside a character of the line; a column stands before or behind one.");
}
