using Weir.Arrow;

namespace Weir.Sessions;

/// <summary>A column of a <see cref="LogTable{TRow}"/>.</summary>
/// <typeparam name="TRow">What the table has a row of.</typeparam>
/// <param name="Field">Its name and type.</param>
/// <param name="Append">Appends the value of a row.</param>
internal sealed record LogColumn<TRow>(Field Field, Action<ColumnWriter, TRow> Append)
{
    private static readonly TimestampType MomentType = new(TimeUnit.Microsecond, "UTC");

    public static LogColumn<TRow> Text(string name, Func<TRow, string?> value) => new(new Field(name, ArrowType.LargeUtf8), (column, row) =>
    {
        if (value(row) is { } text)
            ((BytesWriter)column).Append(text);
        else
            column.AppendNull();
    });

    public static LogColumn<TRow> Whole(string name, Func<TRow, long?> value) => Fixed(name, ArrowType.Int64, value);

    public static LogColumn<TRow> Number(string name, Func<TRow, int?> value) => Fixed(name, ArrowType.Int32, value);

    public static LogColumn<TRow> Truth(string name, Func<TRow, bool?> value) => new(new Field(name, ArrowType.Boolean), (column, row) =>
    {
        if (value(row) is { } truth)
            ((BooleanWriter)column).Append(truth);
        else
            column.AppendNull();
    });

    /// <param name="name">The column's name.</param>
    /// <param name="value">Gives milliseconds since the Unix epoch.</param>
    public static LogColumn<TRow> Moment(string name, Func<TRow, long?> value) => Fixed(name, MomentType, row => value(row) * 1000);

    private static LogColumn<TRow> Fixed<T>(string name, ArrowType type, Func<TRow, T?> value) where T : unmanaged => new(new Field(name, type), (column, row) =>
    {
        if (value(row) is { } known)
            ((FixedWriter<T>)column).Append(known);
        else
            column.AppendNull();
    });
}
