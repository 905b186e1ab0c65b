namespace Weir.Sessions;

/// <summary>Finds names that are near a mistyped one.</summary>
internal static class NameDistance
{
    /// <summary>The names that are a few edits off or hold the word, nearest first.</summary>
    public static IReadOnlyList<string> Nearest(string word, IEnumerable<string> names, int count)
    {
        string wanted = word.ToLowerInvariant();
        return
        [
            .. names.Select(name => (Name: name, Edits: Edits(wanted, name.ToLowerInvariant()), Holds: wanted.Length > 2 && name.Contains(wanted, StringComparison.OrdinalIgnoreCase)))
                .Where(row => row.Holds || row.Edits <= Math.Max(1, wanted.Length / 3))
                .OrderBy(row => row.Edits).ThenBy(row => row.Name, StringComparer.Ordinal)
                .Select(row => row.Name).Take(count),
        ];
    }

    // Levenshtein's distance, one row at a time.
    private static int Edits(string from, string to)
    {
        int[] row = [.. Enumerable.Range(0, to.Length + 1)];
        for (int i = 1; i <= from.Length; i++)
        {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= to.Length; j++)
            {
                int replaced = diagonal + (from[i - 1] == to[j - 1] ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.Min(replaced, Math.Min(row[j], row[j - 1]) + 1);
            }
        }
        return row[^1];
    }
}
