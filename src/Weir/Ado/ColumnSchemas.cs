using System.Collections.ObjectModel;
using System.Data;
using System.Data.Common;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using Weir.Arrow;

namespace Weir.Ado;

/// <summary>The columns of a result as ADO.NET describes them.</summary>
internal static class ColumnSchemas
{
    public static ReadOnlyCollection<DbColumn> Of(ResultColumns columns) =>
        new([.. Enumerable.Range(0, columns.Count).Select(i => new ResultColumn(columns, i))]);

    /// <summary>The older form of the same.</summary>
    [UnconditionalSuppressMessage("Trimming", "IL2026", Justification = "The columns are of plain types, given here.")]
    [UnconditionalSuppressMessage("Trimming", "IL2111", Justification = "As above.")]
    public static DataTable Table(IReadOnlyList<DbColumn> columns)
    {
        DataTable table = new("SchemaTable") { Locale = CultureInfo.InvariantCulture };
        table.Columns.Add(SchemaTableColumn.ColumnName, typeof(string));
        table.Columns.Add(SchemaTableColumn.ColumnOrdinal, typeof(int));
        table.Columns.Add(SchemaTableColumn.ColumnSize, typeof(int));
        table.Columns.Add(SchemaTableColumn.NumericPrecision, typeof(short));
        table.Columns.Add(SchemaTableColumn.NumericScale, typeof(short));
        table.Columns.Add(SchemaTableColumn.IsUnique, typeof(bool));
        table.Columns.Add(SchemaTableColumn.IsKey, typeof(bool));
        table.Columns.Add(SchemaTableColumn.BaseSchemaName, typeof(string));
        table.Columns.Add(SchemaTableColumn.BaseTableName, typeof(string));
        table.Columns.Add(SchemaTableColumn.BaseColumnName, typeof(string));
        table.Columns.Add(SchemaTableColumn.DataType, typeof(Type));
        table.Columns.Add(SchemaTableColumn.AllowDBNull, typeof(bool));
        table.Columns.Add(SchemaTableColumn.IsAliased, typeof(bool));
        table.Columns.Add(SchemaTableColumn.IsExpression, typeof(bool));
        table.Columns.Add(SchemaTableColumn.IsLong, typeof(bool));
        table.Columns.Add(SchemaTableOptionalColumn.IsReadOnly, typeof(bool));
        table.Columns.Add("DataTypeName", typeof(string));
        foreach (DbColumn column in columns)
            table.Rows.Add(
                column.ColumnName, column.ColumnOrdinal, column.ColumnSize, Short(column.NumericPrecision), Short(column.NumericScale), false, false, null, null, null,
                column.DataType, column.AllowDBNull, null, null, column.IsLong, true, column.DataTypeName);
        return table;
    }

    private static object Short(int? value) => value is { } number ? (short)number : DBNull.Value;

    private sealed class ResultColumn : DbColumn
    {
        public ResultColumn(ResultColumns columns, int ordinal)
        {
            Field field = columns.Field(ordinal);
            ColumnName = field.Name;
            ColumnOrdinal = ordinal;
            AllowDBNull = field.Nullable;
            DataType = columns.TypeOf(ordinal);
            DataTypeName = columns.Shape(ordinal).Text;
            IsReadOnly = true;
            IsLong = false;
            IsKey = false;
            IsUnique = false;
            IsAutoIncrement = false;
            ColumnSize = field.Type.ByteWidth > 0 ? field.Type.ByteWidth : int.MaxValue;
            if (field.Type is DecimalType type)
                (NumericPrecision, NumericScale) = (type.Precision, type.Scale);
        }
    }
}
