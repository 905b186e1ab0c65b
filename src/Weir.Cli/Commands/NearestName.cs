using Weir.Diagnostics;

namespace Weir.Cli.Commands;

/// <summary>Finds what a mistyped word was meant to be.</summary>
internal static class NearestName
{
    /// <summary>The name with the fewest edits from <paramref name="word"/>; null when every one is too far off.</summary>
    public static string? Of(string word, IEnumerable<string> names)
    {
        (string Name, int Edits)[] near = [.. names.Select(name => (name, EditDistance.Between(word, name))).OrderBy(row => row.Item2)];
        return near is [(string name, int edits), ..] && edits <= Math.Min(2, word.TrimStart('-').Length / 2) ? name : null;
    }
}
