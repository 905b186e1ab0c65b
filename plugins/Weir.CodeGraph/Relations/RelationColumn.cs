using Weir.Arrow;
using Weir.CodeGraph.Sources;

namespace Weir.CodeGraph.Relations;

/// <summary>One column of a relation: its field, and how a row's value gets there.</summary>
/// <param name="Field">Name and type.</param>
/// <param name="Append">Appends a row's value.</param>
internal sealed record RelationColumn<TRow>(Field Field, Action<ColumnWriter, TRow> Append)
{
    public static RelationColumn<TRow> Text(string name, Func<TRow, string?> value, bool isNullable = false) =>
        new(new Field(name, ArrowType.Utf8, isNullable), (column, row) =>
        {
            if (value(row) is { } text)
                ((BytesWriter)column).Append(text);
            else
                column.AppendNull();
        });

    public static RelationColumn<TRow> Bytes(string name, Func<TRow, byte[]> value) =>
        new(new Field(name, ArrowType.Utf8, Nullable: false), (column, row) => ((BytesWriter)column).Append(value(row)));

    public static RelationColumn<TRow> Id(string name, Func<TRow, NodeId?> value, bool isNullable = false) =>
        new(new Field(name, ArrowType.Utf8, isNullable), (column, row) =>
        {
            if (value(row) is { } id)
                id.AppendTo((BytesWriter)column);
            else
                column.AppendNull();
        });

    public static RelationColumn<TRow> Number(string name, Func<TRow, long?> value, bool isNullable = false) =>
        new(new Field(name, ArrowType.Int64, isNullable), (column, row) =>
        {
            if (value(row) is { } number)
                ((FixedWriter<long>)column).Append(number);
            else
                column.AppendNull();
        });

    public static RelationColumn<TRow> Truth(string name, Func<TRow, bool> value) =>
        new(new Field(name, ArrowType.Boolean, Nullable: false), (column, row) => ((BooleanWriter)column).Append(value(row)));
}
