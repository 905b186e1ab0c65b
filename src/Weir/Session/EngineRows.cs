using Weir.Arrow;
using Weir.Engine;

namespace Weir.Sessions;

/// <summary>Small answers of the engine to questions of Weir's own, never a user's result.</summary>
internal static class EngineRows
{
    /// <summary>The texts of the first column.</summary>
    public static List<string> Texts(DuckConnection connection, string sql, CancellationToken cancellationToken)
    {
        List<string> texts = [];
        Read(connection, sql, batch =>
        {
            ArrowArray column = batch.Column(0);
            for (int row = 0; row < batch.RowCount; row++)
                texts.Add(column.GetString(row));
        }, cancellationToken);
        return texts;
    }

    /// <summary>The texts of the first two columns.</summary>
    public static List<(string First, string Second)> Pairs(DuckConnection connection, string sql, CancellationToken cancellationToken)
    {
        List<(string, string)> pairs = [];
        Read(connection, sql, batch =>
        {
            (ArrowArray first, ArrowArray second) = (batch.Column(0), batch.Column(1));
            for (int row = 0; row < batch.RowCount; row++)
                pairs.Add((first.GetString(row), second.GetString(row)));
        }, cancellationToken);
        return pairs;
    }

    private static void Read(DuckConnection connection, string sql, Action<RecordBatch> take, CancellationToken cancellationToken)
    {
        using RecordBatchReader reader = connection.Query(sql, cancellationToken: cancellationToken);
        while (reader.Read(cancellationToken) is { } batch)
        {
            using (batch)
                take(batch);
        }
    }
}
