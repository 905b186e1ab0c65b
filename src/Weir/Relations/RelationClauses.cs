using System.Text;

namespace Weir.Relations;

/// <summary>How far a SELECT is written: clauses follow in this order.</summary>
internal enum ClauseStage
{
    From,
    Where,
    Grouped,
    Having,
    Qualified,
    Selected,
    Distinct,
    Ordered,
    Limited,
}

/// <summary>One SELECT, or two with UNION and the like between them, with its clauses as they are printed. Immutable.</summary>
internal sealed record RelationClauses
{
    /// <summary>What stands behind FROM.</summary>
    public required string From { get; init; }

    /// <summary>The two queries and what is between them; null for a SELECT.</summary>
    public string? SetOperation { get; init; }

    public ClauseStage Stage { get; init; }

    /// <summary>Conditions that must all hold.</summary>
    public IReadOnlyList<SqlExpression> Where { get; init; } = [];

    public string Items { get; init; } = "*";

    public string Groups { get; init; } = "";

    public IReadOnlyList<SqlExpression> Having { get; init; } = [];

    public IReadOnlyList<SqlExpression> Qualify { get; init; } = [];

    public string Distinct { get; init; } = "";

    public string Order { get; init; } = "";

    public string Limit { get; init; } = "";

    /// <summary>The query as SQL.</summary>
    public string Sql()
    {
        StringBuilder text = new();
        if (SetOperation is not null)
            text.Append(SetOperation);
        else
        {
            text.Append("SELECT ").Append(Distinct).Append(Items).Append(" FROM ").Append(From);
            Conditions(text, " WHERE ", Where);
            text.Append(Groups);
            Conditions(text, " HAVING ", Having);
            Conditions(text, " QUALIFY ", Qualify);
        }
        return text.Append(Order).Append(Limit).ToString();
    }

    private static void Conditions(StringBuilder text, string clause, IReadOnlyList<SqlExpression> conditions)
    {
        if (conditions.Count > 0)
            text.Append(clause).AppendJoin(" AND ", conditions);
    }
}
