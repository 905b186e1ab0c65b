using System.Runtime.InteropServices;

namespace Weir.Engine;

/// <summary>Imports of the header's chapter "logical types".</summary>
internal static unsafe partial class DuckApiType
{
    [LibraryImport(DuckNative.Library, EntryPoint = "duckdb_create_logical_type")]
    public static partial DuckTypeHandle Create(DuckTypeId type);

    [LibraryImport(DuckNative.Library, EntryPoint = "duckdb_create_decimal_type")]
    public static partial DuckTypeHandle CreateDecimal(byte width, byte scale);

    [LibraryImport(DuckNative.Library, EntryPoint = "duckdb_create_list_type")]
    public static partial DuckTypeHandle CreateList(DuckTypeHandle element);

    [LibraryImport(DuckNative.Library, EntryPoint = "duckdb_create_array_type")]
    public static partial DuckTypeHandle CreateArray(DuckTypeHandle element, ulong size);

    [LibraryImport(DuckNative.Library, EntryPoint = "duckdb_create_map_type")]
    public static partial DuckTypeHandle CreateMap(DuckTypeHandle key, DuckTypeHandle value);

    [LibraryImport(DuckNative.Library, EntryPoint = "duckdb_create_struct_type")]
    public static partial DuckTypeHandle CreateStruct(nint* types, byte** names, ulong count);

    [LibraryImport(DuckNative.Library, EntryPoint = "duckdb_get_type_id")]
    public static partial DuckTypeId Id(DuckTypeHandle type);

    /// <summary>Null for a type without another name; freed by <see cref="EngineText.Take"/>.</summary>
    [LibraryImport(DuckNative.Library, EntryPoint = "duckdb_logical_type_get_alias")]
    public static partial byte* Alias(DuckTypeHandle type);

    [LibraryImport(DuckNative.Library, EntryPoint = "duckdb_decimal_width")]
    public static partial byte DecimalWidth(DuckTypeHandle type);

    [LibraryImport(DuckNative.Library, EntryPoint = "duckdb_decimal_scale")]
    public static partial byte DecimalScale(DuckTypeHandle type);

    [LibraryImport(DuckNative.Library, EntryPoint = "duckdb_list_type_child_type")]
    public static partial DuckTypeHandle ListElement(DuckTypeHandle type);

    [LibraryImport(DuckNative.Library, EntryPoint = "duckdb_array_type_child_type")]
    public static partial DuckTypeHandle ArrayElement(DuckTypeHandle type);

    [LibraryImport(DuckNative.Library, EntryPoint = "duckdb_array_type_array_size")]
    public static partial ulong ArraySize(DuckTypeHandle type);

    [LibraryImport(DuckNative.Library, EntryPoint = "duckdb_map_type_key_type")]
    public static partial DuckTypeHandle MapKey(DuckTypeHandle type);

    [LibraryImport(DuckNative.Library, EntryPoint = "duckdb_map_type_value_type")]
    public static partial DuckTypeHandle MapValue(DuckTypeHandle type);

    [LibraryImport(DuckNative.Library, EntryPoint = "duckdb_struct_type_child_count")]
    public static partial ulong StructChildCount(DuckTypeHandle type);

    [LibraryImport(DuckNative.Library, EntryPoint = "duckdb_struct_type_child_type")]
    public static partial DuckTypeHandle StructChild(DuckTypeHandle type, ulong index);

    /// <summary>Freed by <see cref="EngineText.Take"/>.</summary>
    [LibraryImport(DuckNative.Library, EntryPoint = "duckdb_struct_type_child_name")]
    public static partial byte* StructChildName(DuckTypeHandle type, ulong index);
}
