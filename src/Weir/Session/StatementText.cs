using Weir.Policies;

namespace Weir.Sessions;

/// <summary>Cuts a text of one statement so that it can stand inside another statement.</summary>
internal static class StatementText
{
    /// <summary>
    /// The statement up to its semicolon, which must be the only one outside quotes and comments. A line
    /// comment may end the text, so put a line break behind it.
    /// </summary>
    public static string Bare(string sql)
    {
        if (!sql.Contains(';', StringComparison.Ordinal))
            return sql.TrimEnd();
        LexedText text = new(sql);
        int at = 0;
        while (at < text.Lexemes.Length && !text.Is(at, ';'))
            at++;
        return sql[..text[at].Start].TrimEnd();
    }
}
