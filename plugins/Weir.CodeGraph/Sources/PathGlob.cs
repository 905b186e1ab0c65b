using System.Text;
using System.Text.RegularExpressions;

namespace Weir.CodeGraph.Sources;

/// <summary>Patterns of paths, separated by <c>;</c>: <c>*</c> and <c>?</c> within a step, <c>**</c> over steps. Empty matches nothing.</summary>
internal sealed class PathGlob(string patterns)
{
    private readonly Regex[] _patterns = [.. patterns.Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Select(Compile)];

    public bool IsMatch(string path) => _patterns.Any(pattern => pattern.IsMatch(path));

    private static Regex Compile(string pattern)
    {
        string glob = pattern.Replace('\\', '/');
        glob = glob.StartsWith("./", StringComparison.Ordinal) ? glob[2..] : glob;
        StringBuilder text = new("^");
        for (int i = 0; i < glob.Length; i++)
        {
            if (glob.AsSpan(i).StartsWith("**/"))
            {
                text.Append("(?:.*/)?");
                i += 2;
            }
            else if (glob.AsSpan(i).StartsWith("**"))
            {
                text.Append(".*");
                i++;
            }
            else
            {
                text.Append(glob[i] switch { '*' => "[^/]*", '?' => "[^/]", var c => Regex.Escape(c.ToString()) });
            }
        }
        return new Regex(text.Append('$').ToString(), RegexOptions.CultureInvariant);
    }
}
