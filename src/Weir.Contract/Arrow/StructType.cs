namespace Weir.Arrow;

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
