using Weir.Policies;

namespace Weir.Sessions;

/// <summary>
/// Finds the statement behind EXPLAIN, which the engine makes no tree of. What is found is judged by its
/// own tree, so a wrong guess here can only refuse.
/// </summary>
internal static class ExplainedText
{
    private const int WordCharactersMax = 32;

    /// <summary>The text behind EXPLAIN or EXPLAIN ANALYZE; null when the text does not begin with it.</summary>
    public static string? Of(string sql)
    {
        ReadOnlySpan<char> rest = SkipBlanks(sql);
        if (!TakeWord(ref rest, "EXPLAIN"))
            return null;
        rest = SkipBlanks(rest);
        TakeWord(ref rest, "ANALYZE");
        return SkipBlanks(rest).ToString();
    }

    /// <summary>The text behind options in parentheses; null when there are none.</summary>
    public static string? WithoutOptions(string explained)
    {
        ReadOnlySpan<char> rest = SkipBlanks(explained);
        int end = rest.StartsWith("(", StringComparison.Ordinal) ? rest.IndexOf(')') : -1;
        return end < 0 ? null : rest[(end + 1)..].ToString();
    }

    /// <summary>The word that a text begins with, behind blanks and comments; empty when it begins with none.</summary>
    public static string FirstWord(string sql)
    {
        ReadOnlySpan<char> rest = SkipBlanks(sql);
        int end = 0;
        while (end < rest.Length && end < WordCharactersMax && (char.IsAsciiLetter(rest[end]) || rest[end] == '_'))
            end++;
        return rest[..end].ToString();
    }

    private static bool TakeWord(ref ReadOnlySpan<char> text, string word)
    {
        if (!text.StartsWith(word, StringComparison.OrdinalIgnoreCase)
            || (text.Length > word.Length && (char.IsLetterOrDigit(text[word.Length]) || text[word.Length] is '_' or '$')))
        {
            return false;
        }
        text = text[word.Length..];
        return true;
    }

    // White space and comments, as the engine's lexer takes them.
    private static ReadOnlySpan<char> SkipBlanks(ReadOnlySpan<char> text) => text[SqlLexer.BlanksOf(text)..];
}
