using System.Text.Json;
using Weir.Arrow;
using Weir.Catalog;

namespace Weir;

/// <summary>Scan options as JSON of a version, for requests that come from elsewhere or go there.</summary>
public static class DeltaScanConfig
{
    /// <summary>The value of the member <c>scan_config_version</c> that is written, and the only one that is read.</summary>
    public const int Version = DeltaScanConfigPayload.CurrentVersion;

    /// <summary>Writes options with their version and every default.</summary>
    /// <param name="options">The options.</param>
    /// <returns>A JSON object.</returns>
    public static string ToJson(DeltaScanOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        return new DeltaScanConfigPayload
        {
            ScanConfigVersion = Version,
            FileColumnName = options.FileColumnName,
            EnableParquetPushdown = options.EnableParquetPushdown,
            SchemaForceViewTypes = options.SchemaForceViewTypes,
            WrapPartitionValues = options.WrapPartitionValues,
            SchemaIpc = options.Schema is { } schema
                ? JsonSerializer.SerializeToElement($"base64:{Convert.ToBase64String(ArrowIpcWriter.SchemaBytes(schema))}", ScanConfigJson.Default.String)
                : null,
            RowIdColumnName = options.RowIdColumnName,
            RowCommitVersionColumnName = options.RowCommitVersionColumnName,
            MinReaderVersion = options.MinReaderVersion,
            MinWriterVersion = options.MinWriterVersion,
            RequiredReaderFeatures = options.RequiredReaderFeatures,
            RequiredWriterFeatures = options.RequiredWriterFeatures,
        }.ToJson();
    }

    /// <summary>Reads options; what is left out has its default.</summary>
    /// <param name="json">A JSON object; only <c>scan_config_version</c> has to be there.</param>
    /// <returns>The options.</returns>
    /// <exception cref="WeirException">
    /// WEIR2035: it is of another version, or has a member that is not known or of another type. WEIR3013: the schema is none.
    /// </exception>
    public static DeltaScanOptions FromJson(string json)
    {
        ArgumentNullException.ThrowIfNull(json);
        DeltaScanConfigPayload payload = DeltaScanConfigPayload.Parse(json);
        DeltaScanOptions defaults = new();
        return new DeltaScanOptions
        {
            FileColumnName = payload.FileColumnName,
            EnableParquetPushdown = payload.EnableParquetPushdown ?? defaults.EnableParquetPushdown,
            SchemaForceViewTypes = payload.SchemaForceViewTypes ?? defaults.SchemaForceViewTypes,
            WrapPartitionValues = payload.WrapPartitionValues ?? defaults.WrapPartitionValues,
            Schema = payload.SchemaIpc is { ValueKind: not JsonValueKind.Null } schema ? SchemaIpc.Read(schema) : null,
            RowIdColumnName = payload.RowIdColumnName,
            RowCommitVersionColumnName = payload.RowCommitVersionColumnName,
            MinReaderVersion = payload.MinReaderVersion,
            MinWriterVersion = payload.MinWriterVersion,
            RequiredReaderFeatures = payload.RequiredReaderFeatures ?? [],
            RequiredWriterFeatures = payload.RequiredWriterFeatures ?? [],
        };
    }
}
