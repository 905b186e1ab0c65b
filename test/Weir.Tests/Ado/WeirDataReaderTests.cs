using System.Collections.ObjectModel;
using System.Data;
using System.Data.Common;
using System.Globalization;
using Weir.Ado;

namespace Weir.Tests.Ado;

public sealed class WeirDataReaderTests(AdoSource ado) : IClassFixture<AdoSource>
{
    private const string Columns = "SELECT 1::BIGINT AS id, 'x' AS name, NULL::INTEGER AS none, 1.5::DECIMAL(9,2) AS price";

    [Fact]
    public void A_reader_goes_over_the_rows_once()
    {
        using DbDataReader reader = Open("SELECT i FROM range(200000) r(i)");
        Assert.True(reader.HasRows);
        Assert.Throws<InvalidOperationException>(() => reader.GetValue(0));
        long rows = 0, sum = 0;
        while (reader.Read())
            (rows, sum) = (rows + 1, sum + reader.GetInt64(0));
        Assert.Equal((200_000, 19_999_900_000), (rows, sum));
        Assert.True(reader.HasRows);
        Assert.False(reader.Read());
        Assert.Throws<InvalidOperationException>(() => reader.GetInt64(0));
        Assert.False(reader.NextResult());
        Assert.Equal((0, -1), (reader.Depth, reader.RecordsAffected));
    }

    [Fact]
    public async Task A_reader_goes_over_the_rows_without_holding_a_thread()
    {
        await using DbDataReader reader = await new WeirCommand("SELECT i FROM range(200000) r(i)", ado.Source.OpenConnection()).ExecuteReaderAsync();
        long sum = 0;
        while (await reader.ReadAsync())
            sum += await reader.GetFieldValueAsync<long>(0);
        Assert.Equal(19_999_900_000, sum);
        Assert.False(await reader.NextResultAsync());
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => reader.ReadAsync(new CancellationToken(canceled: true)));
    }

    [Fact]
    public void An_empty_result_has_columns_and_no_rows()
    {
        using DbDataReader reader = Open("SELECT 1 AS a, 2 AS b WHERE false");
        Assert.Equal((false, 2, "b"), (reader.HasRows, reader.FieldCount, reader.GetName(1)));
        Assert.False(reader.Read());
        using DbDataReader nothing = Open("-- no statement");
        Assert.Equal((false, 0), (nothing.HasRows, nothing.FieldCount));
        Assert.False(nothing.Read());
        Assert.False(nothing.NextResult());
    }

    [Fact]
    public void Each_statement_is_a_result()
    {
        using DbDataReader reader = Open("SELECT 1 AS a; SELECT 'x' AS b, 'y' AS c WHERE false; SELECT 3.5 AS d");
        Assert.Equal(("a", true), (reader.GetName(0), reader.HasRows));
        Assert.True(reader.NextResult());
        Assert.Equal((2, false), (reader.FieldCount, reader.HasRows));
        Assert.True(reader.NextResult());
        Assert.True(reader.Read());
        Assert.Equal(3.5m, reader.GetValue(0));
        Assert.False(reader.NextResult());
        Assert.Equal(0, reader.FieldCount);
        Assert.False(reader.Read());
    }

    [Fact]
    public void A_statement_that_fails_late_ends_the_read_with_its_error()
    {
        using DbDataReader reader = Open("SELECT CASE WHEN i = 150000 THEN error('late') ELSE i END AS x FROM range(200000) r(i)");
        WeirException error = Assert.Throws<WeirException>(() =>
        {
            while (reader.Read())
                Assert.True(reader.GetFieldValue<object>(0) is not null);
        });
        Assert.Contains("late", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_closed_reader_answers_nothing_but_that_it_is_closed()
    {
        DbDataReader reader = Open(Columns);
        reader.Read();
        reader.Close();
        reader.Close();
        reader.Dispose();
        Assert.True(reader.IsClosed);
        Assert.Equal(-1, reader.RecordsAffected);
        Assert.Throws<InvalidOperationException>(() => reader.Read());
        Assert.Throws<InvalidOperationException>(() => reader.NextResult());
        Assert.Throws<InvalidOperationException>(() => reader.FieldCount);
        Assert.Throws<InvalidOperationException>(() => reader.HasRows);
        Assert.Throws<InvalidOperationException>(() => reader.Depth);
        Assert.Throws<InvalidOperationException>(() => reader.GetInt64(0));
        Assert.Throws<InvalidOperationException>(() => reader.GetName(0));
        Assert.Throws<InvalidOperationException>(() => reader.GetOrdinal("id"));
        Assert.Throws<InvalidOperationException>(() => reader.GetFieldType(0));
        Assert.Throws<InvalidOperationException>(() => reader.GetSchemaTable());
        Assert.Throws<InvalidOperationException>(() => reader.IsDBNull(0));
    }

    [Fact]
    public void Names_are_found_as_they_are_first_and_then_whatever_their_case()
    {
        using DbDataReader reader = Open("SELECT 1 AS \"Name\", 2 AS \"name\", 3 AS other, 4 AS other");
        Assert.Equal((0, 1, 0, 2), (reader.GetOrdinal("Name"), reader.GetOrdinal("name"), reader.GetOrdinal("NAME"), reader.GetOrdinal("OTHER")));
        Assert.Throws<IndexOutOfRangeException>(() => reader.GetOrdinal("missing"));
        Assert.Throws<ArgumentNullException>(() => reader.GetOrdinal(null!));
        Assert.True(reader.Read());
        Assert.Equal((2, 3), (reader["name"], reader[2]));
        Assert.Throws<IndexOutOfRangeException>(() => reader["missing"]);
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(4)]
    [InlineData(int.MaxValue)]
    public void An_ordinal_outside_is_refused(int ordinal)
    {
        using DbDataReader reader = Open(Columns);
        Assert.True(reader.Read());
        Assert.Throws<IndexOutOfRangeException>(() => reader.GetInt64(ordinal));
        Assert.Throws<IndexOutOfRangeException>(() => reader.GetString(ordinal));
        Assert.Throws<IndexOutOfRangeException>(() => reader.GetValue(ordinal));
        Assert.Throws<IndexOutOfRangeException>(() => reader.GetFieldValue<object>(ordinal));
        Assert.Throws<IndexOutOfRangeException>(() => reader.IsDBNull(ordinal));
        Assert.Throws<IndexOutOfRangeException>(() => reader.GetName(ordinal));
        Assert.Throws<IndexOutOfRangeException>(() => reader.GetDataTypeName(ordinal));
        Assert.Throws<IndexOutOfRangeException>(() => reader.GetFieldType(ordinal));
        Assert.Throws<IndexOutOfRangeException>(() => reader.GetBytes(ordinal, 0, null, 0, 0));
    }

    [Fact]
    public void A_null_is_DBNull_for_objects_and_an_error_for_values()
    {
        using DbDataReader reader = Open(Columns);
        Assert.True(reader.Read());
        Assert.True(reader.IsDBNull(2));
        Assert.False(reader.IsDBNull(0));
        Assert.Equal(DBNull.Value, reader.GetValue(2));
        Assert.Equal(DBNull.Value, reader.GetFieldValue<object>(2));
        Assert.Equal(DBNull.Value, reader.GetFieldValue<DBNull>(2));
        Assert.Null(reader.GetFieldValue<int?>(2));
        InvalidCastException error = Assert.Throws<InvalidCastException>(() => reader.GetInt32(2));
        Assert.Contains("'none' (INTEGER) is NULL", error.Message, StringComparison.Ordinal);
        Assert.Throws<InvalidCastException>(() => reader.GetFieldValue<long>(2));
    }

    [Fact]
    public void A_wrong_cast_names_the_column_and_both_types()
    {
        using DbDataReader reader = Open(Columns);
        Assert.True(reader.Read());
        InvalidCastException error = Assert.Throws<InvalidCastException>(() => reader.GetGuid(0));
        Assert.Equal("The column 'id' has the type BIGINT, which is read as System.Int64 and not as System.Guid. Ask for the first, or cast the column in the query.", error.Message);
        Assert.Throws<InvalidCastException>(() => reader.GetString(0));
        Assert.Throws<InvalidCastException>(() => reader.GetInt64(1));
        Assert.Throws<InvalidCastException>(() => reader.GetFieldValue<int[]>(0));
    }

    [Fact]
    public void Values_are_copied_as_many_as_fit()
    {
        using DbDataReader reader = Open(Columns);
        Assert.True(reader.Read());
        object[] few = new object[2], many = new object[6];
        Assert.Equal((2, 4), (reader.GetValues(few), reader.GetValues(many)));
        Assert.Equal([1L, "x"], few);
        Assert.Equal([1L, "x", DBNull.Value, 1.5m, null!, null!], many);
        Assert.Throws<ArgumentNullException>(() => reader.GetValues(null!));
    }

    [Fact]
    public void Parts_of_long_values_are_copied()
    {
        using DbDataReader reader = Open("SELECT '\\x00\\x01\\x02\\x03'::BLOB AS b, 'd\u00FCne' AS t");
        Assert.True(reader.Read());
        byte[] bytes = new byte[3];
        Assert.Equal((4, 3, 1, 0), (reader.GetBytes(0, 0, null, 0, 0), reader.GetBytes(0, 1, bytes, 0, 10), reader.GetBytes(0, 3, bytes, 2, 10), reader.GetBytes(0, 9, bytes, 0, 1)));
        Assert.Equal([1, 2, 3], bytes);
        char[] text = new char[2];
        Assert.Equal((4, 2), (reader.GetChars(1, 0, null, 0, 0), reader.GetChars(1, 1, text, 0, 2)));
        Assert.Equal("\u00FCn", new string(text));
        Assert.Throws<InvalidCastException>(() => reader.GetBytes(1, 0, bytes, 0, 1));
        Assert.Throws<ArgumentOutOfRangeException>(() => reader.GetBytes(0, 0, bytes, 4, 1));
        using Stream stream = reader.GetStream(0);
        Assert.Equal(4, stream.Length);
        using TextReader reading = reader.GetTextReader(1);
        Assert.Equal("d\u00FCne", reading.ReadToEnd());
    }

    [Fact]
    public void The_schema_tells_names_types_and_digits()
    {
        using DbDataReader reader = Open(Columns);
        ReadOnlyCollection<DbColumn> columns = reader.GetColumnSchema();
        Assert.Equal(["id BIGINT System.Int64", "name VARCHAR System.String", "none INTEGER System.Int32", "price DECIMAL(9,2) System.Decimal"],
            columns.Select(column => $"{column.ColumnName} {column.DataTypeName} {column.DataType}"));
        Assert.Equal((9, 2), (columns[3].NumericPrecision, columns[3].NumericScale));
        using DataTable table = reader.GetSchemaTable()!;
        Assert.Equal(4, table.Rows.Count);
        Assert.Equal("price", table.Rows[3][SchemaTableColumn.ColumnName]);
        Assert.Equal((short)9, table.Rows[3][SchemaTableColumn.NumericPrecision]);
        Assert.Equal(3, table.Rows[3][SchemaTableColumn.ColumnOrdinal]);
    }

    [Fact]
    public void Behaviors_are_kept()
    {
        using (DbDataReader schema = Open("SELECT i, error('ran') AS e FROM range(10) r(i)", CommandBehavior.SchemaOnly))
            Assert.Equal((2, false, "i", "BIGINT"), (schema.FieldCount, schema.Read(), schema.GetName(0), schema.GetDataTypeName(0)));
        using (DbDataReader one = Open("SELECT i FROM range(10) r(i); SELECT 1", CommandBehavior.SingleRow))
            Assert.Equal((true, false, true), (one.Read(), one.Read(), one.NextResult()));
        using (DbDataReader single = Open("SELECT 1; SELECT 2", CommandBehavior.SingleResult | CommandBehavior.SequentialAccess))
            Assert.Equal((true, false), (single.Read(), single.NextResult()));
        WeirConnection connection = ado.Source.OpenConnection();
        using (WeirCommand command = new("SELECT 1", connection))
            command.ExecuteReader(CommandBehavior.CloseConnection).Dispose();
        Assert.Equal(ConnectionState.Closed, connection.State);
    }

    [Fact]
    public void A_reader_is_enumerated_and_fills_tables_as_any_other()
    {
        using DbDataReader rows = Open("SELECT i, i * 2 AS twice FROM range(3) r(i)");
        Assert.Equal(["0|0", "1|2", "2|4"], rows.Cast<IDataRecord>().Select(row => $"{row["i"]}|{row.GetInt64(1)}"));
        using DbDataReader again = Open("SELECT i, CASE WHEN i = 1 THEN NULL ELSE i::VARCHAR END AS t FROM range(3) r(i)");
        using DataTable table = new() { Locale = CultureInfo.InvariantCulture };
        table.Load(again);
        Assert.Equal(3, table.Rows.Count);
        Assert.Equal((typeof(long), DBNull.Value), (table.Columns[0].DataType, table.Rows[1]["t"]));
    }

    [Fact]
    public void A_reader_names_the_versions_that_it_reads()
    {
        using DbDataReader reader = Open("SELECT 1");
        Assert.Empty(((WeirDataReader)reader).Tables);
    }

    private DbDataReader Open(string sql, CommandBehavior behavior = CommandBehavior.Default)
    {
        using WeirCommand command = ado.Command(sql);
        return command.ExecuteReader(behavior);
    }
}
