namespace Weir.Arrow;

/// <summary>
/// How much of an array from outside is checked at import. The C Data interface carries no buffer
/// lengths: they are derived from the offsets, so no level can find a buffer that is shorter than
/// its offsets say. From <see cref="Full"/> on, every access stays inside what the offsets claim.
/// </summary>
public enum ArrowValidation
{
    /// <summary>Only what import itself needs: counts of children and buffers. For producers inside this process that are tested.</summary>
    Trusted,

    /// <summary>Also, at a cost per column and not per row: lengths, null pointers, first and last offsets, child lengths.</summary>
    Structure,

    /// <summary>Also, at a cost per row: monotone offsets, dictionary indexes, views, null counts, UTF-8.</summary>
    Full,
}
