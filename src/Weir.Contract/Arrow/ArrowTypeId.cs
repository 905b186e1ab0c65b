using System.Diagnostics.CodeAnalysis;

namespace Weir.Arrow;

/// <summary>The kinds of Arrow types that Weir carries.</summary>
[SuppressMessage("Naming", "CA1720:Identifier contains type name", Justification = "These are the names of the Arrow types.")]
public enum ArrowTypeId
{
    /// <summary>No values, only nulls; no memory.</summary>
    Null,
    /// <summary>One bit a value.</summary>
    Boolean,
    /// <summary>Signed 8 bits.</summary>
    Int8,
    /// <summary>Unsigned 8 bits.</summary>
    UInt8,
    /// <summary>Signed 16 bits.</summary>
    Int16,
    /// <summary>Unsigned 16 bits.</summary>
    UInt16,
    /// <summary>Signed 32 bits.</summary>
    Int32,
    /// <summary>Unsigned 32 bits.</summary>
    UInt32,
    /// <summary>Signed 64 bits.</summary>
    Int64,
    /// <summary>Unsigned 64 bits.</summary>
    UInt64,
    /// <summary>IEEE 754 binary32.</summary>
    Float,
    /// <summary>IEEE 754 binary64.</summary>
    Double,
    /// <summary><see cref="DecimalType"/>: a signed 128-bit integer times a power of ten.</summary>
    Decimal128,
    /// <summary>UTF-8 text, 32-bit offsets.</summary>
    Utf8,
    /// <summary>UTF-8 text, 64-bit offsets.</summary>
    LargeUtf8,
    /// <summary>UTF-8 text, 16-byte views.</summary>
    Utf8View,
    /// <summary>Bytes, 32-bit offsets.</summary>
    Binary,
    /// <summary>Bytes, 64-bit offsets.</summary>
    LargeBinary,
    /// <summary>Bytes, 16-byte views.</summary>
    BinaryView,
    /// <summary><see cref="FixedSizeBinaryType"/>: bytes of one width.</summary>
    FixedSizeBinary,
    /// <summary>Days since 1970-01-01, 32 bits.</summary>
    Date32,
    /// <summary><see cref="Time32Type"/>: seconds or milliseconds since midnight.</summary>
    Time32,
    /// <summary><see cref="Time64Type"/>: microseconds or nanoseconds since midnight.</summary>
    Time64,
    /// <summary><see cref="TimestampType"/>: ticks of a unit since 1970-01-01T00:00:00.</summary>
    Timestamp,
    /// <summary><see cref="DurationType"/>: ticks of a unit.</summary>
    Duration,
    /// <summary>Months, 32 bits.</summary>
    IntervalYearMonth,
    /// <summary><see cref="DayTimeInterval"/>, 64 bits.</summary>
    IntervalDayTime,
    /// <summary><see cref="MonthDayNanoInterval"/>, 128 bits.</summary>
    IntervalMonthDayNano,
    /// <summary><see cref="ListType"/>: lists with 32-bit offsets.</summary>
    List,
    /// <summary><see cref="LargeListType"/>: lists with 64-bit offsets.</summary>
    LargeList,
    /// <summary><see cref="FixedSizeListType"/>: lists of one length.</summary>
    FixedSizeList,
    /// <summary><see cref="StructType"/>: named fields.</summary>
    Struct,
    /// <summary><see cref="MapType"/>: lists of key and value.</summary>
    Map,
    /// <summary><see cref="DictionaryType"/>: indexes into a dictionary of values.</summary>
    Dictionary,
}
