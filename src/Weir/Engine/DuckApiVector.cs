using System.Runtime.InteropServices;

namespace Weir.Engine;

/// <summary>
/// Imports of the header's chapters "data chunk" and "vector". Calls that only read a field of a
/// chunk or vector suppress the GC transition: they neither block, allocate, throw nor call back.
/// </summary>
internal static unsafe partial class DuckApiVector
{
    [SuppressGCTransition]
    [LibraryImport(DuckNative.Library, EntryPoint = "duckdb_data_chunk_get_size")]
    public static partial ulong ChunkSize(nint chunk);

    [SuppressGCTransition]
    [LibraryImport(DuckNative.Library, EntryPoint = "duckdb_data_chunk_set_size")]
    public static partial void SetChunkSize(nint chunk, ulong size);

    [SuppressGCTransition]
    [LibraryImport(DuckNative.Library, EntryPoint = "duckdb_data_chunk_get_column_count")]
    public static partial ulong ChunkColumnCount(nint chunk);

    [SuppressGCTransition]
    [LibraryImport(DuckNative.Library, EntryPoint = "duckdb_data_chunk_get_vector")]
    public static partial nint ChunkVector(nint chunk, ulong column);

    [LibraryImport(DuckNative.Library, EntryPoint = "duckdb_vector_get_column_type")]
    public static partial DuckTypeHandle VectorType(nint vector);

    [SuppressGCTransition]
    [LibraryImport(DuckNative.Library, EntryPoint = "duckdb_vector_get_data")]
    public static partial void* VectorData(nint vector);

    /// <summary>One bit a row, 1 = valid; null when every row is valid.</summary>
    [SuppressGCTransition]
    [LibraryImport(DuckNative.Library, EntryPoint = "duckdb_vector_get_validity")]
    public static partial ulong* VectorValidity(nint vector);

    [LibraryImport(DuckNative.Library, EntryPoint = "duckdb_vector_ensure_validity_writable")]
    public static partial void EnsureValidityWritable(nint vector);

    /// <summary>Copies the bytes into the vector's own heap; does not check that they are UTF-8.</summary>
    [LibraryImport(DuckNative.Library, EntryPoint = "duckdb_unsafe_vector_assign_string_element_len")]
    public static partial void AssignString(nint vector, ulong row, byte* bytes, ulong length);

    [SuppressGCTransition]
    [LibraryImport(DuckNative.Library, EntryPoint = "duckdb_struct_vector_get_child")]
    public static partial nint StructChild(nint vector, ulong index);

    [SuppressGCTransition]
    [LibraryImport(DuckNative.Library, EntryPoint = "duckdb_array_vector_get_child")]
    public static partial nint ArrayChild(nint vector);

    [SuppressGCTransition]
    [LibraryImport(DuckNative.Library, EntryPoint = "duckdb_list_vector_get_child")]
    public static partial nint ListChild(nint vector);

    [SuppressGCTransition]
    [LibraryImport(DuckNative.Library, EntryPoint = "duckdb_list_vector_get_size")]
    public static partial ulong ListSize(nint vector);

    [LibraryImport(DuckNative.Library, EntryPoint = "duckdb_list_vector_set_size")]
    public static partial DuckState SetListSize(nint vector, ulong size);

    [LibraryImport(DuckNative.Library, EntryPoint = "duckdb_list_vector_reserve")]
    public static partial DuckState ReserveList(nint vector, ulong capacity);

    /// <summary>A chunk of flat vectors with room for 2,048 rows.</summary>
    [LibraryImport(DuckNative.Library, EntryPoint = "duckdb_create_data_chunk")]
    public static partial DuckChunkHandle CreateChunk(nint* types, ulong columns);

    /// <summary>Makes the vector a constant one, whose row 0 is the value; the types must be equal.</summary>
    [LibraryImport(DuckNative.Library, EntryPoint = "duckdb_vector_reference_value")]
    public static partial void ReferenceValue(nint vector, DuckValueHandle value);

    /// <summary>Shares the source's buffers and their owners; both must have the same type.</summary>
    [LibraryImport(DuckNative.Library, EntryPoint = "duckdb_vector_reference_vector")]
    public static partial void ReferenceVector(nint target, nint source);
}
