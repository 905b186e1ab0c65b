using System.Globalization;

namespace Weir.Build.Plan;

/// <summary>An input as this build reads it: one version, the same for every statement.</summary>
/// <param name="Name">Its name in the spec.</param>
/// <param name="Location">Absolute path or glob; plugin and provider for what a plugin opens.</param>
/// <param name="Format">How it is stored.</param>
/// <param name="Version">The version that is read of a Delta table; null for files.</param>
/// <param name="WithSourceFile">Whether it has the column <c>__source_file</c>.</param>
/// <param name="FilesDigest">BLAKE3 over names, sizes and times of the files; null for a Delta table.</param>
/// <param name="Provider">What a plugin opens; null for tables and files.</param>
internal sealed record PinnedInput(
    string Name, string Location, DatasetFormat Format, long? Version, bool WithSourceFile, string? FilesDigest, PinnedProvider? Provider = null)
{
    /// <summary>How it is stored; <c>Provider</c> for what a plugin opens.</summary>
    public string Kind => Provider is null ? Format.ToString() : "Provider";

    public string Describe() => this switch
    {
        { Provider: { } provider } => $"Provider {Location} of {provider.Plugin} {provider.OptionsJson} snapshot {provider.SnapshotId ?? "not named"}",
        { Version: { } version } => string.Create(CultureInfo.InvariantCulture, $"{Format} {Location} version {version}"),
        _ => $"{Format} {Location} files {FilesDigest}",
    };
}

/// <summary>A table of a plugin as this build reads it.</summary>
/// <param name="Plugin">Name, version and hash of the plugin.</param>
/// <param name="OptionsJson">Its options, completed and canonical.</param>
/// <param name="SnapshotId">The state of the table; null when the provider names none.</param>
internal sealed record PinnedProvider(string Plugin, string OptionsJson, string? SnapshotId);
