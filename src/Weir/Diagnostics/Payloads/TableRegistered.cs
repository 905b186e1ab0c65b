using System.Text.Json;

namespace Weir.Diagnostics.Payloads;

/// <summary>A name of a session stands for rows at a location or of a plugin.</summary>
internal sealed record TableRegistered(
    string TableName, string Source, string? Format, string? Path, long? Version, string? Timestamp, IReadOnlyDictionary<string, string> Options,
    JsonElement? ScanConfig, string? ScanConfigHash, string? Plugin, string? Provider)
{
    /// <summary>How differences between files and declared columns are made good, as OPTIONS write it; null where no columns are declared.</summary>
    public string? Evolution { get; init; }

    /// <summary>What becomes of the declared constraints.</summary>
    public string? Contract { get; init; }
}

/// <summary>A name of a session stands for a query.</summary>
internal sealed record ViewRegistered(string ViewName, string Text, string TextHash);

/// <summary>A plugin was given to a session.</summary>
internal sealed record PluginRegistered(string Plugin, string Version, string Source, string Isolation, bool IsNew, IReadOnlyList<string> Capabilities);
