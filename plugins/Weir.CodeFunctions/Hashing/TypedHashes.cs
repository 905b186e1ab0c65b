using Weir.Plugins;

namespace Weir.CodeFunctions.Hashing;

/// <summary>
/// Version 2 of the stable hashes: of any number of values of any types, nested ones too, without the collisions of
/// joined texts. docs/hashing.md freezes the bytes that are hashed.
/// </summary>
internal static class TypedHashes
{
    /// <summary>A 63-bit hash of values of any types; NULL, the text '' and the number 0 are three different values.</summary>
    /// <param name="value">The first value.</param>
    /// <param name="more">Further values.</param>
    /// <param name="buffers">Of the thread.</param>
    /// <param name="result">A number from 0 on, never NULL.</param>
    /// <example><code>SELECT stable_hash64_v2('a', 1) = stable_hash64_v2('a', 1.0)  -- true</code></example>
    [ScalarFunction("stable_hash64_v2", SeesNulls = true)]
    public static void Hash64(ColumnView value, ColumnArguments more, TypedHashBuffers buffers, [Of<long>] ColumnResult result)
    {
        HashResults results = new(buffers.Hashes, HashFamily.Typed64, result);
        for (int row = 0; row < result.RowCount; row++)
            results.Add(row, buffers.MessageOf(value, more, row));
        results.Flush();
    }

    /// <summary>A 128-bit hash of values of any types, as 32 lower-case hexadecimal digits.</summary>
    /// <param name="value">The first value.</param>
    /// <param name="more">Further values.</param>
    /// <param name="buffers">Of the thread.</param>
    /// <param name="result">The digits, never NULL.</param>
    /// <example><code>SELECT stable_hash128_v2([1, 2], NULL) &lt;&gt; stable_hash128_v2([1, 2, NULL])  -- true</code></example>
    [ScalarFunction("stable_hash128_v2", SeesNulls = true)]
    public static void Hash128(ColumnView value, ColumnArguments more, TypedHashBuffers buffers, [Of<string>] ColumnResult result)
    {
        HashResults results = new(buffers.Hashes, HashFamily.Typed128, result);
        for (int row = 0; row < result.RowCount; row++)
            results.Add(row, buffers.MessageOf(value, more, row));
        results.Flush();
    }

    /// <summary>An id: the prefix, a colon, and the 128-bit hash of version 2 of the values.</summary>
    /// <param name="prefix">What kind of thing it is; not hashed. NULL gives NULL.</param>
    /// <param name="value">The first value.</param>
    /// <param name="more">Further values.</param>
    /// <param name="buffers">Of the thread.</param>
    /// <param name="result">The id.</param>
    /// <example><code>SELECT stable_id_v2('node', 'a', 1) = 'node:' || stable_hash128_v2('a', 1)  -- true</code></example>
    [ScalarFunction("stable_id_v2", SeesNulls = true)]
    public static void Id(
        [Of<string>] ColumnView prefix, ColumnView value, ColumnArguments more, TypedHashBuffers buffers, [Of<string>] ColumnResult result)
    {
        HashResults results = new(buffers.Hashes, HashFamily.Typed128, prefix, result);
        for (int row = 0; row < result.RowCount; row++)
        {
            if (prefix.IsNull(row))
                results.AddNull(row);
            else
                results.Add(row, buffers.MessageOf(value, more, row));
        }
        results.Flush();
    }
}
