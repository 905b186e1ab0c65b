using Weir.Plugins;

namespace Weir.Tests.Plugins.Hostile;

/// <summary>What ends a process, called from SQL in a child: an error with plugin and function, the session lives, the next call has a fresh child.</summary>
[Trait("Requirement", "R128")]
[Trait("Requirement", "R129")]
public sealed class FatalInSqlTests
{
    [Theory]
    [InlineData("segfault", "WEIR3180", "SIGSEGV")]
    [InlineData("abort", "WEIR3180", "SIGABRT")]
    [InlineData("throw", "WEIR3180", "SIGABRT")]
    [InlineData("overflow", "WEIR3180", "SIG")]
    [InlineData("exit", "WEIR3180", "exited with code 3")]
    [InlineData("loop", "WEIR3182", "did not end after its deadline")]
    public void A_fatal_function_in_C_ends_its_statement_alone(string function, string code, string how)
    {
        using HostileSession session = function == "loop" ? Fatal(new HastyClock(), deadlineSeconds: 2) : Fatal(TimeProvider.System);
        WeirException error = session.Refused($"SELECT fatal_{function}(range) FROM range(10)", "fatal", "fatal_" + function);
        Assert.Equal(code, error.Code);
        Assert.Contains(how, error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("exits", "WEIR3180", "exited with code 5")]
    [InlineData("fails_fast", "WEIR3180", "SIGABRT")]
    [InlineData("overflows", "WEIR3180", "SIGABRT")]
    [InlineData("throws_on_a_thread", "WEIR3180", "SIGABRT")]
    [InlineData("hangs", "WEIR3182", "did not end after its deadline")]
    public void A_fatal_function_in_CSharp_ends_its_statement_alone(string function, string code, string how)
    {
        using HostileSession session = function == "hangs"
            ? WickedInSqlTests.OpenWithDeadline(PluginIsolation.Process)
            : WickedInSqlTests.Open(PluginIsolation.Process);
        WeirException error = session.Refused($"SELECT wicked_{function}(range) FROM range(10)", "wicked", "wicked_" + function);
        Assert.Equal(code, error.Code);
        Assert.Contains(how, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    [Trait("Requirement", "R133")]
    public void What_a_native_plugin_prints_disturbs_no_statement()
    {
        using HostileSession session = Fatal(TimeProvider.System);
        for (int again = 0; again < 20; again++)
            Assert.Equal(["10000"], session.Rows("SELECT count(fatal_prints(range)) FROM range(10000)"));
        session.Lives();
    }

    [Fact]
    public void A_statement_that_ends_its_child_again_and_again_is_refused_for_a_moment()
    {
        ManualClock clock = new();
        using HostileSession session = Fatal(clock);
        for (int death = 0; death < 4; death++)
            Assert.Equal("WEIR3180", Assert.Throws<WeirException>(() => session.Rows("SELECT fatal_exit(range) FROM range(1)")).Code);
        WeirException resting = Assert.Throws<WeirException>(() => session.Rows("SELECT fatal_well(range) FROM range(1)"));
        Assert.Equal("WEIR3185", resting.Code);
        Assert.Equal("fatal", resting.Details["plugin"]);
        Assert.Equal(["1"], session.Rows("SELECT 1"));
        clock.Advance(TimeSpan.FromSeconds(0.6));
        session.Lives();
    }

    // The manifest asks for the child.
    private static HostileSession Fatal(TimeProvider time, double? deadlineSeconds = null) => new(
        new PluginReference("fatal") { Path = HostilePlugins.Fatal, DeadlineSeconds = deadlineSeconds }, "SELECT count(fatal_well(range)) FROM range(10)", "10", time);
}
