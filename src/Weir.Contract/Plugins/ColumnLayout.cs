namespace Weir.Plugins;

/// <summary>How the values of a column lie in memory. Hosts choose; the views read and write all of them.</summary>
public enum ColumnLayout : byte
{
    /// <summary>Values of <see cref="ColumnNode.ValueBytes"/> bytes each.</summary>
    Fixed,
    /// <summary>One bit a value, least significant first (Arrow's booleans).</summary>
    Bits,
    /// <summary>
    /// 16 bytes a text: its length in 4, then up to 12 bytes of it, or 4 bytes of it and a pointer to all (the engine's strings).
    /// </summary>
    Texts,
    /// <summary>32-bit offsets, one more than values, into <see cref="ColumnNode.Bytes"/> (Arrow's utf8 and binary).</summary>
    Offsets32,
    /// <summary>64-bit offsets, one more than values, into <see cref="ColumnNode.Bytes"/> (Arrow's large utf8 and binary).</summary>
    Offsets64,
    /// <summary>No values of its own; children of the same length.</summary>
    Struct,
    /// <summary>16 bytes a list: 64-bit start and length in the one child (the engine's lists).</summary>
    ListEntries,
    /// <summary>32-bit offsets, one more than values, into the one child (Arrow's lists and maps).</summary>
    ListOffsets32,
    /// <summary>Months and days in 4 bytes each, microseconds in 8 (the engine's intervals).</summary>
    MonthDayMicro,
}
