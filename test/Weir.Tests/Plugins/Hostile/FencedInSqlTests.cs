using Weir.Plugins;
using Weir.Tests.Sessions;

namespace Weir.Tests.Plugins.Hostile;

/// <summary>Calls without end: those that listen end at their deadline; a plugin in process that does not is fenced off, SQL says so, and the host lives on.</summary>
public sealed class FencedInSqlTests
{
    [Theory]
    [InlineData(PluginIsolation.InProcess)]
    [InlineData(PluginIsolation.Process)]
    [Trait("Requirement", "R154")]
    public void A_call_without_end_that_listens_ends_at_its_deadline(PluginIsolation isolation)
    {
        using HostileSession session = WickedInSqlTests.OpenWithDeadline(isolation);
        foreach ((string sql, string function) in ((string, string)[])
            [("SELECT wicked_loops(range) FROM range(10)", "wicked_loops"), ("SELECT * FROM wicked_table_loops()", "wicked_table_loops")])
        {
            WeirException error = session.Refused(sql, "wicked", function);
            Assert.Equal("WEIR3161", error.Code);
            Assert.Contains("within its deadline of 2 s", error.Message, StringComparison.Ordinal);
        }
        Assert.Equal(["ready"], session.Rows("SELECT state FROM weir_plugins() WHERE name = 'wicked'"));
    }

    [Fact]
    [Trait("Requirement", "R137")]
    public async Task A_function_that_does_not_return_fences_its_plugin_off_and_the_list_of_plugins_says_so()
    {
        using HostileSession hostile = WickedInSqlTests.OpenWithDeadline(PluginIsolation.InProcess);
        using Session other = hostile.NewSession();
        Assert.Equal(["wicked|ready"], Lake.Rows(other, "SELECT name, state FROM weir_plugins() WHERE name = 'wicked'"));
        Task<IReadOnlyList<string>> stuck = Task.Run(() => hostile.Rows("SELECT wicked_hangs(range) FROM range(10)"));
        try
        {
            Assert.True(SpinWait.SpinUntil(() => Lake.Rows(other, "SELECT state FROM weir_plugins() WHERE name = 'wicked'") is ["fenced_off"], TimeSpan.FromSeconds(60)));
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
        Assert.Equal(["wicked|fenced_off"], Lake.Rows(other, "SELECT name, state FROM weir_plugins() WHERE name = 'wicked'"));
    }
}
