using System.Text.RegularExpressions;
using Weir.Diagnostics;

namespace Weir.Tests.Diagnostics;

public sealed class CausedTests
{
    [Fact]
    [Trait("Requirement", "R150")]
    public void An_error_is_told_as_context_and_cause() =>
        Assert.Equal("could not read '/t': no such file", Caused.By("could not read '/t'", new IOException("no such file")));

    [Fact]
    [Trait("Requirement", "R151")]
    public void The_tables_of_errors_write_a_cause_in_one_form_only()
    {
        IEnumerable<string> found = House.House.Read("src/Weir/Diagnostics").Files
            .Where(file => !file.Path.EndsWith("/Caused.cs", StringComparison.Ordinal))
            .SelectMany(file => Regex.Matches(file.Text, @"(?<!Code\}): \{\w+\.Message\}").Select(match => $"{file.Path}: {match.Value}"));
        Assert.Empty(found);
    }

    [Fact]
    [Trait("Requirement", "R152")]
    public void A_wrapped_error_names_who_asked_and_keeps_its_cause()
    {
        IOException cause = new("the disk is gone");
        foreach (WeirException error in (WeirException[])[EngineErrors.SourceFailed("rows", cause), PluginTableErrors.TableFailed("t", "p.rows", cause)])
        {
            Assert.Same(cause, error.InnerException);
            Assert.Matches("(rows|p\\.rows).*: the disk is gone$", error.Message);
        }
    }
}
