namespace Weir.Arrow;

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
