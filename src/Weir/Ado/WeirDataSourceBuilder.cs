namespace Weir.Ado;

/// <summary>Makes data sources. Not thread-safe.</summary>
/// <example>
/// <code>
/// await using WeirDataSource source = new WeirDataSourceBuilder("Threads=4;Memory Limit=1GiB")
///     .ConfigureSession(session =&gt; session.Register("orders", new DatasetLocation("lake/orders")))
///     .Build();
/// </code>
/// </example>
public sealed class WeirDataSourceBuilder
{
    private readonly List<Action<WeirOptions>> _options = [];
    private readonly List<Action<Session>> _session = [];
    private WeirRuntime? _runtime;

    /// <summary>A builder that starts with a connection string.</summary>
    /// <param name="connectionString">See <see cref="WeirConnectionStringBuilder"/>; null for the defaults.</param>
    /// <exception cref="WeirException">WEIR8030, WEIR8031: the string is wrong.</exception>
    public WeirDataSourceBuilder(string? connectionString = null) => ConnectionStringBuilder = new WeirConnectionStringBuilder(connectionString);

    /// <summary>The connection string, which may still be changed.</summary>
    public WeirConnectionStringBuilder ConnectionStringBuilder { get; }

    /// <summary>Sets options of the runtime that the source opens, after those of the connection string.</summary>
    /// <param name="configure">Sets options.</param>
    /// <returns>This builder.</returns>
    public WeirDataSourceBuilder Configure(Action<WeirOptions> configure)
    {
        ArgumentNullException.ThrowIfNull(configure);
        _options.Add(configure);
        return this;
    }

    /// <summary>Prepares the session of the source: tables, views, plugins, functions.</summary>
    /// <param name="configure">Prepares the session.</param>
    /// <returns>This builder.</returns>
    public WeirDataSourceBuilder ConfigureSession(Action<Session> configure)
    {
        ArgumentNullException.ThrowIfNull(configure);
        _session.Add(configure);
        return this;
    }

    /// <summary>Takes a runtime that is open instead of opening one.</summary>
    /// <param name="runtime">The runtime; it stays the caller's and outlives the source.</param>
    /// <returns>This builder.</returns>
    public WeirDataSourceBuilder UseRuntime(WeirRuntime runtime)
    {
        ArgumentNullException.ThrowIfNull(runtime);
        _runtime = runtime;
        return this;
    }

    /// <summary>Makes a source; each call makes another one.</summary>
    /// <returns>The source; disposing it closes the runtime that it opened.</returns>
    /// <exception cref="WeirException">
    /// The runtime does not open, or what prepares the session fails. WEIR8031: a runtime was given, and the connection string says how to
    /// open one.
    /// </exception>
    /// <exception cref="InvalidOperationException">A runtime was given, and options for one.</exception>
    public WeirDataSource Build()
    {
        SourceOpening opening = Open();
        try
        {
            _session.ForEach(configure => configure(opening.Session));
            return new WeirDataSource(opening, ConnectionStringBuilder.ConnectionString);
        }
        catch
        {
            opening.Close();
            throw;
        }
    }

    private SourceOpening Open()
    {
        if (_runtime is null)
            return SourceOpening.Of(ConnectionStringBuilder, options => _options.ForEach(configure => configure(options)));
        ConnectionStringBuilder.RequireNoRuntime();
        if (_options.Count > 0)
            throw new InvalidOperationException("Options were given for a runtime that is open; use either Configure or UseRuntime.");
        return SourceOpening.Over(_runtime, ConnectionStringBuilder);
    }
}
