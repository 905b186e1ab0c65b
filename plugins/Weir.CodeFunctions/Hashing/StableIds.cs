using Weir.Plugins;

namespace Weir.CodeFunctions.Hashing;

/// <summary>Ids: a prefix, a colon and a hash. The prefix is not hashed.</summary>
internal static class StableIds
{
    private const int PartsMax = 64;

    /// <summary>An id: the prefix, a colon, and the 63-bit hash of the value in decimal digits.</summary>
    /// <param name="prefix">What kind of thing it is, for example <c>edge</c>.</param>
    /// <param name="value">What is hashed.</param>
    /// <param name="rows">The wanted rows.</param>
    /// <param name="hashes">Of the thread.</param>
    /// <param name="result">The id.</param>
    /// <example><code>SELECT prefixed_hash64('edge', 'hello')  -- edge:2861735919082615933</code></example>
    [ScalarFunction("prefixed_hash64", Aliases = ["prefixed_hash"])]
    public static void PrefixedHash64(
        [Of<string>] ColumnView prefix, [Of<string>] ColumnView value, ReadOnlySpan<ulong> rows, HashBatch hashes, [Of<string>] ColumnResult result) =>
        OfValue(value, rows, new HashResults(hashes, HashFamily.Text64, prefix, result), result.RowCount);

    /// <summary>An id: the prefix, a colon, and the 128-bit hash of the value in hexadecimal digits.</summary>
    /// <param name="prefix">What kind of thing it is, for example <c>node</c>.</param>
    /// <param name="value">What is hashed.</param>
    /// <param name="rows">The wanted rows.</param>
    /// <param name="hashes">Of the thread.</param>
    /// <param name="result">The id.</param>
    /// <example><code>SELECT stable_id('node', 'a')  -- node:27c35e6e9373877f29e562464e46497e</code></example>
    [ScalarFunction("stable_id")]
    public static void Id(
        [Of<string>] ColumnView prefix, [Of<string>] ColumnView value, ReadOnlySpan<ulong> rows, HashBatch hashes, [Of<string>] ColumnResult result) =>
        OfValue(value, rows, new HashResults(hashes, HashFamily.Text128, prefix, result), result.RowCount);

    /// <summary>An id of 1 to 64 parts of any types, in order. A part may be NULL and counts as <c>__NULL__</c>.</summary>
    /// <param name="prefix">What kind of thing it is; NULL gives NULL.</param>
    /// <param name="part">The first part.</param>
    /// <param name="more">Further parts.</param>
    /// <param name="buffers">Of the thread.</param>
    /// <param name="result">The prefix, a colon and a 128-bit hash.</param>
    /// <example><code>SELECT stable_id_parts('node', 'a', 'b')  -- node:065ab5741cdfad44687cf119c1eb4ec9</code></example>
    [ScalarFunction("stable_id_parts", Aliases = ["stable_id_multi"], SeesNulls = true)]
    public static void IdOfParts(
        [Of<string>] ColumnView prefix, ColumnView part, ColumnArguments more, PartBuffers buffers, [Of<string>] ColumnResult result) =>
        OfParts(HashFamily.Text128, prefix, part, more, buffers, result);

    /// <summary>As <c>stable_id_parts</c>, with a 63-bit hash in decimal digits.</summary>
    /// <param name="prefix">What kind of thing it is; NULL gives NULL.</param>
    /// <param name="part">The first part.</param>
    /// <param name="more">Further parts.</param>
    /// <param name="buffers">Of the thread.</param>
    /// <param name="result">The prefix, a colon and a 63-bit hash.</param>
    /// <example><code>SELECT prefixed_hash_parts64('p', 'a', 'b')  -- p:8668388485945676816</code></example>
    [ScalarFunction("prefixed_hash_parts64", Aliases = ["prefixed_hash_parts"], SeesNulls = true)]
    public static void PrefixedHashOfParts64(
        [Of<string>] ColumnView prefix, ColumnView part, ColumnArguments more, PartBuffers buffers, [Of<string>] ColumnResult result) =>
        OfParts(HashFamily.Text64, prefix, part, more, buffers, result);

    /// <summary>The id of a span of a file: its path, its bounds and, where given, its kind.</summary>
    /// <param name="prefix">What kind of thing it is; NULL gives NULL.</param>
    /// <param name="path">The file.</param>
    /// <param name="bstart">Where the span begins.</param>
    /// <param name="bend">Where it ends.</param>
    /// <param name="kind">At most one more part: what stands in the span.</param>
    /// <param name="buffers">Of the thread.</param>
    /// <param name="result">The prefix, a colon and a 128-bit hash.</param>
    /// <example><code>SELECT span_id('span', 'src/app.py', 0, 12)  -- span:736dfa05539715908a2f905ca0604801</code></example>
    [ScalarFunction("span_id", SeesNulls = true)]
    public static void SpanId(
        [Of<string>] ColumnView prefix, ColumnView path, ColumnView bstart, ColumnView bend, ColumnArguments kind, PartBuffers buffers,
        [Of<string>] ColumnResult result)
    {
        if (kind.Count > 1)
            throw new ArgumentException($"span_id takes a prefix, a path, two bounds and at most one kind; {kind.Count} kinds are given.");
        HashResults results = new(buffers.Hashes, HashFamily.Text128, prefix, result);
        for (int row = 0; row < result.RowCount; row++)
        {
            if (prefix.IsNull(row))
            {
                results.AddNull(row);
                continue;
            }
            buffers.Begin(path, row);
            buffers.Next(bstart, row);
            buffers.Next(bend, row);
            if (kind.Count > 0)
                buffers.Next(kind[0], row);
            results.Add(row, buffers.Joined);
        }
        results.Flush();
    }

    private static void OfValue(ColumnView value, ReadOnlySpan<ulong> rows, HashResults results, int rowCount)
    {
        for (int row = 0; row < rowCount; row++)
        {
            if (RowBits.Has(rows, row))
                results.Add(row, value.GetBytes(row));
        }
        results.Flush();
    }

    private static void OfParts(
        HashFamily family, ColumnView prefix, ColumnView part, ColumnArguments more, PartBuffers buffers, ColumnResult result)
    {
        if (more.Count >= PartsMax)
            throw new ArgumentException($"An id has 1 to {PartsMax} parts; {more.Count + 1} are given.");
        HashResults results = new(buffers.Hashes, family, prefix, result);
        for (int row = 0; row < result.RowCount; row++)
        {
            if (prefix.IsNull(row))
            {
                results.AddNull(row);
                continue;
            }
            buffers.Begin(part, row);
            for (int i = 0; i < more.Count; i++)
                buffers.Next(more[i], row);
            results.Add(row, buffers.Joined);
        }
        results.Flush();
    }
}
