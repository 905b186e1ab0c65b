using System.Text;
using System.Text.RegularExpressions;
using Weir.Catalog;
using Weir.Policies;

namespace Weir.Sessions;

/// <summary>Where statements may not write, wherever their policy lets them: the files of tables that the session has, of all formats.</summary>
internal static class ProtectedFiles
{
    // A file may be written under names that differ in case alone.
    private const StringComparison Case = StringComparison.OrdinalIgnoreCase;

    /// <summary>Why a file is not written; null when it is.</summary>
    /// <param name="target">The absolute path that it leads to.</param>
    /// <param name="tables">The session's tables.</param>
    public static string? WhyNot(string target, IReadOnlyDictionary<string, TableSource> tables)
    {
        // Files of a Delta table come and go by its log alone.
        if (target.Split(Path.DirectorySeparatorChar, Path.AltDirectorySeparatorChar).Contains("_delta_log", StringComparer.OrdinalIgnoreCase))
            return "it lies in the log of a Delta table";
        foreach ((string name, TableSource source) in tables)
        {
            if (source is not TableSource.Dataset { Location: var location })
                continue;
            if (location.Format == DatasetFormat.Delta ? IsBelow(target, RealPath.Of(location.Path)) : IsFileOf(target, location))
                return location.Format == DatasetFormat.Delta ? $"it lies in the Delta table '{name}'" : $"it is a file of the table '{name}'";
        }
        return null;
    }

    // A new file in a folder, or one that a wildcard matches, would be rows of the table too.
    private static bool IsFileOf(string target, DatasetLocation location)
    {
        if (location.Files.Count > 0)
            return location.Files.Any(file => RealPath.Of(Path.Combine(location.Path, file)).Equals(target, Case));
        if (SqlText.IsGlob(location.Path) && !Path.Exists(location.Path))
            return Matches(target, Path.GetFullPath(location.Path));
        string root = RealPath.Of(location.Path);
        string? ending = location.Options.GetValueOrDefault(DatasetOption.FileExtension);
        return root.Equals(target, Case)
            || (IsBelow(target, root) && (ending is null ? FormatDetection.Matches(target, location.Format) : target.EndsWith(ending, Case)));
    }

    private static bool IsBelow(string target, string folder) => target.StartsWith(Path.TrimEndingDirectorySeparator(folder) + Path.DirectorySeparatorChar, Case);

    private static bool Matches(string target, string glob)
    {
        int wildcard = glob.AsSpan().IndexOfAny('[', '*', '?');
        int folder = glob.AsSpan(0, wildcard).LastIndexOf(Path.DirectorySeparatorChar) + 1;
        string root = Path.TrimEndingDirectorySeparator(RealPath.Of(glob[..folder])) + Path.DirectorySeparatorChar;
        return target.StartsWith(root, Case)
            && Regex.IsMatch(target[root.Length..], Pattern(glob[folder..]), RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.NonBacktracking);
    }

    private static string Pattern(string glob)
    {
        StringBuilder pattern = new("^");
        for (int at = 0; at < glob.Length; at++)
        {
            int close = glob[at] == '[' ? glob.IndexOf(']', at + 1) : -1;
            if (glob[at] == '*' && at + 1 < glob.Length && glob[at + 1] == '*')
            {
                pattern.Append(".*");
                at++;
            }
            else if (close > at + 1)
            {
                // Which characters a set has makes no difference for what is better not written.
                pattern.Append("[^/]");
                at = close;
            }
            else
            {
                pattern.Append(glob[at] switch { '*' => "[^/]*", '?' => "[^/]", var letter => Regex.Escape(letter.ToString()) });
            }
        }
        // ** stands for no folder too.
        return pattern.Append('$').Replace(".*/", "(.*/)?").ToString();
    }
}
