using System.Collections.Concurrent;
using System.Globalization;
using Weir.Arrow;
using Weir.Delta.Table;
using Weir.Engine;

namespace Weir.Sessions;

/// <summary>
/// The SQL function that leaves out deleted rows: <c>weir_row_is_kept(set, file_index, file_row_number)</c>. Only scans of
/// Delta tables may call it. Safe for use by many threads.
/// </summary>
internal static class KeptRows
{
    /// <summary>The function's name, which users' statements may not use.</summary>
    public const string Name = "weir_row_is_kept";

    private static readonly ConcurrentDictionary<long, WeakReference<Set>> Sets = new();
    private static long _last;

    public static ScalarFunction Function { get; } = new(Name, new ScalarOverload
    {
        Arguments = [ArrowType.Int64, ArrowType.UInt64, ArrowType.Int64],
        Result = ArrowType.Boolean,
        Kernel = Mark,
        Bind = static binding => Find(binding),
    });

    /// <summary>The deleted rows of the files of one scan. Statements can be planned as long as it is referred to.</summary>
    /// <param name="files">By place of the file in the scan the rows that are left out; null for a file that keeps all.</param>
    /// <param name="only">By place of the file the rows of which others are left out too; null where there are none such.</param>
    public sealed class Set(DeletedRows?[] files, DeletedRows[]? only)
    {
        /// <summary>What the SQL text calls the set.</summary>
        public long Number { get; private init; }

        public DeletedRows?[] Files => files;

        public DeletedRows[]? Only => only;

        /// <summary>A set that statements can name.</summary>
        public static Set Of(DeletedRows?[] files, DeletedRows[]? only = null)
        {
            foreach ((long number, WeakReference<Set> old) in Sets)
            {
                if (!old.TryGetTarget(out _))
                    Sets.TryRemove(number, out _);
            }
            Set set = new(files, only) { Number = Interlocked.Increment(ref _last) };
            Sets[set.Number] = new WeakReference<Set>(set);
            return set;
        }
    }

    private static Set Find(ScalarBinding binding) =>
        binding.TryGetConstant(0, out string? text) && long.TryParse(text, CultureInfo.InvariantCulture, out long number)
            && Sets.TryGetValue(number, out WeakReference<Set>? known) && known.TryGetTarget(out Set? set)
            ? set
            : throw new InvalidOperationException($"There is no set of deleted rows '{text}'.");

    private static void Mark(ref ScalarCall call)
    {
        Set set = (Set)call.Bound!;
        DeletedRows?[] deleted = set.Files;
        ReadOnlySpan<ulong> files = call.Argument(1).Values<ulong>();
        ReadOnlySpan<long> rows = call.Argument(2).Values<long>();
        Span<byte> kept = call.Result.Values<byte>();
        for (int start = 0, end; start < kept.Length; start = end)
        {
            // Rows come from the file in runs, mostly a whole chunk.
            end = start + 1;
            while (end < kept.Length && rows[end] == rows[end - 1] + 1 && files[end] == files[start])
                end++;
            if (deleted[files[start]] is { } file)
                file.MarkKept(rows[start], kept[start..end]);
            else
                kept[start..end].Fill(1);
            if (set.Only is { } only)
                LeaveOut(only[files[start]], rows[start], kept[start..end]);
        }
    }

    private static void LeaveOut(DeletedRows only, long first, Span<byte> kept)
    {
        for (int i = 0; i < kept.Length; i++)
            kept[i] &= only.Contains(first + i) ? (byte)1 : (byte)0;
    }
}
