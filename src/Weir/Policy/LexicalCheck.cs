namespace Weir.Policies;

/// <summary>
/// Holds a statement that no syntax tree can be had of to a policy, by its lexemes: whatever stands before a bracket is a function,
/// whatever follows FROM, JOIN, INTO, UPDATE or USING a table, and every text inside a function over files a path. That refuses rather
/// too much than too little; none of these statements runs as it is written.
/// </summary>
internal static class LexicalCheck
{
    private static readonly string[] Before = ["FROM", "JOIN", "INTO", "UPDATE", "USING", "TABLE", "ON", "TRUNCATE"];

    // Words with brackets behind them that are no functions, and words behind FROM that are no tables.
    private static readonly HashSet<string> Words = new(StringComparer.OrdinalIgnoreCase)
    {
        "SELECT", "VALUES", "FROM", "WHERE", "AND", "OR", "NOT", "IN", "EXISTS", "ANY", "ALL", "AS", "ON", "USING", "WITH", "OPTIONS", "SET", "BY", "INTO",
        "CASE", "WHEN", "THEN", "ELSE", "OVER", "FILTER", "KEY", "CHECK", "UNIQUE", "REFERENCES", "ROW", "LATERAL", "TABLE", "ONLY", "IF", "DEFAULT",
        "PARTITION", "ORDER", "GROUP", "HAVING", "LIMIT", "OFFSET", "UNION", "EXCEPT", "INTERSECT", "IS", "LIKE", "ILIKE", "BETWEEN", "RETURNING",
        "MATCHED", "INSERT", "UPDATE", "DELETE", "MERGE", "ANALYZE", "VACUUM", "CALL",
        "DECIMAL", "NUMERIC", "VARCHAR", "CHAR", "STRUCT", "MAP", "UNION_TYPE", "ENUM", "TIME", "TIMESTAMP", "BIT", "INTERVAL", "DATABASE",
    };

    /// <summary>Refuses a statement that breaks a rule.</summary>
    /// <exception cref="WeirException">WEIR5013, WEIR5015, WEIR5016.</exception>
    public static void Require(LexedText text, ClassifiedStatement statement, PolicyCheck check)
    {
        HashSet<string> own = OwnNames(text, statement);
        for (int at = statement.First; at < statement.End; at++)
        {
            if (!text.IsName(at))
                continue;
            bool isWord = text[at].Kind == LexemeKind.Word && Words.Contains(text.Name(at));
            if (!isWord && text.Is(at + 1, '('))
                RequireCall(text, at, statement.End, check);
            else if (!isWord && IsTable(text, at, statement) && !own.Contains(text.Name(at)))
                RequireTable(text, at, check);
        }
    }

    private static void RequireCall(LexedText text, int at, int end, PolicyCheck check)
    {
        string name = text.Name(at).ToLowerInvariant();
        check.RequireFunction(name);
        if (!check.IsFile(name))
            return;
        for (int inside = at + 2; inside < text.BehindBracket(at + 1, end); inside++)
        {
            if (text[inside].Kind == LexemeKind.Text)
                check.RequireRead(text.Text(inside) ?? "");
        }
    }

    private static void RequireTable(LexedText text, int at, PolicyCheck check)
    {
        List<string> parts = [text.Name(at)];
        while (text.Is(at + 1, '.') && text.IsName(at + 2))
        {
            at += 2;
            parts.Add(text.Name(at));
        }
        if (!text.Is(at + 1, '('))
            check.RequireTable(parts.Count > 1 ? parts[^2] : "", parts[^1]);
    }

    private static bool IsTable(LexedText text, int at, ClassifiedStatement statement) =>
        at > statement.First && !text.Is(at - 1, '.')
        && (text.IsAny(at - 1, Before) || (text.Is(at - 1, ',') && statement.Kind is SqlStatementKind.Update or SqlStatementKind.Delete));

    // Names that WITH makes.
    private static HashSet<string> OwnNames(LexedText text, ClassifiedStatement statement)
    {
        HashSet<string> names = new(StringComparer.OrdinalIgnoreCase);
        for (int at = statement.First; at < statement.End; at++)
        {
            if (text.IsName(at) && text.Is(at + 1, "AS") && text.Is(at + 2, '('))
                names.Add(text.Name(at));
        }
        return names;
    }
}
