using System.Globalization;
using System.Security.Cryptography;
using Microsoft.Extensions.Logging;
using Weir.Diagnostics;
using Weir.Engine;
using Weir.Functions;
using Weir.Sessions;

namespace Weir;

/// <summary>
/// The front door: one engine with its memory, threads and caches, and the sessions on it. Expensive to
/// open (milliseconds, native memory), so a program has one. Safe for use by many threads.
/// </summary>
public sealed class WeirRuntime : IAsyncDisposable, IDisposable
{
    private const long MemoryLimitBytesMin = 64L << 20;

    private readonly SessionHost _host;
    private int _disposed;

    private WeirRuntime(SessionHost host, string profileName)
    {
        _host = host;
        ProfileName = profileName;
    }

    /// <summary>The engine's version, for example <c>v1.5.6</c>.</summary>
    public string EngineVersion => _host.Database.Version;

    /// <summary><see cref="WeirOptions.ProfileName"/> of the options it was opened with.</summary>
    public string ProfileName { get; }

    /// <summary>Starts the engine.</summary>
    /// <param name="options">Limits and places; null for the defaults.</param>
    /// <returns>The runtime; the caller disposes it after all results.</returns>
    /// <exception cref="WeirException">
    /// WEIR8001: an option can not be used. WEIR4001 to WEIR4003: the engine is missing, of another version or does not start.
    /// </exception>
    public static WeirRuntime Open(WeirOptions? options = null)
    {
        options ??= new WeirOptions();
        ILogger logger = options.LoggerFactory.CreateLogger("Weir");
        DuckDatabase database = DuckDatabase.Open(EngineOptionsOf(options), logger);
        foreach (ScalarFunction function in StandardFunctions.All)
            database.Register(function);
        SnapshotSource snapshots = new(new EngineCheckpointReader(database));
        LogMessages.RuntimeOpened(logger, WeirTelemetry.Version, database.Version);
        return new WeirRuntime(new SessionHost(database, snapshots, options.TimeProvider, Chance, logger), options.ProfileName);
    }

    /// <summary>A session without tables; it costs next to nothing.</summary>
    /// <returns>The session; the caller disposes it.</returns>
    /// <exception cref="ObjectDisposedException">The runtime was disposed.</exception>
    public Session NewSession()
    {
        ObjectDisposedException.ThrowIf(Volatile.Read(ref _disposed) != 0, this);
        return new Session(_host);
    }

    /// <summary>Interrupts what runs, ends open results (reading them fails from then on) and stops the engine.</summary>
    public void Dispose()
    {
        if (Interlocked.Exchange(ref _disposed, 1) != 0)
            return;
        _host.Database.Dispose();
        LogMessages.RuntimeClosed(_host.Logger);
    }

    /// <inheritdoc cref="Dispose"/>
    public ValueTask DisposeAsync()
    {
        Dispose();
        return ValueTask.CompletedTask;
    }

    private static EngineOptions EngineOptionsOf(WeirOptions options)
    {
        Require(options.MemoryLimitBytes is not < MemoryLimitBytesMin, nameof(options.MemoryLimitBytes), options.MemoryLimitBytes, $"at least {MemoryLimitBytesMin}");
        Require(options.SpillBytesMax is not < 1, nameof(options.SpillBytesMax), options.SpillBytesMax, "above 0");
        Require(options.Threads is not < 1, nameof(options.Threads), options.Threads, "at least 1");
        return new EngineOptions
        {
            MemoryLimitBytes = options.MemoryLimitBytes,
            SpillFolder = options.SpillFolder is null ? null : Path.GetFullPath(options.SpillFolder),
            SpillBytesMax = options.SpillBytesMax,
            Threads = options.Threads,
        };
    }

    // Only for pauses between attempts, but free of a seed that two processes could share.
    private static double Chance() => RandomNumberGenerator.GetInt32(int.MaxValue) / (double)int.MaxValue;

    private static void Require(bool isGood, string option, long? value, string expected)
    {
        if (!isGood)
            throw ConfigurationErrors.OptionInvalid(option, value?.ToString(CultureInfo.InvariantCulture) ?? "null", expected);
    }
}
