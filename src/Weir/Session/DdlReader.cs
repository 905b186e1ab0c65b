using Weir.Diagnostics;

namespace Weir.Sessions;

/// <summary>Reads statements over the session's catalog. Whether one may run is not decided here.</summary>
/// <param name="text">One statement.</param>
/// <param name="tokens">Its tokens.</param>
internal sealed class DdlReader(string text, SqlTokens tokens)
{
    private const string Verbs = "CREATE [OR REPLACE] [UNBOUNDED] EXTERNAL TABLE, CREATE VIEW, CREATE SCHEMA, DROP TABLE, DROP VIEW, DROP SCHEMA or USE";

    /// <summary>Reads a text of any number of statements.</summary>
    /// <exception cref="WeirException">WEIR8050: one is none of the catalog's, or cannot be read.</exception>
    public static IReadOnlyList<CatalogStatement> ReadAll(string sql)
    {
        List<CatalogStatement> statements = [];
        for (int at = 0; ;)
        {
            string rest = sql[at..];
            string statement = StatementText.Bare(rest);
            if (Tokens(sql, statement, at).Next.Kind != SqlTokenKind.End)
                statements.Add(new DdlReader(statement, Tokens(sql, statement, at)).Read());
            int end = rest.IndexOf(';', statement.Length);
            if (end < 0)
                return statements;
            at += end + 1;
        }
    }

    /// <summary>Reads a text of one statement.</summary>
    /// <returns>Null when the text is a statement of another kind.</returns>
    /// <exception cref="WeirException">WEIR8050.</exception>
    public static CatalogStatement? Read(string sql)
    {
        if (KindOf(sql) is null)
            return null;
        IReadOnlyList<CatalogStatement> all = ReadAll(sql);
        return all.Count == 1 ? all[0] : throw PolicyErrors.SeveralStatements(all.Count, sql);
    }

    /// <summary>What the first statement of a text does to the catalog; null when it is one of another kind. Told by its first words.</summary>
    public static CatalogStatementKind? KindOf(string sql)
    {
        string verb = ExplainedText.FirstWord(sql).ToUpperInvariant();
        return verb is "CREATE" or "DROP" or "USE" ? KindOf(new SqlTokens(sql)) : null;
    }

    private static CatalogStatementKind? KindOf(SqlTokens tokens)
    {
        if (tokens.TryTake("USE"))
            return CatalogStatementKind.Use;
        bool drops = tokens.Take().Is("DROP");
        if (!drops && tokens.TryTake("OR"))
            tokens.TryTake("REPLACE");
        if (!drops && (tokens.Next.Is("UNBOUNDED") || tokens.Next.Is("EXTERNAL")))
            return CatalogStatementKind.CreateTable;
        if (tokens.Next.Is("TABLE"))
            return drops ? CatalogStatementKind.DropTable : null;
        if (tokens.Next.Is("VIEW"))
            return drops ? CatalogStatementKind.DropView : CatalogStatementKind.CreateView;
        return !tokens.Next.Is("SCHEMA") ? null : drops ? CatalogStatementKind.DropSchema : CatalogStatementKind.CreateSchema;
    }

    private static SqlTokens Tokens(string sql, string statement, int start) => new(statement, (found, expected, at) =>
    {
        ReadOnlySpan<char> before = sql.AsSpan(0, start + at);
        return CatalogErrors.Syntax(before.Count('\n') + 1, before.Length - before.LastIndexOf('\n'), found, expected);
    });

    private CatalogStatement Read()
    {
        if (tokens.TryTake("USE"))
            return Ended(new CatalogStatement.Use(ReadSchema()));
        if (tokens.TryTake("DROP"))
            return Ended(ReadDrop());
        if (!tokens.TryTake("CREATE"))
            throw tokens.Expected(Verbs);
        bool replaces = tokens.TryTake("OR");
        if (replaces)
            tokens.Require("REPLACE");
        bool isUnbounded = tokens.TryTake("UNBOUNDED");
        if (isUnbounded || tokens.Next.Is("EXTERNAL"))
        {
            tokens.Require("EXTERNAL");
            tokens.Require("TABLE");
            bool ifNotExists = ReadIf("NOT");
            TableDeclaration table = new DatasetReader(text, tokens) { IsUnbounded = isUnbounded }.Read(ReadName());
            return Ended(new CatalogStatement.CreateTable(table, replaces, ifNotExists));
        }
        if (tokens.TryTake("VIEW"))
            return ReadView(replaces);
        if (!replaces && tokens.TryTake("SCHEMA"))
        {
            bool ifNotExists = ReadIf("NOT");
            return Ended(new CatalogStatement.CreateSchema(ReadSchema(), ifNotExists));
        }
        throw tokens.Expected("[UNBOUNDED] EXTERNAL TABLE, VIEW or SCHEMA");
    }

    private CatalogStatement ReadDrop()
    {
        if (tokens.TryTake("SCHEMA"))
        {
            bool exists = ReadIf(null);
            TableName schema = ReadSchema();
            return new CatalogStatement.DropSchema(schema, exists, tokens.TryTake("CASCADE"));
        }
        bool isView = tokens.TryTake("VIEW");
        if (!isView && !tokens.TryTake("TABLE"))
            throw tokens.Expected("TABLE, VIEW or SCHEMA");
        bool ifExists = ReadIf(null);
        return new CatalogStatement.Drop(isView ? CatalogStatementKind.DropView : CatalogStatementKind.DropTable, ReadName(), ifExists);
    }

    private CatalogStatement.CreateView ReadView(bool replaces)
    {
        bool ifNotExists = ReadIf("NOT");
        TableName name = ReadName();
        tokens.Require("AS");
        int start = tokens.Next.Start;
        return tokens.Next.Kind == SqlTokenKind.End ? throw tokens.Expected("a query") : new CatalogStatement.CreateView(name, text[start..], replaces, ifNotExists);
    }

    private bool ReadIf(string? not)
    {
        bool isConditional = tokens.TryTake("IF");
        if (isConditional && not is not null)
            tokens.Require(not);
        if (isConditional)
            tokens.Require("EXISTS");
        return isConditional;
    }

    private TableName ReadName() => DatasetReader.ReadName(tokens);

    private TableName ReadSchema()
    {
        TableName name = DatasetReader.ReadName(tokens);
        return name.Catalog is null ? name : throw tokens.Expected("the end behind catalog.schema");
    }

    private CatalogStatement Ended(CatalogStatement statement) => tokens.Next.Kind == SqlTokenKind.End ? statement : throw tokens.Expected("the end");
}
