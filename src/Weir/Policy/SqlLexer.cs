using System.Buffers;

namespace Weir.Policies;

/// <summary>
/// Cuts a text into lexemes as the engine's own lexer does: comments nest, a line comment ends at either line break, a
/// backslash counts in <c>E'...'</c> alone, texts with a line break between them are one, a word may hold dollars, and
/// the wide spaces of Unicode are spaces. Never fails: what cannot be read is <see cref="LexemeKind.Broken"/>, and the last one.
/// </summary>
internal ref struct SqlLexer(ReadOnlySpan<char> text)
{
    private static readonly SearchValues<char> OperatorCharacters = SearchValues.Create("~!@#^&|`?+-*/%<>=");

    private readonly ReadOnlySpan<char> _sql = text;
    private int _at;

    /// <summary>The lexemes of a text, the <see cref="LexemeKind.End"/> left out.</summary>
    public static Lexeme[] Read(string sql)
    {
        SqlLexer lexer = new(sql);
        List<Lexeme> found = new(8 + (sql.Length / 5));
        while (lexer.Next() is { Kind: not LexemeKind.End } lexeme)
        {
            found.Add(lexeme);
            if (lexeme.Kind == LexemeKind.Broken)
                break;
        }
        return [.. found];
    }

    /// <summary>The number of characters of white space and comments that a text begins with; all of them when a comment does not end.</summary>
    public static int BlanksOf(ReadOnlySpan<char> text)
    {
        SqlLexer lexer = new(text);
        return lexer.SkipBlanks(out _, out _) ? lexer._at : text.Length;
    }

    /// <summary>The length of the text that begins here with a letter or a dollar, as <c>E'...'</c> and <c>$tag$...$tag$</c> do; 0 when none does.</summary>
    public static int LengthOfMarkedText(ReadOnlySpan<char> text)
    {
        bool isMarked = text.Length > 1 && (text[0] == '$' || (text[1] == '\'' && char.IsAsciiLetter(text[0])));
        return isMarked && new SqlLexer(text).Next() is { Kind: LexemeKind.Text } lexeme ? lexeme.End : 0;
    }

    /// <summary>Whether the engine takes a character for white space.</summary>
    public static bool IsBlank(char c) => c is ' ' or (>= '\t' and <= '\r') or '\u00A0' or (>= '\u2000' and <= '\u200D')
        or '\u202F' or '\u205F' or '\u2060' or '\u3000' or '\uFEFF';

    private Lexeme Next()
    {
        if (!SkipBlanks(out int brokenAt, out _))
            return new Lexeme(LexemeKind.Broken, brokenAt, _sql.Length);
        int start = _at;
        if (start >= _sql.Length)
            return new Lexeme(LexemeKind.End, start, start);
        char first = _sql[start];
        return first switch
        {
            '\'' => Text(start, start, escapes: false),
            '"' => Name(start),
            '$' => Dollar(start),
            '.' when IsDigitAt(start + 1) => Number(start),
            >= '0' and <= '9' => Number(start),
            _ when IsWordStart(first) => Word(start),
            '?' when !IsOperatorAt(start - 1) && !IsOperatorAt(start + 1) => Take(LexemeKind.Parameter, start, start + 1),
            < ' ' or '\u007F' => new Lexeme(LexemeKind.Broken, start, _sql.Length),
            _ => Take(LexemeKind.Symbol, start, start + 1),
        };
    }

    private Lexeme Take(LexemeKind kind, int start, int end)
    {
        _at = end;
        return new Lexeme(kind, start, end);
    }

    private Lexeme Word(int start)
    {
        // b'...', e'...', n'...' and x'...' are texts; only in the second kind does a backslash count.
        if (start + 1 < _sql.Length && _sql[start + 1] == '\'' && _sql[start] is 'e' or 'E' or 'b' or 'B' or 'n' or 'N' or 'x' or 'X')
            return Text(start, start + 1, escapes: _sql[start] is 'e' or 'E');
        int end = start + 1;
        while (end < _sql.Length && (IsWordStart(_sql[end]) || char.IsAsciiDigit(_sql[end]) || _sql[end] == '$'))
            end++;
        return Take(LexemeKind.Word, start, end);
    }

    private Lexeme Number(int start)
    {
        int end = start;
        while (IsDigitAt(end) || (end < _sql.Length && _sql[end] == '_' && IsDigitAt(end + 1)))
            end++;
        if (end < _sql.Length && _sql[end] == '.' && !(end + 1 < _sql.Length && _sql[end + 1] == '.'))
        {
            end++;
            while (IsDigitAt(end) || (end < _sql.Length && _sql[end] == '_' && IsDigitAt(end + 1)))
                end++;
        }
        if (end < _sql.Length && _sql[end] is 'e' or 'E')
        {
            int exponent = end + 1 < _sql.Length && _sql[end + 1] is '+' or '-' ? end + 2 : end + 1;
            if (IsDigitAt(exponent))
            {
                end = exponent;
                while (IsDigitAt(end))
                    end++;
            }
        }
        return Take(LexemeKind.Number, start, end);
    }

    private Lexeme Name(int start)
    {
        int end = ClosingQuote(start + 1, '"', escapes: false);
        return end < 0 ? new Lexeme(LexemeKind.Broken, start, _sql.Length) : Take(LexemeKind.Name, start, end);
    }

    private Lexeme Text(int start, int quote, bool escapes)
    {
        while (true)
        {
            int end = ClosingQuote(quote + 1, '\'', escapes);
            if (end < 0)
                return new Lexeme(LexemeKind.Broken, start, _sql.Length);
            // Two texts with a line break between them are one.
            _at = end;
            bool isReadable = SkipBlanks(out _, out bool hasLineBreak);
            if (!isReadable || !hasLineBreak || _at >= _sql.Length || _sql[_at] != '\'')
                return Take(LexemeKind.Text, start, end);
            quote = _at;
        }
    }

    // The place behind the quote that ends the text; below 0 when none does. A doubled quote does not end it.
    private readonly int ClosingQuote(int at, char quote, bool escapes)
    {
        while (at < _sql.Length)
        {
            char c = _sql[at++];
            if (c == '\\' && escapes)
                at++;
            else if (c == quote && (at >= _sql.Length || _sql[at] != quote))
                return at;
            else if (c == quote)
                at++;
        }
        return -1;
    }

    // $1, $name, $tag$ text $tag$, or a lone dollar.
    private Lexeme Dollar(int start)
    {
        int end = start + 1;
        if (IsDigitAt(end))
        {
            while (IsDigitAt(end))
                end++;
            return Take(LexemeKind.Parameter, start, end);
        }
        while (end < _sql.Length && (IsWordStart(_sql[end]) || (end > start + 1 && char.IsAsciiDigit(_sql[end]))))
            end++;
        if (end < _sql.Length && _sql[end] == '$')
        {
            ReadOnlySpan<char> tag = _sql[start..(end + 1)];
            int length = _sql[(end + 1)..].IndexOf(tag);
            return length < 0 ? new Lexeme(LexemeKind.Broken, start, _sql.Length) : Take(LexemeKind.Text, start, end + 1 + length + tag.Length);
        }
        return end > start + 1 ? Take(LexemeKind.Parameter, start, end) : Take(LexemeKind.Symbol, start, end);
    }

    // False when a comment does not end.
    private bool SkipBlanks(out int brokenAt, out bool hasLineBreak)
    {
        (brokenAt, hasLineBreak) = (0, false);
        while (_at < _sql.Length)
        {
            char c = _sql[_at];
            if (IsBlank(c))
            {
                hasLineBreak |= c is '\n' or '\r';
                _at++;
            }
            else if (c == '-' && _at + 1 < _sql.Length && _sql[_at + 1] == '-')
            {
                int length = _sql[_at..].IndexOfAny('\n', '\r');
                _at = length < 0 ? _sql.Length : _at + length;
            }
            else if (c == '/' && _at + 1 < _sql.Length && _sql[_at + 1] == '*')
            {
                brokenAt = _at;
                if (!SkipComment())
                    return false;
            }
            else
            {
                return true;
            }
        }
        return true;
    }

    private bool SkipComment()
    {
        int depth = 0;
        while (_at + 1 < _sql.Length)
        {
            (char first, char second) = (_sql[_at], _sql[_at + 1]);
            int change = first == '/' && second == '*' ? 1 : first == '*' && second == '/' ? -1 : 0;
            _at += change == 0 ? 1 : 2;
            depth += change;
            if (depth == 0)
                return true;
        }
        return false;
    }

    private readonly bool IsDigitAt(int at) => at < _sql.Length && char.IsAsciiDigit(_sql[at]);

    private readonly bool IsOperatorAt(int at) => at >= 0 && at < _sql.Length && OperatorCharacters.Contains(_sql[at]);

    private static bool IsWordStart(char c) => char.IsAsciiLetter(c) || c == '_' || (c >= '\u0080' && !IsBlank(c));
}
