namespace Weir.Arrow;

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
    public Field Entries => ChildFields[0];

    // Made once: results and arguments of functions ask for it for every row.
    internal override IReadOnlyList<Field> ChildFields { get; } = [new Field("entries", new StructType([Key, Value]), Nullable: false)];

    private protected override string Text => $"map<{Key}, {Value}>";

    /// <inheritdoc/>
    public bool Equals(MapType? other) =>
        ReferenceEquals(this, other) || (other is not null && KeysSorted == other.KeysSorted && Key.Equals(other.Key) && Value.Equals(other.Value));

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Id, Key, Value, KeysSorted);
}
