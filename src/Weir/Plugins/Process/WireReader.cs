using System.Text;
using Weir.Arrow;

namespace Weir.Plugins.Process;

/// <summary>
/// Reads what <see cref="WireWriter"/> wrote. Bytes that another process wrote may be anything: each method throws
/// an <see cref="InvalidDataException"/>, and nothing is allocated for a number that the bytes do not bear out.
/// </summary>
internal sealed class WireReader(byte[] bytes)
{
    private int _position;

    public long Number() => BitConverter.ToInt64(Take(sizeof(long)));

    public bool Flag() => Take(1)[0] != 0;

    public string? OptionalText()
    {
        if (!Flag())
            return null;
        int length = 0;
        for (int shift = 0; ; shift += 7)
        {
            byte part = Take(1)[0];
            if (shift > 28)
                throw new InvalidDataException("the length of a text has too many bytes");
            length |= (part & 0x7F) << shift;
            if (part < 0x80)
                break;
        }
        return Encoding.UTF8.GetString(Take(length));
    }

    public string Text() => OptionalText() ?? throw new InvalidDataException("a text is missing");

    public byte[] Block() => Take(BitConverter.ToInt32(Take(sizeof(int)))).ToArray();

    public T[] Items<T>(Func<T> read)
    {
        int count = BitConverter.ToInt32(Take(sizeof(int)));
        if (count < 0 || count > bytes.Length - _position)
            throw new InvalidDataException($"{count} items are named in {bytes.Length - _position} bytes");
        T[] items = new T[count];
        for (int i = 0; i < count; i++)
            items[i] = read();
        return items;
    }

    public Schema Schema() => Arrow(ArrowIpcReader.ReadSchema);

    public ArrowType[] Types() => [.. Schema().Fields.Select(field => field.Type)];

    public ArrowType? OptionalType() =>
        !Flag() ? null : Types() is [ArrowType type] ? type : throw new InvalidDataException("a type is missing");

    public RecordBatch? Batch()
    {
        if (!Flag())
            return null;
        return Arrow(block =>
        {
            using ArrowIpcReader reader = new(new MemoryStream(block.ToArray(), writable: false));
            return reader.Read() ?? throw new InvalidDataException("a batch is missing");
        });
    }

    private T Arrow<T>(ReadBytes<T> read)
    {
        try
        {
            return read(Block());
        }
        catch (WeirException e)
        {
            throw new InvalidDataException(e.Message, e);
        }
    }

    private delegate T ReadBytes<T>(ReadOnlySpan<byte> bytes);

    private ReadOnlySpan<byte> Take(int count)
    {
        if (count < 0 || count > bytes.Length - _position)
            throw new InvalidDataException($"{count} bytes are missing at {_position} of {bytes.Length}");
        ReadOnlySpan<byte> taken = bytes.AsSpan(_position, count);
        _position += count;
        return taken;
    }
}
