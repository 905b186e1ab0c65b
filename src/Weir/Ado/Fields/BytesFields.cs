using System.Text;
using Weir.Arrow;

namespace Weir.Ado.Fields;

/// <summary>Readers of text and of bytes.</summary>
internal static class BytesFields
{
    public static FieldReader? For(Type target, ArrowType type) =>
        type.IsText ? Text(target)
        : type.IsBytes || type.Id == ArrowTypeId.FixedSizeBinary ? Bytes(target)
        : null;

    private static FieldReader? Text(Type target)
    {
        if (target == typeof(string))
            return new PlainField<string>(static (array, row) => array.GetString(row));
        if (target == typeof(Guid))
            return new PlainField<Guid>(static (array, row) => Guid.Parse(array.GetString(row)));
        if (target == typeof(char))
            return new PlainField<char>(static (array, row) => Single(array.GetString(row)));
        if (target == typeof(char[]))
            return new PlainField<char[]>(static (array, row) => Encoding.UTF8.GetChars([.. array.GetBytes(row)]));
        return target == typeof(TextReader) ? new PlainField<TextReader>(static (array, row) => new StringReader(array.GetString(row))) : null;
    }

    private static FieldReader? Bytes(Type target)
    {
        if (target == typeof(byte[]))
            return new PlainField<byte[]>(static (array, row) => array.GetBytes(row).ToArray());
        if (target == typeof(ReadOnlyMemory<byte>))
            return new PlainField<ReadOnlyMemory<byte>>(static (array, row) => array.GetBytes(row).ToArray());
        return target == typeof(Stream)
            ? new PlainField<Stream>(static (array, row) => new MemoryStream(array.GetBytes(row).ToArray(), writable: false))
            : null;
    }

    private static char Single(string text) => text.Length == 1
        ? text[0]
        : throw new InvalidCastException($"a text of {text.Length} characters is no single one");
}
