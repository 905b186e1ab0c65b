using System.Runtime.InteropServices;

namespace Weir.Engine;

/// <summary>
/// The one import that the header marks deprecated without naming a successor: a pending result
/// whose rows stay in the engine until they are fetched. All streaming goes through here.
/// </summary>
internal static partial class DuckApiStreaming
{
    [LibraryImport(DuckNative.Library, EntryPoint = "duckdb_pending_prepared_streaming")]
    public static partial DuckState PendingStreaming(DuckStatementHandle statement, out DuckPendingHandle pending);
}
