using System.Collections.Frozen;
using Weir.Arrow;
using Weir.Engine.Syntax;

namespace Weir.Engine;

/// <summary>
/// Names of the functions that the engine's library has by itself. They are the same for every database of the
/// process, so the first one that is opened tells them. Safe for use by many threads.
/// </summary>
internal static class EngineFunctionNames
{
    private const string Query = "SELECT DISTINCT lower(function_name) FROM duckdb_functions() ORDER BY 1";

    private static volatile FrozenSet<string> _names = FrozenSet<string>.Empty;

    /// <summary>Whether the engine has a function of a name, whatever its case and kind; window functions are among them.</summary>
    public static bool Has(string name) => _names.Contains(name) || EngineWindows.Has(name);

    /// <summary>Asks a database that has no functions of others yet; only the first one is asked.</summary>
    public static void Learn(DuckConnection connection)
    {
        if (_names.Count > 0)
            return;
        List<string> names = [];
        using RecordBatchReader reader = connection.Query(Query);
        while (reader.Read() is RecordBatch batch)
            using (batch)
                for (int row = 0; row < batch.RowCount; row++)
                    names.Add(batch.Column(0).GetString(row));
        _names = names.ToFrozenSet(StringComparer.OrdinalIgnoreCase);
    }
}
