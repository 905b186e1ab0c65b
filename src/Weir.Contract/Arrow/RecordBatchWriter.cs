namespace Weir.Arrow;

/// <summary>
/// Builds batches row by row: append one value to each column, then <see cref="Finish"/>. The
/// memory moves into the batch, and the writer starts empty again. Not thread-safe.
/// </summary>
public sealed class RecordBatchWriter : IDisposable
{
    private readonly ColumnWriter[] _columns;

    /// <summary>Makes a writer.</summary>
    /// <param name="schema">The columns.</param>
    public RecordBatchWriter(Schema schema)
    {
        Schema = schema;
        _columns = [.. schema.Fields.Select(field => ColumnWriter.For(field.Type))];
    }

    /// <summary>The columns' names and types.</summary>
    public Schema Schema { get; }

    /// <summary>Rows of the first column so far; 0 without columns.</summary>
    public int RowCount => _columns.Length == 0 ? 0 : _columns[0].Length;

    /// <summary>The writer of a column.</summary>
    /// <param name="index">The column's place.</param>
    public ColumnWriter this[int index] => _columns[index];

    /// <summary>The writer of a column as its own type, for example <c>Column&lt;FixedWriter&lt;long&gt;&gt;(0)</c>.</summary>
    /// <typeparam name="T">The writer's type; see <see cref="ColumnWriter.For"/>.</typeparam>
    /// <param name="index">The column's place.</param>
    /// <returns>The writer.</returns>
    public T Column<T>(int index) where T : ColumnWriter => (T)_columns[index];

    /// <summary>Hands over what was appended.</summary>
    /// <returns>A batch that the caller disposes; it may have no rows.</returns>
    /// <exception cref="InvalidOperationException">The columns have different lengths, or a nested row was not ended; the writer keeps its rows.</exception>
    public RecordBatch Finish()
    {
        int rowCount = RowCount;
        for (int i = 0; i < _columns.Length; i++)
            if (_columns[i].Length != rowCount)
                throw new InvalidOperationException($"Column '{Schema.Fields[i].Name}' has {_columns[i].Length} rows, but '{Schema.Fields[0].Name}' has {rowCount}.");
        foreach (ColumnWriter column in _columns)
            column.EnsureComplete();
        NativeBlocks memory = new();
        return RecordBatch.Own(Schema, rowCount, Array.ConvertAll(_columns, column => column.Finish(memory)), memory);
    }

    /// <summary>Frees what was not handed over.</summary>
    public void Dispose()
    {
        foreach (ColumnWriter column in _columns)
            column.Dispose();
    }
}
