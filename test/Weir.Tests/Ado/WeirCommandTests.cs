using System.Data;
using System.Data.Common;
using System.Numerics;
using Weir.Ado;
using Weir.Tests.Sessions;

namespace Weir.Tests.Ado;

public sealed class WeirCommandTests(AdoSource ado) : IClassFixture<AdoSource>
{
    [Fact]
    public void A_new_command_has_the_values_that_ado_net_says()
    {
        using WeirCommand command = new();
        Assert.Equal(("", CommandType.Text, 30, UpdateRowSource.None, false), (command.CommandText, command.CommandType, command.CommandTimeout, command.UpdatedRowSource, command.DesignTimeVisible));
        Assert.Null(command.Connection);
        Assert.Null(command.Transaction);
        Assert.Empty(command.Parameters);
        command.CommandText = null;
        Assert.Equal("", command.CommandText);
        Assert.Throws<ArgumentOutOfRangeException>(() => command.CommandTimeout = -1);
        Assert.Throws<ArgumentOutOfRangeException>(() => command.CommandType = (CommandType)7);
        Assert.Throws<NotSupportedException>(() => command.CommandType = CommandType.StoredProcedure);
        Assert.Throws<InvalidOperationException>(() => command.ExecuteReader());
        Assert.Throws<InvalidOperationException>(command.Prepare);
        command.Cancel();
    }

    [Fact]
    public void A_command_without_text_does_not_run()
    {
        using WeirCommand command = ado.Command("");
        Assert.Throws<InvalidOperationException>(() => command.ExecuteReader());
        Assert.Throws<InvalidOperationException>(() => command.ExecuteNonQuery());
        Assert.Throws<InvalidOperationException>(() => command.ExecuteScalar());
        Assert.Throws<InvalidOperationException>(command.Prepare);
    }

    [Fact]
    public void A_scalar_is_the_first_value_of_the_first_row()
    {
        Assert.Equal(7, Scalar("SELECT i + 7, 'x' FROM range(0, 3) r(i) ORDER BY i", Convert.ToInt32));
        Assert.Null(Scalar("SELECT 1 WHERE false"));
        Assert.Equal(DBNull.Value, Scalar("SELECT NULL::VARCHAR"));
        Assert.Null(Scalar("-- nothing to do"));
        Assert.Equal(1, Scalar("SELECT 1; SELECT 2"));
    }

    [Fact]
    public async Task Running_for_nothing_runs_every_statement_and_changes_no_rows()
    {
        using WeirDataSource source = new(ado.Runtime);
        using WeirConnection connection = source.OpenConnection();
        using WeirCommand command = new("SELECT 1; CREATE FUNCTION twice(x INT) RETURNS INT RETURN $1 * 2;", connection);
        Assert.Equal(-1, command.ExecuteNonQuery());
        using WeirCommand call = new("SELECT twice(21)", connection);
        Assert.Equal(42, await call.ExecuteScalarAsync());
        command.CommandText = "SELECT 1; SELECT error('the second one')";
        Assert.Contains("the second one", Assert.Throws<WeirException>(() => command.ExecuteNonQuery()).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void What_does_not_only_read_is_refused_by_the_policy_of_every_other_way()
    {
        using WeirCommand command = ado.Command("SELECT 1; DROP TABLE x");
        Assert.StartsWith("WEIR5", Assert.Throws<WeirException>(() => command.ExecuteNonQuery()).Code, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_session_that_may_write_writes_through_commands_and_tells_how_many_rows()
    {
        using Lake lake = new();
        await lake.Session.WriteAsync(lake.Table("t"), new Query("SELECT 1 AS id"), DeltaWriteMode.Create);
        using Session session = lake.Runtime.NewSession(new SessionOptions { Policy = SqlPolicy.Write });
        session.Register("t", lake.Table("t"));
        await using WeirDataSource source = new(session);
        await using DbCommand insert = source.CreateCommand("INSERT INTO t SELECT 7 FROM range(3); INSERT INTO t VALUES (8), (9)");
        Assert.Equal(5, await insert.ExecuteNonQueryAsync());
        await using DbCommand count = source.CreateCommand("SELECT count(*) FROM t");
        Assert.Equal(6L, await count.ExecuteScalarAsync());
        Assert.Equal(-1, await count.ExecuteNonQueryAsync());
    }

    [Theory]
    [InlineData("SELECT $name::VARCHAR || $id::VARCHAR")]
    [InlineData("SELECT @name::VARCHAR || @id::VARCHAR")]
    [InlineData("SELECT @NAME::VARCHAR || $Id::VARCHAR")]
    [InlineData("SELECT $2::VARCHAR || $1::VARCHAR")]
    [InlineData("SELECT ?2::VARCHAR || ?1::VARCHAR")]
    public void Parameters_are_found_by_name_or_by_place(string sql)
    {
        using WeirCommand command = ado.Command(sql, ("@id", 7), ("name", "it's $1 -- ?"));
        Assert.Equal("it's $1 -- ?7", command.ExecuteScalar());
    }

    [Fact]
    public void Places_go_on_over_the_statements_of_a_text()
    {
        using WeirCommand command = ado.Command("SELECT ?::INTEGER; SELECT ?::INTEGER + ?::INTEGER; SELECT $2::INTEGER", ("", 1), ("", 20), ("", 300));
        using DbDataReader reader = command.ExecuteReader();
        Assert.Equal([1, 320, 20], Results(reader));
    }

    public static TheoryData<string, object> Values => new()
    {
        { "BOOLEAN", true }, { "TINYINT", (sbyte)-7 }, { "UTINYINT", (byte)200 }, { "SMALLINT", (short)-300 }, { "USMALLINT", (ushort)60_000 },
        { "INTEGER", 7 }, { "UINTEGER", 4_000_000_000u }, { "BIGINT", long.MinValue }, { "UBIGINT", ulong.MaxValue }, { "FLOAT", 1.5f }, { "DOUBLE", Math.PI },
        { "VARCHAR", "na\u00EFve \U0001F600" }, { "BLOB", new byte[] { 0, 1, 255 } }, { "UUID", Guid.Parse("00112233-4455-6677-8899-aabbccddeeff") },
        { "DATE", new DateOnly(2024, 2, 29) }, { "TIME", new TimeOnly(23, 59, 59, 123) }, { "TIMESTAMP", new DateTime(2024, 2, 29, 1, 2, 3) },
        { "TIMESTAMPTZ", new DateTime(2024, 2, 29, 1, 2, 3, DateTimeKind.Utc) }, { "INTERVAL", new TimeSpan(3, 4, 5, 6) },
        { "UHUGEINT", BigInteger.Parse("99999999999999999999999999999999999999", System.Globalization.CultureInfo.InvariantCulture) },
        { "HUGEINT", -decimal.MaxValue }, { "INTEGER[]", new[] { 1, 3 } }, { "INTEGER[][]", new[] { new[] { 1 }, [] } }, { "VARCHAR[]", new[] { "a", "b" } },
    };

    [Theory]
    [MemberData(nameof(Values))]
    public void A_value_goes_in_and_comes_out_as_it_was(string type, object value)
    {
        using WeirCommand command = ado.Command($"SELECT $x::{type}", ("x", value));
        object? answer = command.ExecuteScalar();
        Assert.IsType(value.GetType(), answer);
        Assert.Equal(value, answer);
    }

    [Fact]
    public void Decimals_and_nulls_and_lists_are_values_too()
    {
        using WeirCommand command = ado.Command("SELECT @d, @n IS NULL, 3 = ANY(@l), @e::INTEGER", ("d", 12.345m), ("n", DBNull.Value), ("l", Enumerable.Range(1, 4)), ("e", DayOfWeek.Friday));
        using DbDataReader reader = command.ExecuteReader();
        Assert.True(reader.Read());
        Assert.Equal((12.345m, true, true, 5), (reader.GetDecimal(0), reader.GetBoolean(1), reader.GetBoolean(2), reader.GetInt32(3)));
    }

    [Theory]
    [InlineData(DbType.Int32, "12", "INTEGER")]
    [InlineData(DbType.Int64, 12, "BIGINT")]
    [InlineData(DbType.String, 12, "VARCHAR")]
    [InlineData(DbType.Double, "1.5", "DOUBLE")]
    [InlineData(DbType.Date, "2024-02-29", "DATE")]
    [InlineData(DbType.Time, "01:02:03", "TIME")]
    [InlineData(DbType.DateTime, "2024-02-29T01:02:03", "TIMESTAMP")]
    [InlineData(DbType.Guid, "00112233-4455-6677-8899-aabbccddeeff", "UUID")]
    [InlineData(DbType.VarNumeric, "170141183460469231731687303715884105727", "HUGEINT")]
    [InlineData(DbType.Boolean, 1, "BOOLEAN")]
    public void A_DbType_says_what_the_value_is_sent_as(DbType type, object value, string expected)
    {
        using WeirCommand command = ado.Command("SELECT typeof($x)");
        command.Parameters.Add(new WeirParameter("x", value) { DbType = type });
        Assert.Equal(expected, command.ExecuteScalar());
    }

    [Fact]
    public void Parameters_that_do_not_fit_are_errors_that_say_which()
    {
        Refused("SELECT $a::INTEGER, $b::INTEGER", "$b", ("a", 1));
        Refused("SELECT ?::INTEGER, ?::INTEGER", "place 2", ("", 1));
        Refused("SELECT $a::INTEGER", "'c'", ("a", 1), ("c", 2));
        Refused("SELECT $a::INTEGER", "twice, as 'a' and as '@A'", ("a", 1), ("@A", 2));
        using WeirCommand command = ado.Command("SELECT $a");
        command.Parameters.Add(new WeirParameter("a", "seven") { DbType = DbType.Int32 });
        WeirException error = Assert.Throws<WeirException>(() => command.ExecuteScalar());
        Assert.Equal("WEIR8034", error.Code);
        Assert.Contains("DbType.Int32", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_clone_has_parameters_of_its_own()
    {
        using WeirCommand command = ado.Command("SELECT $x::INTEGER", ("x", 1));
        command.CommandTimeout = 5;
        using WeirCommand copy = command.Clone();
        copy.Parameters["x"].Value = 2;
        Assert.Equal((1, 2, 5), (command.ExecuteScalar(), copy.ExecuteScalar(), copy.CommandTimeout));
    }

    [Fact]
    public async Task A_wait_that_takes_longer_than_the_timeout_interrupts_the_engine()
    {
        using WeirCommand command = ado.Command("SELECT count(*) FROM range(1000000000000) a, range(1000) b");
        command.CommandTimeout = 1;
        WeirException error = await Assert.ThrowsAsync<WeirException>(() => command.ExecuteScalarAsync());
        Assert.Equal("WEIR8033", error.Code);
        Assert.IsType<TimeoutException>(error.InnerException);
        command.CommandText = "SELECT 1";
        Assert.Equal(1, command.ExecuteScalar());
    }

    [Fact]
    public async Task Cancel_and_tokens_interrupt_the_engine()
    {
        using WeirCommand command = ado.Command("SELECT count(*) FROM range(1000000000000) a, range(1000) b");
        using CancellationTokenSource soon = new(TimeSpan.FromMilliseconds(50));
        OperationCanceledException ended = await Assert.ThrowsAnyAsync<OperationCanceledException>(() => command.ExecuteScalarAsync(soon.Token));
        Assert.Equal(soon.Token, ended.CancellationToken);
        Task waiting = Task.Run(() => command.ExecuteScalar());
        while (!waiting.IsCompleted)
        {
            command.Cancel();
            await Task.WhenAny(waiting, Task.Delay(20));
        }
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => waiting);
    }

    [Fact]
    public void A_batch_runs_commands_with_parameters_of_their_own()
    {
        using WeirConnection connection = ado.Source.OpenConnection();
        using DbBatch batch = connection.CreateBatch();
        Assert.Throws<InvalidOperationException>(() => batch.ExecuteReader());
        foreach (int number in new[] { 1, 2, 3 })
        {
            DbBatchCommand command = batch.CreateBatchCommand();
            command.CommandText = "SELECT @x::INTEGER * 10";
            DbParameter parameter = command.CreateParameter();
            (parameter.ParameterName, parameter.Value) = ("x", number);
            command.Parameters.Add(parameter);
            batch.BatchCommands.Add(command);
        }
        batch.Prepare();
        using (DbDataReader reader = batch.ExecuteReader())
            Assert.Equal([10, 20, 30], Results(reader));
        Assert.Equal(10, batch.ExecuteScalar());
        Assert.Equal(-1, batch.ExecuteNonQuery());
        Assert.Equal(3, batch.BatchCommands.Count);
        batch.BatchCommands.RemoveAt(0);
        Assert.Equal(20, batch.ExecuteScalar());
        Assert.Throws<InvalidCastException>(() => batch.BatchCommands.Add(new ForeignBatchCommand()));
    }

    [Fact]
    public async Task Each_command_of_a_batch_tells_the_rows_that_it_has_written()
    {
        using Lake lake = new();
        await lake.Session.WriteAsync(lake.Table("t"), new Query("SELECT 1 AS id"), DeltaWriteMode.Create);
        await using WeirDataSource source = new WeirDataSourceBuilder("Policy=write").UseRuntime(lake.Runtime).ConfigureSession(session => session.Register("t", lake.Table("t"))).Build();
        await using WeirBatch batch = source.CreateBatch();
        WeirBatchCommand[] commands =
            [new("INSERT INTO t SELECT 7 FROM range(3); INSERT INTO t VALUES (8)"), new("SELECT count(*) FROM t"), new("INSERT INTO t VALUES (9), (10)"), new("INSERT INTO nowhere VALUES (1)")];
        foreach (WeirBatchCommand command in commands[..3])
            batch.BatchCommands.Add(command);
        Assert.Equal(-1, commands[0].RecordsAffected);
        Assert.Equal(6, await batch.ExecuteNonQueryAsync());
        batch.Prepare();
        Assert.Equal([4, -1, 2, -1], commands.Select(command => command.RecordsAffected));
        batch.BatchCommands.Clear();
        batch.BatchCommands.Add(commands[3]);
        batch.BatchCommands.Add(commands[2]);
        await Assert.ThrowsAsync<WeirException>(() => batch.ExecuteNonQueryAsync());
        Assert.Equal([4, -1, -1, -1], commands.Select(command => command.RecordsAffected));
    }

    [Theory]
    [InlineData("people")]
    [InlineData("main.people")]
    [InlineData("weir.main.\"people\"")]
    public void A_table_is_named_directly_also_in_its_schema(string name)
    {
        using WeirDataSource source = new WeirDataSourceBuilder().UseRuntime(ado.Runtime).ConfigureSession(session => session.RegisterView("people", "SELECT 7 AS id")).Build();
        using WeirCommand command = new(name, source.OpenConnection()) { CommandType = CommandType.TableDirect };
        Assert.Equal(7, command.ExecuteScalar());
        command.CommandText = "people WHERE id = 1";
        Assert.Throws<WeirException>(() => command.ExecuteScalar());
    }

    [Theory]
    [InlineData("SELECT * FROM nowhere")]
    [InlineData("SELECT $missing")]
    [InlineData("")]
    public async Task A_reader_that_cannot_be_made_closes_the_connection_when_it_was_to(string sql)
    {
        using WeirConnection connection = ado.Source.OpenConnection();
        using WeirCommand command = new(sql, connection);
        Assert.ThrowsAny<Exception>(() => command.ExecuteReader());
        Assert.Equal(ConnectionState.Open, connection.State);
        Assert.ThrowsAny<Exception>(() => command.ExecuteReader(CommandBehavior.CloseConnection));
        Assert.Equal(ConnectionState.Closed, connection.State);
        await connection.OpenAsync();
        await Assert.ThrowsAnyAsync<Exception>(() => command.ExecuteReaderAsync(CommandBehavior.CloseConnection));
        Assert.Equal(ConnectionState.Closed, connection.State);
    }

    [Fact]
    public async Task Only_the_schema_is_that_of_the_result_and_nothing_runs()
    {
        using Lake lake = new();
        await lake.Session.WriteAsync(lake.Table("t"), new Query("SELECT 1 AS id"), DeltaWriteMode.Create);
        await using WeirDataSource source = new WeirDataSourceBuilder("Policy=write").UseRuntime(lake.Runtime).ConfigureSession(session => session.Register("t", lake.Table("t"))).Build();
        Assert.Equal("range BIGINT, range BIGINT, range_1 INTEGER", Schema("SELECT a.range, b.range, 1 AS range_1 FROM range(3) a, range(3) b"));
        Assert.Equal("x VARCHAR[]", Schema("SELECT $1 AS x", new List<string>()));
        Assert.Equal("i INTEGER, i BIGINT", Schema("SELECT $1::INTEGER AS i, i FROM range(3) r(i)", 7));
        Assert.Equal("explain_key VARCHAR, explain_value VARCHAR", Schema("EXPLAIN SELECT * FROM t"));
        Assert.Equal("explain_key VARCHAR, explain_value VARCHAR", Schema("EXPLAIN ANALYZE SELECT error('ran')"));
        Assert.Equal("", Schema("INSERT INTO t VALUES (7)"));
        Assert.Equal("", Schema("CREATE VIEW v AS SELECT 1"));
        Assert.Equal("", Schema("CREATE FUNCTION twice(x INT) RETURNS INT RETURN $1 * 2"));
        Assert.StartsWith("column_name VARCHAR, column_type VARCHAR", Schema("DESCRIBE SELECT 1"), StringComparison.Ordinal);
        Assert.Throws<WeirException>(() => Schema("SELECT * FROM v"));
        Assert.Throws<WeirException>(() => Schema("SELECT twice(1)"));
        Assert.Throws<WeirException>(() => Schema("DROP TABLE t"));
        await using DbCommand count = source.CreateCommand("SELECT count(*) FROM t");
        Assert.Equal(1L, await count.ExecuteScalarAsync());

        string Schema(string sql, params object[] values)
        {
            using WeirCommand command = new(sql, source.OpenConnection());
            foreach (object value in values)
                command.Parameters.AddWithValue("", value);
            using DbDataReader reader = command.ExecuteReader(CommandBehavior.SchemaOnly);
            Assert.False(reader.Read());
            Assert.Equal(-1, reader.RecordsAffected);
            return string.Join(", ", Enumerable.Range(0, reader.FieldCount).Select(i => $"{reader.GetName(i)} {reader.GetDataTypeName(i)}"));
        }
    }

    private void Refused(string sql, string expected, params (string, object?)[] parameters)
    {
        using WeirCommand command = ado.Command(sql, parameters);
        WeirException error = Assert.Throws<WeirException>(() => command.ExecuteReader());
        Assert.Equal("WEIR8034", error.Code);
        Assert.Contains(expected, error.Message, StringComparison.Ordinal);
    }

    private static List<int> Results(DbDataReader reader)
    {
        List<int> found = [];
        do
        {
            while (reader.Read())
                found.Add(reader.GetInt32(0));
        }
        while (reader.NextResult());
        return found;
    }

    private object? Scalar(string sql)
    {
        using WeirCommand command = ado.Command(sql);
        return command.ExecuteScalar();
    }

    private T Scalar<T>(string sql, Func<object?, T> convert) => convert(Scalar(sql));

    private sealed class ForeignBatchCommand : DbBatchCommand
    {
        [System.Diagnostics.CodeAnalysis.AllowNull]
        public override string CommandText { get; set; } = "";

        public override CommandType CommandType { get; set; }

        public override int RecordsAffected => 0;

        protected override DbParameterCollection DbParameterCollection => new WeirBatchCommand().Parameters;
    }
}
