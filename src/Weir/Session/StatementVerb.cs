using Weir.Engine.Syntax;
using Weir.Policies;

namespace Weir.Sessions;

/// <summary>What a text does, in a word, where no tree of it tells: it was refused, or is no query.</summary>
internal static class StatementVerb
{
    private const string Query = "SELECT", Unknown = "_OTHER";

    /// <summary>The verb, for example <c>DROP</c>; <c>_OTHER</c>, as OpenTelemetry has it, for what is no known statement.</summary>
    public static string Of(string sql)
    {
        // What is too long to be read is not read to say so.
        if (sql.Length > StatementNesting.CharactersMax)
            return Unknown;
        SqlFront front = SqlFront.Read(sql);
        return front.Statements switch
        {
            [{ Kind: SqlStatementKind.Query }] => Query,
            [{ Kind: not SqlStatementKind.Unknown } statement] => front.VerbOf(statement),
            _ => Unknown,
        };
    }
}
