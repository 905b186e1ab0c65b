using Weir.Diagnostics;

namespace Weir.Policies;

/// <summary>The parts of CREATE VIEW, CREATE TABLE AS, DROP VIEW: a name, perhaps columns, perhaps a query.</summary>
/// <param name="Name">The name.</param>
/// <param name="Columns">Names of columns in brackets, as SQL; null when there are none.</param>
/// <param name="Query">What stands behind AS; empty for DROP.</param>
/// <param name="Replaces">OR REPLACE.</param>
/// <param name="IsLenient">IF NOT EXISTS, or IF EXISTS.</param>
internal sealed record NamedForm(string Name, string? Columns, string Query, bool Replaces, bool IsLenient)
{
    /// <summary>Reads a statement.</summary>
    /// <param name="text">The text.</param>
    /// <param name="statement">Of a kind that has these parts.</param>
    /// <param name="noun">TABLE or VIEW.</param>
    /// <exception cref="WeirException">WEIR5021: it asks for what is not done.</exception>
    public static NamedForm Read(LexedText text, ClassifiedStatement statement, string noun)
    {
        int at = statement.First;
        bool replaces = text.Is(at + 1, "OR");
        bool isTemporary = false;
        for (; at < statement.End && !text.Is(at, noun); at++)
            isTemporary |= text.IsAny(at, "TEMP", "TEMPORARY", "RECURSIVE", "MATERIALIZED", "UNBOUNDED");
        if (isTemporary && (noun == "TABLE" || text.IsAny(at - 1, "RECURSIVE", "MATERIALIZED", "UNBOUNDED")))
            throw SqlPolicyErrors.NotCarriedOut($"CREATE {text.Written(at - 1).ToString().ToUpperInvariant()} {noun}");
        at++;
        bool isLenient = text.Is(at, "IF");
        if (isLenient)
            at += text.Is(at + 1, "NOT") ? 3 : 2;
        if (!text.IsName(at) || text.Is(at + 1, '.'))
            throw SqlPolicyErrors.NotCarriedOut($"a {noun} whose name has several parts");
        string name = text.Name(at++);
        string? columns = null;
        if (text.Is(at, '('))
        {
            columns = text.Sql[text[at].End..text[text.BehindBracket(at, statement.End) - 1].Start];
            at = text.BehindBracket(at, statement.End);
        }
        return new NamedForm(name, columns, Behind(text, statement, at, noun), replaces, isLenient);
    }

    private static string Behind(LexedText text, ClassifiedStatement statement, int at, string noun)
    {
        if (at >= statement.End || (statement.Kind == SqlStatementKind.DropView && text.IsAny(at, "CASCADE", "RESTRICT")))
            return "";
        if (!text.Is(at, "AS"))
            throw SqlPolicyErrors.NotCarriedOut($"a {noun} with '{text.Written(at)}' behind its name");
        int end = statement.End;
        bool hasData = text.Is(end - 1, "DATA") && text.IsAny(end - 2, "WITH", "NO");
        if (hasData)
            throw SqlPolicyErrors.NotCarriedOut("CREATE TABLE AS ... WITH DATA or WITH NO DATA");
        return text.Sql[text[at].End..text[end - 1].End];
    }
}
