using Weir.Arrow;
using Weir.Catalog;
using Weir.Delta.Log;
using Weir.Engine;

namespace Weir.Sessions;

/// <summary>Reads Parquet checkpoints of the Delta log with the engine. Safe for use by many threads.</summary>
/// <param name="connect">Gives a connection for each checkpoint, which the reader disposes.</param>
internal sealed class EngineCheckpointReader(Func<DuckConnection> connect) : ICheckpointReader
{
    public RecordBatchReader Read(string enginePath, IReadOnlyList<string> columns, CancellationToken cancellationToken)
    {
        string scan = $"read_parquet([{SqlText.Literal(SqlText.EscapeGlob(enginePath))}], hive_partitioning = false)";
        DuckConnection connection = connect();
        try
        {
            HashSet<string> present = [.. EngineRows.Texts(connection, $"SELECT column_name FROM (DESCRIBE SELECT * FROM {scan})", cancellationToken)];
            string[] wanted = [.. columns.Where(present.Contains)];
            string sql = wanted.Length == 0
                ? "SELECT 1 WHERE false"
                : $"SELECT {string.Join(", ", wanted.Select(SqlText.Name))} FROM {scan}";
            RecordBatchReader rows = connection.Query(sql, cancellationToken: cancellationToken);
            return new QueryStream(rows, ended: (_, _, _) => { }, release: _ => connection.Dispose());
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }
}
