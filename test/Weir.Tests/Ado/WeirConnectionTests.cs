using System.Data;
using System.Data.Common;
using Weir.Ado;

namespace Weir.Tests.Ado;

public sealed class WeirConnectionTests(AdoSource ado) : IClassFixture<AdoSource>
{
    [Fact]
    public void A_connection_is_closed_until_it_is_opened_and_tells_each_change_once()
    {
        List<(ConnectionState, ConnectionState)> changes = [];
        using WeirConnection connection = ado.Source.CreateConnection();
        connection.StateChange += (_, change) => changes.Add((change.OriginalState, change.CurrentState));
        Assert.Equal(ConnectionState.Closed, connection.State);
        connection.Close();
        connection.Open();
        Assert.Equal(ConnectionState.Open, connection.State);
        Assert.Throws<InvalidOperationException>(connection.Open);
        Assert.Equal("v1.5.6", connection.ServerVersion);
        connection.Close();
        connection.Close();
        connection.Open();
        connection.Dispose();
        connection.Dispose();
        Assert.Equal(ConnectionState.Closed, connection.State);
        Assert.Equal(
            [(ConnectionState.Closed, ConnectionState.Open), (ConnectionState.Open, ConnectionState.Closed), (ConnectionState.Closed, ConnectionState.Open), (ConnectionState.Open, ConnectionState.Closed)],
            changes);
    }

    [Fact]
    public void A_closed_connection_answers_nothing_that_needs_an_open_one()
    {
        using WeirConnection connection = ado.Source.CreateConnection();
        Assert.Throws<InvalidOperationException>(() => connection.ServerVersion);
        Assert.Throws<InvalidOperationException>(() => connection.GetSchema());
        Assert.Throws<InvalidOperationException>(() => connection.BeginTransaction());
        Assert.Throws<InvalidOperationException>(() => connection.Session);
        using WeirCommand command = connection.CreateCommand();
        command.CommandText = "SELECT 1";
        Assert.Throws<InvalidOperationException>(() => command.ExecuteReader());
        Assert.Throws<InvalidOperationException>(() => command.ExecuteScalar());
        Assert.Throws<InvalidOperationException>(() => command.ExecuteNonQuery());
        Assert.Throws<InvalidOperationException>(command.Prepare);
    }

    [Fact]
    public void A_transaction_is_refused_with_the_reason_and_what_to_do_instead()
    {
        using WeirConnection connection = ado.Source.OpenConnection();
        NotSupportedException refused = Assert.Throws<NotSupportedException>(() => connection.BeginTransaction());
        WeirException reason = Assert.IsType<WeirException>(refused.InnerException);
        Assert.Equal("WEIR8032", reason.Code);
        Assert.Contains("one version", refused.Message, StringComparison.Ordinal);
        using WeirCommand command = connection.CreateCommand();
        command.Transaction = null;
        Assert.Throws<NotSupportedException>(() => connection.ChangeDatabase("other"));
    }

    [Fact]
    public void Weirs_exception_is_a_DbException()
    {
        using WeirCommand command = ado.Command("SELECT FROM WHERE");
        DbException error = Assert.ThrowsAny<DbException>(() => command.ExecuteReader());
        Assert.Equal("WEIR4004", ((WeirException)error).Code);
    }

    [Fact]
    public void A_connection_from_a_string_opens_a_runtime_of_its_own_and_closes_it()
    {
        using WeirConnection connection = new("Threads=1");
        Assert.Throws<InvalidOperationException>(() => new WeirConnection().Open());
        connection.Open();
        Assert.Throws<InvalidOperationException>(() => connection.ConnectionString = "Threads=2");
        using (WeirCommand command = connection.CreateCommand())
        {
            command.CommandText = "SELECT current_setting('threads')::INTEGER";
            Assert.Equal(1, command.ExecuteScalar());
        }
        Session session = connection.Session;
        connection.Close();
        Assert.Throws<ObjectDisposedException>(() => session.Run(new Query("SELECT 1")));
        connection.ConnectionString = "Threads=2";
        Assert.Equal("Threads=2", connection.ConnectionString);
    }

    [Fact]
    public async Task Opening_takes_a_token()
    {
        using WeirConnection connection = ado.Source.CreateConnection();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => connection.OpenAsync(new CancellationToken(canceled: true)));
        await connection.OpenAsync();
        await Assert.ThrowsAsync<InvalidOperationException>(() => connection.OpenAsync());
        await connection.CloseAsync();
        await connection.DisposeAsync();
    }

    [Fact]
    public void A_table_that_is_registered_once_is_seen_by_all_connections_of_its_source()
    {
        using WeirDataSource source = new(ado.Runtime);
        using WeirConnection before = source.OpenConnection();
        source.ConfigureSession(session => session.RegisterView("answers", "SELECT 42 AS answer"));
        using DbCommand command = source.CreateCommand("FROM answers");
        Assert.Equal(42, command.ExecuteScalar());
        using WeirCommand other = new("answers", before) { CommandType = CommandType.TableDirect };
        Assert.Equal(42, other.ExecuteScalar());
        using WeirDataSource stranger = new(ado.Runtime);
        using DbCommand unknown = stranger.CreateCommand("FROM answers");
        Assert.Equal("WEIR8008", Assert.Throws<WeirException>(() => unknown.ExecuteScalar()).Code);
    }

    [Fact]
    public void A_source_that_was_disposed_gives_no_connection_and_leaves_a_session_that_is_not_its_own()
    {
        using Session session = ado.Runtime.NewSession();
        WeirDataSource source = new(session);
        WeirConnection open = source.OpenConnection(), closed = source.CreateConnection();
        source.Dispose();
        source.Dispose();
        Assert.Throws<ObjectDisposedException>(() => source.CreateConnection());
        Assert.Throws<ObjectDisposedException>(closed.Open);
        using WeirCommand command = new("SELECT 1", open);
        Assert.Equal(1, command.ExecuteScalar());
        session.Run(new Query("SELECT 1")).Dispose();
    }
}
