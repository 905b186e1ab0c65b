using Weir.Tests.Sessions;

namespace Weir.Tests.Policies;

/// <summary>Listings tell what the policy of a session lets its SQL know.</summary>
public sealed class ListingPolicyTests : IDisposable
{
    private readonly Lake _lake = new();

    public void Dispose() => _lake.Dispose();

    private Session New(SqlPolicy policy)
    {
        Session session = _lake.Runtime.NewSession(new SessionOptions { Policy = policy });
        foreach (string name in (string[])["orders", "secret"])
            session.Register(name, new DatasetLocation(_lake.WriteParquet($"{name}.parquet", "SELECT 7 AS id"), DatasetFormat.Parquet));
        session.RegisterView("ids", "SELECT id FROM secret");
        return session;
    }

    [Theory]
    [InlineData("SELECT table_name FROM information_schema.tables ORDER BY 1")]
    [InlineData("SELECT DISTINCT table_name FROM information_schema.columns ORDER BY 1")]
    [InlineData("SHOW TABLES")]
    [InlineData("SELECT name FROM (SHOW ALL TABLES) ORDER BY 1")]
    public void A_table_that_is_denied_is_in_no_listing(string sql)
    {
        using Session session = New(SqlPolicy.ReadOnly with { DeniedTables = ["Secret"] });
        Assert.Equal(["7"], Lake.Rows(session, "SELECT * FROM ids"));
        Assert.Equal(["ids", "orders"], Lake.Rows(session, sql));
    }

    [Fact]
    public void A_table_of_another_schema_is_opened_by_its_whole_name()
    {
        using Session session = _lake.Runtime.NewSession(new SessionOptions { Policy = SqlPolicy.ReadOnly with { Tables = ["raw.orders", "information_schema.*"] } });
        DatasetLocation location = new(_lake.WriteParquet("raw.parquet", "SELECT 8 AS id"), DatasetFormat.Parquet);
        session.Catalog.CreateSchema("raw");
        foreach (string name in (string[])["orders", "secret"])
            session.Catalog.Register(new TableName(name, "raw"), location);
        Assert.Equal(["8"], Lake.Rows(session, "SELECT * FROM raw.orders"));
        Assert.Equal("WEIR5013", Assert.Throws<WeirException>(() => session.Run(new Query("SELECT * FROM raw.secret"))).Code);
        Assert.Equal(["orders"], Lake.Rows(session, "SELECT table_name FROM information_schema.tables"));
    }

    [Fact]
    public void The_error_about_a_table_that_is_not_there_names_no_denied_one()
    {
        using Session session = New(SqlPolicy.ReadOnly with { DeniedTables = ["secret"] });
        WeirException unknown = Assert.Throws<WeirException>(() => session.Run(new Query("FROM nowhere")));
        Assert.Equal("WEIR8008", unknown.Code);
        Assert.DoesNotContain("secret", unknown.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Who_may_not_read_by_path_learns_no_paths()
    {
        using Session session = New(SqlPolicy.Service);
        Assert.Equal(["ids|NULL", "orders|NULL", "secret|NULL"], Lake.Rows(session, "SELECT table_name, weir_location FROM information_schema.tables ORDER BY 1"));
        Assert.Equal(["ids|NULL"], Lake.Rows(session, "SELECT table_name, view_definition FROM information_schema.views"));
        using Session reader = New(SqlPolicy.ReadOnly);
        Assert.Equal(["SELECT id FROM secret"], Lake.Rows(reader, "SELECT view_definition FROM information_schema.views"));
    }
}
