using Weir.Arrow;

namespace Weir.Build.Run;

/// <summary>Small answers of a session to questions of the build's own: names, types, versions.</summary>
internal static class SessionRows
{
    /// <summary>All rows as texts; every column of the query is VARCHAR. A null is an empty text.</summary>
    public static List<string[]> Read(Session session, string sql, CancellationToken cancellation, params object?[] parameters)
    {
        List<string[]> rows = [];
        using QueryResult result = session.Run(new Query(sql) { Parameters = parameters }, cancellation);
        using RecordBatchReader reader = result.AsReader();
        while (reader.Read(cancellation) is { } batch)
        {
            using (batch)
            {
                for (int row = 0; row < batch.RowCount; row++)
                {
                    string[] texts = new string[result.Schema.Fields.Count];
                    for (int i = 0; i < texts.Length; i++)
                        texts[i] = batch.Column(i).IsNull(row) ? "" : batch.Column(i).GetString(row);
                    rows.Add(texts);
                }
            }
        }
        return rows;
    }
}
