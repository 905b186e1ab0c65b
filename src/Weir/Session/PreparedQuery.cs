using Weir.Diagnostics;

namespace Weir;

/// <summary>
/// A query that is checked and planned once and run many times with other values, by many threads at once. Each run sees its tables as
/// they are then: where a table has changed, the query is planned anew for it, and its result has the same columns or the run fails.
/// </summary>
/// <example>
/// <code>
/// PreparedQuery byStatus = session.Prepare(new Query("SELECT count(*) FROM orders WHERE status = $status"));
/// using QueryResult open = byStatus.Run(new Dictionary&lt;string, object?&gt; { ["status"] = "open" });
/// </code>
/// </example>
public sealed class PreparedQuery
{
    private readonly Query _query;
    private readonly Func<Query, CancellationToken, QueryResult> _run;
    private long _executions;

    internal PreparedQuery(string name, Query query, IReadOnlyList<PreparedParameter> parameters, string fingerprint, Func<Query, CancellationToken, QueryResult> run)
    {
        (Name, _query, Parameters, Fingerprint, _run) = (name, query, parameters, fingerprint, run);
    }

    /// <summary>The name under which it is listed.</summary>
    public string Name { get; }

    /// <summary>The query's text.</summary>
    public string Sql => _query.Sql;

    /// <summary>The query's fingerprint.</summary>
    public string Fingerprint { get; }

    /// <summary>The parameters, in the order in which the engine counts them.</summary>
    public IReadOnlyList<PreparedParameter> Parameters { get; }

    /// <summary>How often it was run.</summary>
    public long Executions => Interlocked.Read(ref _executions);

    /// <summary>Runs it with values by name; as <c>Session.Run</c> else.</summary>
    /// <param name="values">A value for each parameter.</param>
    /// <param name="cancellationToken">Ends the start.</param>
    /// <exception cref="WeirException">WEIR4033: the values are not those of the parameters. Others as for <c>Session.Run</c>.</exception>
    public QueryResult Run(IReadOnlyDictionary<string, object?> values, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(values);
        if (Parameters.FirstOrDefault(parameter => !values.Keys.Contains(parameter.Name, StringComparer.OrdinalIgnoreCase)) is { } missing)
            throw StatementErrors.Prepared(Name, $"has the parameter '{missing.Name}', for which no value is given", Sql);
        if (values.Keys.FirstOrDefault(name => !Parameters.Any(parameter => parameter.Name.Equals(name, StringComparison.OrdinalIgnoreCase))) is { } further)
            throw StatementErrors.Prepared(Name, $"has no parameter '{further}'", Sql);
        Interlocked.Increment(ref _executions);
        return _run(_query with { NamedParameters = values, Parameters = [] }, cancellationToken);
    }

    /// <summary>Runs it with values in order.</summary>
    /// <param name="values">A value for each of <see cref="Parameters"/>.</param>
    /// <returns>The answer as a stream; the caller disposes it.</returns>
    /// <exception cref="WeirException">As for the other one.</exception>
    public QueryResult Run(params object?[] values)
    {
        ArgumentNullException.ThrowIfNull(values);
        if (values.Length != Parameters.Count)
            throw StatementErrors.Prepared(Name, $"has {Parameters.Count} parameters and was given {values.Length} values", Sql);
        return Run(Parameters.Zip(values).ToDictionary(pair => pair.First.Name, pair => pair.Second, StringComparer.OrdinalIgnoreCase));
    }

    /// <summary><see cref="Run(IReadOnlyDictionary{string, object?}, CancellationToken)"/> on the thread pool.</summary>
    /// <inheritdoc cref="Run(IReadOnlyDictionary{string, object?}, CancellationToken)"/>
    public Task<QueryResult> RunAsync(IReadOnlyDictionary<string, object?> values, CancellationToken cancellationToken = default) =>
        Task.Run(() => Run(values, cancellationToken), cancellationToken);
}

/// <summary>A parameter of a prepared query. Immutable.</summary>
/// <param name="Name">Its name without <c>$</c>; a positional one has its number for a name.</param>
/// <param name="Type">The type that the engine wants, as SQL writes it; null where any will do, or the value decides.</param>
public sealed record PreparedParameter(string Name, string? Type);
