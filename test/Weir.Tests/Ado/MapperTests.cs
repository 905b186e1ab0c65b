using System.Data.Common;
using Dapper;

namespace Weir.Tests.Ado;

/// <summary>Code that knows nothing but the base types of ADO.NET.</summary>
public sealed class MapperTests(AdoSource ado) : IClassFixture<AdoSource>
{
    private const string People = "(SELECT * FROM (VALUES (1, 'Ada', DATE '1815-12-10', 1.5::DECIMAL(9,2)), (2, 'Grace', DATE '1906-12-09', NULL)) AS t(id, name, born, score))";

    private sealed record Person(int Id, string Name, DateOnly Born, decimal? Score);

    private sealed class PersonRow
    {
        public long Id { get; set; }

        public string Name { get; set; } = "";

        public DateTime Born { get; set; }
    }

    [Fact]
    public async Task A_mapper_over_the_base_types_reads_records()
    {
        DbDataSource source = ado.Source;
        List<Person> people = [];
        await foreach (Person person in Query<Person>(source, $"SELECT * FROM {People} WHERE id >= @least ORDER BY id", ("@least", 1)))
            people.Add(person);
        Assert.Equal([new Person(1, "Ada", new DateOnly(1815, 12, 10), 1.50m), new Person(2, "Grace", new DateOnly(1906, 12, 9), null)], people);
    }

    [Fact]
    public async Task Dapper_reads_objects_values_and_several_results()
    {
        await using DbConnection connection = ado.Source.CreateConnection();
        Assert.Equal("Grace", await connection.ExecuteScalarAsync<string>($"SELECT name FROM {People} WHERE id = @id", new { id = 2 }));
        PersonRow ada = connection.QuerySingle<PersonRow>($"SELECT id::BIGINT AS id, name, born::TIMESTAMP AS born FROM {People} WHERE name = @name", new { name = "Ada" });
        Assert.Equal((1, "Ada", new DateTime(1815, 12, 10)), (ada.Id, ada.Name, ada.Born));
        Assert.Equal([2, 1], connection.Query<int>($"SELECT id FROM {People} WHERE id IN @ids ORDER BY id DESC", new { ids = new[] { 1, 2, 7 } }));
        Assert.Equal((3L, 3, 3m), (connection.ExecuteScalar<long>($"SELECT sum(id) FROM {People}"), connection.QuerySingle<int>($"SELECT sum(id) FROM {People}"), connection.QuerySingle<decimal>($"SELECT sum(id) FROM {People}")));
        Assert.Null(connection.QueryFirstOrDefault<decimal?>($"SELECT score FROM {People} WHERE id = 2"));
        dynamic row = connection.QueryFirst($"SELECT id, name FROM {People} ORDER BY id");
        Assert.Equal("Ada", (string)row.name);
        using SqlMapper.GridReader results = connection.QueryMultiple("SELECT @a::INTEGER; SELECT @b::VARCHAR", new { a = 7, b = "x" });
        Assert.Equal((7, "x"), (results.ReadSingle<int>(), results.ReadSingle<string>()));
    }

    private sealed class Totals
    {
        public long Total { get; set; }

        public int[] Numbers { get; set; } = [];

        public Dictionary<string, int> ByName { get; set; } = [];
    }

    [Fact]
    public void Sums_arrays_and_maps_are_what_objects_and_conversions_take()
    {
        using DbConnection connection = ado.Source.OpenConnection();
        Totals totals = connection.QuerySingle<Totals>("SELECT sum(range) AS total, [1, 2] AS numbers, MAP {'a': 1} AS byName FROM range(5)");
        Assert.Equal(10, totals.Total);
        Assert.Equal([1, 2], totals.Numbers);
        Assert.Equal(1, totals.ByName["a"]);
        using DbCommand command = connection.CreateCommand();
        command.CommandText = "SELECT sum(range) FROM range(5)";
        Assert.Equal(10L, Convert.ToInt64(command.ExecuteScalar(), System.Globalization.CultureInfo.InvariantCulture));
    }

    [Fact]
    public async Task Dapper_streams_without_a_buffer()
    {
        await using DbConnection connection = await ado.Source.OpenConnectionAsync();
        long sum = 0;
        await foreach (long number in connection.QueryUnbufferedAsync<long>("SELECT i FROM range(100000) r(i)"))
            sum += number;
        Assert.Equal(4_999_950_000, sum);
        Assert.Equal(0, connection.Query<long>("SELECT i FROM range(1000000000000) r(i)", buffered: false).First());
    }

    private static async IAsyncEnumerable<T> Query<T>(DbDataSource source, string sql, params (string Name, object Value)[] parameters)
    {
        await using DbConnection connection = await source.OpenConnectionAsync();
        await using DbCommand command = connection.CreateCommand();
        command.CommandText = sql;
        foreach ((string name, object value) in parameters)
        {
            DbParameter parameter = command.CreateParameter();
            (parameter.ParameterName, parameter.Value) = (name, value);
            command.Parameters.Add(parameter);
        }
        await using DbDataReader reader = await command.ExecuteReaderAsync();
        System.Reflection.ConstructorInfo constructor = typeof(T).GetConstructors()[0];
        int[] ordinals = [.. constructor.GetParameters().Select(parameter => reader.GetOrdinal(parameter.Name!))];
        while (await reader.ReadAsync())
            yield return (T)constructor.Invoke([.. ordinals.Select(ordinal => reader.IsDBNull(ordinal) ? null : reader.GetValue(ordinal))]);
    }
}
