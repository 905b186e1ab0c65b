namespace Weir.Delta.Actions;

/// <summary>Primitive types without parameters ("Primitive Types").</summary>
internal enum DeltaPrimitiveKind
{
    String,
    Long,
    Integer,
    Short,
    Byte,
    Float,
    Double,
    Boolean,
    Binary,
    Date,

    /// <summary>Microseconds since the Unix epoch, UTC.</summary>
    Timestamp,

    /// <summary>Microseconds since 1970-01-01 00:00:00 of no particular zone.</summary>
    TimestampNtz,

    /// <summary>Always null, never in a data file.</summary>
    Void,

    /// <summary>Semi-structured; needs the table feature <c>variantType</c>.</summary>
    Variant,
}

/// <summary>A type of the table schema ("Schema Serialization Format"). Immutable; equality is by value.</summary>
internal abstract record DeltaType
{
    public static readonly DeltaPrimitive String = new(DeltaPrimitiveKind.String, "string");
    public static readonly DeltaPrimitive Long = new(DeltaPrimitiveKind.Long, "long");
    public static readonly DeltaPrimitive Integer = new(DeltaPrimitiveKind.Integer, "integer");
    public static readonly DeltaPrimitive Short = new(DeltaPrimitiveKind.Short, "short");
    public static readonly DeltaPrimitive Byte = new(DeltaPrimitiveKind.Byte, "byte");
    public static readonly DeltaPrimitive Float = new(DeltaPrimitiveKind.Float, "float");
    public static readonly DeltaPrimitive Double = new(DeltaPrimitiveKind.Double, "double");
    public static readonly DeltaPrimitive Boolean = new(DeltaPrimitiveKind.Boolean, "boolean");
    public static readonly DeltaPrimitive Binary = new(DeltaPrimitiveKind.Binary, "binary");
    public static readonly DeltaPrimitive Date = new(DeltaPrimitiveKind.Date, "date");
    public static readonly DeltaPrimitive Timestamp = new(DeltaPrimitiveKind.Timestamp, "timestamp");
    public static readonly DeltaPrimitive TimestampNtz = new(DeltaPrimitiveKind.TimestampNtz, "timestamp_ntz");
    public static readonly DeltaPrimitive Void = new(DeltaPrimitiveKind.Void, "void");
    public static readonly DeltaPrimitive Variant = new(DeltaPrimitiveKind.Variant, "variant");

    /// <summary>All primitive types.</summary>
    public static readonly IReadOnlyList<DeltaPrimitive> Primitives =
    [
        String, Long, Integer, Short, Byte, Float, Double, Boolean, Binary, Date, Timestamp, TimestampNtz, Void, Variant,
    ];

    /// <summary>This type and all types inside it.</summary>
    public IEnumerable<DeltaType> SelfAndNested()
    {
        IEnumerable<DeltaType> inner = this switch
        {
            DeltaStruct structure => structure.Fields.SelectMany(field => field.Type.SelfAndNested()),
            DeltaArray array => array.Element.SelfAndNested(),
            DeltaMap map => map.Key.SelfAndNested().Concat(map.Value.SelfAndNested()),
            _ => [],
        };
        return inner.Prepend(this);
    }

    /// <summary>All struct fields inside this type, outer ones first.</summary>
    public IEnumerable<StructField> AllFields() =>
        SelfAndNested().OfType<DeltaStruct>().SelectMany(structure => structure.Fields);
}

/// <summary>A type without parameters; use the singletons of <see cref="DeltaType"/>.</summary>
/// <param name="Kind">Which one.</param>
/// <param name="Name">Its name in schema strings.</param>
internal sealed record DeltaPrimitive(DeltaPrimitiveKind Kind, string Name) : DeltaType
{
    public override string ToString() => Name;
}

/// <summary>Exact decimal number.</summary>
/// <param name="Precision">Digits in all, 1 to 38.</param>
/// <param name="Scale">Digits behind the point, 0 to <paramref name="Precision"/>.</param>
internal sealed record DeltaDecimal(int Precision, int Scale) : DeltaType
{
    public override string ToString() => $"decimal({Precision},{Scale})";
}

internal sealed record DeltaArray(DeltaType Element, bool ContainsNull) : DeltaType
{
    public override string ToString() => $"array<{Element}>";
}

internal sealed record DeltaMap(DeltaType Key, DeltaType Value, bool ValueContainsNull) : DeltaType
{
    public override string ToString() => $"map<{Key},{Value}>";
}

internal sealed record DeltaStruct(IReadOnlyList<StructField> Fields) : DeltaType
{
    public IReadOnlyList<StructField> Fields { get; } = Fields;

    public bool Equals(DeltaStruct? other) => other is not null && Fields.SequenceEqual(other.Fields);

    public override int GetHashCode() =>
        Fields.Aggregate(new HashCode(), (hash, field) => { hash.Add(field); return hash; }).ToHashCode();

    public override string ToString() =>
        $"struct<{string.Join(',', Fields.Select(field => $"{field.Name}:{field.Type}"))}>";
}

/// <summary>A column or a nested field.</summary>
internal sealed record StructField(string Name, DeltaType Type, bool Nullable, FieldMetadata Metadata)
{
    public StructField(string name, DeltaType type, bool nullable = true)
        : this(name, type, nullable, FieldMetadata.Empty)
    {
    }
}
