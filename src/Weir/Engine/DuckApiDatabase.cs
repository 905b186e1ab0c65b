using System.Runtime.InteropServices;

namespace Weir.Engine;

/// <summary>Imports of the header's chapters "open connect" and "configuration".</summary>
internal static unsafe partial class DuckApiDatabase
{
    [LibraryImport(DuckNative.Library, EntryPoint = "duckdb_library_version")]
    public static partial byte* LibraryVersion();

    [LibraryImport(DuckNative.Library, EntryPoint = "duckdb_create_config")]
    public static partial DuckState CreateConfig(out DuckConfigHandle config);

    [LibraryImport(DuckNative.Library, EntryPoint = "duckdb_set_config")]
    public static partial DuckState SetConfig(DuckConfigHandle config, byte[] name, byte[] option);

    /// <summary>The error text, when there is one, is freed by <see cref="EngineText.Take"/>.</summary>
    [LibraryImport(DuckNative.Library, EntryPoint = "duckdb_open_ext")]
    public static partial DuckState Open(
        byte[] path, out DuckDatabaseHandle database, DuckConfigHandle config, out byte* error);

    [LibraryImport(DuckNative.Library, EntryPoint = "duckdb_connect")]
    public static partial DuckState Connect(DuckDatabaseHandle database, out DuckConnectionHandle connection);

    /// <summary>Sets a flag that running work looks at; safe from any thread.</summary>
    [LibraryImport(DuckNative.Library, EntryPoint = "duckdb_interrupt")]
    public static partial void Interrupt(DuckConnectionHandle connection);

    [LibraryImport(DuckNative.Library, EntryPoint = "duckdb_connection_get_client_context")]
    public static partial void ContextOf(DuckConnectionHandle connection, out DuckClientContextHandle context);

    /// <summary>A number that no other connection of the database has.</summary>
    [LibraryImport(DuckNative.Library, EntryPoint = "duckdb_client_context_get_connection_id")]
    public static partial ulong ConnectionId(DuckClientContextHandle context);

    [LibraryImport(DuckNative.Library, EntryPoint = "duckdb_free")]
    public static partial void Free(void* pointer);
}
