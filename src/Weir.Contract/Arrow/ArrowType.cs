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

/// <summary>The tick of a time, timestamp or duration.</summary>
public enum TimeUnit
{
    /// <summary>1 s.</summary>
    Second,
    /// <summary>10^-3 s.</summary>
    Millisecond,
    /// <summary>10^-6 s.</summary>
    Microsecond,
    /// <summary>10^-9 s.</summary>
    Nanosecond,
}

/// <summary>A value of <see cref="ArrowTypeId.IntervalDayTime"/>, laid out as Arrow does.</summary>
/// <param name="Days">Whole days.</param>
/// <param name="Milliseconds">Milliseconds, not tied to the days.</param>
public readonly record struct DayTimeInterval(int Days, int Milliseconds);

/// <summary>A value of <see cref="ArrowTypeId.IntervalMonthDayNano"/>, laid out as Arrow does.</summary>
/// <param name="Months">Whole months.</param>
/// <param name="Days">Whole days, not tied to the months.</param>
/// <param name="Nanoseconds">Nanoseconds, not tied to the days.</param>
public readonly record struct MonthDayNanoInterval(int Months, int Days, long Nanoseconds);

/// <summary>How the buffers of an array are laid out; everything that copies memory switches on this.</summary>
internal enum ArrowLayout
{
    /// <summary>No buffers.</summary>
    Null,
    /// <summary>Validity, value bits.</summary>
    Bits,
    /// <summary>Validity, values of <see cref="ArrowType.ByteWidth"/>.</summary>
    Fixed,
    /// <summary>Validity, 32-bit offsets, bytes.</summary>
    Bytes32,
    /// <summary>Validity, 64-bit offsets, bytes.</summary>
    Bytes64,
    /// <summary>Validity, 16-byte views, any number of byte buffers.</summary>
    Views,
    /// <summary>Validity, 32-bit offsets; one child.</summary>
    List32,
    /// <summary>Validity, 64-bit offsets; one child.</summary>
    List64,
    /// <summary>Validity; one child.</summary>
    FixedList,
    /// <summary>Validity; a child a field.</summary>
    Struct,
}

/// <summary>
/// An Arrow logical type. Immutable, compared by value; types without parameters are the
/// singletons of this class. See https://arrow.apache.org/docs/format/Columnar.html.
/// </summary>
[SuppressMessage("Naming", "CA1720:Identifier contains type name", Justification = "These are the names of the Arrow types.")]
public abstract record ArrowType
{
    // Parameters of types are read-only, without init: what is derived from them here and in the
    // subclasses would be stale after a 'with'.
    private protected ArrowType(ArrowTypeId id, ArrowLayout layout, int byteWidth = 0)
    {
        Id = id;
        Layout = layout;
        ByteWidth = byteWidth;
    }

    /// <summary>No values, only nulls.</summary>
    public static ArrowType Null { get; } = new PlainType(ArrowTypeId.Null, "null", ArrowLayout.Null);

    /// <summary>One bit a value.</summary>
    public static ArrowType Boolean { get; } = new PlainType(ArrowTypeId.Boolean, "bool", ArrowLayout.Bits);

    /// <summary>Signed 8 bits.</summary>
    public static ArrowType Int8 { get; } = new PlainType(ArrowTypeId.Int8, "int8", ArrowLayout.Fixed, 1);

    /// <summary>Unsigned 8 bits.</summary>
    public static ArrowType UInt8 { get; } = new PlainType(ArrowTypeId.UInt8, "uint8", ArrowLayout.Fixed, 1);

    /// <summary>Signed 16 bits.</summary>
    public static ArrowType Int16 { get; } = new PlainType(ArrowTypeId.Int16, "int16", ArrowLayout.Fixed, 2);

    /// <summary>Unsigned 16 bits.</summary>
    public static ArrowType UInt16 { get; } = new PlainType(ArrowTypeId.UInt16, "uint16", ArrowLayout.Fixed, 2);

    /// <summary>Signed 32 bits.</summary>
    public static ArrowType Int32 { get; } = new PlainType(ArrowTypeId.Int32, "int32", ArrowLayout.Fixed, 4);

    /// <summary>Unsigned 32 bits.</summary>
    public static ArrowType UInt32 { get; } = new PlainType(ArrowTypeId.UInt32, "uint32", ArrowLayout.Fixed, 4);

    /// <summary>Signed 64 bits.</summary>
    public static ArrowType Int64 { get; } = new PlainType(ArrowTypeId.Int64, "int64", ArrowLayout.Fixed, 8);

    /// <summary>Unsigned 64 bits.</summary>
    public static ArrowType UInt64 { get; } = new PlainType(ArrowTypeId.UInt64, "uint64", ArrowLayout.Fixed, 8);

    /// <summary>IEEE 754 binary32.</summary>
    public static ArrowType Float { get; } = new PlainType(ArrowTypeId.Float, "float", ArrowLayout.Fixed, 4);

    /// <summary>IEEE 754 binary64.</summary>
    public static ArrowType Double { get; } = new PlainType(ArrowTypeId.Double, "double", ArrowLayout.Fixed, 8);

    /// <summary>UTF-8 text, at most 2 GiB a column and batch.</summary>
    public static ArrowType Utf8 { get; } = new PlainType(ArrowTypeId.Utf8, "utf8", ArrowLayout.Bytes32);

    /// <summary>UTF-8 text with 64-bit offsets.</summary>
    public static ArrowType LargeUtf8 { get; } = new PlainType(ArrowTypeId.LargeUtf8, "large_utf8", ArrowLayout.Bytes64);

    /// <summary>UTF-8 text as 16-byte views: up to 12 bytes inline, else a prefix and a place.</summary>
    public static ArrowType Utf8View { get; } = new PlainType(ArrowTypeId.Utf8View, "utf8_view", ArrowLayout.Views, 16);

    /// <summary>Bytes, at most 2 GiB a column and batch.</summary>
    public static ArrowType Binary { get; } = new PlainType(ArrowTypeId.Binary, "binary", ArrowLayout.Bytes32);

    /// <summary>Bytes with 64-bit offsets.</summary>
    public static ArrowType LargeBinary { get; } = new PlainType(ArrowTypeId.LargeBinary, "large_binary", ArrowLayout.Bytes64);

    /// <summary>Bytes as 16-byte views.</summary>
    public static ArrowType BinaryView { get; } = new PlainType(ArrowTypeId.BinaryView, "binary_view", ArrowLayout.Views, 16);

    /// <summary>Days since 1970-01-01, 32 bits.</summary>
    public static ArrowType Date32 { get; } = new PlainType(ArrowTypeId.Date32, "date32", ArrowLayout.Fixed, 4);

    /// <summary>Months, 32 bits.</summary>
    public static ArrowType IntervalYearMonth { get; } = new PlainType(ArrowTypeId.IntervalYearMonth, "interval[year_month]", ArrowLayout.Fixed, 4);

    /// <summary><see cref="DayTimeInterval"/> values.</summary>
    public static ArrowType IntervalDayTime { get; } = new PlainType(ArrowTypeId.IntervalDayTime, "interval[day_time]", ArrowLayout.Fixed, 8);

    /// <summary><see cref="MonthDayNanoInterval"/> values.</summary>
    public static ArrowType IntervalMonthDayNano { get; } = new PlainType(ArrowTypeId.IntervalMonthDayNano, "interval[month_day_nano]", ArrowLayout.Fixed, 16);

    /// <summary>The kind of this type.</summary>
    public ArrowTypeId Id { get; }

    /// <summary>True for the six types whose values are text or bytes of any length.</summary>
    public bool IsBytes => Layout is ArrowLayout.Bytes32 or ArrowLayout.Bytes64 or ArrowLayout.Views;

    /// <summary>True for the three text types.</summary>
    public bool IsText => Id is ArrowTypeId.Utf8 or ArrowTypeId.LargeUtf8 or ArrowTypeId.Utf8View;

    internal ArrowLayout Layout { get; }

    // Bytes of one value in the second buffer; 0 where the layout has none.
    internal int ByteWidth { get; }

    // The fields of the children, in the order of the physical children.
    internal virtual IReadOnlyList<Field> ChildFields => [];

    /// <summary>The type in words, for example <c>list&lt;item: int64&gt;</c>.</summary>
    /// <returns>A text for people; not a stable format.</returns>
    public sealed override string ToString() => Text;

    private protected abstract string Text { get; }

    private sealed record PlainType(ArrowTypeId PlainId, string Name, ArrowLayout PlainLayout, int Width = 0)
        : ArrowType(PlainId, PlainLayout, Width)
    {
        private protected override string Text => Name;
    }
}

/// <summary>A signed 128-bit integer divided by 10^<paramref name="Scale"/>; values are <see cref="System.Int128"/>.</summary>
/// <param name="Precision">Decimal digits, 1 to 38.</param>
/// <param name="Scale">Digits after the point; may be negative.</param>
public sealed record DecimalType(int Precision, int Scale) : ArrowType(ArrowTypeId.Decimal128, ArrowLayout.Fixed, 16)
{
    /// <summary>Decimal digits, 1 to 38.</summary>
    public int Precision { get; } = Precision is >= 1 and <= 38
        ? Precision
        : throw new ArgumentOutOfRangeException(nameof(Precision), Precision, "A 128-bit decimal has 1 to 38 digits.");

    private protected override string Text => $"decimal128({Precision}, {Scale})";
}

/// <summary>Bytes of one width.</summary>
/// <param name="Width">Bytes a value, 0 or more.</param>
public sealed record FixedSizeBinaryType(int Width) : ArrowType(ArrowTypeId.FixedSizeBinary, ArrowLayout.Fixed, Width)
{
    /// <summary>Bytes a value.</summary>
    public int Width { get; } = Width >= 0
        ? Width
        : throw new ArgumentOutOfRangeException(nameof(Width), Width, "A width is 0 or more.");

    private protected override string Text => $"fixed_size_binary({Width})";
}

/// <summary>Time of day as 32 bits since midnight.</summary>
/// <param name="Unit">Second or millisecond.</param>
public sealed record Time32Type(TimeUnit Unit) : ArrowType(ArrowTypeId.Time32, ArrowLayout.Fixed, 4)
{
    /// <summary>The tick.</summary>
    public TimeUnit Unit { get; } = Unit is TimeUnit.Second or TimeUnit.Millisecond
        ? Unit
        : throw new ArgumentOutOfRangeException(nameof(Unit), Unit, "A 32-bit time counts seconds or milliseconds.");

    private protected override string Text => $"time32[{Unit}]";
}

/// <summary>Time of day as 64 bits since midnight.</summary>
/// <param name="Unit">Microsecond or nanosecond.</param>
public sealed record Time64Type(TimeUnit Unit) : ArrowType(ArrowTypeId.Time64, ArrowLayout.Fixed, 8)
{
    /// <summary>The tick.</summary>
    public TimeUnit Unit { get; } = Unit is TimeUnit.Microsecond or TimeUnit.Nanosecond
        ? Unit
        : throw new ArgumentOutOfRangeException(nameof(Unit), Unit, "A 64-bit time counts microseconds or nanoseconds.");

    private protected override string Text => $"time64[{Unit}]";
}

/// <summary>Ticks since 1970-01-01T00:00:00, 64 bits; in UTC when a zone is named, else local to the reader.</summary>
/// <param name="Unit">The tick.</param>
/// <param name="TimeZone">A zone name or offset for display, or null for a timestamp without zone.</param>
public sealed record TimestampType(TimeUnit Unit, string? TimeZone = null) : ArrowType(ArrowTypeId.Timestamp, ArrowLayout.Fixed, 8)
{
    private protected override string Text => TimeZone is null ? $"timestamp[{Unit}]" : $"timestamp[{Unit}, {TimeZone}]";
}

/// <summary>A length of time in ticks, 64 bits.</summary>
/// <param name="Unit">The tick.</param>
public sealed record DurationType(TimeUnit Unit) : ArrowType(ArrowTypeId.Duration, ArrowLayout.Fixed, 8)
{
    private protected override string Text => $"duration[{Unit}]";
}

/// <summary>Lists of any length, 32-bit offsets.</summary>
/// <param name="Element">The field of the elements; its name is <c>item</c> by custom.</param>
public sealed record ListType(Field Element) : ArrowType(ArrowTypeId.List, ArrowLayout.List32)
{
    /// <summary>The field of the elements.</summary>
    public Field Element { get; } = Element;

    internal override IReadOnlyList<Field> ChildFields { get; } = [Element];

    private protected override string Text => $"list<{Element}>";

    /// <inheritdoc/>
    public bool Equals(ListType? other) =>
        ReferenceEquals(this, other) || (other is not null && Element.Equals(other.Element));

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Id, Element);
}

/// <summary>Lists of any length, 64-bit offsets.</summary>
/// <param name="Element">The field of the elements.</param>
public sealed record LargeListType(Field Element) : ArrowType(ArrowTypeId.LargeList, ArrowLayout.List64)
{
    /// <summary>The field of the elements.</summary>
    public Field Element { get; } = Element;

    internal override IReadOnlyList<Field> ChildFields { get; } = [Element];

    private protected override string Text => $"large_list<{Element}>";

    /// <inheritdoc/>
    public bool Equals(LargeListType? other) =>
        ReferenceEquals(this, other) || (other is not null && Element.Equals(other.Element));

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Id, Element);
}

/// <summary>Lists of one length.</summary>
/// <param name="Element">The field of the elements.</param>
/// <param name="Size">Elements a list, 0 or more.</param>
public sealed record FixedSizeListType(Field Element, int Size) : ArrowType(ArrowTypeId.FixedSizeList, ArrowLayout.FixedList)
{
    /// <summary>The field of the elements.</summary>
    public Field Element { get; } = Element;

    internal override IReadOnlyList<Field> ChildFields { get; } = [Element];

    /// <summary>Elements a list.</summary>
    public int Size { get; } = Size >= 0
        ? Size
        : throw new ArgumentOutOfRangeException(nameof(Size), Size, "A size is 0 or more.");

    private protected override string Text => $"fixed_size_list<{Element}>[{Size}]";

    /// <inheritdoc/>
    public bool Equals(FixedSizeListType? other) =>
        ReferenceEquals(this, other) || (other is not null && Size == other.Size && Element.Equals(other.Element));

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Id, Element, Size);
}

/// <summary>Named fields; names need not be unique.</summary>
/// <param name="Fields">The fields in order.</param>
public sealed record StructType(IReadOnlyList<Field> Fields) : ArrowType(ArrowTypeId.Struct, ArrowLayout.Struct)
{
    /// <summary>The fields in order.</summary>
    public IReadOnlyList<Field> Fields { get; } = Array.AsReadOnly(Fields.ToArray());

    internal override IReadOnlyList<Field> ChildFields => Fields;

    private protected override string Text => $"struct<{string.Join(", ", Fields)}>";

    /// <inheritdoc/>
    public bool Equals(StructType? other) =>
        ReferenceEquals(this, other) || (other is not null && Fields.SequenceEqual(other.Fields));

    /// <inheritdoc/>
    public override int GetHashCode() => Fields.Aggregate(HashCode.Combine(Id), HashCode.Combine);
}

/// <summary>Lists of key and value. Physically a list of the struct <see cref="Entries"/>.</summary>
/// <param name="Key">The field of the keys; not nullable.</param>
/// <param name="Value">The field of the values.</param>
/// <param name="KeysSorted">True when the keys of each row are in ascending order.</param>
public sealed record MapType(Field Key, Field Value, bool KeysSorted = false) : ArrowType(ArrowTypeId.Map, ArrowLayout.List32)
{
    /// <summary>The field of the keys.</summary>
    public Field Key { get; } = Key;

    /// <summary>The field of the values.</summary>
    public Field Value { get; } = Value;

    /// <summary>The field of the one child: a struct of key and value, never null.</summary>
    public Field Entries { get; } = new("entries", new StructType([Key, Value]), Nullable: false);

    internal override IReadOnlyList<Field> ChildFields => [Entries];

    private protected override string Text => $"map<{Key}, {Value}>";

    /// <inheritdoc/>
    public bool Equals(MapType? other) =>
        ReferenceEquals(this, other) || (other is not null && KeysSorted == other.KeysSorted && Key.Equals(other.Key) && Value.Equals(other.Value));

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Id, Key, Value, KeysSorted);
}

/// <summary>Indexes into a dictionary of values that the array carries.</summary>
/// <param name="Index">An integer type.</param>
/// <param name="Value">The type of the dictionary's values.</param>
/// <param name="Ordered">True when the order of the dictionary means something.</param>
public sealed record DictionaryType(ArrowType Index, ArrowType Value, bool Ordered = false)
    : ArrowType(ArrowTypeId.Dictionary, ArrowLayout.Fixed, Index.ByteWidth)
{
    /// <summary>The integer type of the indexes.</summary>
    public ArrowType Index { get; } = Index.Id is >= ArrowTypeId.Int8 and <= ArrowTypeId.UInt64
        ? Index
        : throw new ArgumentException($"Indexes of a dictionary are integers, not {Index}.", nameof(Index));

    private protected override string Text => $"dictionary<{Index}, {Value}>";
}

/// <summary>A named, typed column or child. Immutable, compared by value, metadata included.</summary>
/// <param name="Name">The name; may be empty.</param>
/// <param name="Type">The type of the values.</param>
/// <param name="Nullable">False promises that no value is null.</param>
/// <param name="Metadata">Texts by key, or null for none.</param>
public sealed record Field(string Name, ArrowType Type, bool Nullable = true, IReadOnlyDictionary<string, string>? Metadata = null)
{
    /// <summary>Texts by key; empty when there are none.</summary>
    public IReadOnlyDictionary<string, string> Metadata { get; init; } = Metadata ?? NoMetadata;

    internal static IReadOnlyDictionary<string, string> NoMetadata { get; } =
        System.Collections.ObjectModel.ReadOnlyDictionary<string, string>.Empty;

    /// <inheritdoc/>
    public bool Equals(Field? other) =>
        ReferenceEquals(this, other)
        || (other is not null && Name == other.Name && Nullable == other.Nullable && Type.Equals(other.Type)
            && SameMetadata(Metadata, other.Metadata));

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Name, Nullable, Type);

    /// <summary>Name, type and nullability in words.</summary>
    /// <returns>A text for people; not a stable format.</returns>
    public override string ToString() => $"{Name}: {Type}{(Nullable ? "" : " not null")}";

    internal static bool SameMetadata(IReadOnlyDictionary<string, string> left, IReadOnlyDictionary<string, string> right) =>
        left.Count == right.Count
        && left.All(pair => right.TryGetValue(pair.Key, out string? value) && value == pair.Value);
}
