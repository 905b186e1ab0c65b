using Weir.Cli;
using Weir.Diagnostics;

namespace Weir.Tests.Cli;

public sealed class ExitCodeTests
{
    [Theory]
    [InlineData("WEIR1003", 1)]
    [InlineData("WEIR2001", 1)]
    [InlineData("WEIR2021", 4)]
    [InlineData("WEIR2022", 4)]
    [InlineData("WEIR2023", 1)]
    [InlineData("WEIR3002", 3)]
    [InlineData("WEIR3105", 3)]
    [InlineData("WEIR3161", 1)]
    [InlineData("WEIR3180", 1)]
    [InlineData("WEIR3211", 1)]
    [InlineData("WEIR3222", 1)]
    [InlineData("WEIR4005", 1)]
    [InlineData("WEIR5001", 3)]
    [InlineData("WEIR7001", 1)]
    public void An_errors_code_decides_the_exit_code(string code, int exit) =>
        Assert.Equal(exit, ExitCode.Of(new WeirException(code, "x")));

    [Fact]
    public void The_error_behind_an_error_decides() =>
        Assert.Equal(4, ExitCode.Of(new WeirException("WEIR7002", "x", new WeirException("WEIR2021", "y"))));

    [Fact]
    public void Conflicts_are_the_errors_of_a_lost_race() =>
        Assert.Equal(
            ExitCode.Conflicts.Order(),
            DeltaWriteErrors.All.Where(row => row.Name is "CommitConflict" or "CommitRetriesExhausted").Select(row => row.Id).Order());
}
