namespace Weir.CodeFunctions.Hashing;

/// <summary>
/// One family of hashes: a digest length and a personalisation. Two families never give digests of the same
/// computation, so version 2 cannot collide with version 1.
/// </summary>
/// <param name="DigestBytes">8 or 16.</param>
/// <param name="PersonalLow">First 8 bytes of the personalisation, little-endian.</param>
/// <param name="PersonalHigh">The other 8 bytes.</param>
internal readonly record struct HashFamily(int DigestBytes, ulong PersonalLow, ulong PersonalHigh)
{
    // "weir.hash.v2" and four zero bytes.
    private const ulong TypedLow = 0x7361682E72696577, TypedHigh = 0x0000000032762E68;

    /// <summary>Version 1, 64 bits: the bytes of one text.</summary>
    public static HashFamily Text64 => new(8, 0, 0);

    /// <summary>Version 1, 128 bits.</summary>
    public static HashFamily Text128 => new(16, 0, 0);

    /// <summary>Version 2, 64 bits: typed values, see <see cref="TypedMessage"/>.</summary>
    public static HashFamily Typed64 => new(8, TypedLow, TypedHigh);

    /// <summary>Version 2, 128 bits.</summary>
    public static HashFamily Typed128 => new(16, TypedLow, TypedHigh);
}
