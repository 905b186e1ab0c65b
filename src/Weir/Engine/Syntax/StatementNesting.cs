using System.Buffers;
using Weir.Diagnostics;

namespace Weir.Engine.Syntax;

/// <summary>
/// How deep a statement's syntax tree is at the place that is being read. The engine's time to plan a
/// statement, which nothing interrupts, grows with the third power of the depth of expressions and
/// doubles with every query or lambda inside an expression; so both have limits, and what is over them
/// is refused before the engine plans it.
/// </summary>
internal sealed class StatementNesting
{
    /// <summary>Most characters of a text: the engine's parser and the tree take time and memory by the length.</summary>
    public const int CharactersMax = 256 * 1024;

    /// <summary>Most operator characters side by side: the engine's lexer reads a run (of comment starts, say) again for each of its tokens.</summary>
    public const int OperatorRunMax = 1_000;

    /// <summary>Most levels of the tree as JSON. It bounds the depth of every recursion over the tree: a level takes under 1 KiB of stack.</summary>
    public const int TreeLevelsMax = 1_000;

    /// <summary>Most expressions inside one another, those in subqueries included.</summary>
    public const int ExpressionsMax = 200;

    /// <summary>Most queries and lambdas inside one another that stand in expressions.</summary>
    public const int RepeatedMax = 12;

    /// <summary>Most joins of a statement: planning takes about the third power of their number.</summary>
    public const int JoinsMax = 100;

    private static readonly SearchValues<char> OperatorCharacters = SearchValues.Create("~!@#^&|`?+-*/%<>=");

    private int _expressions;
    private int _repeated;
    private int _joins;

    /// <summary>Refuses a text that would take the engine's parser long, which nothing interrupts. Takes time by the length only.</summary>
    /// <exception cref="WeirException">WEIR5007.</exception>
    public static void RequireReadable(string sql)
    {
        if (sql.Length > CharactersMax)
            throw PolicyErrors.StatementTooLong("characters", sql.Length, CharactersMax, sql);
        ReadOnlySpan<char> rest = sql;
        while (rest.IndexOfAny(OperatorCharacters) is >= 0 and int start)
        {
            rest = rest[start..];
            int run = rest.IndexOfAnyExcept(OperatorCharacters) is >= 0 and int end ? end : rest.Length;
            if (run > OperatorRunMax)
                throw PolicyErrors.StatementTooLong("operator characters side by side", run, OperatorRunMax, sql);
            rest = rest[run..];
        }
    }

    /// <summary>Most expressions inside one another so far.</summary>
    public int Deepest { get; private set; }

    /// <summary>Goes into a node of the tree, and back with <see cref="Leave"/>.</summary>
    /// <param name="expressionClass">The class of an expression; empty for every other node.</param>
    /// <exception cref="WeirException">WEIR5007: it is one level too deep.</exception>
    public void Enter(string expressionClass)
    {
        if (expressionClass.Length > 0)
            Deepest = Math.Max(Deepest, _expressions + 1);
        if (expressionClass.Length > 0 && ++_expressions > ExpressionsMax)
            throw PolicyErrors.StatementTooDeep("expressions", ExpressionsMax);
        if (IsRepeated(expressionClass) && ++_repeated > RepeatedMax)
            throw PolicyErrors.StatementTooDeep("queries and lambdas in expressions", RepeatedMax);
    }

    /// <summary>Counts a join.</summary>
    /// <exception cref="WeirException">WEIR5007: it is one too many.</exception>
    public void Join()
    {
        if (++_joins > JoinsMax)
            throw PolicyErrors.StatementTooWide("joins", JoinsMax);
    }

    /// <summary>Comes back from a node.</summary>
    public void Leave(string expressionClass)
    {
        if (expressionClass.Length > 0)
            _expressions--;
        if (IsRepeated(expressionClass))
            _repeated--;
    }

    // The engine binds these anew for each of the ways that it tries.
    private static bool IsRepeated(string expressionClass) => expressionClass is "SUBQUERY" or "LAMBDA";
}
