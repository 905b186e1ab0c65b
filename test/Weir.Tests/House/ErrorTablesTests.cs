using System.Text.RegularExpressions;

namespace Weir.Tests.House;

public sealed class ErrorTablesTests
{
    [Fact]
    [Trait("Requirement", "R151")]
    public void Coded_errors_are_made_in_the_tables_of_their_area_only()
    {
        IEnumerable<string> elsewhere = House.Read("src").Files
            // WireFault makes an error of a child process again, with the code that it was made with there.
            .Where(file => !file.Path.EndsWith("Errors.cs", StringComparison.Ordinal) && !file.Path.EndsWith("/WireFault.cs", StringComparison.Ordinal))
            .Where(file => Regex.IsMatch(file.Code, @"\bnew\s+WeirException\s*\("))
            .Select(file => file.Path);
        Assert.True(!elsewhere.Any(), "Make the error in the *Errors class of its area, with a row: " + string.Join(", ", elsewhere));
    }
}
