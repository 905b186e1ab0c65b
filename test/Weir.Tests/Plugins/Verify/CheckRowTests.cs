using Weir.Plugins.Verify;
using Weir.Tests.House;

namespace Weir.Tests.Plugins.Verify;

public sealed class CheckRowTests
{
    [Fact]
    public void The_guide_lists_every_check_with_its_meaning()
    {
        string page = Repository.Read("docs/plugins.md");
        Assert.All(CheckRow.All, row => Assert.Contains($"| `{row.Name}` | {row.Meaning} |", page, StringComparison.Ordinal));
        Assert.Equal(CheckRow.All.Count, CheckRow.All.Select(row => row.Name).Distinct().Count());
    }
}
