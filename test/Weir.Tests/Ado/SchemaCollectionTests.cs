using System.Data;
using Weir.Ado;
using Weir.Tests.Sessions;

namespace Weir.Tests.Ado;

public sealed class SchemaCollectionTests : IDisposable
{
    private readonly Lake _lake = new();
    private readonly WeirDataSource _source;
    private readonly WeirConnection _connection;

    public SchemaCollectionTests()
    {
        _source = new WeirDataSource(_lake.Session);
        _lake.Session.Register("people", new DatasetLocation(_lake.Write("people.csv", "id,name\n1,Ada\n"), DatasetFormat.Csv));
        _lake.Session.RegisterView("names", "SELECT name, uuid() AS key FROM people");
        _connection = _source.OpenConnection();
    }

    public void Dispose()
    {
        _connection.Dispose();
        _source.Dispose();
        _lake.Dispose();
    }

    [Fact]
    public void The_collections_list_themselves_with_their_restrictions()
    {
        List<string> all = [.. Rows(_connection.GetSchema(), "CollectionName", "NumberOfRestrictions", "NumberOfIdentifierParts")];
        Assert.Equal(
            ["MetaDataCollections|0|0", "DataSourceInformation|0|0", "DataTypes|0|0", "Restrictions|0|0", "ReservedWords|0|0", "Tables|4|3", "Views|3|3", "Columns|4|4", "Functions|2|1"], all);
        Assert.All(all, row => Assert.Equal(row.Split('|')[0], _connection.GetSchema(row.Split('|')[0]).TableName));
        Assert.Contains("Columns|TABLE_NAME|3", Rows(_connection.GetSchema("restrictions"), "CollectionName", "RestrictionName", "RestrictionNumber"));
        Assert.Contains("Restrictions", Assert.Throws<ArgumentException>(() => _connection.GetSchema("Nonsense")).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => _connection.GetSchema("Tables", ["a", "b", "c", "d", "e"]));
        Assert.Throws<ArgumentNullException>(() => _connection.GetSchema(null!));
    }

    [Fact]
    public async Task Tables_views_and_columns_are_those_of_the_session()
    {
        Assert.Equal(["weir|main|names|VIEW", "weir|main|people|BASE TABLE"], Rows(_connection.GetSchema("Tables"), "TABLE_CATALOG", "TABLE_SCHEMA", "TABLE_NAME", "TABLE_TYPE"));
        Assert.Equal(["people"], Rows(_connection.GetSchema("Tables", [null, "MAIN", null, "base table"]), "TABLE_NAME"));
        Assert.Equal(["names|SELECT name, uuid() AS key FROM people"], Rows(_connection.GetSchema("Views"), "TABLE_NAME", "VIEW_DEFINITION"));
        Assert.Equal(
            ["names|name|1|VARCHAR|System.String", "names|key|2|UUID|System.Guid", "people|id|1|BIGINT|System.Int64", "people|name|2|VARCHAR|System.String"],
            Rows(await _connection.GetSchemaAsync("Columns"), "TABLE_NAME", "COLUMN_NAME", "ORDINAL_POSITION", "DATA_TYPE", "CLR_TYPE"));
        _lake.Session.Register("broken", new DatasetLocation(_lake.At("nothing")));
        Assert.Equal(["name"], Rows(_connection.GetSchema("Columns", [null, null, "people", "name"]), "COLUMN_NAME"));
        Assert.ThrowsAny<WeirException>(() => _connection.GetSchema("Columns"));
    }

    [Fact]
    public void Functions_words_types_and_the_source_itself_are_described()
    {
        Assert.Contains("lower|scalar", Rows(_connection.GetSchema("Functions", ["lower"]), "FUNCTION_NAME", "FUNCTION_TYPE"));
        Assert.Contains("SELECT", Rows(_connection.GetSchema("ReservedWords"), "ReservedWord"));
        Assert.Contains($"HUGEINT|{(int)DbType.VarNumeric}|System.Decimal", Rows(_connection.GetSchema("DataTypes"), "TypeName", "ProviderDbType", "DataType"));
        DataRow source = Assert.Single(_connection.GetSchema("DataSourceInformation").Rows.Cast<DataRow>());
        Assert.Equal(("Weir", "v1.5.6"), (source["DataSourceProductName"], source["DataSourceProductVersion"]));
        Assert.Matches((string)source["ParameterMarkerPattern"], "@name");
    }

    private static IEnumerable<string> Rows(DataTable table, params string[] columns) =>
        table.Rows.Cast<DataRow>().Select(row => string.Join('|', columns.Select(column => row[column])));
}
