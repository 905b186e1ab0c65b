namespace Weir.Arrow;

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
