using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis;

namespace Weir.Generators.Parse;

/// <summary>The summary of a declaration, taken from its text: the compiler parses documentation only when it is to write it.</summary>
internal static class Documentation
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(1);

    /// <summary>The first sentence of the summary; empty when there is none.</summary>
    public static string FirstSentence(SyntaxNode declaration)
    {
        string comment = string.Concat(declaration.GetLeadingTrivia().ToFullString()
            .Split('\n')
            .Select(line => line.Trim())
            .Where(line => line.StartsWith("///", StringComparison.Ordinal))
            .Select(line => line.Substring(3).Trim() + " "));
        Match summary = Regex.Match(comment, "<summary>(.*?)</summary>", RegexOptions.Singleline, Limit);
        if (!summary.Success)
            return "";
        string named = Regex.Replace(summary.Groups[1].Value, "<\\w+ (?:cref|name|langword|href)=\"(?:\\w:)?([^\"]*)\"\\s*/>", "$1", RegexOptions.None, Limit);
        string plain = Regex.Replace(Regex.Replace(named, "<[^>]*>", "", RegexOptions.None, Limit), "\\s+", " ", RegexOptions.None, Limit).Trim();
        int end = plain.IndexOf(". ", StringComparison.Ordinal);
        return Unescape(end < 0 ? plain : plain.Substring(0, end + 1));
    }

    private static string Unescape(string text) =>
        text.Replace("&lt;", "<").Replace("&gt;", ">").Replace("&quot;", "\"").Replace("&amp;", "&");
}
