using System.Text;

namespace Weir.Policies;

/// <summary>A text of SQL and its lexemes.</summary>
/// <param name="Sql">The text.</param>
internal sealed record LexedText(string Sql)
{
    /// <summary>The lexemes, in order, without comments.</summary>
    public Lexeme[] Lexemes { get; } = SqlLexer.Read(Sql);

    /// <summary>A lexeme; behind the last one there is only <see cref="LexemeKind.End"/>.</summary>
    public Lexeme this[int index] => (uint)index < (uint)Lexemes.Length ? Lexemes[index] : new Lexeme(LexemeKind.End, Sql.Length, Sql.Length);

    /// <summary>A lexeme as it is written.</summary>
    public ReadOnlySpan<char> Written(int index) => Sql.AsSpan(this[index].Start, this[index].End - this[index].Start);

    /// <summary>Whether a lexeme is a word without quotes, whatever its case.</summary>
    public bool Is(int index, string word) =>
        this[index].Kind == LexemeKind.Word && Written(index).Equals(word, StringComparison.OrdinalIgnoreCase);

    /// <summary>Whether a lexeme is one of some words.</summary>
    public bool IsAny(int index, params ReadOnlySpan<string> words)
    {
        foreach (string word in words)
        {
            if (Is(index, word))
                return true;
        }
        return false;
    }

    /// <summary>Whether a lexeme is a character.</summary>
    public bool Is(int index, char symbol) => this[index].Kind == LexemeKind.Symbol && Sql[this[index].Start] == symbol;

    /// <summary>Whether a lexeme can be a name.</summary>
    public bool IsName(int index) => this[index].Kind is LexemeKind.Word or LexemeKind.Name;

    /// <summary>What a name means, without quotes.</summary>
    public string Name(int index)
    {
        string written = Written(index).ToString();
        return this[index].Kind == LexemeKind.Name ? written[1..^1].Replace("\"\"", "\"", StringComparison.Ordinal) : written;
    }

    /// <summary>What a text means; null when it is none, or one with escapes or bits, which nobody needs to write.</summary>
    public string? Text(int index)
    {
        if (this[index].Kind != LexemeKind.Text)
            return null;
        string written = Written(index).ToString();
        if (written[0] == '$')
        {
            int tag = written.IndexOf('$', 1) + 1;
            return written[tag..^tag];
        }
        bool isPlain = written[0] is '\'' or 'n' or 'N' || (written[0] is 'e' or 'E' && !written.Contains('\\', StringComparison.Ordinal));
        return isPlain ? Joined(written) : null;
    }

    /// <summary>The place behind the bracket that closes the one at a place; the end of the range when none does.</summary>
    public int BehindBracket(int open, int end)
    {
        int depth = 0;
        for (int at = open; at < end; at++)
        {
            depth += Is(at, '(') || Is(at, '[') || Is(at, '{') ? 1 : Is(at, ')') || Is(at, ']') || Is(at, '}') ? -1 : 0;
            if (depth == 0)
                return at + 1;
        }
        return end;
    }

    // 'a' and 'b' on another line are 'ab'; a doubled quote is one.
    private static string Joined(string written)
    {
        StringBuilder text = new(written.Length);
        bool isInside = false;
        for (int at = written.IndexOf('\'', StringComparison.Ordinal); at < written.Length; at++)
        {
            bool isQuote = written[at] == '\'';
            if (isInside && isQuote && at + 1 < written.Length && written[at + 1] == '\'')
                text.Append(written[at++]);
            else if (isQuote)
                isInside = !isInside;
            else if (isInside)
                text.Append(written[at]);
            else if (!SqlLexer.IsBlank(written[at]))
                at = BehindComment(written, at) - 1;
        }
        return text.ToString();
    }

    private static int BehindComment(string written, int at)
    {
        if (written[at] == '-')
            return written.AsSpan(at).IndexOfAny('\n', '\r') is >= 0 and int length ? at + length : written.Length;
        int depth = 0;
        do
        {
            int change = written.AsSpan(at).StartsWith("/*", StringComparison.Ordinal) ? 1 : written.AsSpan(at).StartsWith("*/", StringComparison.Ordinal) ? -1 : 0;
            depth += change;
            at += change == 0 ? 1 : 2;
        }
        while (depth > 0 && at < written.Length);
        return at;
    }
}
