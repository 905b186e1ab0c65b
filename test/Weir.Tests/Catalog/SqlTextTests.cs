using Weir.Catalog;

namespace Weir.Tests.Catalog;

public sealed class SqlTextTests
{
    public static TheoryData<string> Nasty => ["plain", "it's", "\"quoted\"", "a;b--c", "'; DROP TABLE t; --", "ü😀", "\\'", "$$", "new\nline", "/*", ""];

    [Theory]
    [MemberData(nameof(Nasty))]
    [InlineData("nul\0inside")]
    [Trait("Requirement", "R170")]
    public void A_literal_is_the_text_itself(string text)
    {
        using WeirRuntime runtime = WeirRuntime.Open(new WeirOptions { Threads = 1 });
        using Session session = runtime.NewSession();
        using QueryResult result = session.Run(new Query($"SELECT {SqlText.Literal(text)}"));
        Assert.Equal([text], Weir.Tests.Sessions.Lake.Texts(result));
    }

    [Theory]
    [MemberData(nameof(Nasty))]
    [Trait("Requirement", "R170")]
    public void A_name_is_one_identifier(string name)
    {
        if (name.Length == 0)
            return;
        using WeirRuntime runtime = WeirRuntime.Open(new WeirOptions { Threads = 1 });
        using Session session = runtime.NewSession();
        session.RegisterView(name, "SELECT 7 AS x");
        using QueryResult result = session.Run(new Query($"SELECT {SqlText.Name(name)}.x::VARCHAR AS {SqlText.Name(name)} FROM {SqlText.Name(name)}"));
        Assert.Equal(name, result.Schema.Fields[0].Name);
        Assert.Equal(["7"], Weir.Tests.Sessions.Lake.Texts(result));
    }

    [Theory]
    [InlineData("/a/b.parquet", "/a/b.parquet")]
    [InlineData("/a [1]*?/b", "/a [[]1][*][?]/b")]
    public void A_path_is_escaped_from_globbing(string path, string pattern) => Assert.Equal(pattern, SqlText.EscapeGlob(path));
}
