using Weir.Catalog;
using Weir.Tests.Delta.Corpus;

namespace Weir.Tests.Sessions;

/// <summary>Reads the rows of other writers' tables, and compares them with what their origins expect.</summary>
public sealed class CorpusRowsTests(SharedRuntime shared) : IClassFixture<SharedRuntime>
{
    public static TheoryData<string> Counted =>
        [.. CorpusTable.All.Where(table => table is { MustRead: true, HasData: true, DerivedRows: not null }).Select(table => table.Id)];

    public static TheoryData<string> Expected =>
        [.. CorpusTable.All.Where(table => table is { MustRead: true, HasData: true } && table.ExpectedFiles(null).Length > 0).Select(table => table.Id)];

    [CorpusTheory]
    [MemberData(nameof(Counted))]
    public void Every_value_of_a_plain_table_can_be_read(string id)
    {
        CorpusTable table = CorpusTable.Find(id);
        using Session session = Open(table);
        Assert.Equal([$"{table.DerivedRows}"], Rows(session, "SELECT count(*)::VARCHAR FROM t"));
        // The hash needs every value of every column.
        Assert.Equal([$"{table.DerivedRows}"], Rows(session, "SELECT count(hash(t))::VARCHAR FROM t"));
    }

    [CorpusTheory]
    [MemberData(nameof(Expected))]
    public void A_plain_table_has_the_rows_that_its_origin_expects(string id)
    {
        CorpusTable table = CorpusTable.Find(id);
        using Session session = Open(table);
        List<string> columns = Rows(session, "SELECT column_name FROM (DESCRIBE t)");
        List<string> types = Rows(session, "SELECT column_type FROM (DESCRIBE t)");
        string items = string.Join(", ", columns.Zip(types, (name, type) => $"CAST(CAST({SqlText.Name(name)} AS {type}) AS VARCHAR)"));
        string expected = $"SELECT {items} FROM read_parquet({SqlText.List(table.ExpectedFiles(null).Select(SqlText.Literal))}, hive_partitioning = false)";
        string actual = $"SELECT {items} FROM t";
        Assert.Equal(["0"], Rows(session, $"SELECT count(*)::VARCHAR FROM ({actual} EXCEPT ALL {expected})"));
        Assert.Equal(["0"], Rows(session, $"SELECT count(*)::VARCHAR FROM ({expected} EXCEPT ALL {actual})"));
    }

    private Session Open(CorpusTable table)
    {
        Session session = shared.Runtime.NewSession();
        session.Register("t", new DatasetLocation(table.Root));
        return session;
    }

    private static List<string> Rows(Session session, string sql)
    {
        using QueryResult result = session.Run(new Query(sql));
        return Lake.Texts(result);
    }
}
