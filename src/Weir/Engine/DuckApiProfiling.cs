using System.Runtime.InteropServices;

namespace Weir.Engine;

/// <summary>
/// Imports of the header's chapter "profiling info". Nodes belong to the connection: they hold while it lives and runs no
/// other statement.
/// </summary>
internal static partial class DuckApiProfiling
{
    /// <summary>The plan of the last statement that ran to its end; zero when there is none.</summary>
    [LibraryImport(DuckNative.Library, EntryPoint = "duckdb_get_profiling_info")]
    public static partial nint Root(DuckConnectionHandle connection);

    /// <summary>A figure of a node; invalid when it is not kept.</summary>
    [LibraryImport(DuckNative.Library, EntryPoint = "duckdb_profiling_info_get_value")]
    public static partial DuckValueHandle Value(nint node, ReadOnlySpan<byte> key);

    [LibraryImport(DuckNative.Library, EntryPoint = "duckdb_profiling_info_get_child_count")]
    public static partial ulong ChildCount(nint node);

    [LibraryImport(DuckNative.Library, EntryPoint = "duckdb_profiling_info_get_child")]
    public static partial nint Child(nint node, ulong index);
}
