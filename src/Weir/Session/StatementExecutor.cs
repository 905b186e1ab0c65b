using System.Collections.Immutable;
using System.Globalization;
using Weir.Catalog;
using Weir.Diagnostics;
using Weir.Policies;

namespace Weir.Sessions;

/// <summary>
/// Judges texts of all kinds, and carries out those that are no queries: each becomes calls of the session with the parts of
/// the text as values, and no such text is ever given to the engine as it is. Safe for use by many threads.
/// </summary>
internal sealed class StatementExecutor(SessionPolicy policy, StatementGround ground)
{
    private ImmutableDictionary<string, PreparedForm> _prepared = ImmutableDictionary.Create<string, PreparedForm>(StringComparer.OrdinalIgnoreCase);

    /// <summary>Refuses a text that breaks a rule; binds no table and runs nothing.</summary>
    /// <exception cref="WeirException">WEIR5xxx and WEIR4004: refused.</exception>
    public void Examine(Query query, CancellationToken cancellationToken)
    {
        SqlFront front = Read(query);
        if (front.Kind == SqlStatementKind.Unknown && MacroStatement.Read(query.Sql) is not null)
            throw SqlPolicyErrors.Disagreement("no statement", "a function that is made");
        if (front.IsQuery || front.Kind == SqlStatementKind.Unknown)
            ground.Admit(query, cancellationToken);
        else
            Examine(front, query, cancellationToken);
    }

    /// <summary>Judges a text and, when it is no query, carries it out.</summary>
    /// <returns>The query to run: the very same, or one that gives the answer.</returns>
    /// <exception cref="WeirException">WEIR5xxx: refused or not carried out; others as for what is done.</exception>
    public Query Carry(Query query, CancellationToken cancellationToken)
    {
        SqlFront front = policy.Judged(query.Sql, () => Read(query), tellsAllowed: false);
        // A text that is not known is refused by the engine's words, or because the engine knows it.
        if (front.IsQuery || front.Kind is SqlStatementKind.Unknown)
            return query;
        policy.Judged(query.Sql, () =>
        {
            Examine(front, query, cancellationToken);
            return front;
        });
        if (front.Kind is SqlStatementKind.CreateFunction or SqlStatementKind.DropFunction)
            return query;
        ClassifiedStatement statement = front.Statements[0];
        return Do(front, statement, query, cancellationToken);
    }

    private SqlFront Read(Query query)
    {
        SqlFront.RequireLength(policy.Policy, query.Sql);
        Engine.Syntax.StatementNesting.RequireReadable(query.Sql);
        SqlFront front = SqlFront.Read(query.Sql);
        front.RequireRights(policy.Policy);
        // Of functions Weir's own grammar says best what is too much.
        if (front.Statements.Count > 1 && front.Statements[0].Kind is SqlStatementKind.CreateFunction or SqlStatementKind.DropFunction)
            MacroStatement.Read(query.Sql);
        front.RequireOne();
        return front;
    }

    // The engine's parser is the second witness: it must read one statement too. It is not asked about what is Weir's own grammar.
    private void Examine(SqlFront front, Query query, CancellationToken cancellationToken)
    {
        ClassifiedStatement statement = front.Statements[0];
        bool isOwn = statement.All.Any(inner => StatementKinds.ActsWhenParsed(inner.Kind)
            || inner.Kind is SqlStatementKind.CreateFunction or SqlStatementKind.DropFunction or SqlStatementKind.CreateExternalTable);
        if (!isOwn && ground.Count(query.Sql, cancellationToken) is not 1 and int count)
            throw SqlPolicyErrors.Disagreement($"one statement, {front.VerbOf(statement)}", $"{count}");
        try
        {
            ExamineParts(front, statement, query, cancellationToken);
        }
        catch (WeirException error) when (error.Code == "WEIR5021")
        {
            // What is not done has no tree, but the policy has a word on it all the same.
            LexicalCheck.Require(front.Text, statement, policy.Check);
            throw;
        }
    }

    private void ExamineParts(SqlFront front, ClassifiedStatement statement, Query query, CancellationToken cancellationToken)
    {
        if (!Refusals.IsCarriedOut(statement))
            throw SqlPolicyErrors.NotCarriedOut(WhatOf(front, statement));
        switch (statement.Kind)
        {
            case SqlStatementKind.Insert:
                InsertForm insert = InsertForm.Read(front.Text, statement);
                policy.Check.RequireTable(string.Join('.', insert.Table.SkipLast(1)), insert.Table.Count == 0 ? "" : insert.Table[^1]);
                if (insert.Clause is { } clause)
                    throw SqlPolicyErrors.NotCarriedOut(clause);
                AdmitPart(query, insert.Source, cancellationToken);
                break;
            case SqlStatementKind.CreateTableAs or SqlStatementKind.CreateView:
                NamedForm named = NamedForm.Read(front.Text, statement, statement.Kind == SqlStatementKind.CreateView ? "VIEW" : "TABLE");
                policy.Check.RequireTable("", named.Name);
                AdmitPart(query, named.Query, cancellationToken);
                break;
            case SqlStatementKind.DropView:
                policy.Check.RequireTable("", NamedForm.Read(front.Text, statement, "VIEW").Name);
                break;
            case SqlStatementKind.CreateFunction or SqlStatementKind.DropFunction:
                MacroStatement.Read(query.Sql);
                break;
            case SqlStatementKind.CopyTo:
                Examine(CopyForm.Read(front.Text, statement), query, cancellationToken);
                break;
            case SqlStatementKind.Set or SqlStatementKind.Reset:
                SettingForm.Read(front.Text, statement).Of(policy.Limits, policy.Policy.Limits);
                break;
            case SqlStatementKind.Prepare:
                Examine(query with { Sql = PreparedForm.Read(front.Text, statement).Sql }, cancellationToken);
                break;
            case SqlStatementKind.Execute:
                Examine(query with { Sql = Find(PreparedForm.NameIn(front.Text, statement)).With(front.Text, statement) }, cancellationToken);
                break;
        }
    }

    // EXPLAIN and PREPARE are carried out, but not of everything.
    private static string WhatOf(SqlFront front, ClassifiedStatement statement) =>
        StatementKinds.IsCarriedOut(statement.Kind) && statement.Inner.FirstOrDefault(inner => inner.Kind != SqlStatementKind.Query) is { } inner
            ? $"{front.VerbOf(statement)} of {front.VerbOf(inner)}"
            : front.VerbOf(statement);

    private void Examine(CopyForm copy, Query query, CancellationToken cancellationToken)
    {
        if (policy.Writes.WhyNotWrite(copy.Path, out string target) is { } why)
            throw SqlPolicyErrors.WritePath(copy.Path, why, policy.Writes.Folders);
        if (ProtectedFiles.WhyNot(target, ground.Tables()) is { } taken)
            throw SqlPolicyErrors.WriteTaken(copy.Path, taken);
        AdmitPart(query, SourceOf(copy), cancellationToken);
    }

    private void AdmitPart(Query query, string? sql, CancellationToken cancellationToken)
    {
        if (sql is { Length: > 0 })
            ground.Admit(query with { Sql = sql, Standing = SqlStanding.OfStatement }, cancellationToken);
    }

    private Query Do(SqlFront front, ClassifiedStatement statement, Query query, CancellationToken cancellationToken)
    {
        LexedText text = front.Text;
        switch (statement.Kind)
        {
            case SqlStatementKind.Insert:
                return Count(Insert(InsertForm.Read(text, statement), query, cancellationToken));
            case SqlStatementKind.CreateTableAs:
                return Count(Create(NamedForm.Read(text, statement, "TABLE"), query, cancellationToken));
            case SqlStatementKind.CreateView:
                return Name(Create(NamedForm.Read(text, statement, "VIEW"), cancellationToken), "view");
            case SqlStatementKind.DropView:
                return Name(Drop(NamedForm.Read(text, statement, "VIEW")), "view");
            case SqlStatementKind.CopyTo:
                return Count(Copy(CopyForm.Read(text, statement), query, cancellationToken));
            case SqlStatementKind.Set or SqlStatementKind.Reset:
                SettingForm setting = SettingForm.Read(text, statement);
                policy.Set(setting);
                return Name(setting.Name, "setting");
            case SqlStatementKind.Prepare:
                PreparedForm prepared = PreparedForm.Read(text, statement);
                if (!ImmutableInterlocked.TryAdd(ref _prepared, prepared.Name, prepared))
                    throw SqlPolicyErrors.Prepared(prepared.Name, "is there already; DEALLOCATE takes it away");
                return Name(prepared.Name, "prepared");
            case SqlStatementKind.Execute:
                return Carry(query with { Sql = Find(PreparedForm.NameIn(text, statement)).With(text, statement) }, cancellationToken);
            case SqlStatementKind.Deallocate:
                string name = Find(PreparedForm.NameIn(text, statement)).Name;
                ImmutableInterlocked.TryRemove(ref _prepared, name, out _);
                return Name(name, "prepared");
            default:
                throw SqlPolicyErrors.NotCarriedOut(front.VerbOf(statement));
        }
    }

    private PreparedForm Find(string name) =>
        _prepared.GetValueOrDefault(name) ?? throw SqlPolicyErrors.Prepared(name, "is not there");

    private long Insert(InsertForm insert, Query query, CancellationToken cancellationToken)
    {
        if (insert.Source is not { } source)
            throw SqlPolicyErrors.NotCarriedOut("INSERT ... DEFAULT VALUES");
        string table = insert.Table is [var name] ? name : throw SqlPolicyErrors.NotCarriedOut("INSERT into a table with a schema");
        DatasetLocation target = ground.Target(table);
        Query rows = query with { Sql = source, Standing = SqlStanding.OfStatement, MaxRows = null };
        string select = insert.IsByName ? ByName(table, rows, cancellationToken) : ByPlace(insert, table, rows, cancellationToken);
        return ground.Write(target, query with { Sql = select, Standing = SqlStanding.OfStatement, MaxRows = null }, DeltaWriteMode.Append, cancellationToken);
    }

    // Values take the types of the columns of their names.
    private string ByName(string table, Query source, CancellationToken cancellationToken)
    {
        IReadOnlyList<(string Name, string Type)> all = ColumnsOf(table, cancellationToken);
        string[] names = [.. ground.SchemaOf(source, cancellationToken).Fields.Select(field => field.Name)];
        string casts = string.Join(", ", names.Select(name => Named(all, table, name)).Select(column => $"CAST({SqlText.Name(column.Name)} AS {column.Type}) AS {SqlText.Name(column.Name)}"));
        return $"SELECT {casts} FROM ({source.Sql}\n)";
    }

    private IReadOnlyList<(string Name, string Type)> ColumnsOf(string table, CancellationToken cancellationToken) =>
        ground.Rows($"SELECT column_name, column_type FROM (DESCRIBE SELECT * FROM {SqlText.Name(table)})", cancellationToken);

    private (string Name, string Type) Named(IReadOnlyList<(string Name, string Type)> all, string table, string column) =>
        all.FirstOrDefault(known => known.Name.Equals(column, StringComparison.OrdinalIgnoreCase)) is { Name.Length: > 0 } found
            ? found
            : throw SqlPolicyErrors.Column(table, column, policy.Policy.Name, all.Select(known => known.Name));

    // Values take the places of the columns and their types, as everywhere in SQL; columns that are not named are NULL.
    private string ByPlace(InsertForm insert, string table, Query source, CancellationToken cancellationToken)
    {
        IReadOnlyList<(string Name, string Type)> all = ColumnsOf(table, cancellationToken);
        (string Name, string Type)[] columns = insert.Columns is not { } given ? [.. all] : [.. given.Select(column => Named(all, table, column))];
        string casts = string.Join(", ", columns.Select(column => $"CAST({SqlText.Name(column.Name)} AS {column.Type}) AS {SqlText.Name(column.Name)}"));
        int width = ground.SchemaOf(source, cancellationToken).Fields.Count;
        if (width != columns.Length)
            throw SqlPolicyErrors.NotCarriedOut($"INSERT of {width} values into {columns.Length} columns");
        return $"SELECT {casts} FROM ({source.Sql}\n) AS weir_rows({string.Join(", ", columns.Select(column => SqlText.Name(column.Name)))})";
    }

    private long Create(NamedForm table, Query query, CancellationToken cancellationToken)
    {
        DatasetLocation target = ground.Target(table.Name);
        if (table.IsLenient && Directory.Exists(Path.Combine(target.Path, "_delta_log")))
            return 0;
        string select = table.Columns is { } columns ? $"SELECT * FROM ({table.Query}\n) AS weir_rows({columns})" : table.Query;
        DeltaWriteMode mode = table.Replaces ? DeltaWriteMode.Overwrite : DeltaWriteMode.Create;
        return ground.Write(target, query with { Sql = select, Standing = SqlStanding.OfStatement, MaxRows = null }, mode, cancellationToken);
    }

    private string Create(NamedForm view, CancellationToken cancellationToken)
    {
        TableSource? known = ground.Tables().GetValueOrDefault(view.Name);
        if (known is not null && view.IsLenient)
            return view.Name;
        if (known is not null && !(view.Replaces && known is TableSource.View))
            throw SqlPolicyErrors.View(view.Name, known is TableSource.View ? "is of a view already" : "is of a table");
        string sql = view.Columns is { } columns ? $"SELECT * FROM ({view.Query}\n) AS weir_view({columns})" : view.Query;
        // A view that does not bind is told now, not to the first who reads it.
        ground.SchemaOf(new Query(sql) { Standing = SqlStanding.OfStatement }, cancellationToken);
        ground.Define(view.Name, new TableSource.View(sql));
        return view.Name;
    }

    private string Drop(NamedForm view)
    {
        TableSource? known = ground.Tables().GetValueOrDefault(view.Name);
        if (known is TableSource.View)
            ground.Remove(view.Name);
        else if (known is not null || !view.IsLenient)
            throw SqlPolicyErrors.View(view.Name, known is null ? "is of no view" : "is of a table, which only the program takes away");
        return view.Name;
    }

    private long Copy(CopyForm copy, Query query, CancellationToken cancellationToken)
    {
        if (policy.Writes.WhyNotWrite(copy.Path, out string target) is { } why)
            throw SqlPolicyErrors.WritePath(copy.Path, why, policy.Writes.Folders);
        return ground.Run(
            query with { Sql = SourceOf(copy), Standing = SqlStanding.OfStatement, MaxRows = null },
            bound => $"COPY ({bound}\n) TO {SqlText.Literal(target)} ({copy.Options})", cancellationToken);
    }

    private static string SourceOf(CopyForm copy) =>
        copy.Query ?? $"SELECT {(copy.Columns.Length == 0 ? "*" : copy.Columns)} FROM {SqlText.Name(copy.Table!)}";

    private static Query Count(long rows) => Answer(rows.ToString(CultureInfo.InvariantCulture) + "::BIGINT", "Count") with { RowsWritten = rows };

    private static Query Name(string name, string what) => Answer(SqlText.Literal(name), what);

    private static Query Answer(string value, string column) => new($"SELECT {value} AS {SqlText.Name(column)}") { Standing = SqlStanding.OfWeir };
}
