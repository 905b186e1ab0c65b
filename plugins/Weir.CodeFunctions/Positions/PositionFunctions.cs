using Weir.Arrow;
using Weir.CodeFunctions.Values;
using Weir.Plugins;

namespace Weir.CodeFunctions.Positions;

/// <summary>Positions in lines of text, as tools count them, as byte offsets.</summary>
internal static class PositionFunctions
{
    private static readonly StructType Bounds = new([new Field("bstart", ArrowType.Int64), new Field("bend", ArrowType.Int64)]);

    /// <summary>
    /// The byte offset of a column in a line. A column before the line is 0, one behind it the line's length; one inside
    /// of a character is an error.
    /// </summary>
    /// <param name="lineText">The line.</param>
    /// <param name="col">The column, from 0.</param>
    /// <param name="colUnit">What it counts: bytes (<c>BYTE</c>), or code units of <c>UTF-8</c>, <c>UTF-16</c>, or code points (all else, and NULL).</param>
    /// <param name="result">The offset.</param>
    /// <example><code>SELECT col_to_byte('é=1', 1, 'UTF32')  -- 2</code></example>
    [ScalarFunction("col_to_byte", SeesNulls = true)]
    public static void ColumnToByte(
        [Of<string>] ColumnView lineText, [Of<long>] ColumnView col, [Of<string>] ColumnView colUnit, [Of<long>] ColumnResult result)
    {
        ReadOnlySpan<long> columns = col.Values<long>();
        Span<long> offsets = result.Values<long>();
        for (int row = 0; row < offsets.Length; row++)
        {
            if (lineText.IsNull(row) || col.IsNull(row))
                result.SetNull(row);
            else
                offsets[row] = LinePosition.ToByte(lineText.GetBytes(row), columns[col.IsConstant ? 0 : row], UnitOf(colUnit, row));
        }
    }

    /// <summary>The bytes of a file between two positions, each a column of a line: where the line begins plus the column's offset in it.</summary>
    /// <param name="startLineStartByte">Where the first line begins in the file.</param>
    /// <param name="startLineText">The first line.</param>
    /// <param name="startCol">The column in it where the span begins.</param>
    /// <param name="endLineStartByte">Where the last line begins in the file.</param>
    /// <param name="endLineText">The last line.</param>
    /// <param name="endCol">The column in it where the span ends.</param>
    /// <param name="colUnit">What columns count, as for <c>col_to_byte</c>; NULL gives NULL.</param>
    /// <param name="result">A struct of <c>bstart</c> and <c>bend</c>; each is NULL when something of its own side is.</param>
    /// <example><code>SELECT canonicalize_byte_span(10, 'abcdef', 3, 20, 'ghijkl', 2, 'BYTE')  -- {bstart: 13, bend: 22}</code></example>
    [ScalarFunction("canonicalize_byte_span", SeesNulls = true, ResultType = nameof(TypeOfBounds))]
    public static void CanonicalizeByteSpan(
        [Of<long>] ColumnView startLineStartByte, [Of<string>] ColumnView startLineText, [Of<long>] ColumnView startCol,
        [Of<long>] ColumnView endLineStartByte, [Of<string>] ColumnView endLineText, [Of<long>] ColumnView endCol,
        [Of<string>] ColumnView colUnit, ColumnResult result)
    {
        WriteSide(startLineStartByte, startLineText, startCol, colUnit, result.Field(0));
        WriteSide(endLineStartByte, endLineText, endCol, colUnit, result.Field(1));
    }

    /// <summary>The type of bounds.</summary>
    public static ArrowType TypeOfBounds(IReadOnlyList<ArrowType> _) => Bounds;

    /// <summary>The code of an encoding of positions: 1 for UTF-8, 2 for UTF-16, 3 for code points and all else.</summary>
    /// <param name="value">Its name in any usual spelling, or its code.</param>
    /// <param name="buffers">Of the thread.</param>
    /// <param name="result">The code, never NULL.</param>
    /// <example><code>SELECT position_encoding_norm('utf-8')  -- 1</code></example>
    [ScalarFunction("position_encoding_norm", SeesNulls = true)]
    public static void EncodingCode(ColumnView value, TextBuffer buffers, [Of<int>] ColumnResult result)
    {
        Span<int> codes = result.Values<int>();
        for (int row = 0; row < codes.Length; row++)
            codes[row] = value.IsNull(row) ? (int)PositionUnit.CodePoint : (int)PositionUnitText.Encoding(ValueText.Of(value, row, buffers.Text));
    }

    private static void WriteSide(ColumnView lineStart, ColumnView lineText, ColumnView column, ColumnView unit, ColumnResult result)
    {
        ReadOnlySpan<long> starts = lineStart.Values<long>(), columns = column.Values<long>();
        Span<long> offsets = result.Values<long>();
        for (int row = 0; row < offsets.Length; row++)
        {
            if (lineStart.IsNull(row) || lineText.IsNull(row) || column.IsNull(row) || unit.IsNull(row))
            {
                result.SetNull(row);
                continue;
            }
            long inside = LinePosition.ToByte(lineText.GetBytes(row), columns[column.IsConstant ? 0 : row], UnitOf(unit, row));
            offsets[row] = checked(starts[lineStart.IsConstant ? 0 : row] + inside);
        }
    }

    private static PositionUnit UnitOf(ColumnView unit, int row) =>
        unit.IsNull(row) ? PositionUnit.CodePoint : PositionUnitText.Unit(unit.GetBytes(row));
}
