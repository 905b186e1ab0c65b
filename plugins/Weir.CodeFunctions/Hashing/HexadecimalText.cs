using System.Runtime.Intrinsics;
using Weir.Plugins;

namespace Weir.CodeFunctions.Hashing;

/// <summary>Sixteen bytes as 32 lower-case hexadecimal digits, without a loop.</summary>
internal static class HexadecimalText
{
    private const int Digits = 32;

    /// <summary>Appends the digits.</summary>
    /// <param name="first">The first eight bytes, little-endian.</param>
    /// <param name="second">The other eight.</param>
    /// <param name="output">Takes the digits.</param>
    public static void Append(ulong first, ulong second, Utf8Writer output)
    {
        Vector128<byte> bytes = Vector128.Create(first, second).AsByte();
        Vector128<byte> high = bytes >>> 4, low = bytes & Vector128.Create((byte)0xF);
        Span<byte> target = output.GetSpan(Digits);
        Digit(Vector128.WidenLower(high) | (Vector128.WidenLower(low) << 8)).CopyTo(target);
        Digit(Vector128.WidenUpper(high) | (Vector128.WidenUpper(low) << 8)).CopyTo(target[(Digits / 2)..]);
        output.Advance(Digits);
    }

    private static Vector128<byte> Digit(Vector128<ushort> nibbles) =>
        Vector128.Shuffle(Vector128.Create("0123456789abcdef"u8), nibbles.AsByte());
}
