using System.Text;
using Weir.Diagnostics;
using Weir.Policies;

namespace Weir.Sessions;

/// <summary>Reads a text of SQL token by token, without white space and comments. One thread.</summary>
/// <param name="sql">The text.</param>
/// <param name="fault">Makes the error of what was found, what was expected, and the place; null for WEIR3310.</param>
internal sealed class SqlTokens(string sql, Func<string, string, int, WeirException>? fault = null)
{
    private int _at;
    private SqlToken? _next;

    /// <summary>The token that is read next.</summary>
    public SqlToken Next => _next ??= Read();

    /// <summary>Reads a token.</summary>
    public SqlToken Take()
    {
        SqlToken token = Next;
        _next = null;
        return token;
    }

    /// <summary>Reads a keyword when it is next.</summary>
    public bool TryTake(string word)
    {
        bool isNext = Next.Is(word);
        if (isNext)
            Take();
        return isNext;
    }

    /// <summary>Reads a character when it is next.</summary>
    public bool TryTake(char symbol)
    {
        bool isNext = Next.Is(symbol);
        if (isNext)
            Take();
        return isNext;
    }

    /// <summary>Reads a name, with or without quotes.</summary>
    /// <exception cref="WeirException">WEIR3310.</exception>
    public string TakeName(string what) =>
        Next.Kind is SqlTokenKind.Word or SqlTokenKind.Name ? Take().Value : throw Expected(what);

    /// <summary>Reads a keyword or character that must be there.</summary>
    /// <exception cref="WeirException">WEIR3310.</exception>
    public void Require(string token)
    {
        if (!(token.Length == 1 ? TryTake(token[0]) : TryTake(token)))
            throw Expected(token);
    }

    /// <summary>WEIR3310, unless another error was asked for: something else is next.</summary>
    public WeirException Expected(string what) =>
        fault?.Invoke($"{Next}", what, Next.Start) ?? MacroErrors.Syntax($"{Next}", what, $" at character {Next.Start + 1}");

    /// <summary>The error of something that stands elsewhere.</summary>
    public WeirException Fault(string found, string expected, int at) =>
        fault?.Invoke(found, expected, at) ?? MacroErrors.Syntax(found, expected, $" at character {at + 1}");

    private SqlToken Read()
    {
        _at += SqlLexer.BlanksOf(sql.AsSpan(_at));
        int start = _at;
        if (_at >= sql.Length)
            return new SqlToken(SqlTokenKind.End, "", start, start);
        char first = sql[_at];
        // Texts with escapes or between dollars are for the engine alone: all that matters is where they end.
        if (SqlLexer.LengthOfMarkedText(sql.AsSpan(_at)) is > 0 and int length)
            return new SqlToken(SqlTokenKind.Symbol, sql[start..(_at += length)], start, _at);
        if (first is '"' or '\'')
            return new SqlToken(first == '"' ? SqlTokenKind.Name : SqlTokenKind.Text, Quoted(first), start, _at);
        if (!IsWordCharacter(first))
            return new SqlToken(SqlTokenKind.Symbol, sql[start..++_at], start, _at);
        while (_at < sql.Length && IsWordCharacter(sql[_at]))
            _at++;
        return new SqlToken(SqlTokenKind.Word, sql[start.._at], start, _at);
    }

    // A quote inside is written twice.
    private string Quoted(char quote)
    {
        StringBuilder text = new();
        int start = _at++;
        while (_at < sql.Length)
        {
            char found = sql[_at++];
            bool isDoubled = found == quote && _at < sql.Length && sql[_at] == quote;
            if (found == quote && !isDoubled)
                return text.ToString();
            if (isDoubled)
                _at++;
            text.Append(found);
        }
        throw fault?.Invoke("the end", $"a {quote} behind what begins here", start)
            ?? MacroErrors.Syntax("the end", $"a {quote}", $" of what begins at character {start + 1}");
    }

    private static bool IsWordCharacter(char c) => char.IsLetterOrDigit(c) || c is '_' or '$';
}
