using Weir.Diagnostics;
using Weir.Plugins;

namespace Weir.Engine;

/// <summary>
/// The engine of a runtime for as long as the runtime lives: the place that owns the current database.
/// When an inner error of the engine has spoiled a database, the next connection is of a fresh one, and
/// the spoiled one is closed, which ends the results that are open on it. Safe for use by many threads.
/// </summary>
internal sealed class LastingEngine : IDisposable
{
    private readonly Lock _lock = new();
    private readonly Func<DuckDatabase> _open;
    private readonly Action _replaced;
    private readonly List<Plugin> _plugins = [];
    private EngineFunctions? _functions;
    private DuckDatabase _current;
    private bool _disposed;

    /// <param name="open">Opens a database with all of the runtime's settings and functions.</param>
    /// <param name="replaced">Told each time that a fresh database took the place of a spoiled one.</param>
    /// <exception cref="WeirException">As <paramref name="open"/> throws.</exception>
    public LastingEngine(Func<DuckDatabase> open, Action replaced)
    {
        _open = open;
        _replaced = replaced;
        _current = open();
        Version = _current.Version;
    }

    /// <summary>The engine's version, for example <c>v1.5.6</c>.</summary>
    public string Version { get; }

    /// <summary>The functions that the engine has of its own, the same in every database that it opens.</summary>
    /// <exception cref="ObjectDisposedException">The engine was disposed before this was first asked for.</exception>
    public EngineFunctions Functions
    {
        get
        {
            if (Volatile.Read(ref _functions) is { } known)
                return known;
            // Where a fresh database is due, it comes first.
            Connect().Dispose();
            lock (_lock)
            {
                if (_disposed)
                    throw Disposed.Runtime();
                return _functions ??= _current.Functions;
            }
        }
    }

    /// <summary>A new connection to a database that is sound; it costs microseconds, or milliseconds where a fresh database is opened.</summary>
    /// <exception cref="WeirException">WEIR4003: a fresh database was needed and did not open; the next call tries again.</exception>
    /// <exception cref="ObjectDisposedException">The engine was disposed.</exception>
    public DuckConnection Connect()
    {
        DuckDatabase? spoiled = null;
        try
        {
            lock (_lock)
            {
                if (_disposed)
                    throw Disposed.Runtime();
                if (_current.IsSpoiled)
                    (_current, spoiled) = (OpenWithPlugins(), _current);
                return _current.Connect();
            }
        }
        finally
        {
            // Outside the lock: closing waits for native calls to return.
            if (spoiled is not null)
            {
                spoiled.Dispose();
                _replaced();
            }
        }
    }

    /// <summary>Makes a plugin's functions known to every connection, also of the databases that take this one's place.</summary>
    /// <param name="plugin">Outlives the engine. One that is known already is left as it is.</param>
    /// <exception cref="WeirException">WEIR32xx: the engine cannot take a function; none of the plugin is known then.</exception>
    /// <exception cref="ObjectDisposedException">The engine was disposed.</exception>
    public void Register(Plugin plugin)
    {
        // Where a fresh database is due, it comes first.
        Connect().Dispose();
        lock (_lock)
        {
            if (_disposed)
                throw Disposed.Runtime();
            if (_plugins.Contains(plugin))
                return;
            _current.Register(plugin);
            _plugins.Add(plugin);
        }
    }

    /// <summary>Interrupts what runs, ends open results and stops the engine.</summary>
    public void Dispose()
    {
        lock (_lock)
        {
            if (_disposed)
                return;
            _disposed = true;
        }
        _current.Dispose();
    }

    private DuckDatabase OpenWithPlugins()
    {
        DuckDatabase database = _open();
        try
        {
            foreach (Plugin plugin in _plugins)
                database.Register(plugin);
            return database;
        }
        catch
        {
            database.Dispose();
            throw;
        }
    }
}
