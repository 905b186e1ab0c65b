using Weir.Arrow;

namespace Weir.Ado.Fields;

/// <summary>Readers of lists as arrays and lists, and of maps as dictionaries.</summary>
internal static class NestedFields
{
    private static readonly HashSet<Type> ListInterfaces =
        [typeof(IReadOnlyList<>), typeof(IReadOnlyCollection<>), typeof(IEnumerable<>), typeof(IList<>), typeof(ICollection<>)];

    private static readonly HashSet<Type> MapTypes = [typeof(Dictionary<,>), typeof(IReadOnlyDictionary<,>), typeof(IDictionary<,>)];

    /// <param name="target">What is asked for.</param>
    /// <param name="shape">A list of any layout.</param>
    /// <param name="inner">Makes readers of elements.</param>
    public static FieldReader? List(Type target, FieldShape shape, Func<Type, FieldShape, FieldReader?> inner)
    {
        Type? definition = target.IsGenericType ? target.GetGenericTypeDefinition() : null;
        bool isList = definition == typeof(List<>);
        bool isInterface = definition is not null && ListInterfaces.Contains(definition);
        if (!target.IsSZArray && !isList && !isInterface)
            return null;
        Type element = target.IsSZArray ? target.GetElementType()! : target.GetGenericArguments()[0];
        if (inner(element, shape.Child(0)) is not { } elements)
            return null;
        FieldReader reader = DynamicShapes.Reader(isList ? typeof(ListField<>) : typeof(ArrayField<>), [element], elements);
        return isInterface ? DynamicShapes.Reader(typeof(ViewedField<>), [target], reader) : reader;
    }

    /// <param name="target">What is asked for.</param>
    /// <param name="shape">A map.</param>
    /// <param name="inner">Makes readers of keys and values.</param>
    public static FieldReader? Map(Type target, FieldShape shape, Func<Type, FieldShape, FieldReader?> inner)
    {
        if (!target.IsGenericType || !MapTypes.Contains(target.GetGenericTypeDefinition()))
            return null;
        Type[] types = target.GetGenericArguments();
        if (inner(types[0], shape.Child(0)) is not { } keys || inner(types[1], shape.Child(1)) is not { } values)
            return null;
        FieldReader reader = DynamicShapes.Reader(typeof(MapField<,>), types, keys, values);
        return target.GetGenericTypeDefinition() == typeof(Dictionary<,>) ? reader : DynamicShapes.Reader(typeof(ViewedField<>), [target], reader);
    }

    private sealed class ArrayField<T>(FieldReader<T> elements) : FieldReader<T[]>
    {
        public override T[] Read(ArrowArray array, int row)
        {
            (int start, int length) = array.GetListRange(row);
            ArrowArray child = array.Child(0);
            T[] values = new T[length];
            for (int i = 0; i < length; i++)
                values[i] = elements.ReadItem(child, start + i);
            return values;
        }
    }

    private sealed class ListField<T>(FieldReader<T> elements) : FieldReader<List<T>>
    {
        public override List<T> Read(ArrowArray array, int row)
        {
            (int start, int length) = array.GetListRange(row);
            ArrowArray child = array.Child(0);
            List<T> values = new(length);
            for (int i = 0; i < length; i++)
                values.Add(elements.ReadItem(child, start + i));
            return values;
        }
    }

    private sealed class MapField<TKey, TValue>(FieldReader<TKey> keys, FieldReader<TValue> values) : FieldReader<Dictionary<TKey, TValue>>
        where TKey : notnull
    {
        public override Dictionary<TKey, TValue> Read(ArrowArray array, int row)
        {
            (int start, int length) = array.GetListRange(row);
            ArrowArray entries = array.Child(0);
            Dictionary<TKey, TValue> map = new(length);
            for (int i = start; i < start + length; i++)
                map.Add(keys.ReadItem(entries.Child(0), i), values.ReadItem(entries.Child(1), i));
            return map;
        }
    }
}
