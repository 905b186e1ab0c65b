using System.Diagnostics.CodeAnalysis;

namespace Weir.Arrow;

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

// In the file of ArrowType, because types have fields and fields have types.
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
