using System.Globalization;

namespace Weir.Build.Plan;

/// <summary>An input as this build reads it: one version, the same for every statement.</summary>
/// <param name="Name">Its name in the spec.</param>
/// <param name="Location">Absolute path or glob.</param>
/// <param name="Format">How it is stored.</param>
/// <param name="Version">The version that is read of a Delta table; null for files.</param>
/// <param name="WithSourceFile">Whether it has the column <c>__source_file</c>.</param>
/// <param name="FilesDigest">BLAKE3 over names, sizes and times of the files; null for a Delta table.</param>
internal sealed record PinnedInput(
    string Name, string Location, DatasetFormat Format, long? Version, bool WithSourceFile, string? FilesDigest)
{
    public string Describe() => Version is { } version
        ? string.Create(CultureInfo.InvariantCulture, $"{Format} {Location} version {version}")
        : $"{Format} {Location} files {FilesDigest}";
}
