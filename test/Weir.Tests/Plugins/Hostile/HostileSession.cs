using Weir.Plugins;
using Weir.Tests.Sessions;

namespace Weir.Tests.Plugins.Hostile;

/// <summary>A runtime with one plugin that does harm, in process or in a child, and its one session.</summary>
public sealed class HostileSession : IDisposable
{
    private readonly WeirRuntime _runtime;
    private readonly string _wellStatement;
    private readonly string _wellRow;

    /// <summary>Opens it.</summary>
    /// <param name="plugin">The plugin's file and where it runs.</param>
    /// <param name="wellStatement">A call of the plugin that does no harm.</param>
    /// <param name="wellRow">What it gives.</param>
    /// <param name="time">The clock of deadlines.</param>
    public HostileSession(PluginReference plugin, string wellStatement, string wellRow, TimeProvider? time = null)
    {
        _wellStatement = wellStatement;
        _wellRow = wellRow;
        WeirOptions options = new() { Threads = 2, TimeProvider = time ?? TimeProvider.System };
        options.Plugins.Add(plugin);
        _runtime = WeirRuntime.Open(options);
        Session = _runtime.NewSession();
    }

    public Session Session { get; }

    /// <summary>Another session of the same runtime.</summary>
    public Session NewSession() => _runtime.NewSession();

    public IReadOnlyList<string> Rows(string sql) => Lake.Rows(Session, sql);

    /// <summary>The error that a statement ends with; it names the plugin and what of it was called, and the session answers the next statement.</summary>
    public WeirException Refused(string sql, string plugin, string function)
    {
        WeirException error = Assert.Throws<WeirException>(() => Rows(sql));
        Assert.Contains($"'{function}'", error.Message, StringComparison.Ordinal);
        Assert.Contains($"'{plugin}'", error.Message, StringComparison.Ordinal);
        Assert.Equal((plugin, function), (error.Details["plugin"], error.Details["function"]));
        Lives();
        return error;
    }

    /// <summary>The session answers, with a function of the plugin and without.</summary>
    public void Lives()
    {
        Assert.Equal(["1"], Rows("SELECT 1"));
        Assert.Equal([_wellRow], Rows(_wellStatement));
    }

    public void Dispose()
    {
        Session.Dispose();
        _runtime.Dispose();
    }
}

/// <summary>A clock that runs four times as fast, so that a test need not wait for a deadline and the grace behind it.</summary>
internal sealed class HastyClock : TimeProvider
{
    public override long GetTimestamp() => base.GetTimestamp() * 4;
}
