namespace Weir.Ado;

/// <summary>Copies parts of a long value, as <c>GetBytes</c> and <c>GetChars</c> of ADO.NET do.</summary>
internal static class ValuePart
{
    /// <returns>How much was copied, or the length of the value when there is no buffer.</returns>
    /// <exception cref="ArgumentOutOfRangeException">An offset or length lies outside.</exception>
    public static long Copy<T>(ReadOnlySpan<T> value, long from, T[]? buffer, int bufferOffset, int length)
    {
        if (buffer is null)
            return value.Length;
        ArgumentOutOfRangeException.ThrowIfNegative(from);
        ArgumentOutOfRangeException.ThrowIfNegative(length);
        ArgumentOutOfRangeException.ThrowIfNegative(bufferOffset);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(bufferOffset, buffer.Length);
        if (from >= value.Length)
            return 0;
        int count = Math.Min(Math.Min(length, value.Length - (int)from), buffer.Length - bufferOffset);
        value.Slice((int)from, count).CopyTo(buffer.AsSpan(bufferOffset));
        return count;
    }
}
