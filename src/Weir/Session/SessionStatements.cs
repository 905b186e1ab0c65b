using System.Collections.Concurrent;
using System.Globalization;
using System.Text.Json;
using Weir.Diagnostics;
using Weir.Engine;
using Weir.Engine.Syntax;
using Weir.Engine.Syntax.Dialects;

namespace Weir.Sessions;

/// <summary>What a session tells about queries without running them. Safe for use by many threads.</summary>
/// <param name="connections">Where connections come from.</param>
/// <param name="describe">Plans a query.</param>
/// <param name="expansion">Writes out the functions of the session as they are now.</param>
/// <param name="viewOf">The text of a view; null when a name is none.</param>
/// <param name="nameOf">The name under which a table or view was registered.</param>
/// <param name="functions">Says which function a name means, as it is now.</param>
/// <param name="isAggregate">Whether the engine has an aggregate of a name.</param>
internal sealed class SessionStatements(
    ConnectionPool connections, Func<Query, CancellationToken, StatementDescription> describe, Func<CancellationToken, StatementExpansion> expansion,
    Func<string, string?> viewOf, Func<string, string> nameOf, Func<FunctionResolver> functions, Func<string, bool> isAggregate)
{
    private readonly ConcurrentDictionary<string, PreparedQuery> _prepared = new(StringComparer.OrdinalIgnoreCase);
    private int _names;

    /// <summary>The queries that were prepared, in order of name.</summary>
    public IReadOnlyList<PreparedQuery> Prepared => [.. _prepared.Values.OrderBy(query => query.Name, StringComparer.Ordinal)];

    public string Fingerprint(Query query, CancellationToken cancellationToken) => With(connection =>
    {
        using JsonDocument tree = StatementTree.Read(connection, TextOf(query), cancellationToken);
        return StatementTree.Fingerprint(StatementTree.Statement(tree));
    });

    public NormalizedStatement Normalize(Query query, CancellationToken cancellationToken) =>
        With(connection => StatementTree.Normalize(connection, TextOf(query), cancellationToken));

    public string Render(Query query, SqlDialect dialect, CancellationToken cancellationToken) => With(connection =>
    {
        string sql = TextOf(query);
        using JsonDocument read = StatementTree.Read(connection, sql, cancellationToken);
        return KindOf(dialect) is { } other
            ? DialectPrinter.Print(StatementTree.Statement(read), sql, other)
            : ExactText.Print(SyntaxReader.ReadWhole(connection, sql, cancellationToken), tree => SyntaxReader.Print(connection, tree, cancellationToken));
    });

    public QueryLineage Lineage(Query query, CancellationToken cancellationToken) => With(connection =>
    {
        string sql = TextOf(query);
        using JsonDocument written = StatementTree.Read(connection, sql, cancellationToken);
        string fingerprint = StatementTree.Fingerprint(StatementTree.Statement(written));
        StatementExpansion macros = expansion(cancellationToken);
        string expanded = macros.Expand(connection, sql, cancellationToken);
        using JsonDocument? rewritten = ReferenceEquals(expanded, sql) ? null : StatementTree.Read(connection, expanded, cancellationToken);
        // Planned first, so that what the session does not let run is not told about either.
        StatementDescription described = describe(query, cancellationToken);
        using LineageSources sources = new(
            connection, name => viewOf(name) is { } view ? macros.Expand(connection, ArgumentNames.Quoted(StatementText.Bare(view)), cancellationToken) : null,
            nameOf, text => describe(new Query(text) { Standing = SqlStanding.OfWeir }, cancellationToken).Columns?.Select(column => column.Name).ToArray(), IsAggregate, cancellationToken);
        sources.Add(expanded);
        return LineageReading.Of(StatementTree.Statement(rewritten ?? written), sources, Required, described.Columns) with { Fingerprint = fingerprint };
    });

    public PreparedQuery Prepare(Query query, string? name, Func<Query, CancellationToken, QueryResult> run, CancellationToken cancellationToken)
    {
        if (name is not null && string.IsNullOrWhiteSpace(name))
            throw new ArgumentException("The name of a prepared query is empty. Give one to find the query by, or null for one of the session's own.", nameof(name));
        string fingerprint = Fingerprint(query, cancellationToken);
        StatementDescription described = describe(query, cancellationToken);
        PreparedQuery prepared = new(
            name ?? string.Create(CultureInfo.InvariantCulture, $"query_{Interlocked.Increment(ref _names)}"), query with { IsKept = true },
            [.. described.Parameters.Select(parameter => new PreparedParameter(parameter.Name, parameter.Type))], fingerprint, run);
        return _prepared.TryAdd(prepared.Name, prepared) ? prepared : throw StatementErrors.PreparedNameTaken(prepared.Name);
    }

    public bool Forget(string name) => _prepared.TryRemove(name, out _);

    private bool IsAggregate(string name) => functions().OnlyOfPlugin(name) is { } entry ? entry.Kind == PluginFunctionKind.Aggregate : isAggregate(name);

    private RequiredFunction Required(string name, CallShape call)
    {
        FunctionResolver resolver = functions();
        FunctionChoice choice = resolver.Choose(name, call);
        if (choice.DependsOnTypes)
            return new RequiredFunction(name, Tier: null, Owner: null, VolatilityOf(resolver, name));
        if (choice.Plugin is { } entry)
            return new RequiredFunction(name, FunctionTier.Plugin, entry.Plugin, entry.Function.IsVolatile ? FunctionVolatility.Volatile : FunctionVolatility.Immutable);
        if (HostFunctions.Has(name))
            return new RequiredFunction(name, FunctionTier.Builtin, HostFunctions.Owner, FunctionVolatility.Stable);
        return new RequiredFunction(name, resolver.IsKnown(name) ? FunctionTier.Builtin : null, Owner: null, VolatilityOf(resolver, name));
    }

    private static DialectKind? KindOf(SqlDialect dialect) => dialect switch
    {
        SqlDialect.DuckDb => null,
        SqlDialect.Spark => DialectKind.Spark,
        SqlDialect.Trino => DialectKind.Trino,
        SqlDialect.ClickHouse => DialectKind.ClickHouse,
        _ => throw new ArgumentOutOfRangeException(nameof(dialect), dialect, "There is no such dialect."),
    };

    private static FunctionVolatility VolatilityOf(FunctionResolver resolver, string name) => resolver.StabilityOf(name) switch
    {
        "VOLATILE" => FunctionVolatility.Volatile,
        "CONSISTENT_WITHIN_QUERY" => FunctionVolatility.Stable,
        _ => FunctionVolatility.Immutable,
    };

    private static string TextOf(Query query)
    {
        ArgumentNullException.ThrowIfNull(query);
        StatementNesting.RequireReadable(query.Sql);
        return ArgumentNames.Quoted(query.Sql);
    }

    private T With<T>(Func<DuckConnection, T> work)
    {
        SessionConnection connection = connections.Take();
        bool isIdle = false;
        try
        {
            T result = work(connection.Engine);
            isIdle = true;
            return result;
        }
        finally
        {
            connections.Return(connection, isIdle);
        }
    }
}
