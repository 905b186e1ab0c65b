using System.Runtime.InteropServices;

namespace Weir.Engine;

/// <summary>
/// Imports of the header's chapters "extract statements", "prepared statements" and "bind values".
/// <see cref="StatementType"/> aborts the process on a statement whose prepare failed, so it takes a
/// <see cref="DuckStatement"/>'s handle only, and a <see cref="DuckStatement"/> exists only after success.
/// </summary>
internal static unsafe partial class DuckApiStatement
{
    [LibraryImport(DuckNative.Library, EntryPoint = "duckdb_extract_statements")]
    public static partial ulong Extract(DuckConnectionHandle connection, byte[] sql, out DuckExtractedHandle statements);

    [LibraryImport(DuckNative.Library, EntryPoint = "duckdb_extract_statements_error")]
    public static partial byte* ExtractError(DuckExtractedHandle statements);

    [LibraryImport(DuckNative.Library, EntryPoint = "duckdb_prepare")]
    public static partial DuckState Prepare(
        DuckConnectionHandle connection, byte[] sql, out DuckStatementHandle statement);

    /// <summary>Moves the statement out of <paramref name="statements"/>: call it once an index.</summary>
    [LibraryImport(DuckNative.Library, EntryPoint = "duckdb_prepare_extracted_statement")]
    public static partial DuckState PrepareExtracted(
        DuckConnectionHandle connection, DuckExtractedHandle statements, ulong index, out DuckStatementHandle statement);

    [LibraryImport(DuckNative.Library, EntryPoint = "duckdb_prepare_error")]
    public static partial byte* PrepareError(DuckStatementHandle statement);

    [LibraryImport(DuckNative.Library, EntryPoint = "duckdb_nparams")]
    public static partial ulong ParameterCount(DuckStatementHandle statement);

    /// <summary>The name, without <c>$</c>; freed by <see cref="EngineText.Take"/>.</summary>
    [LibraryImport(DuckNative.Library, EntryPoint = "duckdb_parameter_name")]
    public static partial byte* ParameterName(DuckStatementHandle statement, ulong index);

    [LibraryImport(DuckNative.Library, EntryPoint = "duckdb_prepared_statement_type")]
    public static partial StatementKind StatementType(DuckStatementHandle statement);

    /// <summary>The type that the engine wants, invalid where it wants none.</summary>
    [LibraryImport(DuckNative.Library, EntryPoint = "duckdb_param_logical_type")]
    public static partial DuckTypeHandle ParameterType(DuckStatementHandle statement, ulong index);

    [LibraryImport(DuckNative.Library, EntryPoint = "duckdb_prepared_statement_column_count")]
    public static partial ulong ColumnCount(DuckStatementHandle statement);

    /// <summary>The name; freed by <see cref="EngineText.Take"/>.</summary>
    [LibraryImport(DuckNative.Library, EntryPoint = "duckdb_prepared_statement_column_name")]
    public static partial byte* ColumnName(DuckStatementHandle statement, ulong index);

    [LibraryImport(DuckNative.Library, EntryPoint = "duckdb_prepared_statement_column_logical_type")]
    public static partial DuckTypeHandle ColumnType(DuckStatementHandle statement, ulong index);

    [LibraryImport(DuckNative.Library, EntryPoint = "duckdb_bind_value")]
    public static partial DuckState BindValue(DuckStatementHandle statement, ulong index, DuckValueHandle value);

    [LibraryImport(DuckNative.Library, EntryPoint = "duckdb_clear_bindings")]
    public static partial DuckState ClearBindings(DuckStatementHandle statement);

    [LibraryImport(DuckNative.Library, EntryPoint = "duckdb_pending_prepared")]
    public static partial DuckState Pending(DuckStatementHandle statement, out DuckPendingHandle pending);

    [LibraryImport(DuckNative.Library, EntryPoint = "duckdb_pending_error")]
    public static partial byte* PendingError(DuckPendingHandle pending);

    /// <summary>Always writes a result, also when it fails: the error stands in it.</summary>
    [LibraryImport(DuckNative.Library, EntryPoint = "duckdb_execute_pending")]
    public static partial DuckState ExecutePending(DuckPendingHandle pending, out DuckResult result);
}
