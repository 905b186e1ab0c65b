using Microsoft.Extensions.Logging;

namespace Weir.Engine;

/// <summary>What the engine's binding tells the log. Event ids 400 to 499.</summary>
internal static partial class EngineLog
{
    [LoggerMessage(400, LogLevel.Debug,
        "Engine {Version} opened: memory limit {MemoryLimitBytes} bytes, spill folder '{SpillFolder}', threads {Threads}")]
    public static partial void Opened(ILogger logger, string version, long? memoryLimitBytes, string? spillFolder, int? threads);
}
