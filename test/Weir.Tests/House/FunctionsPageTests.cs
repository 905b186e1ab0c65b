namespace Weir.Tests.House;

public sealed class FunctionsPageTests
{
    [Fact]
    [Trait("Requirement", "R117")]
    public void The_functions_page_is_what_the_catalog_says()
    {
        using WeirRuntime runtime = FunctionsPage.Open();
        using Session session = runtime.NewSession();
        Repository.MustMatch("docs/functions.md", new FunctionsPage(session).Generate());
    }

    [Fact]
    [Trait("Requirement", "R148")]
    public void Names_of_functions_get_their_meaning_in_one_place_only()
    {
        // Whoever looks a name up in the table of plugins' functions, or asks the engine for its own, passes by the policy.
        Assert.Equal(
            ["src/Weir/Engine/Syntax/FunctionResolver.cs"],
            FilesWith(file => file.Code.Contains("plugins.Find(name)", StringComparison.Ordinal) || file.Code.Contains("atalog.Find(", StringComparison.Ordinal)));
        Assert.Equal(
            ["src/Weir/Engine/EngineFunctions.cs", "src/Weir/Engine/Syntax/SyntaxReader.cs"],
            FilesWith(file => file.Text.Contains("FROM duckdb_functions()", StringComparison.Ordinal)));
    }

    private static IEnumerable<string> FilesWith(Func<SourceFile, bool> has) =>
        House.Read("src/Weir").Files.Where(has).Select(file => file.Path).Order(StringComparer.Ordinal);
}
