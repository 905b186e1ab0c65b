namespace Weir.Tests.Delta.Corpus;

/// <summary>Reads the rows of every table of the corpus through the public session.</summary>
public sealed class CorpusDataTests(CorpusRuntime runtime) : IClassFixture<CorpusRuntime>
{
    public static TheoryData<string> WithRows => Ids(table => table.MustRead && table.DerivedRows is not null);

    public static TheoryData<string> WithExpectedFiles => Ids(table => table.MustRead && table.ExpectedFiles(null).Length > 0);

    public static TheoryData<string, long> WithExpectedVersions
    {
        get
        {
            TheoryData<string, long> data = [];
            foreach (CorpusTable table in CorpusTable.All.Where(table => table.MustRead))
            {
                for (long version = 0; version <= table.Latest; version++)
                {
                    if (table.ExpectedFiles(version).Length > 0)
                        data.Add(table.Id, version);
                }
            }
            return data;
        }
    }

    public static TheoryData<string> Refused => Ids(table => !table.MustRead);

    public static TheoryData<string> WithoutData =>
        Ids(table => table.MustRead && table.Id != CorpusTable.CommitLost && table is { HasData: false, ActiveFiles: > 0 } && !table.Features.Contains("absolutePaths"));

    [CorpusTheory]
    [MemberData(nameof(WithRows))]
    public void A_plain_table_is_read_in_full(string id)
    {
        CorpusTable table = CorpusTable.Find(id);
        using Session session = runtime.Open(table);
        Assert.Equal(table.DerivedRows, CorpusRuntime.Drain(session, "SELECT * FROM t"));
        Assert.Equal(table.DerivedRows, CorpusRuntime.Count(session, "SELECT count(*) FROM t"));
    }

    [CorpusTheory]
    [MemberData(nameof(WithExpectedFiles))]
    public void The_rows_are_those_that_the_writer_expected(string id) => EqualsExpected(CorpusTable.Find(id), null);

    [CorpusTheory]
    [MemberData(nameof(WithExpectedVersions))]
    public void The_rows_of_an_older_version_are_those_that_the_writer_expected(string id, long version) =>
        EqualsExpected(CorpusTable.Find(id), version);

    [CorpusTheory]
    [MemberData(nameof(Refused))]
    public void A_table_that_cannot_be_read_rightly_gives_no_row(string id)
    {
        CorpusTable table = CorpusTable.Find(id);
        using Session session = runtime.Open(table);
        WeirException error = Assert.Throws<WeirException>(() => CorpusRuntime.Drain(session, "SELECT * FROM t"));
        Assert.StartsWith("WEIR2", error.Code, StringComparison.Ordinal);
        if (!table.IsBroken)
            Assert.Contains(error.Details["feature"], table.HinderingFeatures);
    }

    [CorpusTheory]
    [MemberData(nameof(WithoutData))]
    public void A_table_whose_data_files_are_gone_is_an_error_and_not_fewer_rows(string id)
    {
        using Session session = runtime.Open(CorpusTable.Find(id));
        Assert.Throws<WeirException>(() => CorpusRuntime.Drain(session, "SELECT * FROM t"));
    }

    // As bags, by column name, inside the engine: it knows when two values of nested types are equal.
    private void EqualsExpected(CorpusTable table, long? version)
    {
        using Session session = runtime.Open(table, version);
        string folder = Path.GetDirectoryName(table.ExpectedFiles(version)[0])!;
        session.Register("expected", new DatasetLocation(folder, DatasetFormat.Parquet));
        string[] columns = Columns(session, "t");
        Assert.Equal(Columns(session, "expected").Order(StringComparer.Ordinal), columns.Order(StringComparer.Ordinal));
        string list = string.Join(", ", columns.Select(name => $"\"{name.Replace("\"", "\"\"", StringComparison.Ordinal)}\""));
        Assert.Empty(CorpusRuntime.Rows(session, $"(SELECT {list} FROM t) EXCEPT ALL (SELECT {list} FROM expected)"));
        Assert.Empty(CorpusRuntime.Rows(session, $"(SELECT {list} FROM expected) EXCEPT ALL (SELECT {list} FROM t)"));
    }

    private static string[] Columns(Session session, string table)
    {
        using QueryResult result = session.Run(new Query($"SELECT * FROM {table}") { MaxRows = 0 });
        return [.. result.Schema.Fields.Select(field => field.Name)];
    }

    private static TheoryData<string> Ids(Func<CorpusTable, bool> wanted) => [.. CorpusTable.All.Where(wanted).Select(table => table.Id)];
}
