namespace Weir.Tests.CodeGraph;

public sealed class BrokenCodeTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("class A { void Fine() { } void Open( }")]
    [InlineData("namespace { class class A { void Fine() } ")]
    [InlineData("class A : A { } class A : B.C<D, { } interface I : I { } struct S { S s; }")]
    [InlineData("]]] #if X \n <<<<<<< mine\n=======\n>>>>>>> theirs\n\"not closed\n $\"{")]
    [InlineData("")]
    [InlineData("#region never closed\n#error stop\nclass A;")]
    public void Code_that_does_not_parse_gives_rows_and_diagnostics_and_no_failure(string text)
    {
        File.WriteAllText(_folder["broken.cs"], text);
        using Session session = CodeBases.Session(_folder.Path);
        foreach (string relation in CodeBases.Relations)
            Assert.True(Sessions.Lake.Rows(session, $"SELECT * FROM {relation}").Count >= 0);
        Assert.Equal([text.Length == 0 ? "0" : "1"], Sessions.Lake.Rows(session, "SELECT least(count(*), 1) FROM cs_diagnostics"));
        Assert.Equal(["1"], Sessions.Lake.Rows(session, "SELECT count(*) FROM cs_files"));
    }

    [Fact]
    public void What_projects_cannot_resolve_is_a_row()
    {
        File.WriteAllText(_folder["A.csproj"], """<Project Sdk="Microsoft.NET.Sdk"><PropertyGroup><TargetFramework>net10.0</TargetFramework><X Condition="$([System.String]::IsNullOrEmpty('a'))">1</X></PropertyGroup><ItemGroup><PackageReference Include="None" Version="1" /><ProjectReference Include="B.csproj" /><ProjectReference Include="Gone.csproj" /></ItemGroup><Import Project="gone.props" /></Project>""");
        File.WriteAllText(_folder["B.csproj"], """<Project Sdk="Microsoft.NET.Sdk"><PropertyGroup><TargetFramework>net3.9</TargetFramework></PropertyGroup><ItemGroup><ProjectReference Include="A.csproj" /></ItemGroup></Project>""");
        File.WriteAllText(_folder["C.csproj"], "<Project");
        Assert.Equal(
            ["A.csproj|WCG002", "A.csproj|WCG002", "A.csproj|WCG003", "A.csproj|WCG007", "B.csproj|WCG004", "B.csproj|WCG006", "C.csproj|WCG001"],
            CodeBases.Rows(_folder.Path, "SELECT path, code FROM cs_diagnostics WHERE kind = 'project' ORDER BY ALL"));
    }

    [Fact]
    public void What_a_source_generator_would_write_is_a_diagnostic_and_the_rest_of_the_file_has_its_rows()
    {
        File.WriteAllText(_folder["A.csproj"], """<Project Sdk="Microsoft.NET.Sdk"><PropertyGroup><TargetFramework>net10.0</TargetFramework></PropertyGroup></Project>""");
        File.WriteAllText(_folder["a.cs"], """
            using System.Text.RegularExpressions;
            partial class Words
            {
                [GeneratedRegex("a+")] private static partial Regex Letters();
                bool Has(string text) => Letters().IsMatch(text) && WrittenByNobody.Name.Trim().Length > 0 && OwnGenerated(text);
                int Kept() => 1 + this.Written;
                void Uses() => Kept();
            }
            """);
        using Session session = CodeBases.Session(_folder.Path);
        Assert.Equal(["CS0103|5", "CS0103|5", "CS1061|6", "CS8795|4"], Sessions.Lake.Rows(session, "SELECT code, line FROM cs_diagnostics WHERE severity = 'error' ORDER BY ALL"));
        Assert.Equal(["IsMatch|5", "Kept|7", "Letters|5"], Sessions.Lake.Rows(session, "SELECT callee_name, line FROM cs_calls ORDER BY ALL"));
        Assert.Equal(["0"], Sessions.Lake.Rows(session, "SELECT count(*) FROM cs_references WHERE symbol_name IN ('WrittenByNobody', 'OwnGenerated', 'Written')"));
        foreach (string relation in CodeBases.Relations)
            Assert.NotEmpty(Sessions.Lake.Rows(session, $"SELECT * FROM {relation} WHERE path = 'a.cs'").Concat(relation == "cs_inherits" ? ["no row is due"] : []));
    }

    [Theory]
    [InlineData("absent", "is not there")]
    [InlineData("file.txt", "names the file")]
    [InlineData("", "is empty")]
    public void A_root_that_is_none_is_refused_with_what_was_expected(string root, string expected)
    {
        File.WriteAllText(_folder["file.txt"], "");
        WeirException error = Assert.Throws<WeirException>(() => CodeBases.Rows(root.Length == 0 ? "" : _folder[root], "SELECT * FROM cs_files"));
        Assert.Contains(expected, error.Message, StringComparison.Ordinal);
        Assert.Contains(".csproj", error.Message, StringComparison.Ordinal);
    }
}
