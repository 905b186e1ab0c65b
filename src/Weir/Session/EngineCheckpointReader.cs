using Weir.Arrow;
using Weir.Catalog;
using Weir.Delta.Log;
using Weir.Engine;

namespace Weir.Sessions;

/// <summary>Reads Parquet checkpoints of the Delta log with the engine. Safe for use by many threads.</summary>
/// <param name="connect">Gives a connection for each checkpoint, which the reader disposes.</param>
internal sealed class EngineCheckpointReader(Func<DuckConnection> connect) : ICheckpointReader
{
    // A row is half a kilobyte, and is taken over before the next is read.
    private const int BatchRows = 8_192;

    // A limit that is never reached keeps the scan on one thread: each has some 25 MB of buffers, and taking the rows over is the longer work.
    private const string OneThread = " LIMIT 9223372036854775807";

    private const string Add = "add";
    private const string Stats = "stats";
    private const string ParsedStats = "stats_parsed";
    private const string ParsedPartitionValues = "partitionValues_parsed";

    public RecordBatchReader Read(string enginePath, IReadOnlyList<string> columns, CancellationToken cancellationToken)
    {
        string scan = $"read_parquet([{SqlText.Literal(SqlText.EscapeGlob(enginePath))}], hive_partitioning = false)";
        DuckConnection connection = connect();
        try
        {
            HashSet<string> present = [.. EngineRows.Texts(connection, $"SELECT column_name FROM (DESCRIBE SELECT * FROM {scan})", cancellationToken)];
            string[] wanted = [.. columns.Where(present.Contains)];
            IReadOnlyList<string> addFields = wanted.Contains(Add) ? FieldsOfAdd(connection, enginePath, cancellationToken) : [];
            string sql = wanted.Length == 0
                ? "SELECT 1 WHERE false"
                : $"SELECT {string.Join(", ", wanted.Select(name => name == Add ? AddColumn(addFields) : SqlText.Name(name)))} FROM {scan}{OneThread}";
            RecordBatchReader rows = connection.Query(sql, batchRows: BatchRows, cancellationToken: cancellationToken);
            return new QueryStream(rows, ended: (_, _, _) => { }, release: _ => connection.Dispose());
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }

    // Statistics that a writer left as a struct alone become the JSON that they are made of; where both are there the JSON
    // counts, and the struct is not read.
    private static string AddColumn(IReadOnlyList<string> fields)
    {
        if (!fields.Contains(ParsedStats))
            return Add;
        string parsed = $"CAST(to_json(struct_extract({Add}, '{ParsedStats}')) AS VARCHAR)";
        IEnumerable<string> kept = fields.Where(name => name is not (Stats or ParsedStats or ParsedPartitionValues))
            .Select(name => $"{SqlText.Name(name)} := struct_extract({Add}, {SqlText.Literal(name)})");
        string stats = fields.Contains(Stats) ? $"coalesce(struct_extract({Add}, '{Stats}'), {parsed})" : parsed;
        return $"CASE WHEN {Add} IS NOT NULL THEN struct_pack({string.Join(", ", kept.Append($"{Stats} := {stats}"))}) END AS {Add}";
    }

    // The schema comes as a walk of the tree, each node with the number of its children.
    private static List<string> FieldsOfAdd(DuckConnection connection, string enginePath, CancellationToken cancellationToken)
    {
        List<(string Name, string Children)> nodes = EngineRows.Pairs(connection,
            $"SELECT name, CAST(coalesce(num_children, 0) AS VARCHAR) FROM parquet_schema([{SqlText.Literal(SqlText.EscapeGlob(enginePath))}])", cancellationToken);
        List<string> fields = [];
        int next = 1;
        for (int column = 0; column < Children(nodes[0]); column++)
        {
            int last = End(nodes, next);
            if (nodes[next].Name == Add)
            {
                for (int field = next + 1; field < last; field = End(nodes, field))
                    fields.Add(nodes[field].Name);
                return fields;
            }
            next = last;
        }
        return fields;
    }

    private static int End(List<(string Name, string Children)> nodes, int start)
    {
        int end = start + 1;
        for (int child = 0; child < Children(nodes[start]); child++)
            end = End(nodes, end);
        return end;
    }

    private static int Children((string Name, string Children) node) => int.Parse(node.Children, System.Globalization.CultureInfo.InvariantCulture);
}
