using System.Text;

namespace Weir.Diagnostics;

/// <summary>
/// A statement's text without what its author put into it as data: texts and numbers become <c>?</c>, comments go, white space
/// becomes one blank. Names, keywords and parameters stay. Pure; takes any text, also one that is no SQL.
/// </summary>
internal static class SanitizedSql
{
    public const int LengthMax = RedactedJson.TextLengthMax;

    public static string Of(string sql)
    {
        StringBuilder clean = new(Math.Min(sql.Length, LengthMax));
        bool isApart = false;
        for (int at = 0; at < sql.Length && clean.Length < LengthMax;)
        {
            (int end, string? text) = Next(sql, at);
            if (text is null)
                isApart = clean.Length > 0;
            else
            {
                if (isApart)
                    clean.Append(' ');
                isApart = false;
                clean.Append(text);
            }
            at = end;
        }
        return clean.ToString();
    }

    // The end of what begins here, and what stands for it; null for what goes.
    private static (int End, string? Text) Next(string sql, int at)
    {
        char first = sql[at];
        if (char.IsWhiteSpace(first))
            return (at + 1, null);
        if (IsAt(sql, at, "--"))
            return (EndOf(sql, '\n', at), null);
        if (IsAt(sql, at, "/*"))
            return (CommentEnd(sql, at), null);
        if (first == '\'')
            return (QuoteEnd(sql, at, '\''), "?");
        if (first == '"')
            return Slice(sql, at, QuoteEnd(sql, at, '"'));
        if (first == '$' && DollarEnd(sql, at) is { } end)
            return (end, "?");
        if (char.IsAsciiDigit(first) || (first == '.' && at + 1 < sql.Length && char.IsAsciiDigit(sql[at + 1])))
            return (NumberEnd(sql, at), "?");
        return IsWord(first) || first == '$' ? Word(sql, at) : Slice(sql, at, at + 1);
    }

    // E'...' and X'...' are texts too: the letter before the quote goes with it.
    private static (int End, string Text) Word(string sql, int at)
    {
        int end = at + 1;
        while (end < sql.Length && (IsWord(sql[end]) || char.IsAsciiDigit(sql[end]) || sql[end] == '$'))
            end++;
        bool isPrefix = end == at + 1 && end < sql.Length && sql[end] == '\'' && (sql[at] is 'e' or 'E' or 'x' or 'X' or 'b' or 'B');
        return isPrefix ? (PrefixedEnd(sql, at, end), "?") : Slice(sql, at, end);
    }

    private static int PrefixedEnd(string sql, int at, int quote) =>
        sql[at] is 'e' or 'E' ? EscapedEnd(sql, quote) : QuoteEnd(sql, quote, '\'');

    // In E'...' a backslash takes the next character with it.
    private static int EscapedEnd(string sql, int at)
    {
        for (int i = at + 1; i < sql.Length; i++)
        {
            if (sql[i] == '\\')
                i++;
            else if (sql[i] == '\'')
                return i + 1 < sql.Length && sql[i + 1] == '\'' ? EscapedEnd(sql, i + 1) : i + 1;
        }
        return sql.Length;
    }

    private static int QuoteEnd(string sql, int at, char quote)
    {
        for (int i = at + 1; i < sql.Length; i++)
        {
            if (sql[i] != quote)
                continue;
            if (i + 1 == sql.Length || sql[i + 1] != quote)
                return i + 1;
            i++;
        }
        return sql.Length;
    }

    // $tag$ text $tag$; null for a parameter.
    private static int? DollarEnd(string sql, int at)
    {
        int tagEnd = at + 1;
        while (tagEnd < sql.Length && (IsWord(sql[tagEnd]) || char.IsAsciiDigit(sql[tagEnd])))
            tagEnd++;
        if (tagEnd == sql.Length || sql[tagEnd] != '$' || (tagEnd > at + 1 && char.IsAsciiDigit(sql[at + 1])))
            return null;
        string tag = sql[at..(tagEnd + 1)];
        int close = sql.IndexOf(tag, tagEnd + 1, StringComparison.Ordinal);
        return close < 0 ? sql.Length : close + tag.Length;
    }

    private static int NumberEnd(string sql, int at)
    {
        int end = at;
        while (end < sql.Length && (char.IsAsciiLetterOrDigit(sql[end]) || sql[end] is '.' or '_' || IsExponentSign(sql, end)))
            end++;
        return end;
    }

    private static bool IsExponentSign(string sql, int at) => (sql[at] is '+' or '-') && (sql[at - 1] is 'e' or 'E');

    // Comments may stand in comments.
    private static int CommentEnd(string sql, int at)
    {
        int depth = 0;
        do
        {
            int step = IsAt(sql, at, "/*") ? 1 : IsAt(sql, at, "*/") ? -1 : 0;
            depth += step;
            at += step == 0 ? 1 : 2;
        }
        while (depth > 0 && at < sql.Length);
        return Math.Min(at, sql.Length);
    }

    private static (int End, string Text) Slice(string sql, int at, int end) => (end, sql[at..end]);

    private static int EndOf(string sql, char last, int at) => sql.IndexOf(last, at) is >= 0 and int end ? end + 1 : sql.Length;

    private static bool IsAt(string sql, int at, string text) => sql.AsSpan(at).StartsWith(text, StringComparison.Ordinal);

    private static bool IsWord(char c) => char.IsLetter(c) || c == '_' || c > '\u007f';
}
