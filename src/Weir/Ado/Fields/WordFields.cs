using Weir.Arrow;

namespace Weir.Ado.Fields;

/// <summary>Readers of ENUM columns, whose words stand once a batch, and of .NET enums.</summary>
internal static class WordFields
{
    /// <summary>Reads the words of a column of indexes.</summary>
    /// <param name="target">What is asked for.</param>
    /// <param name="type">The column's type.</param>
    /// <param name="words">Reads the words.</param>
    public static FieldReader Indexed(Type target, DictionaryType type, FieldReader words) =>
        DynamicShapes.Reader(typeof(IndexedField<>), [target], words, IndexOf(type.Index.Id));

    /// <summary>Reads a .NET enum from its names, whatever their case, or from its numbers; null from what is neither.</summary>
    /// <param name="target">An enum.</param>
    /// <param name="inner">Makes readers of the same column.</param>
    public static FieldReader? Enum(Type target, Func<Type, FieldReader?> inner) =>
        inner(typeof(string)) is FieldReader<string> names ? DynamicShapes.Reader(typeof(NamedField<>), [target], names)
        : inner(typeof(long)) is FieldReader<long> numbers ? DynamicShapes.Reader(typeof(NumberedField<>), [target], numbers)
        : null;

    private static Func<ArrowArray, int, int> IndexOf(ArrowTypeId index) => index switch
    {
        ArrowTypeId.Int8 => static (array, row) => array.Values<sbyte>()[row],
        ArrowTypeId.UInt8 => static (array, row) => array.Values<byte>()[row],
        ArrowTypeId.Int16 => static (array, row) => array.Values<short>()[row],
        ArrowTypeId.UInt16 => static (array, row) => array.Values<ushort>()[row],
        ArrowTypeId.Int32 => static (array, row) => array.Values<int>()[row],
        ArrowTypeId.UInt32 => static (array, row) => checked((int)array.Values<uint>()[row]),
        ArrowTypeId.Int64 => static (array, row) => checked((int)array.Values<long>()[row]),
        _ => static (array, row) => checked((int)array.Values<ulong>()[row]),
    };

    private sealed class IndexedField<T>(FieldReader<T> words, Func<ArrowArray, int, int> index) : FieldReader<T>
    {
        public override T Read(ArrowArray array, int row) => words.Read(array.Dictionary, index(array, row));
    }

    private sealed class NamedField<T>(FieldReader<string> names) : FieldReader<T>
        where T : struct, Enum
    {
        public override T Read(ArrowArray array, int row) => names.Read(array, row) is var name && System.Enum.TryParse(name, ignoreCase: true, out T value)
            ? value
            : throw new InvalidCastException($"'{name}' is no name of {typeof(T)}");
    }

    private sealed class NumberedField<T>(FieldReader<long> numbers) : FieldReader<T>
        where T : struct, Enum
    {
        public override T Read(ArrowArray array, int row) => (T)System.Enum.ToObject(typeof(T), numbers.Read(array, row));
    }
}
