using System.Runtime.InteropServices;

namespace Weir.Engine;

/// <summary>
/// Imports of the header's chapter "query execution" for results, and of "error data".
/// The result struct is passed by value or by address as the header has it; <see cref="DuckResultHandle"/> owns it.
/// </summary>
internal static unsafe partial class DuckApiResult
{
    [LibraryImport(DuckNative.Library, EntryPoint = "duckdb_column_count")]
    public static partial ulong ColumnCount(ref DuckResult result);

    [LibraryImport(DuckNative.Library, EntryPoint = "duckdb_column_name")]
    public static partial byte* ColumnName(ref DuckResult result, ulong column);

    [LibraryImport(DuckNative.Library, EntryPoint = "duckdb_column_logical_type")]
    public static partial DuckTypeHandle ColumnType(ref DuckResult result, ulong column);

    /// <summary>Only for results that are not streamed.</summary>
    [LibraryImport(DuckNative.Library, EntryPoint = "duckdb_rows_changed")]
    public static partial ulong RowsChanged(ref DuckResult result);

    [LibraryImport(DuckNative.Library, EntryPoint = "duckdb_result_error")]
    public static partial byte* Error(ref DuckResult result);

    [LibraryImport(DuckNative.Library, EntryPoint = "duckdb_result_get_arrow_options")]
    public static partial DuckArrowOptionsHandle ArrowOptions(ref DuckResult result);

    /// <summary>The next chunk; invalid at the end and on an error that came late.</summary>
    [LibraryImport(DuckNative.Library, EntryPoint = "duckdb_fetch_chunk")]
    public static partial DuckChunkHandle FetchChunk(DuckResult result);

    [LibraryImport(DuckNative.Library, EntryPoint = "duckdb_error_data_message")]
    public static partial byte* ErrorMessage(DuckErrorHandle error);
}
