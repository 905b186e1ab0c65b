namespace Weir.Plugins.Verify;

/// <summary>What a check demands.</summary>
internal static class Check
{
    public static void That(bool holds, string broken)
    {
        if (!holds)
            throw new CheckFailedException(broken + ".");
    }

    public static void Equal<T>(T one, T other, string broken) =>
        That(EqualityComparer<T>.Default.Equals(one, other), $"{broken}: {one} against {other}");

    /// <summary>Row by row; the message names the first row that differs.</summary>
    public static void Same(IReadOnlyList<string> one, IReadOnlyList<string> other, string broken)
    {
        That(one.Count == other.Count, $"{broken}: {one.Count} rows against {other.Count}");
        for (int i = 0; i < one.Count; i++)
            That(one[i] == other[i], $"{broken}: row {i} is {one[i]} against {other[i]}");
    }
}
