using System.Runtime.InteropServices;

namespace Weir.Engine;

/// <summary>Imports that end a native thing, one a kind; only the handles in <c>DuckHandles.cs</c> call them.</summary>
internal static partial class DuckApiRelease
{
    [LibraryImport(DuckNative.Library, EntryPoint = "duckdb_destroy_config")]
    public static partial void Config(ref nint handle);

    [LibraryImport(DuckNative.Library, EntryPoint = "duckdb_close")]
    public static partial void Database(ref nint handle);

    [LibraryImport(DuckNative.Library, EntryPoint = "duckdb_disconnect")]
    public static partial void Connection(ref nint handle);

    [LibraryImport(DuckNative.Library, EntryPoint = "duckdb_destroy_extracted")]
    public static partial void Extracted(ref nint handle);

    [LibraryImport(DuckNative.Library, EntryPoint = "duckdb_destroy_prepare")]
    public static partial void Statement(ref nint handle);

    [LibraryImport(DuckNative.Library, EntryPoint = "duckdb_destroy_pending")]
    public static partial void Pending(ref nint handle);

    [LibraryImport(DuckNative.Library, EntryPoint = "duckdb_destroy_data_chunk")]
    public static partial void Chunk(ref nint handle);

    [LibraryImport(DuckNative.Library, EntryPoint = "duckdb_destroy_logical_type")]
    public static partial void Type(ref nint handle);

    [LibraryImport(DuckNative.Library, EntryPoint = "duckdb_destroy_value")]
    public static partial void Value(ref nint handle);

    [LibraryImport(DuckNative.Library, EntryPoint = "duckdb_destroy_error_data")]
    public static partial void Error(ref nint handle);

    [LibraryImport(DuckNative.Library, EntryPoint = "duckdb_destroy_arrow_options")]
    public static partial void ArrowOptions(ref nint handle);

    [LibraryImport(DuckNative.Library, EntryPoint = "duckdb_destroy_arrow_converted_schema")]
    public static partial void ArrowSchema(ref nint handle);

    [LibraryImport(DuckNative.Library, EntryPoint = "duckdb_destroy_scalar_function")]
    public static partial void ScalarFunction(ref nint handle);

    [LibraryImport(DuckNative.Library, EntryPoint = "duckdb_destroy_scalar_function_set")]
    public static partial void ScalarFunctionSet(ref nint handle);

    [LibraryImport(DuckNative.Library, EntryPoint = "duckdb_destroy_aggregate_function")]
    public static partial void AggregateFunction(ref nint handle);

    [LibraryImport(DuckNative.Library, EntryPoint = "duckdb_destroy_aggregate_function_set")]
    public static partial void AggregateFunctionSet(ref nint handle);

    [LibraryImport(DuckNative.Library, EntryPoint = "duckdb_destroy_table_function")]
    public static partial void TableFunction(ref nint handle);

    [LibraryImport(DuckNative.Library, EntryPoint = "duckdb_destroy_expression")]
    public static partial void Expression(ref nint handle);

    [LibraryImport(DuckNative.Library, EntryPoint = "duckdb_destroy_client_context")]
    public static partial void ClientContext(ref nint handle);

    [LibraryImport(DuckNative.Library, EntryPoint = "duckdb_destroy_result")]
    public static partial void Result(ref DuckResult result);
}
