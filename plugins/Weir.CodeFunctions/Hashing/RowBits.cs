using System.Runtime.CompilerServices;

namespace Weir.CodeFunctions.Hashing;

/// <summary>Reads the bits that say which rows of a batch are wanted.</summary>
internal static class RowBits
{
    /// <summary>Whether a row is wanted; without bits every row is.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool Has(ReadOnlySpan<ulong> rows, int row) => rows.IsEmpty || (rows[row >> 6] & (1UL << (row & 63))) != 0;
}
