using Weir.Diagnostics;

namespace Weir.Policies;

/// <summary>A text as Weir's own lexer and classifier read it, before the engine sees it.</summary>
/// <param name="Text">The text.</param>
/// <param name="Statements">Its statements.</param>
internal sealed record SqlFront(LexedText Text, IReadOnlyList<ClassifiedStatement> Statements)
{
    /// <summary>Reads a text; never fails.</summary>
    public static SqlFront Read(string sql)
    {
        LexedText text = new(sql);
        return new SqlFront(text, StatementClassifier.Read(text));
    }

    /// <summary>The kind of the one statement; unknown for none and for several.</summary>
    public SqlStatementKind Kind => Statements is [var only] ? only.Kind : SqlStatementKind.Unknown;

    /// <summary>Whether all that there is is a query, or the explanation of one.</summary>
    public bool IsQuery => Statements is [{ Kind: SqlStatementKind.Query }]
        or [{ Kind: SqlStatementKind.Explain, Inner: [{ Kind: SqlStatementKind.Query }] }];

    /// <summary>Refuses what a policy's rights do not let through. A text of no known kind is left to the engine's words.</summary>
    /// <exception cref="WeirException">WEIR5001.</exception>
    public void RequireRights(SqlPolicy policy)
    {
        foreach (ClassifiedStatement statement in Statements)
        {
            SqlRights missing = statement.Rights & ~policy.Rights;
            if (missing != SqlRights.None)
                throw PolicyErrors.StatementRefused(Text.Sql, Why(statement, missing, policy), Text[statement.First].Start, policy.Rights.HasFlag(SqlRights.Explain));
        }
    }

    /// <summary>Refuses a text of several statements, or of none.</summary>
    /// <exception cref="WeirException">WEIR5002.</exception>
    public void RequireOne()
    {
        if (Statements.Count != 1)
            throw PolicyErrors.SeveralStatements(Statements.Count, Text.Sql);
    }

    /// <summary>Refuses a text that is too long for a policy.</summary>
    /// <exception cref="WeirException">WEIR5007.</exception>
    public static void RequireLength(SqlPolicy policy, string sql)
    {
        if (policy.Limits.TextMaxCharacters is { } limit && sql.Length > limit)
            throw PolicyErrors.StatementTooLong("characters", sql.Length, limit, sql);
    }

    private string Why(ClassifiedStatement statement, SqlRights missing, SqlPolicy policy)
    {
        ClassifiedStatement lacking = statement.All.Last(inner => (StatementKinds.RightsOf(inner.Kind) & missing) != 0);
        string verb = lacking.Kind switch
        {
            SqlStatementKind.Query => "a query",
            SqlStatementKind.Explain => "EXPLAIN",
            _ => $"{VerbOf(lacking)}, not a read-only query",
        };
        return $"it is {verb}, and the policy '{policy.Name}' does not give it the right {string.Join(", ", PolicyNames.List(missing))}";
    }

    /// <summary>The word that says what a statement is.</summary>
    public string VerbOf(ClassifiedStatement statement)
    {
        string kind = statement.Kind.ToString();
        for (int at = statement.First; at < statement.End; at++)
        {
            // WITH ... INSERT is an INSERT.
            if (Text[at].Kind == LexemeKind.Word && (!Text.Is(at, "WITH") && kind.StartsWith(Text.Written(at), StringComparison.OrdinalIgnoreCase)))
                return Text.Written(at).ToString().ToUpperInvariant();
        }
        return Text[statement.First].Kind == LexemeKind.Word ? Text.Written(statement.First).ToString().ToUpperInvariant() : kind.ToUpperInvariant();
    }
}
