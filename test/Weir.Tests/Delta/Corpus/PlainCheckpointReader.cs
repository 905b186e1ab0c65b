using Weir.Arrow;
using Weir.Delta.Log;
using Weir.Engine;

namespace Weir.Tests.Delta.Corpus;

/// <summary>Reads checkpoints with the bare engine.</summary>
internal sealed class PlainCheckpointReader(DuckDatabase database) : ICheckpointReader
{
    public RecordBatchReader Read(string enginePath, IReadOnlyList<string> columns, CancellationToken cancellationToken)
    {
        string scan = $"read_parquet('{enginePath.Replace("'", "''", StringComparison.Ordinal)}')";
        using DuckConnection connection = database.Connect();
        HashSet<string> present = [];
        using (RecordBatchReader names = connection.Query($"SELECT column_name FROM (DESCRIBE SELECT * FROM {scan})", cancellationToken: cancellationToken))
        {
            while (names.Read(cancellationToken) is { } batch)
            {
                using (batch)
                {
                    for (int i = 0; i < batch.RowCount; i++)
                        present.Add(batch.Column(0).GetString(i));
                }
            }
        }
        // Checkpoints of the corpus are small: read whole, so that the connection can be given back.
        using RecordBatchReader rows = connection.Query($"SELECT {string.Join(", ", columns.Where(present.Contains))} FROM {scan}", cancellationToken: cancellationToken);
        List<RecordBatch> batches = [];
        while (rows.Read(cancellationToken) is { } batch)
            batches.Add(batch);
        return RecordBatchReader.From(rows.Schema, batches);
    }
}
