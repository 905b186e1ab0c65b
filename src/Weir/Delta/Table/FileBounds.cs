using Weir.Arrow;
using Weir.Delta.Actions;
using Weir.Diagnostics;

namespace Weir.Delta.Table;

/// <summary>
/// What the log says of the rows of files, in typed columns with a row a file. A column is read when it is first asked for,
/// and kept; when more files have come since, only theirs are read. Safe for use by many threads.
/// </summary>
/// <param name="asked">Told of each column that is asked for whether all of it was there.</param>
internal sealed class FileBounds(Action<bool>? asked = null)
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

    /// <summary>Files whose facts were read so far, once for each reading.</summary>
    public long FilesRead { get; private set; }

    /// <summary>The statistics of fields: for each a batch of min, max, has nulls, has values; without the first two where it has no bounds.</summary>
    /// <param name="facts">The files; those that were there in an earlier call are the same.</param>
    /// <param name="fields">The fields.</param>
    /// <returns>One batch a field with a row a file, each the caller's to dispose.</returns>
    public IReadOnlyList<RecordBatch> Of(IFileFacts facts, IReadOnlyList<BoundedField> fields)
    {
        lock (_lock)
        {
            BoundedField[] wanting = [.. fields.Where(field => RowsOf(KeyOf(field)) < facts.Count).DistinctBy(KeyOf)];
            foreach (BoundedField field in fields)
                asked?.Invoke(!wanting.Contains(field));
            foreach (IGrouping<int, BoundedField> group in wanting.GroupBy(field => RowsOf(KeyOf(field))).ToArray())
                Read(facts, [.. group], first: group.Key);
            return [.. fields.Select(field => _columns[KeyOf(field)].Share(facts.Count))];
        }
    }

    /// <summary>The values of a partition column.</summary>
    /// <param name="facts">As for statistics.</param>
    /// <param name="column">Its place among the partition columns.</param>
    /// <param name="name">Its name in the log.</param>
    /// <param name="type">Its type.</param>
    /// <returns>A batch of one column, the caller's to dispose.</returns>
    /// <exception cref="WeirException">WEIR2012: a file of the version has no value for the column, or one of another type.</exception>
    public RecordBatch Partition(IFileFacts facts, int column, string name, DeltaType type)
    {
        lock (_lock)
        {
            string key = $"partition {name}\0{type}";
            int known = RowsOf(key);
            asked?.Invoke(known >= facts.Count);
            if (known < facts.Count)
                Add(key, Values(facts, column, type, known, out List<int> faults), faults);
            Held held = _columns[key];
            foreach (int fault in held.Faults.Where(facts.Has))
                facts.Partition(fault, column);
            return held.Share(facts.Count);
        }
    }

    private static string KeyOf(BoundedField field) => $"field {string.Join('\0', field.Path)}\0{field.Type}\0{field.HasBounds}";

    private int RowsOf(string key) => _columns.TryGetValue(key, out Held? held) ? held.Rows : 0;

    private void Read(IFileFacts facts, BoundedField[] fields, int first)
    {
        BoundsCollector[] collectors = [.. fields.Select(BoundsCollector.For)];
        try
        {
            BoundsReader reader = new(fields, collectors);
            for (int file = first; file < facts.Count; file++)
                reader.Read(facts.Statistics(file));
            FilesRead += facts.Count - first;
            for (int i = 0; i < fields.Length; i++)
                Add(KeyOf(fields[i]), Finish(collectors[i].Columns), []);
        }
        finally
        {
            foreach (BoundsCollector collector in collectors)
                collector.Dispose();
        }
    }

    // A value that cannot be read is a fault of those versions that have the file.
    private RecordBatch Values(IFileFacts facts, int column, DeltaType type, int first, out List<int> faults)
    {
        faults = [];
        using ColumnWriter writer = PartitionColumnWriter.For(type);
        for (int file = first; file < facts.Count; file++)
        {
            try
            {
                PartitionColumnWriter.Append(writer, facts.Partition(file, column).Value);
            }
            catch (WeirException) when (!facts.Has(file))
            {
                faults.Add(file);
                writer.AppendNull();
            }
        }
        FilesRead += facts.Count - first;
        return Finish([writer]);
    }

    private void Add(string key, RecordBatch more, List<int> faults)
    {
        if (!_columns.TryGetValue(key, out Held? held))
            _columns.Add(key, new Held(more, faults));
        else
            _columns[key] = held.With(more, faults);
    }

    private static RecordBatch Finish(IReadOnlyList<ColumnWriter> columns)
    {
        Schema schema = new([.. columns.Select((column, i) => new Field($"c{i}", column.Type))]);
        NativeBlocks memory = new();
        int rows = columns[0].Length;
        Invariant.Holds(columns.All(column => column.Length == rows));
        return RecordBatch.Own(schema, rows, [.. columns.Select(column => column.Finish(memory))], memory);
    }

    // Nobody disposes a snapshot: what is held of its files goes with them.
    private sealed class Held(RecordBatch batch, IReadOnlyList<int> faults)
    {
        ~Held() => batch.Dispose();

        public int Rows => batch.RowCount;

        /// <summary>Files whose value cannot be read.</summary>
        public IReadOnlyList<int> Faults => faults;

        public RecordBatch Share(int rows)
        {
            RecordBatch shared = batch.Slice(0, rows);
            GC.KeepAlive(this);
            return shared;
        }

        public Held With(RecordBatch more, List<int> moreFaults)
        {
            using (more)
            {
                Held all = new(RecordBatch.Concat([batch, more]), [.. faults, .. moreFaults]);
                GC.KeepAlive(this);
                return all;
            }
        }
    }
}
