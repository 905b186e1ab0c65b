using Weir.Tests.Sessions;

namespace Weir.Tests.Plugins.Sample;

public sealed class SampleInSqlTests(SampleRuntimes runtimes) : IClassFixture<SampleRuntimes>
{
    public static TheoryData<SamplePackaging, string> Cases()
    {
        TheoryData<SamplePackaging, string> cases = [];
        foreach (SamplePackaging packaging in Enum.GetValues<SamplePackaging>())
        {
            foreach ((string sql, _) in SampleStatements.All)
                cases.Add(packaging, sql);
        }
        return cases;
    }

    public static TheoryData<SamplePackaging> Packagings => [.. Enum.GetValues<SamplePackaging>()];

    /// <summary>Those of the sources as they are now.</summary>
    public static TheoryData<SamplePackaging> PackagingsOfToday => [.. Enum.GetValues<SamplePackaging>().Where(packaging => packaging < SamplePackaging.FrozenC)];

    [Theory]
    [MemberData(nameof(Cases))]
    public void Every_packaging_of_the_sample_gives_the_same_rows(SamplePackaging packaging, string sql)
    {
        using Session session = runtimes.Session(packaging);
        Assert.Equal(SampleStatements.All.Single(statement => statement.Sql == sql).Rows, Lake.Rows(session, sql));
    }

    [Theory]
    [MemberData(nameof(Packagings))]
    public void Errors_of_the_sample_name_plugin_and_function(SamplePackaging packaging)
    {
        using Session session = runtimes.Session(packaging);
        WeirException error = Assert.Throws<WeirException>(() => Lake.Rows(session, "SELECT sample_repeat('x', -1)"));
        Assert.Contains("times is negative", error.Message, StringComparison.Ordinal);
        Assert.Contains("sample_repeat", error.Message, StringComparison.Ordinal);
        Assert.Equal("sample", error.Details["plugin"]);
        WeirException overflow = Assert.Throws<WeirException>(() => Lake.Rows(session, "SELECT sample_sum(9223372036854775807 - range % 1) FROM range(2)"));
        Assert.Contains("sample_sum", overflow.Message, StringComparison.Ordinal);
        Assert.Equal(["1"], Lake.Rows(session, "SELECT sample_add(0, 1)"));
    }

    [Theory]
    [MemberData(nameof(Packagings))]
    public void A_packaging_runs_where_it_was_asked_to(SamplePackaging packaging)
    {
        using Session session = runtimes.Session(packaging);
        string isolation = packaging.ToString().EndsWith("InChild", StringComparison.Ordinal) ? "process" : "in_process";
        Assert.Equal([$"sample|1.0.0|{isolation}|ready"], Lake.Rows(session, "SELECT name, version, isolation, state FROM weir_plugins() WHERE name = 'sample'"));
    }
}
