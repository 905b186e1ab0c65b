using Weir.Plugins;

namespace Weir.Tests.Plugins.Hostile;

/// <summary>
/// The hostile plugin in C through gate, session and SQL: every breach of the contract is an error that names plugin
/// and function, the session lives, and nothing is released twice or never.
/// </summary>
[Trait("Requirement", "R129")]
[Trait("Requirement", "R131")]
[Trait("Requirement", "R135")]
public abstract class HostileInSqlTests : IDisposable
{
    private readonly HostileSession _session;
    private readonly PluginIsolation _isolation;

    private protected HostileInSqlTests(HostileSession session, PluginIsolation isolation) => (_session, _isolation) = (session, isolation);

    // Every test leaves as much as it found.
    public void Dispose()
    {
        Assert.Equal(["0"], _session.Rows("SELECT hostile_left(range) FROM range(1)"));
        GC.SuppressFinalize(this);
    }

    [Fact]
    public void The_plugin_runs_where_it_was_asked_to() => Assert.Equal(
        [$"hostile|{(_isolation == PluginIsolation.Process ? "process" : "in_process")}|ready"], _session.Rows("SELECT name, isolation, state FROM weir_plugins() WHERE name = 'hostile'"));

    [Theory]
    [MemberData(nameof(HostileCases.Scalars), MemberType = typeof(HostileCases))]
    public void A_scalar_that_breaks_the_contract_ends_its_statement_alone(string function, string code, string words)
    {
        WeirException error = _session.Refused($"SELECT hostile_{function}(range) FROM range(10)", "hostile", "hostile_" + function);
        Assert.Equal(code, error.Code);
        Assert.Contains(words, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Releasing_the_hosts_arguments_does_no_harm()
    {
        Assert.Equal(["20000|0"], _session.Rows("SELECT count(*), sum(hostile_releases_argument(range)) FROM range(20000)"));
        Assert.Equal(["20000|0"], _session.Rows("SELECT count(*), sum(hostile_counts(range)) FROM range(20000)"));
    }

    [Theory]
    [InlineData("SELECT hostile_finish_rows(range) FROM range(10)", "hostile_finish_rows")]
    [InlineData("SELECT hostile_finish_rows(range) FROM range(10) GROUP BY range % 3", "hostile_finish_rows")]
    [InlineData("SELECT hostile_finish_rows(range) OVER (ORDER BY range) FROM range(10)", "hostile_finish_rows")]
    [InlineData("SELECT hostile_window_rows(range) OVER (ORDER BY range) FROM range(10)", "hostile_window_rows")]
    public void An_aggregate_and_a_window_with_wrong_rows_end_their_statement_alone(string sql, string function) =>
        Assert.Equal("WEIR3171", _session.Refused(sql, "hostile", function).Code);

    [Theory]
    [MemberData(nameof(HostileCases.Tables), MemberType = typeof(HostileCases))]
    public void A_table_that_breaks_the_contract_ends_its_statement_alone(string function, string code, string words)
    {
        WeirException error = _session.Refused($"SELECT * FROM hostile_table_{function}()", "hostile", "hostile_table_" + function);
        Assert.Equal(code, error.Code);
        Assert.Contains(words, error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("support", "SELECT * FROM lies WHERE value IS NULL", "WEIR3171", "99")]
    [InlineData("open_fails", "SELECT * FROM lies", "WEIR3224", "(input or output): the table is not there")]
    public void A_provider_that_breaks_the_contract_ends_its_statement_alone(string provider, string sql, string code, string words)
    {
        _session.Session.Register("lies", new PluginTableSource("hostile", "hostile_rows_" + provider, "{}"));
        WeirException error = _session.Refused(sql, "hostile", "hostile_rows_" + provider);
        Assert.Equal(code, error.Code);
        Assert.Contains(words, error.Message, StringComparison.Ordinal);
        _session.Session.Unregister("lies");
    }

    [Theory]
    [MemberData(nameof(HostileCases.Endless), MemberType = typeof(HostileCases))]
    [Trait("Requirement", "R154")]
    public void A_table_without_end_ends_when_its_statement_is_cancelled(string function)
    {
        using CancellationTokenSource cancellation = new(TimeSpan.FromMilliseconds(100));
        Assert.ThrowsAny<OperationCanceledException>(() =>
        {
            using QueryResult result = _session.Session.Run(new Query($"SELECT count(*) FROM hostile_table_{function}()"), cancellation.Token);
            using Weir.Arrow.RecordBatchReader reader = result.AsReader();
            reader.Read(cancellation.Token)?.Dispose();
        });
        _session.Lives();
    }

    [Theory]
    [MemberData(nameof(HostileCases.Types), MemberType = typeof(HostileCases))]
    public void A_plugin_with_a_function_without_a_type_keeps_its_runtime_closed(string function, string code, string words)
    {
        WeirOptions options = new() { Threads = 1 };
        options.Plugins.Add(new PluginReference("hostile_types") { Path = HostilePlugins.Types(function), Isolation = _isolation });
        WeirException error = Assert.Throws<WeirException>(() => WeirRuntime.Open(options));
        Assert.Equal(code, error.Code);
        Assert.Contains(words, error.Message, StringComparison.Ordinal);
        Assert.Equal(("hostile_types", "hostile_type_" + function), (error.Details["plugin"], error.Details["function"]));
        _session.Lives();
    }

    private protected static HostileSession Open(PluginIsolation isolation) => new(
        new PluginReference("hostile") { Path = HostilePlugins.Native, Isolation = isolation },
        "SELECT count(hostile_well(range)) FROM range(10)", "10");
}

/// <summary>In the process of the host.</summary>
public sealed class HostileInProcessTests(HostileInProcessTests.Opened opened)
    : HostileInSqlTests(opened.Session, PluginIsolation.InProcess), IClassFixture<HostileInProcessTests.Opened>
{
    public sealed class Opened : IDisposable
    {
        public HostileSession Session { get; } = Open(PluginIsolation.InProcess);

        public void Dispose() => Session.Dispose();
    }
}

/// <summary>In a child process.</summary>
public sealed class HostileInChildTests(HostileInChildTests.Opened opened)
    : HostileInSqlTests(opened.Session, PluginIsolation.Process), IClassFixture<HostileInChildTests.Opened>
{
    public sealed class Opened : IDisposable
    {
        public HostileSession Session { get; } = Open(PluginIsolation.Process);

        public void Dispose() => Session.Dispose();
    }
}
