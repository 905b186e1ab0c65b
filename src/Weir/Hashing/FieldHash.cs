using System.Buffers;
using System.Buffers.Binary;
using System.Text;

namespace Weir.Hashing;

/// <summary>
/// BLAKE3 over a list of named fields. Every name and every value is preceded by its length, and a
/// list by its count, so two different lists of fields never make the same bytes.
/// </summary>
/// <remarks>One use, one thread. The order of the fields counts; callers sort what has no order.</remarks>
internal sealed class FieldHash
{
    private readonly ArrayBufferWriter<byte> _bytes = new();

    /// <param name="domain">What is hashed, with a version: two kinds of hash never collide.</param>
    public FieldHash(string domain) => Text(domain);

    public FieldHash Add(string name, string value)
    {
        Text(name);
        Text(value);
        return this;
    }

    public FieldHash Add(string name, long value) =>
        Add(name, value.ToString(System.Globalization.CultureInfo.InvariantCulture));

    public FieldHash Add(string name, IReadOnlyCollection<string> values)
    {
        Text(name);
        Length(values.Count);
        foreach (string value in values)
            Text(value);
        return this;
    }

    /// <summary>The digest as 64 lower-case hexadecimal digits.</summary>
    public string ToHex() => Convert.ToHexStringLower(Blake3.Hash(_bytes.WrittenSpan));

    private void Text(string text)
    {
        Length(Encoding.UTF8.GetByteCount(text));
        Encoding.UTF8.GetBytes(text, _bytes);
    }

    private void Length(int length)
    {
        BinaryPrimitives.WriteInt64LittleEndian(_bytes.GetSpan(sizeof(long)), length);
        _bytes.Advance(sizeof(long));
    }
}
