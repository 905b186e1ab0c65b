namespace Weir.Tests.House;

/// <summary>Every function of the bundled plugins, whatever they are, passes docs/function-quality-gate.md.</summary>
public sealed class FunctionGateTests(OpenedFunctionGate opened) : IClassFixture<OpenedFunctionGate>
{
    private readonly FunctionGate _gate = opened.Gate;

    [Fact]
    [Trait("Requirement", "R117")]
    public void Every_function_is_documented_with_its_arguments_and_an_example() => Nothing(_gate.Undocumented());

    [Fact]
    [Trait("Requirement", "R117")]
    public void Every_example_shows_its_function_and_runs_as_it_stands()
    {
        Assert.NotEmpty(_gate.Routines);
        Nothing(_gate.FailingExamples().Concat(_gate.ForeignExamples()));
    }

    [Fact]
    [Trait("Requirement", "R115")]
    public void Every_call_has_the_type_that_its_function_declares() => Nothing(_gate.OtherResults());

    [Fact]
    [Trait("Requirement", "R114")]
    [Trait("Requirement", "R116")]
    public async Task Every_function_conforms_for_any_number_of_rows_constants_and_nulls() => Nothing(await _gate.NotConformingAsync());

    [Fact]
    [Trait("Requirement", "R117")]
    public void The_checklist_names_each_requirement_and_each_check_of_the_kit()
    {
        string page = Repository.Read("docs/function-quality-gate.md");
        foreach (string word in (string[])["R114", "R115", "R116", "R117", "R118", "AllocationTests", "row_count", "constants", "nulls", "result_type", "<summary>", "<param>", "<example>"])
            Assert.Contains(word, page, StringComparison.Ordinal);
    }

    private static void Nothing(IEnumerable<string> faults)
    {
        string[] found = [.. faults];
        Assert.True(found.Length == 0, $"{found.Length} faults:{Environment.NewLine}{string.Join(Environment.NewLine, found)}");
    }
}
