using Weir.Arrow;
using Weir.Engine;
using Weir.Engine.Syntax;

namespace Weir.Sessions;

/// <summary>What a statement that may run needs before it runs.</summary>
/// <param name="Sql">The text to run.</param>
/// <param name="Tables">Plain table names that the statement uses, each once; names of its own WITH clauses are left out.</param>
/// <param name="DeltaCalls">Its calls of functions over Delta tables, which have names of their own in <paramref name="Sql"/>.</param>
/// <param name="Listings">The functions of <see cref="PluginListing"/> and <see cref="FunctionListing"/> that it calls, each once.</param>
/// <param name="Scans">Its readings of provider tables that have names of their own in <paramref name="Sql"/>.</param>
/// <param name="ProviderCalls">Its calls of table providers, which have names of their own in <paramref name="Sql"/>.</param>
/// <param name="Summary">Verb and tables, for logs and spans; at most 255 characters.</param>
internal sealed record StatementShape(
    string Sql, IReadOnlyList<string> Tables, IReadOnlyList<DeltaCall> DeltaCalls,
    IReadOnlyList<string> Listings, IReadOnlyList<ProviderScan> Scans, IReadOnlyList<ProviderCall> ProviderCalls, string Summary)
{
    /// <summary>
    /// The end of <see cref="Sql"/> that holds calls whose meaning depends on types which are known only when tables are bound;
    /// null when there are none.
    /// </summary>
    public string? OpenSql { get; init; }

    /// <summary>The query in <see cref="Sql"/>, without an EXPLAIN before it.</summary>
    public string QuerySql { get; init; } = Sql;

    /// <summary>The table that a failure of the statement says is not there, when nobody knows it; null for other failures.</summary>
    /// <param name="isKnown">Whether the session has a table of a name.</param>
    /// <param name="failure">The engine's.</param>
    public string? UnknownTable(Func<string, bool> isKnown, WeirException failure) => Tables.FirstOrDefault(table =>
        !isKnown(table) && failure.Message.Contains($"Table with name {table} does not exist", StringComparison.OrdinalIgnoreCase));

    /// <summary>Whether it asks for the plan of a query.</summary>
    public bool IsExplained => QuerySql.Length < Sql.Length;

    /// <summary>The one table, call over a Delta table or table of a plugin that the text names; null for none and several.</summary>
    /// <param name="bound">What its names were bound to.</param>
    public string? OnlyTable(IReadOnlyList<TableBinding> bound) =>
        Tables.Count + DeltaCalls.Count + ProviderCalls.Count != 1 ? null
        : Tables is [var table] ? table
        : bound is [var first, ..] ? first.Name
        : null;

    /// <summary>Whether rows are read: by a query, or by one whose plan is to tell what happened.</summary>
    public bool IsRun => !IsExplained || Sql[..^QuerySql.Length].Contains("ANALYZE", StringComparison.OrdinalIgnoreCase);

    /// <summary>
    /// The parameters that are left when <see cref="DeltaCalls"/> have taken theirs, under the names that they have in the text; null
    /// when the text has all of them as they were given.
    /// </summary>
    public IReadOnlyDictionary<string, string>? ParametersLeft { get; init; }

    /// <summary>The values of the parameters that the text has.</summary>
    /// <param name="arguments">Those of all parameters.</param>
    public QueryArguments? Left(QueryArguments? arguments)
    {
        if (arguments is null || ParametersLeft is not { } left)
            return arguments;
        IEnumerable<string> taken = DeltaCalls.SelectMany(call => call.Arguments).SelectMany(argument => argument.Parameters);
        return new QueryArguments(arguments.ByName
            .Where(pair => left.ContainsKey(pair.Key) || !taken.Contains(pair.Key, StringComparer.OrdinalIgnoreCase))
            .Select(pair => KeyValuePair.Create(left.GetValueOrDefault(pair.Key, pair.Key), pair.Value)));
    }

    /// <summary>Whether it reads nothing but tables and files: all else has other names, or other rows under the same name, in the next run.</summary>
    public bool MayKeep => !HasCalls && Listings.Count + DeltaCalls.Count + Scans.Count + ProviderCalls.Count == 0;

    /// <summary>Whether it calls functions in FROM: what some find (files, say) they find when they are planned.</summary>
    public bool HasCalls { get; init; }

    /// <summary>Whether the engine's plan is kept on the connection for the next run.</summary>
    public bool IsKept { get; init; }

    /// <summary>Whether rows are chosen anywhere in it, so that files may be left out.</summary>
    public bool HasConditions { get; init; }

    /// <summary>Parts of the column names in it; null when it names all by a star.</summary>
    public IReadOnlyCollection<string>? ColumnsNamed { get; init; }

    /// <summary>The columns of a table that the statement may read: those that it names, whatever table it means.</summary>
    public IEnumerable<string> ColumnsOf(IEnumerable<string> columns) =>
        columns.Where(column => ColumnsNamed?.Contains(column, StringComparer.OrdinalIgnoreCase) != false);

    /// <summary>Whether the moment of the query may stand in it, see <see cref="Weir.Engine.Syntax.QueryMoment"/>.</summary>
    public bool HasMoment { get; init; }

    /// <summary>The query as it was before plugins were asked, macros written out; null when rows of something else come back.</summary>
    public string? Written { get; init; }

    /// <summary>Gives the columns of the result the metadata that follows from how they are written; null when none can have any.</summary>
    public Func<Schema, Schema>? Describe { get; init; }
}
