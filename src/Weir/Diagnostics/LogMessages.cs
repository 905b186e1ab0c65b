using Microsoft.Extensions.Logging;

namespace Weir.Diagnostics;

/// <summary>What runtime and sessions tell the log. Event ids 800 to 899; an id keeps its meaning over versions.</summary>
internal static partial class LogMessages
{
    [LoggerMessage(800, LogLevel.Information, "Weir {Version} opened with engine {EngineVersion}")]
    public static partial void RuntimeOpened(ILogger logger, string version, string engineVersion);

    [LoggerMessage(801, LogLevel.Information, "Weir closed")]
    public static partial void RuntimeClosed(ILogger logger);

    [LoggerMessage(802, LogLevel.Error, "An inner error spoiled the engine; a fresh one took its place, and what was open on the old one has ended")]
    public static partial void EngineReplaced(ILogger logger);

    [LoggerMessage(803, LogLevel.Debug, "A session of profile {Profile} ({Fingerprint}) was built with {Tables} tables")]
    public static partial void SessionBuilt(ILogger logger, string profile, string fingerprint, int tables);

    [LoggerMessage(804, LogLevel.Warning, "Profile {Profile}: {Knob} is set, and nothing honours it: {Reason}")]
    public static partial void KnobUnsupported(ILogger logger, string profile, string knob, string reason);

    [LoggerMessage(810, LogLevel.Debug, "Table {Table} is bound to {Path}, version {DeltaVersion}")]
    public static partial void TableBound(ILogger logger, string table, string path, long? deltaVersion);

    [LoggerMessage(813, LogLevel.Warning, "Version {DeltaVersion} of {Path}: by its checksum file {Fault}; the log counts, and one of the two was damaged")]
    public static partial void ChecksumDiffers(ILogger logger, string path, long deltaVersion, string fault);

    [LoggerMessage(811, LogLevel.Debug, "Query {QueryId} ({Summary}) gave {Rows} rows in {DurationMs} ms: {Status}")]
    public static partial void QueryEnded(ILogger logger, string queryId, string summary, long rows, double durationMs, string status);

    [LoggerMessage(812, LogLevel.Warning, "Query {QueryId} ({Summary}) failed after {DurationMs} ms with {Code}")]
    public static partial void QueryFailed(ILogger logger, string queryId, string summary, double durationMs, string code);

    [LoggerMessage(814, LogLevel.Warning, "The policy {Policy} refused a text with {Code} (rule {Rule}) at {Line}:{Column}")]
    public static partial void StatementRefused(ILogger logger, string policy, string code, string rule, int line, int column);

    [LoggerMessage(820, LogLevel.Information,
        "{Mode} to {Path} made version {DeltaVersion}: {Rows} rows in {Files} files, {Bytes} bytes, {DurationMs} ms")]
    public static partial void WriteCommitted(
        ILogger logger, string mode, string path, long deltaVersion, long rows, int files, long bytes, double durationMs);

    [LoggerMessage(821, LogLevel.Warning, "{Mode} to {Path} failed after {DurationMs} ms with {Code}; the table is as it was")]
    public static partial void WriteFailed(ILogger logger, string mode, string path, double durationMs, string code);

    [LoggerMessage(840, LogLevel.Warning, "Plugin {Plugin}: a call of its {Called} ended with {Code}")]
    public static partial void PluginCallFailed(ILogger logger, string plugin, string called, string code);

    [LoggerMessage(841, LogLevel.Error, "Plugin {Plugin} is fenced off: {Operation} of its {Called} has not returned after {Seconds} s")]
    public static partial void PluginFenced(ILogger logger, string plugin, string called, object operation, double seconds);

    [LoggerMessage(842, LogLevel.Warning,
        "Calls into plugins cannot be explained after a crash, because no breadcrumb file can be kept in {Folder}: {Reason}")]
    public static partial void BreadcrumbsNotKept(ILogger logger, string folder, string reason);

    [LoggerMessage(850, LogLevel.Information,
        "Plugin {Plugin} {Version} is registered ({Source}, {Isolation}): {Scalars} scalar, {Aggregates} aggregate, {Windows} window, " +
        "{Tables} table functions, {Providers} table providers, {Planners} relation planners")]
    public static partial void PluginRegistered(
        ILogger logger, string plugin, string version, string source, string isolation,
        int scalars, int aggregates, int windows, int tables, int providers, int planners);

    [LoggerMessage(EventId = 851, Message = "A plugin says: {Message}")]
    public static partial void PluginSaid(ILogger logger, LogLevel level, string message);

    [LoggerMessage(860, LogLevel.Information, "Plugin {Plugin}: its child process {Generation} has started")]
    public static partial void PluginProcessStarted(ILogger logger, string plugin, int generation);

    [LoggerMessage(861, LogLevel.Information, "Plugin {Plugin}: its child process {ProcessId} {How}")]
    public static partial void PluginProcessEnded(ILogger logger, string plugin, int processId, string how);

    [LoggerMessage(862, LogLevel.Information, "Plugin {Plugin} printed: {Line}")]
    public static partial void PluginPrinted(ILogger logger, string plugin, string line);

    [LoggerMessage(863, LogLevel.Warning, "Plugin {Plugin} has printed {Lines} lines; the rest is dropped")]
    public static partial void PluginPrintsTooMuch(ILogger logger, string plugin, int lines);

    [LoggerMessage(EventId = 864, Message = "Plugin {Plugin}: {Message}")]
    public static partial void PluginProcessSaid(ILogger logger, LogLevel level, string plugin, string message);

    [LoggerMessage(865, LogLevel.Warning, "Plugin {Plugin}: its child process could not free what a {Called} held: {Reason}")]
    public static partial void PluginReleaseFailed(ILogger logger, string plugin, string called, string reason);

    [LoggerMessage(EventId = 870, Message = "The diagnostics record {Name} was lost in {Where}; the work goes on")]
    public static partial void DiagnosticsLost(ILogger logger, LogLevel level, string name, string where, Exception failure);

    [LoggerMessage(871, LogLevel.Warning, "Query {QueryId} ({Summary}) kept its caller waiting for {WaitedMs} ms; the threshold is {ThresholdMs} ms")]
    public static partial void QuerySlow(ILogger logger, string queryId, string summary, double waitedMs, double thresholdMs);
}
