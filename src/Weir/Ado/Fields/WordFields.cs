using Weir.Arrow;

namespace Weir.Ado.Fields;

/// <summary>Readers of ENUM columns, whose words stand once a batch, and of .NET enums.</summary>
internal static class WordFields
{
    /// <summary>Reads the words of a column of indexes.</summary>
    /// <param name="target">What is asked for.</param>
    /// <param name="words">Reads the words.</param>
    public static FieldReader Indexed(Type target, FieldReader words) =>
        DynamicShapes.Reader(typeof(IndexedField<>), [target], words);

    /// <summary>Reads a .NET enum from its names, whatever their case, or from its numbers; null from what is neither.</summary>
    /// <param name="target">An enum.</param>
    /// <param name="inner">Makes readers of the same column.</param>
    public static FieldReader? Enum(Type target, Func<Type, FieldReader?> inner) =>
        inner(typeof(string)) is FieldReader<string> names ? DynamicShapes.Reader(typeof(NamedField<>), [target], names)
        : inner(typeof(long)) is FieldReader<long> numbers ? DynamicShapes.Reader(typeof(NumberedField<>), [target], numbers)
        : null;

    private sealed class IndexedField<T>(FieldReader<T> words) : FieldReader<T>
    {
        public override T Read(ArrowArray array, int row) => words.Read(array.Dictionary, (int)array.GetDictionaryIndex(row));
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
