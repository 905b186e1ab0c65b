using System.Runtime.InteropServices;

namespace Weir.Engine;

/// <summary>Imports of the header's chapters "scalar functions" and "expression interface".</summary>
internal static unsafe partial class DuckApiScalarFunction
{
    [LibraryImport(DuckNative.Library, EntryPoint = "duckdb_create_scalar_function")]
    public static partial DuckScalarFunctionHandle Create();

    [LibraryImport(DuckNative.Library, EntryPoint = "duckdb_scalar_function_set_name")]
    public static partial void SetName(DuckScalarFunctionHandle function, byte[] name);

    [LibraryImport(DuckNative.Library, EntryPoint = "duckdb_scalar_function_set_varargs")]
    public static partial void SetVarArgs(DuckScalarFunctionHandle function, DuckTypeHandle type);

    [LibraryImport(DuckNative.Library, EntryPoint = "duckdb_scalar_function_set_special_handling")]
    public static partial void SetSpecialHandling(DuckScalarFunctionHandle function);

    [LibraryImport(DuckNative.Library, EntryPoint = "duckdb_scalar_function_set_volatile")]
    public static partial void SetVolatile(DuckScalarFunctionHandle function);

    [LibraryImport(DuckNative.Library, EntryPoint = "duckdb_scalar_function_add_parameter")]
    public static partial void AddParameter(DuckScalarFunctionHandle function, DuckTypeHandle type);

    [LibraryImport(DuckNative.Library, EntryPoint = "duckdb_scalar_function_set_return_type")]
    public static partial void SetReturnType(DuckScalarFunctionHandle function, DuckTypeHandle type);

    [LibraryImport(DuckNative.Library, EntryPoint = "duckdb_scalar_function_set_extra_info")]
    public static partial void SetExtraInfo(
        DuckScalarFunctionHandle function, nint extra, delegate* unmanaged[Cdecl]<nint, void> destroy);

    [LibraryImport(DuckNative.Library, EntryPoint = "duckdb_scalar_function_set_bind")]
    public static partial void SetBind(DuckScalarFunctionHandle function, delegate* unmanaged[Cdecl]<nint, void> bind);

    [LibraryImport(DuckNative.Library, EntryPoint = "duckdb_scalar_function_set_init")]
    public static partial void SetInit(DuckScalarFunctionHandle function, delegate* unmanaged[Cdecl]<nint, void> init);

    [LibraryImport(DuckNative.Library, EntryPoint = "duckdb_scalar_function_set_function")]
    public static partial void SetFunction(
        DuckScalarFunctionHandle function, delegate* unmanaged[Cdecl]<nint, nint, nint, void> call);

    [LibraryImport(DuckNative.Library, EntryPoint = "duckdb_create_scalar_function_set")]
    public static partial DuckScalarFunctionSetHandle CreateSet(byte[] name);

    [LibraryImport(DuckNative.Library, EntryPoint = "duckdb_add_scalar_function_to_set")]
    public static partial DuckState AddToSet(DuckScalarFunctionSetHandle set, DuckScalarFunctionHandle function);

    [LibraryImport(DuckNative.Library, EntryPoint = "duckdb_register_scalar_function_set")]
    public static partial DuckState RegisterSet(DuckConnectionHandle connection, DuckScalarFunctionSetHandle set);

    // In the callbacks: info pointers live for the call only.

    [SuppressGCTransition]
    [LibraryImport(DuckNative.Library, EntryPoint = "duckdb_scalar_function_get_state")]
    public static partial nint State(nint functionInfo);

    [LibraryImport(DuckNative.Library, EntryPoint = "duckdb_scalar_function_set_error")]
    public static partial void SetError(nint functionInfo, byte[] error);

    [LibraryImport(DuckNative.Library, EntryPoint = "duckdb_scalar_function_bind_get_extra_info")]
    public static partial nint BindExtraInfo(nint bindInfo);

    [LibraryImport(DuckNative.Library, EntryPoint = "duckdb_scalar_function_bind_get_argument_count")]
    public static partial ulong BindArgumentCount(nint bindInfo);

    [LibraryImport(DuckNative.Library, EntryPoint = "duckdb_scalar_function_bind_get_argument")]
    public static partial DuckExpressionHandle BindArgument(nint bindInfo, ulong index);

    [LibraryImport(DuckNative.Library, EntryPoint = "duckdb_scalar_function_get_client_context")]
    public static partial void BindClientContext(nint bindInfo, out DuckClientContextHandle context);

    [LibraryImport(DuckNative.Library, EntryPoint = "duckdb_scalar_function_set_bind_data")]
    public static partial void SetBindData(
        nint bindInfo, nint data, delegate* unmanaged[Cdecl]<nint, void> destroy);

    [LibraryImport(DuckNative.Library, EntryPoint = "duckdb_scalar_function_set_bind_data_copy")]
    public static partial void SetBindDataCopy(nint bindInfo, delegate* unmanaged[Cdecl]<nint, nint> copy);

    [LibraryImport(DuckNative.Library, EntryPoint = "duckdb_scalar_function_bind_set_error")]
    public static partial void BindSetError(nint bindInfo, byte[] error);

    [LibraryImport(DuckNative.Library, EntryPoint = "duckdb_scalar_function_init_get_bind_data")]
    public static partial nint InitBindData(nint initInfo);

    [LibraryImport(DuckNative.Library, EntryPoint = "duckdb_scalar_function_init_get_client_context")]
    public static partial void InitClientContext(nint initInfo, out DuckClientContextHandle context);

    [LibraryImport(DuckNative.Library, EntryPoint = "duckdb_scalar_function_init_set_state")]
    public static partial void InitSetState(
        nint initInfo, nint state, delegate* unmanaged[Cdecl]<nint, void> destroy);

    [LibraryImport(DuckNative.Library, EntryPoint = "duckdb_scalar_function_init_set_error")]
    public static partial void InitSetError(nint initInfo, byte[] error);

    [LibraryImport(DuckNative.Library, EntryPoint = "duckdb_expression_return_type")]
    public static partial DuckTypeHandle TypeOf(DuckExpressionHandle expression);

    [return: MarshalAs(UnmanagedType.U1)]
    [LibraryImport(DuckNative.Library, EntryPoint = "duckdb_expression_is_foldable")]
    public static partial bool IsFoldable(DuckExpressionHandle expression);

    [LibraryImport(DuckNative.Library, EntryPoint = "duckdb_expression_fold")]
    public static partial DuckErrorHandle Fold(
        DuckClientContextHandle context, DuckExpressionHandle expression, out DuckValueHandle value);
}
