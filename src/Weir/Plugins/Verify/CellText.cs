using Weir.Arrow;

namespace Weir.Plugins.Verify;

/// <summary>The rows of batches as texts that are equal when the values are.</summary>
internal static class CellText
{
    public static IEnumerable<string> RowsOf(RecordBatch batch) => Enumerable.Range(0, batch.RowCount)
        .Select(row => string.Join(" | ", Enumerable.Range(0, batch.Schema.Fields.Count).Select(column => Of(batch.Column(column), row))));

    public static string Of(ArrowArray column, int row)
    {
        if (column.IsNull(row))
            return "NULL";
        return column.Type switch
        {
            StructType fields => "{" + string.Join(", ", Enumerable.Range(0, fields.Fields.Count).Select(i => Of(column.Child(i), row))) + "}",
            ListType or LargeListType or FixedSizeListType or MapType => List(column, row),
            { IsBytes: true } or FixedSizeBinaryType => Convert.ToHexString(column.GetBytes(row)),
            DictionaryType => Of(column.Dictionary, (int)column.GetDictionaryIndex(row)),
            { Id: ArrowTypeId.Boolean } => column.GetBoolean(row) ? "true" : "false",
            _ => column.Type.ByteWidth switch
            {
                1 => $"{column.Values<byte>()[row]}",
                2 => $"{column.Values<ushort>()[row]}",
                4 => $"{column.Values<uint>()[row]}",
                8 => $"{column.Values<ulong>()[row]}",
                _ => $"{column.Values<UInt128>()[row]}",
            },
        };
    }

    private static string List(ArrowArray column, int row)
    {
        (int start, int length) = column.GetListRange(row);
        return "[" + string.Join(", ", Enumerable.Range(start, length).Select(i => Of(column.Child(0), i))) + "]";
    }
}
