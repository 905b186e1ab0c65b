using Weir.Arrow;
using Weir.Delta.Actions;
using Weir.Diagnostics;

namespace Weir.Delta.Table;

/// <summary>
/// What is known of the rows of each file of one version, in typed columns with a row a file. A column is read from the log
/// when it is first asked for, and kept. Safe for use by many threads.
/// </summary>
/// <param name="facts">Gives the facts of the version; called once a reading.</param>
/// <param name="asked">Told of each column that is asked for whether it was there.</param>
internal sealed class FileBounds(Func<IFileFacts> facts, Action<bool>? asked = null)
{
    private readonly Lock _lock = new();
    private readonly Dictionary<string, Held> _columns = new(StringComparer.Ordinal);

    /// <summary>Columns that are kept now.</summary>
    public int Count
    {
        get
        {
            lock (_lock)
                return _columns.Count;
        }
    }

    /// <summary>The statistics of fields: for each a batch of min, max, has nulls, has values; without the first two where it has no bounds.</summary>
    /// <returns>One batch a field, each the caller's to dispose.</returns>
    public IReadOnlyList<RecordBatch> Of(IReadOnlyList<BoundedField> fields)
    {
        lock (_lock)
        {
            BoundedField[] missing = [.. fields.Where(field => !_columns.ContainsKey(KeyOf(field))).DistinctBy(KeyOf)];
            foreach (BoundedField field in fields)
                asked?.Invoke(!missing.Contains(field));
            if (missing.Length > 0)
                Load(missing);
            return [.. fields.Select(field => _columns[KeyOf(field)].Share())];
        }
    }

    /// <summary>The values of a partition column.</summary>
    /// <param name="column">Its place among the partition columns.</param>
    /// <param name="type">Its type.</param>
    /// <returns>A batch of one column, the caller's to dispose.</returns>
    /// <exception cref="WeirException">WEIR2012: a file has no value for the column, or one of another type.</exception>
    public RecordBatch Partition(int column, DeltaType type)
    {
        lock (_lock)
        {
            string key = $"partition {column}";
            asked?.Invoke(_columns.ContainsKey(key));
            if (!_columns.TryGetValue(key, out Held? held))
                _columns.Add(key, held = new Held(Values(column, type)));
            return held.Share();
        }
    }

    /// <summary>The places of the files, from 0.</summary>
    /// <returns>A batch of one column, the caller's to dispose.</returns>
    public RecordBatch Places()
    {
        lock (_lock)
        {
            const string Key = "places";
            if (!_columns.TryGetValue(Key, out Held? held))
                _columns.Add(Key, held = new Held(Numbers()));
            return held.Share();
        }
    }

    private static string KeyOf(BoundedField field) => $"field {string.Join('\0', field.Path)}\0{field.Type}\0{field.HasBounds}";

    private void Load(BoundedField[] fields)
    {
        BoundsCollector[] collectors = [.. fields.Select(BoundsCollector.For)];
        try
        {
            BoundsReader reader = new(fields, collectors);
            IFileFacts files = facts();
            for (int file = 0; file < files.Count; file++)
                reader.Read(files.Statistics(file));
            for (int i = 0; i < fields.Length; i++)
                _columns.Add(KeyOf(fields[i]), new Held(Finish(collectors[i].Columns)));
        }
        finally
        {
            foreach (BoundsCollector collector in collectors)
                collector.Dispose();
        }
    }

    private RecordBatch Values(int column, DeltaType type)
    {
        using ColumnWriter writer = PartitionColumnWriter.For(type);
        IFileFacts files = facts();
        for (int file = 0; file < files.Count; file++)
            PartitionColumnWriter.Append(writer, files.Partition(file, column).Value);
        return Finish([writer]);
    }

    private RecordBatch Numbers()
    {
        int[] numbers = [.. Enumerable.Range(0, facts().Count)];
        using FixedWriter<int> writer = (FixedWriter<int>)ColumnWriter.For(ArrowType.Int32);
        writer.Append(numbers);
        return Finish([writer]);
    }

    private static RecordBatch Finish(IReadOnlyList<ColumnWriter> columns)
    {
        Schema schema = new([.. columns.Select((column, i) => new Field($"c{i}", column.Type))]);
        NativeBlocks memory = new();
        int rows = columns[0].Length;
        Invariant.Holds(columns.All(column => column.Length == rows));
        return RecordBatch.Own(schema, rows, [.. columns.Select(column => column.Finish(memory))], memory);
    }

    // Nobody disposes a snapshot: what it holds goes with it.
    private sealed class Held(RecordBatch batch)
    {
        ~Held() => batch.Dispose();

        public RecordBatch Share()
        {
            RecordBatch shared = batch.Slice(0, batch.RowCount);
            GC.KeepAlive(this);
            return shared;
        }
    }
}
