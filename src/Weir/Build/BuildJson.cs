using System.Text.Json;
using System.Text.Json.Serialization;
using Weir.Build.Run;

namespace Weir.Build;

/// <summary>The JSON of the build contract: names in snake_case, times in ISO 8601, hashes in hexadecimal.</summary>
public static class BuildJson
{
    /// <summary>A report as indented JSON.</summary>
    /// <param name="report">The report.</param>
    /// <returns>The text; the same report gives the same text.</returns>
    public static string Write(BuildReport report) => JsonSerializer.Serialize(report, ReportJson.Default.BuildReport);

    /// <summary>An error envelope as indented JSON.</summary>
    /// <param name="envelope">The envelope.</param>
    /// <returns>The text.</returns>
    public static string Write(BuildErrorEnvelope envelope) => JsonSerializer.Serialize(envelope, ReportJson.Default.BuildErrorEnvelope);

    internal static string Write(RunManifest manifest) => JsonSerializer.Serialize(manifest, ReportJson.Default.RunManifest);
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower, WriteIndented = true, NewLine = "\n")]
[JsonSerializable(typeof(BuildReport))]
[JsonSerializable(typeof(BuildErrorEnvelope))]
[JsonSerializable(typeof(RunManifest))]
internal sealed partial class ReportJson : JsonSerializerContext;
