using System.Runtime.InteropServices;

namespace Weir.Engine;

/// <summary>Imports of the header's chapter "aggregate functions".</summary>
internal static unsafe partial class DuckApiAggregateFunction
{
    [LibraryImport(DuckNative.Library, EntryPoint = "duckdb_create_aggregate_function")]
    public static partial DuckAggregateFunctionHandle Create();

    [LibraryImport(DuckNative.Library, EntryPoint = "duckdb_aggregate_function_set_name")]
    public static partial void SetName(DuckAggregateFunctionHandle function, byte[] name);

    [LibraryImport(DuckNative.Library, EntryPoint = "duckdb_aggregate_function_add_parameter")]
    public static partial void AddParameter(DuckAggregateFunctionHandle function, DuckTypeHandle type);

    [LibraryImport(DuckNative.Library, EntryPoint = "duckdb_aggregate_function_set_return_type")]
    public static partial void SetReturnType(DuckAggregateFunctionHandle function, DuckTypeHandle type);

    [LibraryImport(DuckNative.Library, EntryPoint = "duckdb_aggregate_function_set_functions")]
    public static partial void SetFunctions(
        DuckAggregateFunctionHandle function,
        delegate* unmanaged[Cdecl]<nint, ulong> stateSize,
        delegate* unmanaged[Cdecl]<nint, void*, void> initialize,
        delegate* unmanaged[Cdecl]<nint, nint, void**, void> update,
        delegate* unmanaged[Cdecl]<nint, void**, void**, ulong, void> combine,
        delegate* unmanaged[Cdecl]<nint, void**, nint, ulong, ulong, void> finish);

    [LibraryImport(DuckNative.Library, EntryPoint = "duckdb_aggregate_function_set_destructor")]
    public static partial void SetDestructor(DuckAggregateFunctionHandle function, delegate* unmanaged[Cdecl]<void**, ulong, void> destroy);

    [LibraryImport(DuckNative.Library, EntryPoint = "duckdb_aggregate_function_set_special_handling")]
    public static partial void SetSpecialHandling(DuckAggregateFunctionHandle function);

    [LibraryImport(DuckNative.Library, EntryPoint = "duckdb_aggregate_function_set_extra_info")]
    public static partial void SetExtraInfo(
        DuckAggregateFunctionHandle function, nint extra, delegate* unmanaged[Cdecl]<nint, void> destroy);

    [LibraryImport(DuckNative.Library, EntryPoint = "duckdb_create_aggregate_function_set")]
    public static partial DuckAggregateFunctionSetHandle CreateSet(byte[] name);

    [LibraryImport(DuckNative.Library, EntryPoint = "duckdb_add_aggregate_function_to_set")]
    public static partial DuckState AddToSet(DuckAggregateFunctionSetHandle set, DuckAggregateFunctionHandle function);

    [LibraryImport(DuckNative.Library, EntryPoint = "duckdb_register_aggregate_function_set")]
    public static partial DuckState RegisterSet(DuckConnectionHandle connection, DuckAggregateFunctionSetHandle set);

    // In the callbacks: info pointers live for the call only.

    [SuppressGCTransition]
    [LibraryImport(DuckNative.Library, EntryPoint = "duckdb_aggregate_function_get_extra_info")]
    public static partial nint ExtraInfo(nint functionInfo);

    [LibraryImport(DuckNative.Library, EntryPoint = "duckdb_aggregate_function_set_error")]
    public static partial void SetError(nint functionInfo, byte[] error);
}
