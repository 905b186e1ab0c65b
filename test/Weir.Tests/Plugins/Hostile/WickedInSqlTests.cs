using Weir.Plugins;

namespace Weir.Tests.Plugins.Hostile;

/// <summary>The hostile plugin in C# through gate, session and SQL, in process and in a child.</summary>
[Trait("Requirement", "R129")]
[Trait("Requirement", "R131")]
[Trait("Requirement", "R137")]
public abstract class WickedInSqlTests
{
    private readonly HostileSession _session;

    private protected WickedInSqlTests(HostileSession session) => _session = session;

    [Theory]
    [InlineData("throws", "WEIR3160", "thrown on purpose")]
    [InlineData("throws_aggregate", "WEIR3160", "thrown inside")]
    [InlineData("reads_null", "WEIR3160", "Object reference")]
    [InlineData("row_beyond", "WEIR3160", "row")]
    [InlineData("row_before", "WEIR3160", "row")]
    [InlineData("wrong_width", "WEIR3160", "values of 4 bytes were written")]
    [InlineData("field_of_none", "WEIR3160", "index")]
    [InlineData("argument_beyond", "WEIR3160", "index")]
    [InlineData("cancels", "WEIR3160", "nobody asked for it")]
    [InlineData("out_of_memory", "WEIR3160", "so it says")]
    [InlineData("bind_throws", "WEIR3160", "not bound")]
    [InlineData("state_throws", "WEIR3160", "no state")]
    [InlineData("bad_utf8", "WEIR3160", "UTF-8")]
    public void A_scalar_that_breaks_the_contract_ends_its_statement_alone(string function, string code, string words)
    {
        WeirException error = _session.Refused($"SELECT wicked_{function}(range) FROM range(10)", "wicked", "wicked_" + function);
        Assert.Equal(code, error.Code);
        Assert.Contains(words, error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("SELECT wicked_update_throws(range) FROM range(10)", "wicked_update_throws", "no row is taken")]
    [InlineData("SELECT wicked_update_throws(range) OVER (ORDER BY range ROWS 2 PRECEDING) FROM range(10)", "wicked_update_throws", "no row is taken")]
    [InlineData("SELECT wicked_finish_throws(range) FROM range(10) GROUP BY range % 2", "wicked_finish_throws", "there is no end")]
    [InlineData("SELECT wicked_finish_throws(range) OVER () FROM range(10)", "wicked_finish_throws", "there is no end")]
    [InlineData("SELECT wicked_window_throws(range) OVER (ORDER BY range) FROM range(10)", "wicked_window_throws", "no window opens")]
    public void An_aggregate_or_window_that_throws_ends_its_statement_alone(string sql, string function, string words)
    {
        WeirException error = _session.Refused(sql, "wicked", function);
        Assert.Equal("WEIR3160", error.Code);
        Assert.Contains(words, error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("bind_throws", "WEIR3160", "no such table")]
    [InlineData("gives_none", "WEIR3163", "no table")]
    [InlineData("lying_schema", "WEIR3163", "value: utf8")]
    [InlineData("lying_batch", "WEIR3163", "value: utf8")]
    [InlineData("more_columns", "WEIR3163", "more: int64")]
    [InlineData("scan_throws", "WEIR3160", "no scan")]
    [InlineData("read_throws", "WEIR3160", "the disk is on fire")]
    [InlineData("no_partitions", "WEIR3163", "0 partitions")]
    public void A_table_that_breaks_the_contract_ends_its_statement_alone(string function, string code, string words)
    {
        Assert.Equal(["NULL"], _session.Rows("SELECT * FROM wicked_table_well()"));
        WeirException error = _session.Refused($"SELECT * FROM wicked_table_{function}()", "wicked", "wicked_table_" + function);
        Assert.Equal(code, error.Code);
        Assert.Contains(words, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    [Trait("Requirement", "R133")]
    public void What_the_plugin_prints_disturbs_no_statement()
    {
        for (int again = 0; again < 20; again++)
            Assert.Equal(["20000"], _session.Rows("SELECT sum(wicked_prints(range)) FROM range(10000)"));
        _session.Lives();
    }

    /// <summary>A runtime with the plugin, without deadlines.</summary>
    internal static HostileSession Open(PluginIsolation isolation) => Open(isolation, null, TimeProvider.System);

    /// <summary>A runtime with the plugin, whose calls shall end after two seconds of a clock that runs fast.</summary>
    internal static HostileSession OpenWithDeadline(PluginIsolation isolation) => Open(isolation, 2, new HastyClock());

    private static HostileSession Open(PluginIsolation isolation, double? deadlineSeconds, TimeProvider time) => new(
        new PluginReference("wicked") { Path = HostilePlugins.Managed, Isolation = isolation, DeadlineSeconds = deadlineSeconds },
        "SELECT sum(wicked_well(range)) FROM range(10)", "10", time);
}

/// <summary>In the process of the host.</summary>
public sealed class WickedInProcessTests(WickedInProcessTests.Opened opened) : WickedInSqlTests(opened.Session), IClassFixture<WickedInProcessTests.Opened>
{
    public sealed class Opened : IDisposable
    {
        public HostileSession Session { get; } = Open(PluginIsolation.InProcess);

        public void Dispose() => Session.Dispose();
    }
}

/// <summary>In a child process.</summary>
public sealed class WickedInChildTests(WickedInChildTests.Opened opened) : WickedInSqlTests(opened.Session), IClassFixture<WickedInChildTests.Opened>
{
    public sealed class Opened : IDisposable
    {
        public HostileSession Session { get; } = Open(PluginIsolation.Process);

        public void Dispose() => Session.Dispose();
    }
}
