using Weir.Plugins;

namespace Weir.Ado;

/// <summary>The session behind a data source, and what is disposed with it.</summary>
/// <param name="Session">Shared by all connections of the source.</param>
/// <param name="Settings">What their commands start with.</param>
/// <param name="Owned">Disposed in this order.</param>
internal sealed record SourceOpening(Session Session, AdoSettings Settings, IReadOnlyList<IDisposable> Owned)
{
    /// <summary>Opens a runtime as a connection string says, with its tables.</summary>
    /// <param name="text">The connection string.</param>
    /// <param name="configure">Has the last word on the options; null for nobody.</param>
    /// <exception cref="WeirException">The runtime does not open, or a table cannot be registered.</exception>
    public static SourceOpening Of(WeirConnectionStringBuilder text, Action<WeirOptions>? configure = null)
    {
        WeirRuntime runtime = Open(text, configure);
        try
        {
            return Over(runtime, text, [runtime]);
        }
        catch
        {
            runtime.Dispose();
            throw;
        }
    }

    /// <summary>A session of its own on a runtime, with the tables of a connection string.</summary>
    public static SourceOpening Over(WeirRuntime runtime, WeirConnectionStringBuilder text, params IReadOnlyList<IDisposable> owned)
    {
        Session session = runtime.NewSession(text.SessionOptions());
        try
        {
            text.Register(session);
            return new SourceOpening(session, text.Settings(), [session, .. owned]);
        }
        catch
        {
            session.Dispose();
            throw;
        }
    }

    private static WeirRuntime Open(WeirConnectionStringBuilder text, Action<WeirOptions>? configure)
    {
        WeirOptions written = new();
        text.Configure(written);
        if (text.WholeProfile(written) is not { } profile)
        {
            configure?.Invoke(written);
            return WeirRuntime.Open(written);
        }
        WeirOptions injected = new() { PluginBaseDirectory = written.PluginBaseDirectory };
        foreach (PluginReference plugin in written.Plugins)
            injected.Plugins.Add(plugin);
        configure?.Invoke(injected);
        return WeirRuntime.Open(profile, injected);
    }

    public void Close()
    {
        foreach (IDisposable owned in Owned)
            owned.Dispose();
    }
}
