using System.Text.Json;
using Weir.Delta.Actions;
using Weir.Diagnostics;

namespace Weir.Delta.Commands;

/// <summary>
/// NOT NULL of top-level columns, judged by the statistics of the files just written: these counted
/// every row ("Column Invariants" leaves it to writers that no such row gets in).
/// </summary>
internal static class RequiredColumns
{
    /// <exception cref="WeirException">WEIR2029: a required column has NULLs, or nobody counted them.</exception>
    public static void Check(DeltaSchema schema, IReadOnlyList<string> partitionColumns, IReadOnlyList<AddFile> files, string table)
    {
        List<StructField> required = [.. schema.Columns.Where(column => !column.Nullable)];
        if (required.Count == 0)
            return;
        foreach (AddFile file in files)
        {
            using JsonDocument stats = JsonDocument.Parse(file.Stats ?? "{}");
            foreach (StructField column in required)
                CheckColumn(column, partitionColumns, file, stats.RootElement, table);
        }
    }

    private static void CheckColumn(
        StructField column, IReadOnlyList<string> partitionColumns, AddFile file, JsonElement stats, string table)
    {
        if (partitionColumns.Contains(column.Name))
        {
            if (string.IsNullOrEmpty(file.PartitionValues[column.Name]))
                throw DeltaWriteErrors.NullRefused(table, column.Name, FileStatistics.NumRecords(file.Stats));
            return;
        }
        long? nulls = NullCount(stats, column);
        if (nulls is not 0)
            throw DeltaWriteErrors.NullRefused(table, column.Name, nulls);
    }

    // The protocol counts NULLs of leaves only, so a struct, list or map column shows none of its own:
    // nested ones are judged by a leaf without NULLs, which proves that no parent is NULL.
    private static long? NullCount(JsonElement stats, StructField column)
    {
        if (!stats.TryGetProperty("nullCount", out JsonElement counts) || !counts.TryGetProperty(column.Name, out JsonElement count))
            return null;
        return LeastOf(count);
    }

    private static long? LeastOf(JsonElement count) => count.ValueKind switch
    {
        JsonValueKind.Number => count.GetInt64(),
        JsonValueKind.Object => count.EnumerateObject().Select(member => LeastOf(member.Value)).Min(),
        _ => null,
    };
}
