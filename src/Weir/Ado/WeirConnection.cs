using System.Data;
using System.Data.Common;
using System.Diagnostics.CodeAnalysis;
using Weir.Diagnostics;

namespace Weir.Ado;

/// <summary>
/// A connection to a data source. It costs nothing, and any number of its readers may be open at once; those that are open
/// end with it. One that is made from a connection string opens a runtime of its own, so a program that opens several uses a
/// <see cref="WeirDataSource"/>. Transactions are not supported (WEIR8032). Not thread-safe.
/// </summary>
public sealed class WeirConnection : DbConnection, IAdoConnection
{
    private string _connectionString;
    private WeirDataSource? _source;
    private ConnectionLink? _link;

    /// <summary>A closed connection without a connection string.</summary>
    public WeirConnection() => _connectionString = "";

    /// <summary>A closed connection.</summary>
    /// <param name="connectionString">See <see cref="WeirConnectionStringBuilder"/>.</param>
    /// <exception cref="WeirException">WEIR8030, WEIR8031: the string is wrong.</exception>
    public WeirConnection(string? connectionString) => _connectionString = new WeirConnectionStringBuilder(connectionString).ConnectionString;

    internal WeirConnection(WeirDataSource source) => (_source, _connectionString) = (source, source.ConnectionString);

    /// <summary>The connection string.</summary>
    /// <exception cref="InvalidOperationException">It was set while the connection is open, or on one of a data source.</exception>
    /// <exception cref="WeirException">WEIR8030, WEIR8031: the string is wrong.</exception>
    [AllowNull]
    public override string ConnectionString
    {
        get => _connectionString;
        set
        {
            if (_link is not null || _source is not null)
                throw new InvalidOperationException("The connection string cannot be changed while the connection is open, or on a connection of a data source.");
            _connectionString = new WeirConnectionStringBuilder(value).ConnectionString;
        }
    }

    /// <summary>Always <c>weir</c>.</summary>
    public override string Database => "weir";

    /// <summary>Always <c>in-process</c>: the engine runs here.</summary>
    public override string DataSource => "in-process";

    /// <summary>The engine's version.</summary>
    /// <exception cref="InvalidOperationException">The connection is closed.</exception>
    public override string ServerVersion => Link.Session.Host.Engine.Version;

    /// <inheritdoc/>
    public override ConnectionState State => _link is null ? ConnectionState.Closed : ConnectionState.Open;

    /// <inheritdoc/>
    public override bool CanCreateBatch => true;

    /// <summary>The session that the connection's commands run on; it is shared by all connections of the data source.</summary>
    /// <exception cref="InvalidOperationException">The connection is closed.</exception>
    internal Session Session => Link.Session;

    AdoSettings IAdoConnection.Settings => _link?.Settings ?? _source?.Settings ?? new WeirConnectionStringBuilder(_connectionString).Settings();

    ConnectionLink IAdoConnection.Link => Link;

    /// <inheritdoc/>
    protected override DbProviderFactory DbProviderFactory => WeirProviderFactory.Instance;

    private ConnectionLink Link => _link ?? throw new InvalidOperationException("The connection is closed: call Open.");

    private bool OwnsSource { get; set; }

    private void RequireOpen() => _ = Link;

    /// <inheritdoc/>
    /// <exception cref="InvalidOperationException">The connection is open, or has no connection string.</exception>
    /// <exception cref="WeirException">The runtime that the connection string asks for does not open.</exception>
    /// <exception cref="ObjectDisposedException">The data source was disposed.</exception>
    public override void Open()
    {
        if (_link is not null)
            throw new InvalidOperationException("The connection is open.");
        if (_source is null)
        {
            if (_connectionString.Length == 0)
                throw new InvalidOperationException("The connection has no connection string: set ConnectionString, for example to 'Threads=4', or use a WeirDataSource.");
            (_source, OwnsSource) = (new WeirDataSource(SourceOpening.Of(new WeirConnectionStringBuilder(_connectionString)), _connectionString), true);
        }
        _link = _source.Connect();
        OnStateChange(new StateChangeEventArgs(ConnectionState.Closed, ConnectionState.Open));
    }

    /// <inheritdoc/>
    public override Task OpenAsync(CancellationToken cancellationToken)
    {
        if (cancellationToken.IsCancellationRequested)
            return Task.FromCanceled(cancellationToken);
        return _source is null && _link is null ? Task.Run(Open, cancellationToken) : Opened();

        Task Opened()
        {
            try
            {
                Open();
                return Task.CompletedTask;
            }
            catch (Exception failure) when (failure is InvalidOperationException or WeirException)
            {
                return Task.FromException(failure);
            }
        }
    }

    /// <summary>Ends the readers of this connection. Further calls do nothing.</summary>
    public override void Close()
    {
        if (_link is not { } link)
            return;
        _link = null;
        link.Close();
        if (OwnsSource)
        {
            _source!.Dispose();
            (_source, OwnsSource) = (null, false);
        }
        OnStateChange(new StateChangeEventArgs(ConnectionState.Open, ConnectionState.Closed));
    }

    /// <summary>Refused: a session has one catalog.</summary>
    /// <param name="databaseName">Not used.</param>
    /// <exception cref="NotSupportedException">Always.</exception>
    public override void ChangeDatabase(string databaseName) =>
        throw new NotSupportedException("A connection of Weir has one database; register tables under the names that queries use.");

    /// <summary>A command on this connection.</summary>
    /// <returns>The command; the caller disposes it.</returns>
    public new WeirCommand CreateCommand() => new(null, this);

    /// <inheritdoc/>
    public override DataTable GetSchema() => GetSchema(DbMetaDataCollectionNames.MetaDataCollections);

    /// <inheritdoc/>
    public override DataTable GetSchema(string collectionName) => GetSchema(collectionName, []);

    /// <summary>One of the collections that <c>MetaDataCollections</c> lists.</summary>
    /// <param name="collectionName">Its name; case does not count.</param>
    /// <param name="restrictionValues">Values that rows must have, as <c>Restrictions</c> lists them; null leaves one out.</param>
    /// <returns>The rows.</returns>
    /// <exception cref="ArgumentException">There is no such collection, or it has fewer restrictions.</exception>
    /// <exception cref="InvalidOperationException">The connection is closed.</exception>
    /// <exception cref="WeirException"><c>Columns</c> opens the tables that it lists, and one of them does not open.</exception>
    public override DataTable GetSchema(string collectionName, string?[] restrictionValues) =>
        SchemaCollections.Get(Link, collectionName, restrictionValues, CancellationToken.None);

    /// <inheritdoc/>
    public override Task<DataTable> GetSchemaAsync(CancellationToken cancellationToken = default) =>
        GetSchemaAsync(DbMetaDataCollectionNames.MetaDataCollections, [], cancellationToken);

    /// <inheritdoc/>
    public override Task<DataTable> GetSchemaAsync(string collectionName, CancellationToken cancellationToken = default) =>
        GetSchemaAsync(collectionName, [], cancellationToken);

    /// <inheritdoc/>
    public override Task<DataTable> GetSchemaAsync(string collectionName, string?[] restrictionValues, CancellationToken cancellationToken = default)
    {
        ConnectionLink link = Link;
        return Task.Run(() => SchemaCollections.Get(link, collectionName, restrictionValues, cancellationToken), cancellationToken);
    }

    /// <inheritdoc/>
    protected override DbCommand CreateDbCommand() => CreateCommand();

    /// <inheritdoc/>
    protected override DbBatch CreateDbBatch() => new WeirBatch(this);

    /// <summary>Refused.</summary>
    /// <param name="isolationLevel">Not used.</param>
    /// <returns>Nothing.</returns>
    /// <exception cref="InvalidOperationException">The connection is closed.</exception>
    /// <exception cref="NotSupportedException">Always else; the inner exception is WEIR8032.</exception>
    protected override DbTransaction BeginDbTransaction(IsolationLevel isolationLevel)
    {
        RequireOpen();
        throw AdoErrors.TransactionsNotSupported();
    }

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        if (disposing)
            Close();
        base.Dispose(disposing);
    }
}

// In the file of the connection, because sources make connections and connections may own a source.
/// <summary>
/// A thread-safe factory of connections over one <see cref="Weir.Session"/>: a table that is registered once is seen by all of them.
/// Made by a <see cref="WeirDataSourceBuilder"/>, by <see cref="WeirProviderFactory"/>, or over a runtime or session of the program's.
/// </summary>
public sealed class WeirDataSource : DbDataSource
{
    private readonly SourceOpening _opening;
    private readonly string _connectionString;
    private int _disposed;

    /// <summary>A source with a session of its own on a runtime.</summary>
    /// <param name="runtime">The runtime; it stays the caller's and outlives the source.</param>
    /// <exception cref="ObjectDisposedException">The runtime was disposed.</exception>
    public WeirDataSource(WeirRuntime runtime)
        : this(SourceOpening.Over(Require(runtime), new WeirConnectionStringBuilder()), "")
    {
    }

    /// <summary>A source over a session.</summary>
    /// <param name="session">The session; it stays the caller's and outlives the source.</param>
    public WeirDataSource(Session session)
        : this(new SourceOpening(Require(session), new AdoSettings(), []), "")
    {
    }

    internal WeirDataSource(SourceOpening opening, string connectionString) => (_opening, _connectionString) = (opening, connectionString);

    /// <summary>The connection string that the source was made from; empty when there is none.</summary>
    public override string ConnectionString => _connectionString;

    /// <summary>The session of all connections.</summary>
    internal Session Session => _opening.Session;

    internal AdoSettings Settings => _opening.Settings;

    /// <summary>Changes what queries of all connections see that start later: registers tables, views, plugins.</summary>
    /// <param name="configure">Changes the session, which it must not dispose.</param>
    /// <exception cref="ObjectDisposedException">The source was disposed.</exception>
    public void ConfigureSession(Action<Session> configure)
    {
        ArgumentNullException.ThrowIfNull(configure);
        ObjectDisposedException.ThrowIf(Volatile.Read(ref _disposed) != 0, this);
        configure(_opening.Session);
    }

    /// <summary>A closed connection.</summary>
    /// <returns>The connection; the caller disposes it.</returns>
    /// <exception cref="ObjectDisposedException">The source was disposed.</exception>
    public new WeirConnection CreateConnection()
    {
        ObjectDisposedException.ThrowIf(Volatile.Read(ref _disposed) != 0, this);
        return new WeirConnection(this);
    }

    /// <summary>An open connection.</summary>
    /// <returns>The connection; the caller disposes it.</returns>
    /// <exception cref="ObjectDisposedException">The source was disposed.</exception>
    public new WeirConnection OpenConnection()
    {
        WeirConnection connection = CreateConnection();
        connection.Open();
        return connection;
    }

    /// <inheritdoc cref="OpenConnection()"/>
    /// <param name="cancellationToken">Ends the call before it begins; opening takes no time.</param>
    public new ValueTask<WeirConnection> OpenConnectionAsync(CancellationToken cancellationToken = default) => cancellationToken.IsCancellationRequested
        ? ValueTask.FromCanceled<WeirConnection>(cancellationToken)
        : ValueTask.FromResult(OpenConnection());

    /// <summary>An empty batch on an open connection of its own, which is closed with it.</summary>
    /// <returns>The batch; the caller disposes it after its readers.</returns>
    /// <exception cref="ObjectDisposedException">The source was disposed.</exception>
    public new WeirBatch CreateBatch() => new(OpenConnection(), ownsConnection: true);

    internal ConnectionLink Connect()
    {
        ObjectDisposedException.ThrowIf(Volatile.Read(ref _disposed) != 0, this);
        return new ConnectionLink(_opening.Session, _opening.Settings);
    }

    /// <inheritdoc/>
    protected override DbConnection CreateDbConnection() => CreateConnection();

    /// <inheritdoc/>
    protected override DbBatch CreateDbBatch() => CreateBatch();

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        if (disposing && Interlocked.Exchange(ref _disposed, 1) == 0)
            _opening.Close();
        base.Dispose(disposing);
    }

    private static T Require<T>([NotNull] T? value)
        where T : class
    {
        ArgumentNullException.ThrowIfNull(value);
        return value;
    }
}

// In the file of the connection, because each makes the other.
/// <summary>Makes the parts of the provider for code that knows only ADO.NET: <c>DbProviderFactories.RegisterFactory("Weir", WeirProviderFactory.Instance)</c>.</summary>
public sealed class WeirProviderFactory : DbProviderFactory
{
    /// <summary>The one factory.</summary>
    [SuppressMessage("Design", "CA1051:Do not declare visible instance fields", Justification = "ADO.NET looks for a field of this name.")]
    public static readonly WeirProviderFactory Instance = new();

    private WeirProviderFactory()
    {
    }

    /// <inheritdoc/>
    public override bool CanCreateBatch => true;

    /// <inheritdoc/>
    public override DbConnection CreateConnection() => new WeirConnection();

    /// <inheritdoc/>
    public override DbCommand CreateCommand() => new WeirCommand();

    /// <inheritdoc/>
    public override DbParameter CreateParameter() => new WeirParameter();

    /// <inheritdoc/>
    public override DbConnectionStringBuilder CreateConnectionStringBuilder() => new WeirConnectionStringBuilder();

    /// <inheritdoc/>
    public override DbBatch CreateBatch() => new WeirBatch();

    /// <inheritdoc/>
    public override DbBatchCommand CreateBatchCommand() => new WeirBatchCommand();

    /// <summary>A data source with a runtime of its own.</summary>
    /// <param name="connectionString">See <see cref="WeirConnectionStringBuilder"/>.</param>
    /// <returns>The source; disposing it closes its runtime.</returns>
    /// <exception cref="WeirException">The string is wrong, or the runtime does not open.</exception>
    public override DbDataSource CreateDataSource(string connectionString)
    {
        WeirConnectionStringBuilder text = new(connectionString);
        return new WeirDataSource(SourceOpening.Of(text), text.ConnectionString);
    }
}
