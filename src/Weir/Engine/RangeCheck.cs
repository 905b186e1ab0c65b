using System.Globalization;
using Weir.Diagnostics;

namespace Weir.Engine;

/// <summary>
/// Finds values that would change on their way to Arrow: HUGEINT beyond 38 digits (Arrow: decimal128(38, 0)),
/// INTERVAL whose microseconds do not fit as nanoseconds. Mirrors the type of a column down to such leaves.
/// </summary>
/// <param name="column">The column's path, for errors.</param>
/// <param name="type">The SQL type at this node.</param>
/// <param name="children">Checks of the children in order; null where nothing needs one.</param>
/// <param name="size">Elements a row, for ARRAY.</param>
internal sealed unsafe class RangeCheck(string column, DuckTypeId type, IReadOnlyList<RangeCheck?> children, int size = 0)
{
    private const long MicrosecondsMax = long.MaxValue / 1000;
    private static readonly Int128 DecimalLimit = Int128.Parse("1" + new string('0', 38), CultureInfo.InvariantCulture);

    /// <summary>Checks the rows of a vector.</summary>
    /// <exception cref="WeirException">WEIR4015: a value does not travel.</exception>
    public void Require(nint vector, int rows)
    {
        switch (type)
        {
            case DuckTypeId.HugeInt or DuckTypeId.UHugeInt:
                RequireWide(vector, rows);
                break;
            case DuckTypeId.Interval:
                RequireIntervals(vector, rows);
                break;
            case DuckTypeId.List:
                children[0]!.Require(DuckApiVector.ListChild(vector), (int)DuckApiVector.ListSize(vector));
                break;
            case DuckTypeId.Array:
                children[0]!.Require(DuckApiVector.ArrayChild(vector), rows * size);
                break;
            case DuckTypeId.Map:
                RequireFields(DuckApiVector.ListChild(vector), (int)DuckApiVector.ListSize(vector));
                break;
            case DuckTypeId.Struct:
                RequireFields(vector, rows);
                break;
            default:
                throw Invariant.Unreachable(type);
        }
    }

    private void RequireFields(nint vector, int rows)
    {
        for (int i = 0; i < children.Count; i++)
            children[i]?.Require(DuckApiVector.StructChild(vector, (ulong)i), rows);
    }

    // The bits of an unsigned value above 2^127 read as a negative one, so both ends are refused alike.
    private void RequireWide(nint vector, int rows)
    {
        VectorView view = new(vector, rows);
        ReadOnlySpan<Int128> values = view.Values<Int128>();
        for (int row = 0; row < values.Length; row++)
        {
            bool fits = values[row] < DecimalLimit && values[row] > (type == DuckTypeId.HugeInt ? -DecimalLimit : -Int128.One);
            if (!fits && !view.IsNull(row))
                throw EngineErrors.ValueNotExportable(column, type == DuckTypeId.HugeInt ? "HUGEINT" : "UHUGEINT", Text(values[row]), "decimal128(38, 0)");
        }
    }

    private string Text(Int128 value) => type == DuckTypeId.HugeInt
        ? value.ToString(CultureInfo.InvariantCulture)
        : ((UInt128)value).ToString(CultureInfo.InvariantCulture);

    private void RequireIntervals(nint vector, int rows)
    {
        VectorView view = new(vector, rows);
        ReadOnlySpan<DuckInterval> values = view.Values<DuckInterval>();
        for (int row = 0; row < values.Length; row++)
            if (values[row].Microseconds is > MicrosecondsMax or < -MicrosecondsMax && !view.IsNull(row))
                throw EngineErrors.ValueNotExportable(
                    column, "INTERVAL", $"{values[row].Months} months {values[row].Days} days {values[row].Microseconds} microseconds",
                    "interval[month_day_nano]");
    }
}
