using System.Globalization;
using Weir.Catalog;
using Weir.Delta.Actions;
using Weir.Delta.Commands;

namespace Weir.Sessions;

/// <summary>The text of the COPY that writes the data files of one Delta write. Pure.</summary>
internal static class CopyCommand
{
    private const string ParquetEnding = ".parquet";

    /// <param name="select">A SELECT without a semicolon at its end.</param>
    /// <param name="selectColumns">Names of its columns.</param>
    /// <param name="request">Where and how to write.</param>
    /// <param name="fileBytes">Bytes after which a file without partitions ends.</param>
    public static string Text(string select, IReadOnlyList<string> selectColumns, DataFileRequest request, long fileBytes)
    {
        string name = request.FileName("{uuid}");
        List<string> options =
        [
            "FORMAT parquet", $"COMPRESSION {SqlText.Literal(request.Codec)}", "RETURN_STATS", "APPEND",
            $"FILENAME_PATTERN {SqlText.Literal(name[..^ParquetEnding.Length])}", $"FILE_EXTENSION {SqlText.Literal(ParquetEnding[1..])}",
        ];
        options.Add(request.PartitionColumns.Count > 0
            ? $"PARTITION_BY ({string.Join(", ", request.PartitionColumns.Select(SqlText.Name))})"
            : string.Create(CultureInfo.InvariantCulture, $"FILE_SIZE_BYTES '{fileBytes >> 20}MiB'"));
        return $"COPY (SELECT {Projection(selectColumns, request)} FROM ({select}\n) AS source) " +
            $"TO {SqlText.Literal(request.TableRoot)} ({string.Join(", ", options)})";
    }

    // Casts by name to the table's types, so that files hold just what the schema says.
    private static string Projection(IReadOnlyList<string> selectColumns, DataFileRequest request) =>
        string.Join(", ", request.Schema.Columns.Select(column =>
        {
            string type = DeltaSqlType.Of(column.Type);
            string value = selectColumns.FirstOrDefault(name => string.Equals(name, column.Name, StringComparison.OrdinalIgnoreCase))
                is { } source ? $"source.{SqlText.Name(source)}" : "NULL";
            if (column.Type == DeltaType.String && request.PartitionColumns.Contains(column.Name))
                value = $"nullif({value}, '')"; // Delta's log cannot tell the empty text from null
            return $"CAST({value} AS {type}) AS {SqlText.Name(column.Name)}";
        }));
}
