using Weir.Plugins;
using Weir.Tests.Sessions;

namespace Weir.Tests.Plugins.Hostile;

/// <summary>A plugin in process that does not return is fenced off, SQL says so, and the host lives on.</summary>
public sealed class FencedInSqlTests
{
    [Fact]
    [Trait("Requirement", "R137")]
    public async Task A_function_that_does_not_return_fences_its_plugin_off_and_the_list_of_plugins_says_so()
    {
        using HostileSession hostile = WickedInSqlTests.Open(PluginIsolation.InProcess);
        using Session other = hostile.NewSession();
        Assert.Equal(["wicked|ready"], Lake.Rows(other, "SELECT name, state FROM weir_plugins()"));
        Task<IReadOnlyList<string>> stuck = Task.Run(() => hostile.Rows("SELECT wicked_hangs(range) FROM range(10)"));
        try
        {
            Assert.True(SpinWait.SpinUntil(() => Lake.Rows(other, "SELECT state FROM weir_plugins()") is ["fenced_off"], TimeSpan.FromSeconds(60)));
            WeirException refused = Assert.Throws<WeirException>(() => Lake.Rows(other, "SELECT wicked_well(range) FROM range(10)"));
            Assert.Equal("WEIR3162", refused.Code);
            Assert.Equal(("wicked", "wicked_well"), (refused.Details["plugin"], refused.Details["function"]));
            Assert.Contains("scalar function 'wicked_hangs' (Invoke) did not return", refused.Message, StringComparison.Ordinal);
            Assert.Equal(["45"], Lake.Rows(other, "SELECT sum(range) FROM range(10)"));
        }
        finally
        {
            AppContext.SetData("wicked.release", true);
        }
        Assert.Equal("WEIR3161", (await Assert.ThrowsAsync<WeirException>(() => stuck)).Code);
        Assert.Equal(["wicked|fenced_off"], Lake.Rows(other, "SELECT name, state FROM weir_plugins()"));
    }
}
