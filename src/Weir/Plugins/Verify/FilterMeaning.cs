using System.Text;
using Weir.Arrow;

namespace Weir.Plugins.Verify;

/// <summary>What a filter means, computed independently of the plugin: the filters of the trial and the rows that fit them.</summary>
internal static class FilterMeaning
{
    private static readonly FilterOperator[] Comparisons =
        [FilterOperator.Equal, FilterOperator.NotEqual, FilterOperator.Less, FilterOperator.LessOrEqual, FilterOperator.Greater, FilterOperator.GreaterOrEqual];

    /// <summary>Filters on a column with values that occur in a batch. The caller disposes their values.</summary>
    public static IReadOnlyList<PluginFilter> On(int column, RecordBatch batch)
    {
        ArrowArray values = batch.Column(column);
        List<PluginFilter> filters = [new(column, FilterOperator.IsNull, null), new(column, FilterOperator.IsNotNull, null)];
        int[] rows = [.. Enumerable.Range(0, batch.RowCount).Where(row => !values.IsNull(row))];
        if (rows.Length == 0 || !IsComparable(values.Type))
            return filters;
        int middle = rows[rows.Length / 2];
        filters.AddRange(Comparisons.Select(comparison => new PluginFilter(column, comparison, Values(values, [middle]))));
        filters.Add(new(column, FilterOperator.In, Values(values, [rows[0], middle])));
        if (values.Type.IsText)
            filters.Add(new(column, FilterOperator.StartsWith, Prefix(values, middle)));
        return filters;
    }

    /// <summary>Whether a row of a column fits.</summary>
    public static bool Fits(PluginFilter filter, ArrowArray column, int row)
    {
        if (filter.Operator is FilterOperator.IsNull or FilterOperator.IsNotNull)
            return column.IsNull(row) == (filter.Operator == FilterOperator.IsNull);
        if (column.IsNull(row))
            return false;
        ArrowArray values = filter.Values!.Column(0);
        if (filter.Operator == FilterOperator.StartsWith)
            return column.GetBytes(row).StartsWith(values.GetBytes(0));
        if (filter.Operator == FilterOperator.In)
            return Enumerable.Range(0, filter.Values.RowCount).Any(i => Compare(column, row, values, i) == 0);
        int order = Compare(column, row, values, 0);
        return filter.Operator switch
        {
            FilterOperator.Equal => order == 0,
            FilterOperator.NotEqual => order != 0,
            FilterOperator.Less => order < 0,
            FilterOperator.LessOrEqual => order <= 0,
            FilterOperator.Greater => order > 0,
            _ => order >= 0,
        };
    }

    private static bool IsComparable(ArrowType type) => type.IsText || type.Id is ArrowTypeId.Int32 or ArrowTypeId.Int64
        or ArrowTypeId.Int16 or ArrowTypeId.Int8 or ArrowTypeId.Double or ArrowTypeId.Date32 or ArrowTypeId.Timestamp;

    private static int Compare(ArrowArray left, int row, ArrowArray right, int other) => left.Type switch
    {
        { IsText: true } => left.GetBytes(row).SequenceCompareTo(right.GetBytes(other)),
        { Id: ArrowTypeId.Double } => left.Values<double>()[row].CompareTo(right.Values<double>()[other]),
        _ => Whole(left, row).CompareTo(Whole(right, other)),
    };

    private static long Whole(ArrowArray column, int row) => column.Type.ByteWidth switch
    {
        1 => column.Values<sbyte>()[row],
        2 => column.Values<short>()[row],
        4 => column.Values<int>()[row],
        _ => column.Values<long>()[row],
    };

    private static RecordBatch Prefix(ArrowArray column, int row)
    {
        string text = column.GetString(row);
        using RecordBatchWriter writer = new(new Schema(new Field("value", column.Type)));
        writer.Column<BytesWriter>(0).Append(Encoding.UTF8.GetBytes(text[..Math.Min(text.Length, char.IsHighSurrogate(text.ElementAtOrDefault(1)) ? 1 : 2)]));
        return writer.Finish();
    }

    private static RecordBatch Values(ArrowArray column, IReadOnlyList<int> rows)
    {
        using RecordBatchWriter writer = new(new Schema(new Field("value", column.Type)));
        foreach (int row in rows)
        {
            switch (writer[0])
            {
                case BytesWriter bytes: bytes.Append(column.GetBytes(row)); break;
                case FixedWriter<double> real: real.Append(column.Values<double>()[row]); break;
                case FixedWriter<long> whole: whole.Append(Whole(column, row)); break;
                case FixedWriter<int> whole: whole.Append((int)Whole(column, row)); break;
                case FixedWriter<short> whole: whole.Append((short)Whole(column, row)); break;
                case FixedWriter<sbyte> whole: whole.Append((sbyte)Whole(column, row)); break;
            }
        }
        return writer.Finish();
    }
}
