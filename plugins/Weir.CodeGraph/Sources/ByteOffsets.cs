namespace Weir.CodeGraph.Sources;

/// <summary>Where in a file's bytes each character of its text begins. Immutable.</summary>
/// <param name="markBytes">Bytes of the byte order mark.</param>
/// <param name="unitBytes">Bytes of a character where <paramref name="positions"/> says nothing else.</param>
/// <param name="positions">Characters from which on <paramref name="extras"/> holds, ascending.</param>
/// <param name="extras">Bytes to add to a character's number, one a position.</param>
internal sealed class ByteOffsets(int markBytes, int unitBytes, int[] positions, int[] extras)
{
    /// <summary>The byte at which a character begins; for the end of the text, the size of the file.</summary>
    public long this[int position]
    {
        get
        {
            long plain = markBytes + ((long)position * unitBytes);
            if (positions.Length == 0)
                return plain;
            int found = Array.BinarySearch(positions, position);
            int last = found >= 0 ? found : ~found - 1;
            return last < 0 ? plain : plain + extras[last];
        }
    }
}
