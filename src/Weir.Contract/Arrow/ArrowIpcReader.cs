using Weir.Arrow.Ipc;

namespace Weir.Arrow;

/// <summary>
/// Reads the Arrow IPC streaming format: schema, dictionary batches, record batches, uncompressed,
/// little-endian. The bytes are not trusted: every length and offset is checked, memory grows with
/// what arrives, and every failure is a <see cref="WeirException"/> WEIR3001 to WEIR3004.
/// </summary>
/// <remarks>
/// Bounded memory: one batch at a time and the dictionaries. Protocol:
/// https://arrow.apache.org/docs/format/Columnar.html#ipc-streaming-format.
/// </remarks>
public sealed unsafe class ArrowIpcReader : RecordBatchReader
{
    private readonly Stream _stream;
    private readonly bool _leaveOpen;
    private readonly IpcField[] _fields;
    private readonly Dictionary<long, IpcField> _dictionaryFields = [];
    private readonly Dictionary<long, ArrowArray> _dictionaries = [];
    private bool _ended;

    /// <summary>Reads the schema.</summary>
    /// <param name="stream">The bytes, from the schema message on.</param>
    /// <param name="leaveOpen">True when disposing the reader leaves the stream open.</param>
    /// <exception cref="WeirException">WEIR3003: not an IPC stream. WEIR3001, WEIR3004: its schema.</exception>
    public ArrowIpcReader(Stream stream, bool leaveOpen = false)
    {
        _stream = stream;
        _leaveOpen = leaveOpen;
        IpcMessage message = IpcMessage.Read(stream) ?? throw ContractErrors.IpcInvalid("stream", "it ends before the schema");
        FlatTable header = Header(message, out IpcHeader tag, out long bodyLength);
        if (tag != IpcHeader.Schema || bodyLength != 0)
            throw ContractErrors.IpcInvalid("stream", $"it begins with a message of kind {tag} and a body of {bodyLength} bytes instead of a schema");
        (Schema, _fields) = IpcSchemaReader.Read(header, message.Metadata.Length);
        foreach (IpcField field in _fields.SelectMany(IpcField.Dictionaries))
            AddDictionary(field);
    }

    /// <inheritdoc/>
    public override Schema Schema { get; }

    /// <summary>Reads a schema from the bytes of a stream that may hold nothing else.</summary>
    /// <param name="bytes">At least the schema message.</param>
    /// <returns>The schema.</returns>
    /// <exception cref="WeirException">WEIR3003: no IPC schema message. WEIR3001, WEIR3004: its schema.</exception>
    public static Schema ReadSchema(ReadOnlySpan<byte> bytes)
    {
        using ArrowIpcReader reader = new(new MemoryStream(bytes.ToArray(), writable: false));
        return reader.Schema;
    }

    /// <inheritdoc/>
    public override RecordBatch? Read(CancellationToken cancellationToken = default)
    {
        while (!_ended)
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (IpcMessage.Read(_stream) is not IpcMessage message)
                break;
            FlatTable header = Header(message, out IpcHeader tag, out long bodyLength);
            if (tag == IpcHeader.RecordBatch)
                return ReadBatch(header, bodyLength);
            if (tag != IpcHeader.DictionaryBatch)
                throw ContractErrors.IpcInvalid("stream", $"a message of kind {(byte)tag} stands where a batch should");
            ReadDictionary(header, bodyLength);
        }
        _ended = true;
        return null;
    }

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        base.Dispose(disposing);
        _ended = true;
        foreach (ArrowArray dictionary in _dictionaries.Values)
            dictionary.Memory.Release();
        _dictionaries.Clear();
        if (!_leaveOpen)
            _stream.Dispose();
    }

    private RecordBatch ReadBatch(FlatTable header, long bodyLength)
    {
        NativeBlocks memory = new();
        try
        {
            byte* body = IpcMessage.ReadBody(_stream, bodyLength, memory);
            IpcBatchReader batch = new(header, memory, body, bodyLength, _dictionaries);
            // The batch takes references of its own, to this body and to the dictionaries.
            return new RecordBatch(Schema, batch.RowCount, batch.Columns(_fields));
        }
        finally
        {
            memory.Release();
        }
    }

    // The table DictionaryBatch: id 0, data 1, isDelta 2. A delta is appended to what was there.
    private void ReadDictionary(FlatTable header, long bodyLength)
    {
        long id = header.Scalar<long>(0);
        if (!_dictionaryFields.TryGetValue(id, out IpcField? field))
            throw ContractErrors.IpcInvalid("dictionary batch", $"the schema has no dictionary {id}");
        if (!header.TryTable(1, out FlatTable data))
            throw ContractErrors.IpcInvalid("dictionary batch", $"dictionary {id} has no data");
        string path = $"dictionary {id}";
        NativeBlocks memory = new();
        try
        {
            byte* body = IpcMessage.ReadBody(_stream, bodyLength, memory);
            ArrowArray values = new IpcBatchReader(data, memory, body, bodyLength, _dictionaries).Values(field, path);
            if (!header.Flag(2) || !_dictionaries.TryGetValue(id, out ArrowArray? before))
                before = null;
            // Always a copy of its own: values that hold dictionaries share no memory with them then.
            NativeBlocks own = new();
            try
            {
                ArrowArray all = ArrayConcat.Concat(own, before is null ? [values] : [before, values], path);
                if (_dictionaries.Remove(id, out ArrowArray? replaced))
                    replaced.Memory.Release();
                _dictionaries.Add(id, all);
            }
            catch
            {
                own.Release();
                throw;
            }
        }
        finally
        {
            memory.Release();
        }
    }

    // The table Message: version 0, header tag 1, header 2, bodyLength 3.
    private static FlatTable Header(IpcMessage message, out IpcHeader tag, out long bodyLength)
    {
        FlatTable table = FlatTable.Root(message.Metadata);
        short version = table.Scalar<short>(0);
        if (version != IpcFormat.VersionV5)
            throw ContractErrors.IpcInvalid("stream", $"metadata version V{version + 1} is not supported, only V{IpcFormat.VersionV5 + 1}");
        tag = (IpcHeader)table.Scalar<byte>(1);
        bodyLength = table.Scalar<long>(3);
        if (bodyLength < 0)
            throw ContractErrors.IpcInvalid("stream", $"a message has a body of {bodyLength} bytes");
        return table.TryTable(2, out FlatTable header) ? header : throw ContractErrors.IpcInvalid("stream", "a message has no header");
    }

    // Two fields may share a dictionary when its values have one type.
    private void AddDictionary(IpcField field)
    {
        long id = field.DictionaryId!.Value;
        if (_dictionaryFields.TryAdd(id, field))
            return;
        if (!_dictionaryFields[id].ValueType.Equals(field.ValueType))
            throw ContractErrors.IpcInvalid("schema", $"dictionary {id} has values of type {_dictionaryFields[id].ValueType} and of type {field.ValueType}");
    }
}
