using System.Runtime.InteropServices;

namespace Weir.Engine;

/// <summary>Imports of the header's chapter "table functions".</summary>
internal static unsafe partial class DuckApiTableFunction
{
    [LibraryImport(DuckNative.Library, EntryPoint = "duckdb_create_table_function")]
    public static partial DuckTableFunctionHandle Create();

    [LibraryImport(DuckNative.Library, EntryPoint = "duckdb_table_function_set_name")]
    public static partial void SetName(DuckTableFunctionHandle function, byte[] name);

    [LibraryImport(DuckNative.Library, EntryPoint = "duckdb_table_function_add_parameter")]
    public static partial void AddParameter(DuckTableFunctionHandle function, DuckTypeHandle type);

    [LibraryImport(DuckNative.Library, EntryPoint = "duckdb_table_function_set_extra_info")]
    public static partial void SetExtraInfo(
        DuckTableFunctionHandle function, nint extra, delegate* unmanaged[Cdecl]<nint, void> destroy);

    [LibraryImport(DuckNative.Library, EntryPoint = "duckdb_table_function_set_bind")]
    public static partial void SetBind(DuckTableFunctionHandle function, delegate* unmanaged[Cdecl]<nint, void> bind);

    [LibraryImport(DuckNative.Library, EntryPoint = "duckdb_table_function_set_init")]
    public static partial void SetInit(DuckTableFunctionHandle function, delegate* unmanaged[Cdecl]<nint, void> init);

    [LibraryImport(DuckNative.Library, EntryPoint = "duckdb_table_function_set_local_init")]
    public static partial void SetLocalInit(DuckTableFunctionHandle function, delegate* unmanaged[Cdecl]<nint, void> init);

    [LibraryImport(DuckNative.Library, EntryPoint = "duckdb_table_function_set_function")]
    public static partial void SetFunction(
        DuckTableFunctionHandle function, delegate* unmanaged[Cdecl]<nint, nint, void> call);

    [LibraryImport(DuckNative.Library, EntryPoint = "duckdb_table_function_supports_projection_pushdown")]
    public static partial void SupportsProjection(
        DuckTableFunctionHandle function, [MarshalAs(UnmanagedType.U1)] bool pushdown);

    [LibraryImport(DuckNative.Library, EntryPoint = "duckdb_register_table_function")]
    public static partial DuckState Register(DuckConnectionHandle connection, DuckTableFunctionHandle function);

    // In the callbacks: info pointers live for the call only.

    [LibraryImport(DuckNative.Library, EntryPoint = "duckdb_bind_get_extra_info")]
    public static partial nint BindExtraInfo(nint bindInfo);

    [LibraryImport(DuckNative.Library, EntryPoint = "duckdb_bind_get_parameter")]
    public static partial DuckValueHandle BindParameter(nint bindInfo, ulong index);

    [LibraryImport(DuckNative.Library, EntryPoint = "duckdb_table_function_get_client_context")]
    public static partial void BindClientContext(nint bindInfo, out DuckClientContextHandle context);

    [LibraryImport(DuckNative.Library, EntryPoint = "duckdb_bind_set_cardinality")]
    public static partial void BindSetCardinality(nint bindInfo, ulong rows, [MarshalAs(UnmanagedType.U1)] bool exact);

    [LibraryImport(DuckNative.Library, EntryPoint = "duckdb_bind_add_result_column")]
    public static partial void BindAddColumn(nint bindInfo, byte[] name, DuckTypeHandle type);

    [LibraryImport(DuckNative.Library, EntryPoint = "duckdb_bind_set_bind_data")]
    public static partial void BindSetData(
        nint bindInfo, nint data, delegate* unmanaged[Cdecl]<nint, void> destroy);

    [LibraryImport(DuckNative.Library, EntryPoint = "duckdb_bind_set_error")]
    public static partial void BindSetError(nint bindInfo, byte[] error);

    [LibraryImport(DuckNative.Library, EntryPoint = "duckdb_init_get_bind_data")]
    public static partial nint InitBindData(nint initInfo);

    [LibraryImport(DuckNative.Library, EntryPoint = "duckdb_init_set_init_data")]
    public static partial void InitSetData(
        nint initInfo, nint data, delegate* unmanaged[Cdecl]<nint, void> destroy);

    [LibraryImport(DuckNative.Library, EntryPoint = "duckdb_init_get_column_count")]
    public static partial ulong InitColumnCount(nint initInfo);

    [LibraryImport(DuckNative.Library, EntryPoint = "duckdb_init_get_column_index")]
    public static partial ulong InitColumnIndex(nint initInfo, ulong index);

    [LibraryImport(DuckNative.Library, EntryPoint = "duckdb_init_set_max_threads")]
    public static partial void InitSetThreadsMax(nint initInfo, ulong threads);

    [LibraryImport(DuckNative.Library, EntryPoint = "duckdb_init_set_error")]
    public static partial void InitSetError(nint initInfo, byte[] error);

    [SuppressGCTransition]
    [LibraryImport(DuckNative.Library, EntryPoint = "duckdb_function_get_init_data")]
    public static partial nint FunctionInitData(nint functionInfo);

    [SuppressGCTransition]
    [LibraryImport(DuckNative.Library, EntryPoint = "duckdb_function_get_local_init_data")]
    public static partial nint FunctionLocalData(nint functionInfo);

    [LibraryImport(DuckNative.Library, EntryPoint = "duckdb_function_set_error")]
    public static partial void FunctionSetError(nint functionInfo, byte[] error);
}
