using Weir.Tests.House;

namespace Weir.Tests.CodeGraph;

public sealed class RelationGoldenTests
{
    [Theory]
    [InlineData("cs_files", "")]
    [InlineData("cs_syntax_nodes", """ "include": "Shop/I*.cs" """)]
    [InlineData("cs_trivia", """ "include": "Shop/IP*.cs;Shop/Cart.Totals.cs" """)]
    [InlineData("cs_symbols", "")]
    [InlineData("cs_references", "")]
    [InlineData("cs_calls", "")]
    [InlineData("cs_inherits", "")]
    [InlineData("cs_attributes", "")]
    [InlineData("cs_control_flow", "")]
    [InlineData("cs_diagnostics", "")]
    public void A_relation_of_the_fixture_has_these_very_rows_each_time(string relation, string options)
    {
        string sql = $"SELECT * FROM {relation} ORDER BY ALL";
        List<string> rows = CodeBases.Rows(CodeBases.Fixture, sql, options);
        Assert.Equal(rows, CodeBases.Rows(CodeBases.Fixture, sql, options));
        Repository.MustMatch($"test/fixtures/code-base/golden/{relation}.txt", string.Concat(rows.Select(row => row.ReplaceLineEndings("⏎") + "\n")));
    }

    [Fact]
    public void A_solution_a_folder_and_a_project_give_equal_symbols_for_the_files_they_share()
    {
        const string Sql = "SELECT symbol_id, path, doc_id, signature FROM cs_symbols WHERE path <> 'Shop/LeftOut.cs' ORDER BY ALL";
        List<string> folder = CodeBases.Rows(CodeBases.Fixture, Sql);
        Assert.Equal(folder, CodeBases.Rows(Path.Combine(CodeBases.Fixture, "CodeBase.slnx"), Sql));
        // What has no documentation id is named by its path, which another root spells differently.
        const string Named = "SELECT symbol_id, doc_id, signature FROM cs_symbols WHERE doc_id IS NOT NULL AND name <> 'LeftOut' ORDER BY ALL";
        Assert.Equal(CodeBases.Rows(CodeBases.Fixture, Named), CodeBases.Rows(Path.Combine(CodeBases.Fixture, "App", "App.csproj"), Named));
    }
}
