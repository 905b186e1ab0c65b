using System.Text;
using Weir.Arrow;

namespace Weir.Plugins.Process;

/// <summary>Writes what is no column into bytes; <see cref="WireReader"/> reads it in the same order.</summary>
internal sealed class WireWriter : IDisposable
{
    private readonly MemoryStream _bytes = new();
    private readonly BinaryWriter _writer;

    public WireWriter() => _writer = new BinaryWriter(_bytes, Encoding.UTF8);

    public WireWriter Number(long value)
    {
        _writer.Write(value);
        return this;
    }

    public WireWriter Flag(bool value)
    {
        _writer.Write(value);
        return this;
    }

    public WireWriter Text(string? value)
    {
        _writer.Write(value is not null);
        if (value is not null)
            _writer.Write(value);
        return this;
    }

    public WireWriter Block(ReadOnlySpan<byte> value)
    {
        _writer.Write(value.Length);
        _writer.Write(value);
        return this;
    }

    /// <summary>Bytes that another writer made.</summary>
    public WireWriter Raw(ReadOnlySpan<byte> value)
    {
        _writer.Write(value);
        return this;
    }

    public WireWriter Items<T>(IReadOnlyCollection<T> items, Action<T> write)
    {
        _writer.Write(items.Count);
        foreach (T item in items)
            write(item);
        return this;
    }

    public WireWriter Schema(Schema value) => Block(ArrowIpcWriter.SchemaBytes(value));

    /// <summary>Types as the fields of a schema; one that is null takes any.</summary>
    public WireWriter Types(IReadOnlyList<ArrowType> value) => Schema(new Schema(value.Select((type, index) => new Field($"a{index}", type))));

    public WireWriter OptionalType(ArrowType? value)
    {
        Flag(value is not null);
        return value is null ? this : Types([value]);
    }

    /// <summary>A batch with its schema; null for none.</summary>
    public WireWriter Batch(RecordBatch? value)
    {
        Flag(value is not null);
        if (value is null)
            return this;
        using MemoryStream stream = new();
        using (ArrowIpcWriter writer = new(stream, value.Schema))
        {
            writer.Write(value);
            writer.Finish();
        }
        return Block(stream.GetBuffer().AsSpan(0, (int)stream.Length));
    }

    public byte[] ToArray()
    {
        _writer.Flush();
        return _bytes.ToArray();
    }

    public void Dispose() => _writer.Dispose();
}
