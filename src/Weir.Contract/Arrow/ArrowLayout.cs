namespace Weir.Arrow;

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
