using System.Numerics;
using System.Runtime.CompilerServices;

namespace Weir.Plugins.Loops;

/// <summary>What generated code does for one row.</summary>
public interface IRowKernel
{
    /// <summary>Computes a row.</summary>
    /// <param name="row">From 0.</param>
    void Run(int row);
}

/// <summary>
/// The one loop of all generated functions: dense where all rows are wanted, bit by bit in words of 64 rows where
/// only some are. The kernel is a struct, so that the compiler makes a loop of its own for each.
/// </summary>
public static class RowLoop
{
    private const int WordRows = 64;

    // Few enough that a slow function stops soon, many enough that asking costs nothing.
    private const int DenseRows = 1024;

    /// <summary>Runs a kernel on the wanted rows, in ascending order.</summary>
    /// <typeparam name="TKernel">A struct.</typeparam>
    /// <param name="kernel">What is done for a row.</param>
    /// <param name="rows">One bit a wanted row; empty for all.</param>
    /// <param name="rowCount">Rows of the batch.</param>
    /// <param name="control">Looked at once in a while.</param>
    /// <exception cref="OperationCanceledException">The call was cancelled.</exception>
    public static void Run<TKernel>(TKernel kernel, ReadOnlySpan<ulong> rows, int rowCount, PluginCallControl control)
        where TKernel : struct, IRowKernel, allows ref struct
    {
        if (!rows.IsEmpty)
        {
            RunWords(kernel, rows, rowCount, control);
            return;
        }
        for (int start = 0; start < rowCount; start += DenseRows)
        {
            control.ThrowIfCancellationRequested();
            RunDense(ref kernel, start, Math.Min(start + DenseRows, rowCount));
        }
    }

    private static void RunWords<TKernel>(TKernel kernel, ReadOnlySpan<ulong> rows, int rowCount, PluginCallControl control)
        where TKernel : struct, IRowKernel, allows ref struct
    {
        for (int start = 0; start < rowCount; start += WordRows)
        {
            control.ThrowIfCancellationRequested();
            int end = Math.Min(start + WordRows, rowCount);
            ulong word = rows[start / WordRows];
            if (word == ulong.MaxValue)
                RunDense(ref kernel, start, end);
            else
                RunBits(ref kernel, start, end, word);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void RunDense<TKernel>(ref TKernel kernel, int start, int end)
        where TKernel : struct, IRowKernel, allows ref struct
    {
        for (int row = start; row < end; row++)
            kernel.Run(row);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void RunBits<TKernel>(ref TKernel kernel, int start, int end, ulong word)
        where TKernel : struct, IRowKernel, allows ref struct
    {
        // Bits past the last row mean nothing.
        word &= ulong.MaxValue >> (WordRows - (end - start));
        for (; word != 0; word &= word - 1)
            kernel.Run(start + BitOperations.TrailingZeroCount(word));
    }
}
