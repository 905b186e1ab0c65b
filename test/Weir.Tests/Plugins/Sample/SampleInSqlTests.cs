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

    [Theory]
    [MemberData(nameof(Cases))]
    public void Every_packaging_of_the_sample_gives_the_same_rows(SamplePackaging packaging, string sql)
    {
        using Session session = runtimes.Session(packaging);
        Assert.Equal(SampleStatements.All.Single(statement => statement.Sql == sql).Rows, Lake.Rows(session, sql));
    }

    [Theory]
    [InlineData(SamplePackaging.InMemory)]
    [InlineData(SamplePackaging.Managed)]
    [InlineData(SamplePackaging.CompiledAhead)]
    [InlineData(SamplePackaging.C)]
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
}
