namespace Weir.Arrow;

/// <summary>
/// Rows in columns over native memory. Owns a reference to that memory and gives it back at
/// <see cref="Dispose"/>, exactly once; slices hold references of their own, so batch and slices
/// are disposed in any order. Immutable and safe to read from many threads; whoever disposes makes
/// sure that nobody reads.
/// </summary>
public sealed class RecordBatch : IDisposable
{
    private readonly ArrowArray[] _columns;
    private readonly ArrowMemory[] _memories;
    private int _disposed;

    /// <summary>
    /// Puts columns of other batches together (a projection, a renaming). The columns' memory is
    /// shared, so the batches they come from may be disposed.
    /// </summary>
    /// <param name="schema">One field a column; the types must match.</param>
    /// <param name="rowCount">Rows of every column.</param>
    /// <param name="columns">The columns in the order of the schema.</param>
    /// <exception cref="ArgumentException">Count, type or length of a column does not match.</exception>
    public RecordBatch(Schema schema, int rowCount, IReadOnlyList<ArrowArray> columns)
        : this(schema, rowCount, Matching(schema, rowCount, columns), MemoriesOf(columns))
    {
        foreach (ArrowMemory memory in _memories)
            memory.AddReference();
    }

    private RecordBatch(Schema schema, int rowCount, ArrowArray[] columns, ArrowMemory[] memories)
    {
        Schema = schema;
        RowCount = rowCount;
        _columns = columns;
        _memories = memories;
    }

    /// <summary>Names and types of the columns.</summary>
    public Schema Schema { get; }

    /// <summary>Rows.</summary>
    public int RowCount { get; }

    /// <summary>The columns in the order of the schema.</summary>
    /// <exception cref="ObjectDisposedException">The batch was disposed.</exception>
    public IReadOnlyList<ArrowArray> Columns
    {
        get
        {
            ThrowIfDisposed();
            return _columns;
        }
    }

    /// <summary>A column by its place.</summary>
    /// <param name="index">From 0 to the count of fields - 1.</param>
    /// <returns>The column.</returns>
    /// <exception cref="ObjectDisposedException">The batch was disposed.</exception>
    public ArrowArray Column(int index)
    {
        ThrowIfDisposed();
        return _columns[index];
    }

    /// <summary>A window on the same memory; no value is copied.</summary>
    /// <param name="offset">First row.</param>
    /// <param name="length">Rows.</param>
    /// <returns>A batch of its own, which the caller disposes.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The window leaves the batch.</exception>
    public RecordBatch Slice(int offset, int length)
    {
        ThrowIfDisposed();
        ArgumentOutOfRangeException.ThrowIfNegative(offset);
        ArgumentOutOfRangeException.ThrowIfNegative(length);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(length, RowCount - offset);
        foreach (ArrowMemory memory in _memories)
            memory.AddReference();
        return new RecordBatch(Schema, length, Array.ConvertAll(_columns, column => column.Slice(offset, length)), _memories);
    }

    /// <summary>Copies batches of one schema into one batch. The sources stay the caller's.</summary>
    /// <param name="batches">At least one batch; all schemas equal.</param>
    /// <returns>A new batch, which the caller disposes. For one source, a slice of it that copies nothing.</returns>
    /// <exception cref="ArgumentException">No batch, or schemas that differ.</exception>
    /// <exception cref="WeirException">WEIR3002: more rows or bytes than one array of the type can hold.</exception>
    public static RecordBatch Concat(IReadOnlyList<RecordBatch> batches)
    {
        if (batches.Count == 0)
            throw new ArgumentException("There is no batch to concatenate; an empty result has no schema.", nameof(batches));
        Schema schema = batches[0].Schema;
        if (batches.Any(batch => !batch.Schema.Equals(schema)))
            throw new ArgumentException("The batches have different schemas.", nameof(batches));
        if (batches.Count == 1)
            return batches[0].Slice(0, batches[0].RowCount);
        NativeBlocks memory = new();
        try
        {
            int rowCount = ArrayConcat.LengthOf("root", batches.Sum(batch => (long)batch.RowCount));
            ArrowArray[] columns = new ArrowArray[schema.Fields.Count];
            for (int i = 0; i < columns.Length; i++)
                columns[i] = ArrayConcat.Concat(memory, [.. batches.Select(batch => batch.Column(i))], "root." + schema.Fields[i].Name);
            return Own(schema, rowCount, columns, memory);
        }
        catch
        {
            memory.Release();
            throw;
        }
    }

    /// <summary>Gives the memory back. Further calls do nothing.</summary>
    public void Dispose()
    {
        if (Interlocked.Exchange(ref _disposed, 1) != 0)
            return;
        foreach (ArrowMemory memory in _memories)
            memory.Release();
    }

    /// <summary>Makes a batch that takes over the caller's one reference to the memory behind all columns.</summary>
    internal static RecordBatch Own(Schema schema, int rowCount, ArrowArray[] columns, ArrowMemory memory) =>
        new(schema, rowCount, columns, [memory]);

    /// <summary>The batch's memories with one more reference each, for an owner beside the batch.</summary>
    internal ArrowMemory[] ShareMemory()
    {
        ThrowIfDisposed();
        foreach (ArrowMemory memory in _memories)
            memory.AddReference();
        return _memories;
    }

    private void ThrowIfDisposed() => ObjectDisposedException.ThrowIf(Volatile.Read(ref _disposed) != 0, this);

    private static ArrowArray[] Matching(Schema schema, int rowCount, IReadOnlyList<ArrowArray> columns)
    {
        if (columns.Count != schema.Fields.Count)
            throw new ArgumentException($"The schema has {schema.Fields.Count} fields, but there are {columns.Count} columns.", nameof(columns));
        for (int i = 0; i < columns.Count; i++)
        {
            if (!columns[i].Type.Equals(schema.Fields[i].Type))
                throw new ArgumentException($"Column {i} has type {columns[i].Type}, but field '{schema.Fields[i].Name}' has type {schema.Fields[i].Type}.", nameof(columns));
            if (columns[i].Length != rowCount)
                throw new ArgumentException($"Column {i} ('{schema.Fields[i].Name}') has {columns[i].Length} rows instead of {rowCount}.", nameof(columns));
        }
        return [.. columns];
    }

    private static ArrowMemory[] MemoriesOf(IReadOnlyList<ArrowArray> columns)
    {
        List<ArrowMemory> found = [];
        foreach (ArrowArray column in columns)
            Collect(column, found);
        return [.. found];
    }

    private static void Collect(ArrowArray array, List<ArrowMemory> found)
    {
        if (!found.Contains(array.Memory))
            found.Add(array.Memory);
        foreach (ArrowArray child in array.Children)
            Collect(child, found);
        if (array.DictionaryOrNull is ArrowArray dictionary)
            Collect(dictionary, found);
    }
}
