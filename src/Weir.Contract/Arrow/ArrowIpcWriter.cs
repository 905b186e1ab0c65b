using Weir.Arrow.Ipc;

namespace Weir.Arrow;

/// <summary>
/// Writes the Arrow IPC streaming format, metadata version V5, uncompressed: the schema at once,
/// then batch after batch, and the end-of-stream marker at <see cref="Finish"/>. Dictionaries are
/// written before the first batch that needs them, and again when they change. Not thread-safe.
/// </summary>
public sealed class ArrowIpcWriter : IDisposable
{
    private readonly Stream _stream;
    private readonly IpcField[] _fields;
    private readonly Dictionary<long, ArrowArray> _written = [];

    /// <summary>Writes the schema.</summary>
    /// <param name="stream">Where to; stays the caller's and is left open.</param>
    /// <param name="schema">The schema of every batch.</param>
    /// <exception cref="WeirException">WEIR3004: a dictionary whose values are dictionary indexes, which IPC cannot hold.</exception>
    public ArrowIpcWriter(Stream stream, Schema schema)
    {
        _stream = stream;
        Schema = schema;
        _fields = IpcField.Number(schema);
        IpcMessage.Write(stream, IpcSchemaWriter.Message(schema, _fields));
    }

    /// <summary>The schema of every batch.</summary>
    public Schema Schema { get; }

    /// <summary>A schema as the bytes of its IPC message, without end-of-stream marker.</summary>
    /// <param name="schema">The schema.</param>
    /// <returns>What <see cref="ArrowIpcReader.ReadSchema"/> reads.</returns>
    public static byte[] SchemaBytes(Schema schema)
    {
        using MemoryStream stream = new();
        IpcMessage.Write(stream, IpcSchemaWriter.Message(schema, IpcField.Number(schema)));
        return stream.ToArray();
    }

    /// <summary>Writes a batch.</summary>
    /// <param name="batch">The batch; stays the caller's.</param>
    /// <exception cref="ArgumentException">Its schema is another one.</exception>
    public void Write(RecordBatch batch)
    {
        if (!batch.Schema.Equals(Schema))
            throw new ArgumentException("The batch has another schema than the stream.", nameof(batch));
        for (int i = 0; i < _fields.Length; i++)
            WriteDictionaries(_fields[i], batch.Column(i));
        IpcBatchWriter.WriteBatch(_stream, batch);
    }

    /// <summary>Writes the end-of-stream marker. A stream that ends without it was cut off, for all a reader knows.</summary>
    public void Finish() => IpcMessage.WriteEnd(_stream);

    /// <summary>Frees what the writer remembers of dictionaries; writes nothing.</summary>
    public void Dispose()
    {
        foreach (ArrowArray dictionary in _written.Values)
            dictionary.Memory.Release();
        _written.Clear();
    }

    // The inner dictionaries come first, because the outer one's values refer to them.
    private void WriteDictionaries(IpcField field, ArrowArray array)
    {
        ArrowArray values = array.DictionaryOrNull ?? array;
        for (int i = 0; i < field.Children.Length; i++)
            WriteDictionaries(field.Children[i], values.Child(i));
        if (field.DictionaryId is not long id)
            return;
        if (_written.TryGetValue(id, out ArrowArray? before))
        {
            if (ArrayEquality.Equal(before, values))
                return;
            before.Memory.Release();
            _written.Remove(id);
        }
        IpcBatchWriter.WriteDictionary(_stream, id, values);
        // A copy of its own, because the batch may be gone when the next one is compared.
        NativeBlocks memory = new();
        _written.Add(id, ArrayConcat.Concat(memory, [values], field.Field.Name));
    }
}
