namespace Weir.Catalog;

/// <summary>Which types hold every value of another one. The matrix that schema evolution is checked by.</summary>
internal static class TypeWidening
{
    private static readonly Dictionary<string, (int Bits, bool IsSigned)> Integers = new()
    {
        ["TINYINT"] = (8, true), ["SMALLINT"] = (16, true), ["INTEGER"] = (32, true), ["BIGINT"] = (64, true), ["HUGEINT"] = (128, true),
        ["UTINYINT"] = (8, false), ["USMALLINT"] = (16, false), ["UINTEGER"] = (32, false), ["UBIGINT"] = (64, false), ["UHUGEINT"] = (128, false),
    };

    // Decimal digits that hold every value.
    private static readonly Dictionary<int, int> Digits = new() { [8] = 3, [16] = 5, [32] = 10, [64] = 20, [128] = 39 };

    // From seconds to microseconds: the same moments, more digits.
    private static readonly string[] Moments = ["DATE", "TIMESTAMP_S", "TIMESTAMP_MS", "TIMESTAMP"];

    /// <summary>Whether each value of a type is one of another type; not for types with parts, and not for the same type.</summary>
    public static bool Holds(ColumnType narrow, ColumnType wide)
    {
        if (Integers.TryGetValue(narrow.Name, out (int Bits, bool IsSigned) integer))
            return HoldsInteger(integer.Bits, integer.IsSigned, wide);
        if (narrow.Name == ColumnType.Decimal && wide.Name == ColumnType.Decimal)
            return wide.Sizes[1] >= narrow.Sizes[1] && wide.Sizes[0] - wide.Sizes[1] >= narrow.Sizes[0] - narrow.Sizes[1];
        (int from, int to) = (Array.IndexOf(Moments, narrow.Name), Array.IndexOf(Moments, wide.Name));
        return (narrow.Name, wide.Name) is ("FLOAT", "DOUBLE") or (ColumnType.Enum, "VARCHAR") or ("UUID", "VARCHAR") || (from >= 0 && to > from);
    }

    private static bool HoldsInteger(int bits, bool isSigned, ColumnType wide) => wide.Name switch
    {
        ColumnType.Decimal => wide.Sizes[0] - wide.Sizes[1] >= Digits[bits],
        "FLOAT" => bits <= 16,
        "DOUBLE" => bits <= 32,
        _ => Integers.TryGetValue(wide.Name, out (int Bits, bool IsSigned) other) && other.Bits > bits && (other.IsSigned || !isSigned),
    };
}
