namespace Weir.Policies;

/// <summary>
/// Says of every statement of a text what it is, from its lexemes alone: comments, brackets, WITH, EXPLAIN and PREPARE hide nothing.
/// What it does not know is <see cref="SqlStatementKind.Unknown"/>. Never fails.
/// </summary>
internal static class StatementClassifier
{
    // As deep as EXPLAIN and PREPARE may stand in one another; the engine takes fewer.
    private const int LevelsMax = 8;

    private static readonly Dictionary<string, SqlStatementKind> Verbs = new(StringComparer.OrdinalIgnoreCase)
    {
        ["SELECT"] = SqlStatementKind.Query, ["VALUES"] = SqlStatementKind.Query, ["FROM"] = SqlStatementKind.Query,
        ["TABLE"] = SqlStatementKind.Query, ["PIVOT"] = SqlStatementKind.Query, ["PIVOT_WIDER"] = SqlStatementKind.Query,
        ["UNPIVOT"] = SqlStatementKind.Query, ["PIVOT_LONGER"] = SqlStatementKind.Query, ["DESCRIBE"] = SqlStatementKind.Query,
        ["DESC"] = SqlStatementKind.Query, ["SHOW"] = SqlStatementKind.Query, ["SUMMARIZE"] = SqlStatementKind.Query,
        ["DELETE"] = SqlStatementKind.Delete, ["MERGE"] = SqlStatementKind.Merge,
        ["TRUNCATE"] = SqlStatementKind.Truncate, ["ALTER"] = SqlStatementKind.Alter, ["COMMENT"] = SqlStatementKind.Comment,
        ["ATTACH"] = SqlStatementKind.Attach, ["DETACH"] = SqlStatementKind.Detach, ["INSTALL"] = SqlStatementKind.Install,
        ["LOAD"] = SqlStatementKind.Load, ["SET"] = SqlStatementKind.Set, ["RESET"] = SqlStatementKind.Reset,
        ["PRAGMA"] = SqlStatementKind.Pragma, ["CALL"] = SqlStatementKind.Call, ["EXPORT"] = SqlStatementKind.Export,
        ["IMPORT"] = SqlStatementKind.Import, ["BEGIN"] = SqlStatementKind.Transaction, ["START"] = SqlStatementKind.Transaction,
        ["COMMIT"] = SqlStatementKind.Transaction, ["END"] = SqlStatementKind.Transaction, ["ROLLBACK"] = SqlStatementKind.Transaction,
        ["ABORT"] = SqlStatementKind.Transaction, ["EXECUTE"] = SqlStatementKind.Execute, ["DEALLOCATE"] = SqlStatementKind.Deallocate,
        ["VACUUM"] = SqlStatementKind.Vacuum, ["ANALYZE"] = SqlStatementKind.Analyze, ["ANALYSE"] = SqlStatementKind.Analyze,
        ["CHECKPOINT"] = SqlStatementKind.Checkpoint, ["USE"] = SqlStatementKind.Use,
    };

    private static readonly string[] ExplainOptions = ["ANALYZE", "ANALYSE", "FORMAT", "VERBOSE", "CODEGEN"];

    /// <summary>The statements of a text, empty ones left out.</summary>
    public static IReadOnlyList<ClassifiedStatement> Read(LexedText text)
    {
        List<ClassifiedStatement> found = [];
        int first = 0;
        for (int at = 0; at <= text.Lexemes.Length; at++)
        {
            if (at < text.Lexemes.Length && !text.Is(at, ';'))
                continue;
            if (at > first)
                found.Add(One(text, first, at, 0));
            first = at + 1;
        }
        return found;
    }

    private static ClassifiedStatement One(LexedText text, int first, int end, int level)
    {
        int at = first;
        while (at < end && text.Is(at, '('))
            at++;
        if (level > LevelsMax || at >= end || text[end - 1].Kind == LexemeKind.Broken || text[at].Kind != LexemeKind.Word)
            return Plain(SqlStatementKind.Unknown, first, end);
        if (at > first)
            return Bracketed(text, first, at, end, level);
        string verb = text.Written(at).ToString().ToUpperInvariant();
        return verb switch
        {
            "WITH" => With(text, first, end, level),
            "EXPLAIN" => Explain(text, first, end, level),
            "PREPARE" => Prepare(text, first, end, level),
            "CREATE" => Create(text, first, end, level),
            "DROP" => Plain(Dropped(text, at + 1), first, end),
            "COPY" => Copy(text, first, end, level),
            "INSERT" => Insert(text, first, end, level),
            "UPDATE" => Plain(text.Is(at + 1, "EXTENSIONS") ? SqlStatementKind.UpdateExtensions : SqlStatementKind.Update, first, end),
            "FORCE" => Plain(text.Is(at + 1, "CHECKPOINT") ? SqlStatementKind.Checkpoint : text.Is(at + 1, "INSTALL") ? SqlStatementKind.Install : SqlStatementKind.Unknown, first, end),
            _ => Plain(Verbs.GetValueOrDefault(verb), first, end),
        };
    }

    private static ClassifiedStatement Plain(SqlStatementKind kind, int first, int end) => new(kind, first, end, []);

    // Only queries stand in brackets.
    private static ClassifiedStatement Bracketed(LexedText text, int first, int at, int end, int level)
    {
        ClassifiedStatement inner = One(text, at, end, level + 1);
        return inner.Kind == SqlStatementKind.Query ? inner with { First = first } : Plain(SqlStatementKind.Unknown, first, end);
    }

    // The verb is the first word behind a closed bracket that is not followed by another name or by what belongs to the name.
    private static ClassifiedStatement With(LexedText text, int first, int end, int level)
    {
        List<ClassifiedStatement> changing = [];
        int at = first + 1;
        while (at < end)
        {
            if (!text.Is(at, '('))
            {
                at++;
                continue;
            }
            ClassifiedStatement body = One(text, at + 1, text.BehindBracket(at, end) - 1, level + 1);
            if (body.Kind is not (SqlStatementKind.Query or SqlStatementKind.Unknown))
                changing.Add(body);
            at = text.BehindBracket(at, end);
            bool goesOn = text.Is(at, ',') || text.IsAny(at, "AS", "USING", "SEARCH", "CYCLE");
            if (at < end && !goesOn)
                return Behind(text, first, at, end, level, changing);
        }
        return Plain(SqlStatementKind.Unknown, first, end);
    }

    private static ClassifiedStatement Behind(LexedText text, int first, int at, int end, int level, List<ClassifiedStatement> changing)
    {
        ClassifiedStatement main = One(text, at, end, level + 1);
        return main.Kind is SqlStatementKind.Query or SqlStatementKind.Insert or SqlStatementKind.Update or SqlStatementKind.Delete or SqlStatementKind.Merge
            ? new ClassifiedStatement(main.Kind, first, end, [.. main.Inner, .. changing])
            : Plain(SqlStatementKind.Unknown, first, end);
    }

    private static ClassifiedStatement Explain(LexedText text, int first, int end, int level)
    {
        int at = first + 1;
        if (text.IsAny(at, "ANALYZE", "ANALYSE"))
            at++;
        if (text.Is(at, "VERBOSE"))
            at++;
        if (text.Is(at, '(') && text.IsAny(at + 1, ExplainOptions))
            at = text.BehindBracket(at, end);
        return new ClassifiedStatement(SqlStatementKind.Explain, first, end, [One(text, at, end, level + 1)]);
    }

    private static ClassifiedStatement Prepare(LexedText text, int first, int end, int level)
    {
        int at = first + 2;
        if (text.Is(at, '('))
            at = text.BehindBracket(at, end);
        return text.IsName(first + 1) && text.Is(at, "AS")
            ? new ClassifiedStatement(SqlStatementKind.Prepare, first, end, [One(text, at + 1, end, level + 1)])
            : Plain(SqlStatementKind.Unknown, first, end);
    }

    private static ClassifiedStatement Create(LexedText text, int first, int end, int level)
    {
        int at = first + 1;
        if (text.Is(at, "OR") && text.Is(at + 1, "REPLACE"))
            at += 2;
        while (text.IsAny(at, "TEMP", "TEMPORARY", "LOCAL", "GLOBAL", "UNLOGGED", "PERSISTENT", "UNBOUNDED", "RECURSIVE", "UNIQUE", "MATERIALIZED"))
            at++;
        SqlStatementKind kind = text.Is(at, "EXTERNAL") ? SqlStatementKind.CreateExternalTable
            : text.Is(at, "TABLE") ? SqlStatementKind.CreateTable
            : text.Is(at, "VIEW") ? SqlStatementKind.CreateView
            : text.Is(at, "FUNCTION") ? SqlStatementKind.CreateFunction
            : text.Is(at, "SECRET") ? SqlStatementKind.CreateSecret
            : text[at].Kind == LexemeKind.Word ? SqlStatementKind.CreateOther
            : SqlStatementKind.Unknown;
        int body = kind is SqlStatementKind.CreateTable or SqlStatementKind.CreateView ? BehindAs(text, at, end) : end;
        if (body >= end)
            return Plain(kind == SqlStatementKind.CreateView ? SqlStatementKind.Unknown : kind, first, end);
        kind = kind == SqlStatementKind.CreateTable ? SqlStatementKind.CreateTableAs : kind;
        return new ClassifiedStatement(kind, first, end, [One(text, body, end, level + 1)]);
    }

    // The first AS outside brackets.
    private static int BehindAs(LexedText text, int at, int end)
    {
        while (at < end && !text.Is(at, "AS"))
            at = text.Is(at, '(') ? text.BehindBracket(at, end) : at + 1;
        return Math.Min(at + 1, end);
    }

    private static SqlStatementKind Dropped(LexedText text, int at) =>
        text.Is(at, "TABLE") ? SqlStatementKind.DropTable
        : text.Is(at, "VIEW") ? SqlStatementKind.DropView
        : text.Is(at, "FUNCTION") ? SqlStatementKind.DropFunction
        : text[at].Kind == LexemeKind.Word ? SqlStatementKind.DropOther
        : SqlStatementKind.Unknown;

    private static ClassifiedStatement Insert(LexedText text, int first, int end, int level)
    {
        int source = InsertForm.SourceOf(text, first, end);
        ClassifiedStatement[] query = source < end ? [One(text, source, end, level + 1)] : [];
        return new ClassifiedStatement(SqlStatementKind.Insert, first, end, query);
    }

    private static ClassifiedStatement Copy(LexedText text, int first, int end, int level)
    {
        int at = first + 1;
        if (text.Is(at, "FROM") && text.Is(at + 1, "DATABASE"))
            return Plain(SqlStatementKind.CopyDatabase, first, end);
        ClassifiedStatement[] query = text.Is(at, '(') ? [One(text, at + 1, text.BehindBracket(at, end) - 1, level + 1)] : [];
        while (at < end && !text.IsAny(at, "TO", "FROM"))
            at = text.Is(at, '(') ? text.BehindBracket(at, end) : at + 1;
        SqlStatementKind kind = at >= end ? SqlStatementKind.Unknown : text.Is(at, "TO") ? SqlStatementKind.CopyTo : SqlStatementKind.CopyFrom;
        return new ClassifiedStatement(kind, first, end, query);
    }
}
