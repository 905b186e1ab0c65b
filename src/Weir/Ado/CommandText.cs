using System.Globalization;
using Weir.Sessions;

namespace Weir.Ado;

/// <summary>
/// The statements of a command's text and the parameters that each has, read token by token: what stands in quotes or
/// comments is never taken for one. <c>@name</c> is the engine's prefix operator for an absolute value; it is a parameter
/// only where the command has one of that name, and then becomes <c>$name</c>.
/// </summary>
/// <param name="sql">The text.</param>
/// <param name="isParameter">Whether the command has a parameter of a name.</param>
internal sealed class CommandText(string sql, Func<string, bool> isParameter)
{
    private readonly char[] _text = sql.ToCharArray();
    private readonly List<CommandStatement> _statements = [];
    private readonly List<(int Start, string Name)> _markers = [];
    private int _positions;
    private int _start;
    private int _at;
    private bool _hasToken;

    /// <summary>The statements in order; what is empty or a comment is none.</summary>
    public static IReadOnlyList<CommandStatement> Split(string sql, Func<string, bool> isParameter)
    {
        CommandText text = new(sql, isParameter);
        while (text._at < sql.Length)
            text.Next();
        text.End();
        return text._statements;
    }

    private void Next()
    {
        char found = _text[_at];
        switch (found)
        {
            case ';':
                End();
                _start = ++_at;
                return;
            case '-' when Peek(1) == '-':
                SkipTo("\n");
                return;
            case '/' when Peek(1) == '*':
                SkipComment();
                return;
        }
        if (char.IsWhiteSpace(found))
        {
            _at++;
            return;
        }
        _hasToken = true;
        switch (found)
        {
            case '\'':
                SkipQuoted('\'', hasEscapes: _at > _start && _text[_at - 1] is 'e' or 'E');
                break;
            case '"':
                SkipQuoted('"', hasEscapes: false);
                break;
            case '$':
                Dollar();
                break;
            case '?':
                Question();
                break;
            case '@' when !IsBehindWord() && IsWordStart(Peek(1)) && isParameter(WordAt(_at + 1)):
                _text[_at++] = '$';
                TakeName();
                break;
            default:
                // A word may hold a '$', which then begins no parameter.
                _at = IsWordStart(found) ? WordEnd(_at, withDollars: true) : _at + 1;
                break;
        }
    }

    private void End()
    {
        if (_hasToken)
            _statements.Add(Statement());
        _markers.Clear();
        (_positions, _hasToken) = (0, false);
    }

    private CommandStatement Statement()
    {
        string text = new(_text, _start, _at - _start);
        if (IsDefinition(text))
            return new CommandStatement(text, [], 0);
        string[] names = [.. _markers.Select(marker => marker.Name).Distinct(StringComparer.OrdinalIgnoreCase)];
        string[] numbers = [.. names.Where(name => char.IsAsciiDigit(name[0]))];
        bool isDense = numbers.All(number => int.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out int n) && n <= numbers.Length);
        if (isDense)
            return new CommandStatement(text, [.. names.Select(name => (name, name))], _positions);
        // The engine counts the parameters of a statement from 1, without gaps.
        for (int i = _markers.Count - 1; i >= 0; i--)
        {
            (int start, string name) = _markers[i];
            if (Array.IndexOf(numbers, name) is >= 0 and int place)
                text = $"{text[..(start - _start)]}{place + 1}{text[(start - _start + name.Length)..]}";
        }
        return new CommandStatement(
            text, [.. names.Select(name => (name, Array.IndexOf(numbers, name) is >= 0 and int place ? (place + 1).ToString(CultureInfo.InvariantCulture) : name))], _positions);
    }

    // The placeholders of a function are its own.
    private static bool IsDefinition(string text)
    {
        if (!text.Contains("FUNCTION", StringComparison.OrdinalIgnoreCase))
            return false;
        SqlTokens tokens = new(text);
        bool isCreate = tokens.TryTake("CREATE");
        if (isCreate && tokens.TryTake("OR"))
            tokens.TryTake("REPLACE");
        return isCreate && tokens.TryTake("FUNCTION");
    }

    // $tag$ text $tag$ is a quoted text; $1 and $name are parameters.
    private void Dollar()
    {
        int end = WordEnd(_at + 1, withDollars: false);
        bool isQuote = end < _text.Length && _text[end] == '$' && !char.IsAsciiDigit(Peek(1));
        if (isQuote)
        {
            string tag = sql[_at..(end + 1)];
            _at = end + 1;
            SkipTo(tag);
            return;
        }
        _at++;
        if (end > _at)
            TakeName();
    }

    private void Question()
    {
        _at++;
        int end = WordEnd(_at, withDollars: false);
        if (end > _at && char.IsAsciiDigit(_text[_at]))
            TakeName();
        else
            _positions++;
    }

    private void TakeName()
    {
        string name = WordAt(_at);
        // A number ends where its digits do.
        if (char.IsAsciiDigit(name[0]))
            name = new string([.. name.TakeWhile(char.IsAsciiDigit)]);
        _markers.Add((_at, name));
        _at += name.Length;
    }

    private void SkipQuoted(char quote, bool hasEscapes)
    {
        for (_at++; _at < _text.Length && _text[_at] != quote; _at++)
        {
            if (hasEscapes && _text[_at] == '\\')
                _at++;
        }
        _at = Math.Min(_at + 1, _text.Length);
    }

    private void SkipComment()
    {
        int depth = 0;
        do
        {
            (int step, int change) = (_text[_at], Peek(1)) switch { ('/', '*') => (2, 1), ('*', '/') => (2, -1), _ => (1, 0) };
            _at += step;
            depth += change;
        }
        while (depth > 0 && _at < _text.Length);
    }

    private void SkipTo(string end)
    {
        int found = sql.IndexOf(end, _at, StringComparison.Ordinal);
        _at = found < 0 ? _text.Length : found + end.Length;
    }

    // A '$' there would become part of the word.
    private bool IsBehindWord() => _at > _start && (char.IsLetterOrDigit(_text[_at - 1]) || _text[_at - 1] is '_' or '$');

    private char Peek(int ahead) => _at + ahead < _text.Length ? _text[_at + ahead] : '\0';

    private string WordAt(int at) => new(_text, at, WordEnd(at, withDollars: false) - at);

    private int WordEnd(int at, bool withDollars)
    {
        while (at < _text.Length && (char.IsLetterOrDigit(_text[at]) || _text[at] == '_' || (withDollars && _text[at] == '$')))
            at++;
        return at;
    }

    private static bool IsWordStart(char c) => char.IsLetter(c) || c == '_';
}
