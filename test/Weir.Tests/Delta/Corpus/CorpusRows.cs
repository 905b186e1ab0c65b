using Weir.Arrow;

namespace Weir.Tests.Delta.Corpus;

/// <summary>Rows as text: columns joined by <c>|</c>, null as <c>NULL</c>.</summary>
internal static class CorpusRows
{
    /// <summary>The statement with every column cast to text.</summary>
    public static string AsText(string sql) => $"SELECT CAST(COLUMNS(*) AS VARCHAR) FROM ({sql})";

    /// <summary>Reads all rows of an answer of text columns, in order.</summary>
    public static List<string> Read(RecordBatchReader reader)
    {
        List<string> rows = [];
        while (reader.Read() is { } batch)
        {
            using (batch)
            {
                for (int row = 0; row < batch.RowCount; row++)
                    rows.Add(string.Join('|', batch.Columns.Select(column => column.IsNull(row) ? "NULL" : column.GetString(row))));
            }
        }
        return rows;
    }
}
