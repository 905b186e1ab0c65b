using Weir.Arrow;

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

    /// <summary>Every array that a plugin gave was released once, and said so.</summary>
    public static void Released(MemoryLedger ledger)
    {
        That(ledger.Foreign == 0, $"{ledger.Foreign} arrays that it gave are not released");
        That(ledger.Unmarked == 0, $"The release of {ledger.Unmarked} arrays did not set the array's own 'release' to NULL, so that nobody can tell that it was called");
    }

    /// <summary>Row by row; the message names the first row that differs.</summary>
    public static void Same(IReadOnlyList<string> one, IReadOnlyList<string> other, string broken)
    {
        That(one.Count == other.Count, $"{broken}: {one.Count} rows against {other.Count}");
        for (int i = 0; i < one.Count; i++)
            That(one[i] == other[i], $"{broken}: row {i} is {one[i]} against {other[i]}");
    }
}
