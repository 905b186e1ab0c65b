using System.Text.Json;
using System.Text.Json.Serialization;
using Weir.Diagnostics;

namespace Weir.Catalog;

/// <summary>Scan options as they travel: a JSON object of a version.</summary>
internal sealed record DeltaScanConfigPayload
{
    /// <summary>The version that is written, and the only one that is read.</summary>
    public const int CurrentVersion = 1;

    private const string VersionMember = "scan_config_version";

    public required int ScanConfigVersion { get; init; }

    public string? FileColumnName { get; init; }

    public bool? EnableParquetPushdown { get; init; }

    public bool? SchemaForceViewTypes { get; init; }

    public bool? WrapPartitionValues { get; init; }

    /// <summary>An Arrow schema as a text or an array of bytes.</summary>
    public JsonElement? SchemaIpc { get; init; }

    public string? RowIdColumnName { get; init; }

    public string? RowCommitVersionColumnName { get; init; }

    public int? MinReaderVersion { get; init; }

    public int? MinWriterVersion { get; init; }

    public IReadOnlyList<string>? RequiredReaderFeatures { get; init; }

    public IReadOnlyList<string>? RequiredWriterFeatures { get; init; }

    public string ToJson() => JsonSerializer.Serialize(this, ScanConfigJson.Default.DeltaScanConfigPayload);

    /// <exception cref="WeirException">WEIR2035.</exception>
    public static DeltaScanConfigPayload Parse(string json)
    {
        try
        {
            // First the version: what another one means by its members is not known.
            using JsonDocument document = JsonDocument.Parse(json);
            if (document.RootElement.ValueKind != JsonValueKind.Object || !document.RootElement.TryGetProperty(VersionMember, out JsonElement version))
                throw DeltaRequestErrors.ScanOptionsInvalid($"they are no JSON object with the member '{VersionMember}'");
            if (version.ValueKind != JsonValueKind.Number || !version.TryGetInt32(out int number) || number != CurrentVersion)
                throw DeltaRequestErrors.ScanOptionsInvalid($"'{VersionMember}' is {version.GetRawText()}, and only {CurrentVersion} is known");
            return JsonSerializer.Deserialize(json, ScanConfigJson.Default.DeltaScanConfigPayload)!;
        }
        catch (JsonException cause)
        {
            throw DeltaRequestErrors.ScanOptionsInvalid(cause.Message, cause);
        }
    }
}

/// <summary>Reads and writes the payload, strict in members and values.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    RespectNullableAnnotations = true,
    AllowDuplicateProperties = false)]
[JsonSerializable(typeof(DeltaScanConfigPayload))]
[JsonSerializable(typeof(string))]
internal sealed partial class ScanConfigJson : JsonSerializerContext;
