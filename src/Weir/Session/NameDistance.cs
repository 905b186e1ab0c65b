using Weir.Diagnostics;

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
            .. names.Select(name => (Name: name, Edits: EditDistance.Between(wanted, name.ToLowerInvariant()), Holds: wanted.Length > 2 && name.Contains(wanted, StringComparison.OrdinalIgnoreCase)))
                .Where(row => row.Holds || row.Edits <= Math.Max(1, wanted.Length / 3))
                .OrderBy(row => row.Edits).ThenBy(row => row.Name, StringComparer.Ordinal)
                .Select(row => row.Name).Take(count),
        ];
    }
}
