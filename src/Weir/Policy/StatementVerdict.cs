namespace Weir;

/// <summary>What a statement of a text is.</summary>
/// <param name="Kind">What it is, by its syntax.</param>
/// <param name="Rights">The rights that it needs, with those of statements inside it.</param>
/// <param name="Missing">Those of them that the policy does not give.</param>
/// <param name="Line">The line, from 1, on which it begins.</param>
/// <param name="Column">The character of that line, from 1.</param>
/// <param name="Text">The statement as it is written; at most 200 characters.</param>
public sealed record StatementVerdict(SqlStatementKind Kind, SqlRights Rights, SqlRights Missing, int Line, int Column, string Text)
{
    /// <summary>The kinds of the statements inside it, as of the one that EXPLAIN explains, outer ones first.</summary>
    public IReadOnlyList<SqlStatementKind> Inside { get; init; } = [];

    /// <summary>Whether sessions can do it. What a policy allows and no session does is refused with WEIR5021.</summary>
    public bool IsCarriedOut { get; init; }
}
