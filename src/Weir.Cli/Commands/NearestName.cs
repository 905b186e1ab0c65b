namespace Weir.Cli.Commands;

/// <summary>Finds what a mistyped word was meant to be.</summary>
internal static class NearestName
{
    /// <summary>The name with the fewest edits from <paramref name="word"/>; null when every one is too far off.</summary>
    public static string? Of(string word, IEnumerable<string> names)
    {
        (string Name, int Edits)[] near = [.. names.Select(name => (name, Edits(word, name))).OrderBy(row => row.Item2)];
        return near is [(string name, int edits), ..] && edits <= Math.Min(2, word.TrimStart('-').Length / 2) ? name : null;
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
