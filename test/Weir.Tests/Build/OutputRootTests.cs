using Weir.Build;

namespace Weir.Tests.Build;

[Trait("Requirement", "R045")]
[Trait("Requirement", "R078")]
public sealed class OutputRootTests
{
    [Fact]
    public void No_output_has_no_root() => Assert.Null(OutputRoot.Infer([]));

    [Theory]
    [InlineData("/lake/a", "/lake")]
    [InlineData("/lake/a/", "/lake")]
    [InlineData("out/a", "out")]
    [InlineData("C:\\lake\\a", "C:\\lake")]
    [InlineData("/a", "/")]
    public void The_root_of_one_output_is_its_parent(string location, string root) => Assert.Equal(root, OutputRoot.Infer([location]));

    [Fact]
    public void The_first_of_many_outputs_decides() => Assert.Equal("/x", OutputRoot.Infer(["/x/a", "/y/b", "/z/c"]));

    [Theory]
    [InlineData("a")]
    [InlineData("/")]
    [InlineData("")]
    public void An_output_without_parent_has_no_root(string location) => Assert.Null(OutputRoot.Infer([location]));
}
