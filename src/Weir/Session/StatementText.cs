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
        int at = 0;
        while (at < sql.Length && sql[at] != ';')
            at = NextToken(sql, at);
        return sql[..at].TrimEnd();
    }

    // The place behind a quoted text or comment that begins here, or behind one character.
    private static int NextToken(string sql, int at) => sql.AsSpan(at) switch
    {
        ['\'', ..] => SkipQuoted(sql, at, '\'', hasEscapes: at > 0 && sql[at - 1] is 'e' or 'E'),
        ['"', ..] => SkipQuoted(sql, at, '"', hasEscapes: false),
        ['-', '-', ..] => SkipTo(sql, at, "\n"),
        ['/', '*', ..] => SkipComment(sql, at),
        ['$', ..] => SkipDollars(sql, at),
        _ => at + 1,
    };

    // A doubled quote is read as two quoted texts side by side, which ends at the same place.
    private static int SkipQuoted(string sql, int at, char quote, bool hasEscapes)
    {
        for (at++; at < sql.Length && sql[at] != quote; at++)
        {
            if (hasEscapes && sql[at] == '\\')
                at++;
        }
        return Math.Min(at + 1, sql.Length);
    }

    private static int SkipComment(string sql, int at)
    {
        int depth = 0;
        do
        {
            if (sql.AsSpan(at).StartsWith("/*", StringComparison.Ordinal))
                (depth, at) = (depth + 1, at + 2);
            else if (sql.AsSpan(at).StartsWith("*/", StringComparison.Ordinal))
                (depth, at) = (depth - 1, at + 2);
            else
                at++;
        }
        while (depth > 0 && at < sql.Length);
        return at;
    }

    // $tag$ text $tag$; a parameter such as $1 is no quote.
    private static int SkipDollars(string sql, int at)
    {
        int end = at + 1;
        while (end < sql.Length && (char.IsLetterOrDigit(sql[end]) || sql[end] == '_'))
            end++;
        bool isTag = end < sql.Length && sql[end] == '$' && (end == at + 1 || !char.IsAsciiDigit(sql[at + 1]));
        return isTag ? SkipTo(sql, end + 1, sql[at..(end + 1)]) : at + 1;
    }

    private static int SkipTo(string sql, int at, string end)
    {
        int found = sql.IndexOf(end, at, StringComparison.Ordinal);
        return found < 0 ? sql.Length : found + end.Length;
    }
}
