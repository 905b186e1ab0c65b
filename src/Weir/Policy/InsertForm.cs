namespace Weir.Policies;

/// <summary>The parts of an INSERT.</summary>
/// <param name="Table">The table's name; more than one part is a path that sessions do not have.</param>
/// <param name="Columns">The columns that are named; null when none are.</param>
/// <param name="IsByName">Whether BY NAME stands there.</param>
/// <param name="Source">The query that gives the rows, with the WITH before the INSERT; null for DEFAULT VALUES.</param>
/// <param name="Clause">A clause that changes what INSERT means; null when there is none.</param>
internal sealed record InsertForm(
    IReadOnlyList<string> Table, IReadOnlyList<string>? Columns, bool IsByName, string? Source, string? Clause)
{
    private static readonly string[] SourceWords =
        ["SELECT", "VALUES", "FROM", "WITH", "TABLE", "PIVOT", "UNPIVOT", "DESCRIBE", "SHOW", "SUMMARIZE"];

    /// <summary>The first lexeme of the query that gives the rows; the end when there is none.</summary>
    /// <param name="text">The text.</param>
    /// <param name="first">The word INSERT.</param>
    /// <param name="end">Behind the statement.</param>
    public static int SourceOf(LexedText text, int first, int end)
    {
        int at = BehindName(text, BehindInto(text, first, end));
        while (at < end)
        {
            bool isBracket = text.Is(at, '(');
            if (text.Is(at, "DEFAULT"))
                return end;
            if (text.IsAny(at, SourceWords) || (isBracket && (text.Is(at + 1, '(') || text.IsAny(at + 1, SourceWords))))
                return at;
            at = isBracket ? text.BehindBracket(at, end) : at + 1;
        }
        return end;
    }

    /// <summary>Reads a statement that the classifier calls INSERT.</summary>
    public static InsertForm Read(LexedText text, ClassifiedStatement statement)
    {
        (int first, int end) = (statement.First, statement.End);
        int verb = first;
        while (!text.Is(verb, "INSERT"))
            verb = text.Is(verb, '(') ? text.BehindBracket(verb, end) : verb + 1;
        int name = BehindInto(text, verb, end);
        int behind = BehindName(text, name);
        int source = SourceOf(text, verb, end);
        List<string> columns = [];
        bool hasColumns = text.Is(behind, '(') && behind != source;
        for (int at = behind + 1; hasColumns && at < text.BehindBracket(behind, end) - 1; at++)
        {
            if (text.IsName(at))
                columns.Add(text.Name(at));
        }
        string with = text.Sql[text[first].Start..text[verb].Start];
        return new InsertForm(
            [.. Enumerable.Range(name, Math.Max(0, behind - name)).Where(text.IsName).Select(text.Name)],
            hasColumns ? columns : null,
            Enumerable.Range(behind, Math.Max(0, source - behind)).Any(at => text.Is(at, "BY") && text.Is(at + 1, "NAME")),
            source < end ? with + text.Sql[text[source].Start..text[end - 1].End] : null,
            ClauseOf(text, verb, name, source, end));
    }

    private static string? ClauseOf(LexedText text, int verb, int name, int source, int end)
    {
        if (text.Is(verb + 1, "OR"))
            return $"INSERT OR {text.Written(verb + 2).ToString().ToUpperInvariant()}";
        if (text.Is(name - 1, "INTO") && text.Is(name, "AS"))
            return "INSERT with another name for its table";
        for (int at = source; at < end; at = text.Is(at, '(') ? text.BehindBracket(at, end) : at + 1)
        {
            if (text.Is(at, "RETURNING"))
                return "INSERT ... RETURNING";
            if (text.Is(at, "ON") && text.Is(at + 1, "CONFLICT"))
                return "INSERT ... ON CONFLICT";
        }
        return null;
    }

    private static int BehindInto(LexedText text, int first, int end)
    {
        int at = first + 1;
        while (at < end && !text.Is(at, "INTO"))
            at++;
        return Math.Min(at + 1, end);
    }

    private static int BehindName(LexedText text, int at)
    {
        while (text.IsName(at) && text.Is(at + 1, '.'))
            at += 2;
        return text.IsName(at) ? at + 1 : at;
    }
}
