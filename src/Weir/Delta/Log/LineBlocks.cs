using System.Buffers;

namespace Weir.Delta.Log;

/// <summary>Cuts a stream into blocks of whole lines, so that a log file of any size takes little memory.</summary>
internal static class LineBlocks
{
    private const int BlockBytes = 1 << 20;

    /// <summary>Shows each block: whole lines, without the last line's end. A line longer than a block gets a block as large as it needs.</summary>
    public static async Task ForEachAsync(Stream content, Action<ReadOnlySpan<byte>> take, CancellationToken cancellationToken)
    {
        // Lent, because a log has many files.
        byte[] buffer = ArrayPool<byte>.Shared.Rent(BlockBytes);
        try
        {
            int filled = 0;
            while (true)
            {
                if (filled == buffer.Length)
                    buffer = Doubled(buffer);
                int read = await content.ReadAsync(buffer.AsMemory(filled), cancellationToken).ConfigureAwait(false);
                if (read == 0)
                    break;
                int searched = filled;
                filled += read;
                int end = buffer.AsSpan(searched, filled - searched).LastIndexOf((byte)'\n');
                if (end < 0)
                    continue;
                end += searched;
                take(buffer.AsSpan(0, end));
                buffer.AsSpan(end + 1, filled - end - 1).CopyTo(buffer);
                filled -= end + 1;
            }
            if (filled > 0)
                take(buffer.AsSpan(0, filled));
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    private static byte[] Doubled(byte[] full)
    {
        byte[] larger = ArrayPool<byte>.Shared.Rent(checked(2 * full.Length));
        full.CopyTo(larger, 0);
        ArrayPool<byte>.Shared.Return(full);
        return larger;
    }
}
