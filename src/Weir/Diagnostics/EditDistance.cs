namespace Weir.Diagnostics;

/// <summary>How far two names are apart, to find what a mistyped one was meant to be.</summary>
internal static class EditDistance
{
    /// <summary>The least number of letters to insert, delete or replace (Levenshtein's distance).</summary>
    public static int Between(string from, string to)
    {
        // One row of the table at a time.
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
