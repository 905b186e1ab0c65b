using System.Collections.Concurrent;
using System.Globalization;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Weir.Diagnostics;
using Weir.Plugins;

namespace Weir.Engine;

/// <summary>
/// One engine in this process, with its own memory limit, threads and functions. Settings are the
/// same on every machine unless told otherwise: UTC, no extension is fetched or loaded by itself; and
/// they are locked, so that no statement changes them.
/// Safe for use by many threads; one statement at a time on each of its connections.
/// </summary>
internal sealed class DuckDatabase : IDisposable
{
    private static readonly ConcurrentDictionary<string, EngineFunctions> KnownFunctions = new(StringComparer.Ordinal);

    private readonly DuckDatabaseHandle _handle;
    private readonly ConcurrentDictionary<DuckConnection, ulong> _connections = new();
    private readonly CallbackFaults _faults = new();
    private readonly EngineHealth _health = new();
    private readonly CallFlags _flags = new();
    private readonly PluginTables _tables;
    private readonly PluginRegistrar _plugins;
    private readonly EngineActivity _activity;
    private readonly StreamBridge _streams;
    private readonly Lock _serviceLock = new();
    private readonly SortedSet<string> _own = new(StringComparer.Ordinal);
    private readonly DuckConnectionHandle _service;
    private EngineFunctions? _functions;
    private int _disposed;

    private DuckDatabase(DuckDatabaseHandle handle, string version)
    {
        _handle = handle;
        Version = version;
        _service = NewConnection();
        _tables = new PluginTables(_faults, _flags);
        _tables.Register(_service);
        _plugins = new PluginRegistrar(_faults, _flags, _tables);
        _activity = new EngineActivity(_plugins.Sweep);
        _streams = new StreamBridge(_faults);
        _streams.Register(_service);
    }

    /// <summary>The engine's version, for example <c>v1.5.6</c>.</summary>
    public string Version { get; }

    /// <summary>True from an inner error of the engine on: no statement runs any longer, so open another database.</summary>
    public bool IsSpoiled => _health.IsSpoiled;

    /// <summary>Starts an engine.</summary>
    /// <param name="options">Limits and places.</param>
    /// <param name="logger">Hears of the start; null for nobody.</param>
    /// <exception cref="WeirException">
    /// WEIR4001, WEIR4002: the native library is missing or of another version. WEIR4003: an option is refused.
    /// </exception>
    public static DuckDatabase Open(EngineOptions options, ILogger? logger = null)
    {
        if (options is { MemoryLimitBytes: <= 0 } or { SpillBytesMax: < 0 } or { Threads: < 1 })
            throw EngineErrors.NotOpened("a limit is negative or zero.");
        string version = EngineLibrary.EnsureLoaded();
        DuckDatabase database = new(OpenHandle(options), version);
        try
        {
            using DuckConnection connection = database.Connect();
            foreach ((string setting, string value) in FinalSettings(options))
                Set(connection, setting, value);
        }
        catch
        {
            database.Dispose();
            throw;
        }
        EngineLog.Opened(logger ?? NullLogger.Instance, version, options.MemoryLimitBytes, options.SpillFolder, options.Threads);
        return database;
    }

    /// <summary>A new connection; it costs microseconds.</summary>
    /// <exception cref="ObjectDisposedException">The database was disposed.</exception>
    public DuckConnection Connect()
    {
        if (Volatile.Read(ref _disposed) != 0)
            throw Disposed.Runtime();
        DuckConnectionHandle handle = NewConnection();
        (ulong number, CallFlag flag) = _flags.Add(handle);
        DuckConnection connection = new(new ConnectionGate(handle, _faults, _health, flag, _activity), _streams, _tables, MakeKnown, Forget);
        _connections.TryAdd(connection, number);
        return connection;
    }

    /// <summary>
    /// Makes a C# function known to every connection. The same name and signature replace what was
    /// there; functions live as long as the database.
    /// </summary>
    /// <exception cref="WeirException">WEIR4020: the definition cannot be registered.</exception>
    public void Register(ScalarFunction function)
    {
        if (Volatile.Read(ref _disposed) != 0)
            throw Disposed.Runtime();
        lock (_serviceLock)
        {
            ScalarBridge.Register(_service, function, _faults);
            _own.Add(function.Name);
        }
    }

    /// <summary>
    /// Makes the functions of a plugin known to every connection, for as long as the database lives.
    /// </summary>
    /// <param name="plugin">Outlives the database.</param>
    /// <returns>False when this very plugin was registered before: nothing changed.</returns>
    /// <exception cref="WeirException">
    /// WEIR3200: another plugin has one of the names, or it is reserved; nothing was registered.
    /// WEIR3201, WEIR3206: a function cannot be registered.
    /// </exception>
    public bool Register(Plugin plugin)
    {
        if (Volatile.Read(ref _disposed) != 0)
            throw Disposed.Runtime();
        lock (_serviceLock)
            return _plugins.Register(plugin, _service, Functions);
    }

    /// <summary>The functions that the database has of its own; asked for before the first plugin comes.</summary>
    public EngineFunctions Functions
    {
        get
        {
            lock (_serviceLock)
                return _functions ??= ReadFunctions();
        }
    }

    /// <summary>
    /// Interrupts what runs and closes every connection and open stream. The engine itself ends when
    /// the last native call on it has returned.
    /// </summary>
    public void Dispose()
    {
        if (Interlocked.Exchange(ref _disposed, 1) != 0)
            return;
        foreach (DuckConnection connection in _connections.Keys)
            connection.Dispose();
        _service.Dispose();
        _handle.Dispose();
    }

    private void Forget(DuckConnection connection)
    {
        if (_connections.TryRemove(connection, out ulong number))
            _flags.Remove(number);
    }

    private void MakeKnown(string sql)
    {
        lock (_serviceLock)
            _plugins.MakeKnown(sql);
    }

    // The library is loaded once a process and has the same functions in every database; reading them takes longer than opening one.
    private EngineFunctions ReadFunctions()
    {
        string key = string.Join('|', _own.Prepend(Version));
        if (KnownFunctions.TryGetValue(key, out EngineFunctions? known))
            return known;
        using DuckConnection connection = Connect();
        return KnownFunctions.GetOrAdd(key, EngineFunctions.Read(connection));
    }

    private static DuckDatabaseHandle OpenHandle(EngineOptions options)
    {
        if (DuckApiDatabase.CreateConfig(out DuckConfigHandle config) != DuckState.Success)
            throw EngineErrors.NotOpened("it gave no configuration.");
        using (config)
        {
            foreach ((string name, string value) in Settings(options))
                if (DuckApiDatabase.SetConfig(config, EngineText.Name(name), EngineText.Name(value)) != DuckState.Success)
                    throw EngineErrors.NotOpened($"it refused the setting {name} = '{value}'.");
            return OpenHandle(config);
        }
    }

    private static unsafe DuckDatabaseHandle OpenHandle(DuckConfigHandle config)
    {
        DuckState state = DuckApiDatabase.Open(EngineText.Name(":memory:"), out DuckDatabaseHandle handle, config, out byte* error);
        if (state == DuckState.Success)
            return handle;
        handle.Dispose();
        throw EngineErrors.NotOpened(EngineFault.MessageOf(EngineText.Take(error)));
    }

    private static IEnumerable<(string Name, string Value)> Settings(EngineOptions options)
    {
        yield return ("errors_as_json", "true");
        yield return ("autoinstall_known_extensions", "false");
        yield return ("autoload_known_extensions", "false");
        yield return ("allow_community_extensions", "false");
        yield return ("temp_directory", options.SpillFolder ?? "");
        if (options.MemoryLimitBytes is long memory)
            yield return ("memory_limit", string.Create(CultureInfo.InvariantCulture, $"{memory}B"));
        if (options.Threads is int threads)
            yield return ("threads", threads.ToString(CultureInfo.InvariantCulture));
    }

    // Set by statements, because the configuration does not know them. From the last one on no SQL text
    // changes a setting: a number of threads or a memory limit from outside could end the process.
    private static IEnumerable<(string Name, string Value)> FinalSettings(EngineOptions options)
    {
        // As a part of the configuration the engine shows it and does not hold it.
        if (options.SpillBytesMax is long spill)
            yield return ("max_temp_directory_size", string.Create(CultureInfo.InvariantCulture, $"'{spill}B'"));
        yield return ("TimeZone", EngineText.Literal(options.TimeZone));
        yield return ("partitioned_write_max_open_files", options.OpenPartitionFilesMax.ToString(CultureInfo.InvariantCulture));
        if (options.KeepsParquetMetadata)
            yield return ("parquet_metadata_cache", "true");
        if (options.AllowsProfiles)
            yield return ("allowed_configs", $"['{string.Join("', '", ProfileReading.Settings)}']");
        foreach ((string name, string value) in options.Settings)
            yield return (name, EngineText.Literal(value));
        if (options.Folders is { } folders)
        {
            IEnumerable<string> all = options.SpillFolder is null ? folders : folders.Append(options.SpillFolder);
            yield return ("allowed_directories", $"[{string.Join(", ", all.Select(EngineText.Literal))}]");
            yield return ("enable_external_access", "false");
        }
        yield return ("lock_configuration", "true");
    }

    private static void Set(DuckConnection connection, string setting, string value)
    {
        try
        {
            connection.Execute($"SET GLOBAL {setting} = {value}");
        }
        catch (WeirException cause)
        {
            throw EngineErrors.SettingRefused(setting, value, cause);
        }
    }

    private DuckConnectionHandle NewConnection()
    {
        if (DuckApiDatabase.Connect(_handle, out DuckConnectionHandle connection) == DuckState.Success)
            return connection;
        connection.Dispose();
        throw EngineErrors.NotOpened("it gave no connection.");
    }
}
