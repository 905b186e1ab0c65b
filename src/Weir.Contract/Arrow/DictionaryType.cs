namespace Weir.Arrow;

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
