using System.Globalization;
using Weir.Arrow;

namespace Weir.Sessions;

/// <summary>The rows of a small answer to a question of the catalog's own: texts and whole numbers.</summary>
internal static class CatalogRows
{
    public static IReadOnlyList<IReadOnlyList<string?>> Of(QueryResult result, CancellationToken cancellationToken)
    {
        List<IReadOnlyList<string?>> rows = [];
        using RecordBatchReader reader = result.AsReader();
        while (reader.Read(cancellationToken) is { } batch)
        {
            using (batch)
            {
                for (int row = 0; row < batch.RowCount; row++)
                    rows.Add([.. batch.Columns.Select(column => Text(column, row))]);
            }
        }
        return rows;
    }

    private static string? Text(ArrowArray column, int row) => column.IsNull(row) ? null
        : column.Type.Id == ArrowTypeId.Int64 ? column.Values<long>()[row].ToString(CultureInfo.InvariantCulture)
        : column.GetString(row);
}
