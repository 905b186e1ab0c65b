namespace Weir.Policies;

/// <summary>The engine's functions that read files by path.</summary>
internal static class FileFunctions
{
    private static readonly HashSet<string> Names = new(StringComparer.OrdinalIgnoreCase)
    {
        "read_parquet", "parquet_scan", "read_csv", "read_csv_auto", "sniff_csv", "read_text", "read_blob", "glob",
        "read_json", "read_json_auto", "read_json_objects", "read_json_objects_auto",
        "read_ndjson", "read_ndjson_auto", "read_ndjson_objects",
        "parquet_metadata", "parquet_schema", "parquet_file_metadata", "parquet_kv_metadata", "parquet_full_metadata", "parquet_bloom_probe",
        "read_duckdb",
    };

    /// <summary>Whether a function is one.</summary>
    public static bool Has(string name) => Names.Contains(name);
}
