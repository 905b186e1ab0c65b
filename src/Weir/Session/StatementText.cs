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

    /// <summary>A text without the white space and comments around it, so that anything may stand behind it; one that cannot be read as it is.</summary>
    public static string Trimmed(string sql)
    {
        Lexeme[] lexemes = SqlLexer.Read(sql);
        return lexemes is [] or [.., { Kind: LexemeKind.Broken }] ? sql : sql[lexemes[0].Start..lexemes[^1].End];
    }

    /// <summary>The number of statements in a text: of parts between semicolons that have more than white space and comments.</summary>
    public static int Count(string sql)
    {
        LexedText text = new(sql);
        return Enumerable.Range(0, text.Lexemes.Length).Count(at => !text.Is(at, ';') && (at == 0 || text.Is(at - 1, ';')));
    }

    /// <summary>Whether a text can stand between brackets: its quotes, comments and brackets are closed, and no semicolon is in it.</summary>
    public static bool IsClosed(string sql)
    {
        LexedText text = new(sql);
        int depth = 0;
        for (int at = 0; at < text.Lexemes.Length; at++)
        {
            depth += text.Is(at, '(') || text.Is(at, '[') || text.Is(at, '{') ? 1 : text.Is(at, ')') || text.Is(at, ']') || text.Is(at, '}') ? -1 : 0;
            if (depth < 0 || text.Is(at, ';') || text[at].Kind == LexemeKind.Broken)
                return false;
        }
        return depth == 0;
    }
}
