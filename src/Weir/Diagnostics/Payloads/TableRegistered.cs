using System.Text.Json;

namespace Weir.Diagnostics.Payloads;

/// <summary>A name of a session stands for rows at a location or of a plugin.</summary>
internal sealed record TableRegistered(
    string TableName, string Source, string? Format, string? Path, long? Version, string? Timestamp, IReadOnlyDictionary<string, string> Options,
    JsonElement? ScanConfig, string? ScanConfigHash, string? Plugin, string? Provider);

/// <summary>A name of a session stands for a query.</summary>
internal sealed record ViewRegistered(string ViewName, string Text, string TextHash);

/// <summary>A plugin was given to a session.</summary>
internal sealed record PluginRegistered(string Plugin, string Version, string Source, string Isolation, bool IsNew, IReadOnlyList<string> Capabilities);
