using Weir.CodeFunctions.Text;
using Weir.CodeFunctions.Values;
using Weir.Plugins;

[assembly: WeirPlugin("weir_code_functions", Publisher = "The Weir authors", License = "Apache-2.0")]

namespace Weir.CodeFunctions.Hashing;

/// <summary>Hashes of one value that are the same on every machine and in every version. docs/hashing.md freezes them.</summary>
internal static class StableHashes
{
    /// <summary>A 63-bit hash of a text: an 8-byte BLAKE2b digest, big-endian, without its top bit.</summary>
    /// <param name="value">The text; its UTF-8 bytes are hashed.</param>
    /// <param name="rows">The wanted rows.</param>
    /// <param name="hashes">Of the thread.</param>
    /// <param name="result">A number from 0 on.</param>
    /// <example><code>SELECT stable_hash64('alpha')  -- 5982700193828047002</code></example>
    [ScalarFunction("stable_hash64", Aliases = ["hash64"])]
    public static void Hash64([Of<string>] ColumnView value, ReadOnlySpan<ulong> rows, HashBatch hashes, [Of<long>] ColumnResult result) =>
        Hash(value, rows, new HashResults(hashes, HashFamily.Text64, result), result.RowCount);

    /// <summary>A 128-bit hash of a text: a 16-byte BLAKE2b digest as 32 lower-case hexadecimal digits.</summary>
    /// <param name="value">The text; its UTF-8 bytes are hashed.</param>
    /// <param name="rows">The wanted rows.</param>
    /// <param name="hashes">Of the thread.</param>
    /// <param name="result">The digits.</param>
    /// <example><code>SELECT stable_hash128('beta')  -- 3fbcb3213a60fe28c29ec4283042c6e2</code></example>
    [ScalarFunction("stable_hash128", Aliases = ["hash128"])]
    public static void Hash128([Of<string>] ColumnView value, ReadOnlySpan<ulong> rows, HashBatch hashes, [Of<string>] ColumnResult result) =>
        Hash(value, rows, new HashResults(hashes, HashFamily.Text128, result), result.RowCount);

    /// <summary>A 128-bit hash of the text of a value of any type. NULL has a hash too.</summary>
    /// <param name="value">The value; docs/hashing.md says what its text is.</param>
    /// <param name="canonical">Whether the text is trimmed and brought into the normal form NFKC before.</param>
    /// <param name="nullSentinel">The text that NULL counts as.</param>
    /// <param name="buffers">Of the thread.</param>
    /// <param name="result">32 lower-case hexadecimal digits.</param>
    /// <example><code>SELECT stable_hash_any(5)  -- 6152bc863269f1d04b4d21185d6bb25e</code></example>
    [ScalarFunction("stable_hash_any", Aliases = ["stable_hash"], SeesNulls = true)]
    public static void HashAny(
        ColumnView value,
        AnyHashBuffers buffers,
        [Of<string>] ColumnResult result,
        [Constant] bool? canonical = true,
        [Constant] string? nullSentinel = "__NULL__")
    {
        HashResults results = new(buffers.Hashes, HashFamily.Text128, result);
        ReadOnlySpan<byte> sentinel = buffers.Sentinel(nullSentinel ?? "__NULL__");
        for (int row = 0; row < result.RowCount; row++)
        {
            if (value.IsNull(row))
                results.Add(row, sentinel);
            else
                results.Add(row, TextOf(value, row, canonical ?? true, buffers));
        }
        results.Flush();
    }

    private static ReadOnlySpan<byte> TextOf(ColumnView value, int row, bool canonical, AnyHashBuffers buffers)
    {
        ReadOnlySpan<byte> text = ValueText.Of(value, row, buffers.Text);
        return canonical ? buffers.Normalizer.Normalize(text, new TextOptions(UnicodeForm.Nfkc, LetterCase.Kept, Collapses: false)) : text;
    }

    private static void Hash(ColumnView value, ReadOnlySpan<ulong> rows, HashResults results, int rowCount)
    {
        for (int row = 0; row < rowCount; row++)
        {
            if (RowBits.Has(rows, row))
                results.Add(row, value.GetBytes(row));
        }
        results.Flush();
    }
}
