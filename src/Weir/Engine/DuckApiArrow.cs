using System.Runtime.InteropServices;
using Weir.Arrow;

namespace Weir.Engine;

/// <summary>
/// Imports of the header's chapter "Arrow interface", without its deprecated part: <c>duckdb_arrow_scan</c>
/// mixes up projections and reads freed memory, so it is not here.
/// </summary>
internal static unsafe partial class DuckApiArrow
{
    [LibraryImport(DuckNative.Library, EntryPoint = "duckdb_to_arrow_schema")]
    public static partial DuckErrorHandle ToArrowSchema(
        DuckArrowOptionsHandle options, nint* types, byte** names, ulong count, CArrowSchema* schema);

    [LibraryImport(DuckNative.Library, EntryPoint = "duckdb_data_chunk_to_arrow")]
    public static partial DuckErrorHandle ToArrowArray(
        DuckArrowOptionsHandle options, DuckChunkHandle chunk, CArrowArray* array);

    [LibraryImport(DuckNative.Library, EntryPoint = "duckdb_schema_from_arrow")]
    public static partial DuckErrorHandle FromArrowSchema(
        DuckConnectionHandle connection, CArrowSchema* schema, out DuckArrowSchemaHandle converted);

    /// <summary>
    /// Moves the array into the chunk. The chunk's first column alone owns the memory, so the array
    /// must have exactly one column.
    /// </summary>
    [LibraryImport(DuckNative.Library, EntryPoint = "duckdb_data_chunk_from_arrow")]
    public static partial DuckErrorHandle FromArrowArray(
        DuckConnectionHandle connection, CArrowArray* array, DuckArrowSchemaHandle schema, out DuckChunkHandle chunk);
}
