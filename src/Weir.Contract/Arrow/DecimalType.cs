namespace Weir.Arrow;

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
