using Weir.Build;

namespace Weir.Tests.House;

public sealed class DocumentExamplesTests
{
    private static readonly string[] Pages = ["README.md", "docs/embedding.md", "docs/build-spec.md", "docs/delta.md", "docs/diagnostics.md", "docs/sql-policy.md", "docs/ado.md", "docs/statements.md", "docs/catalog.md", "docs/profiles.md"];

    public static TheoryData<string> Programs => Blocks("csharp");

    public static TheoryData<string> Specs => Blocks("json");

    [Theory]
    [MemberData(nameof(Programs))]
    public async Task A_program_of_the_documents_compiles_and_runs(string block) =>
        await DocumentExamples.RunAsync(Find(block));

    [Fact]
    public async Task The_readme_shows_what_its_program_prints() =>
        Assert.Equal("Grace\n", await DocumentExamples.RunAsync(DocumentBlock.Of("README.md").Single(block => block.Language == "csharp")));

    [Theory]
    [MemberData(nameof(Specs))]
    public async Task A_spec_of_the_documents_builds(string block)
    {
        using TemporaryFolder folder = new();
        await using WeirRuntime runtime = WeirRuntime.Open();
        await ExampleData.WriteAsync(runtime, folder.Path);
        BuildReport report = await runtime.BuildAsync(new BuildRequest(Find(block).Text) { BaseFolder = folder.Path });
        Assert.NotEmpty(report.Outputs);
    }

    private static TheoryData<string> Blocks(string language)
    {
        TheoryData<string> names = [];
        foreach (DocumentBlock block in Pages.SelectMany(DocumentBlock.Of).Where(block => block.Language == language))
            names.Add(block.ToString());
        return names;
    }

    private static DocumentBlock Find(string name) => Pages.SelectMany(DocumentBlock.Of).Single(block => block.ToString() == name);
}
