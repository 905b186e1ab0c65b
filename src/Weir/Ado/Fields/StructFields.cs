using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Reflection;
using System.Runtime.CompilerServices;
using Weir.Arrow;

namespace Weir.Ado.Fields;

/// <summary>
/// Readers of structs: as a dictionary by name, as a value tuple by place, and as any type with a public constructor or public
/// properties that take the fields by name, whatever the case.
/// </summary>
internal static class StructFields
{
    /// <param name="target">What is asked for.</param>
    /// <param name="shape">A struct.</param>
    /// <param name="inner">Makes readers of fields.</param>
    public static FieldReader? For(Type target, FieldShape shape, Func<Type, FieldShape, FieldReader?> inner)
    {
        StructType type = (StructType)shape.Type;
        if (target.IsAssignableFrom(typeof(Dictionary<string, object?>)))
            return Dictionary(target, shape, type, inner);
        if (target.IsPrimitive || target.IsArray || target.IsAbstract || target.Namespace == nameof(System) && !target.IsAssignableTo(typeof(ITuple)))
            return null;
        Func<object?[], object>? make = null;
        FieldReader[]? readers = target.IsAssignableTo(typeof(ITuple)) ? ByPlace(target, shape, type, inner, out make) : ByName(target, shape, type, inner, out make);
        return readers is null ? null : DynamicShapes.Reader(typeof(RecordField<>), [target], readers, make!);
    }

    private static FieldReader Dictionary(Type target, FieldShape shape, StructType type, Func<Type, FieldShape, FieldReader?> inner)
    {
        // Fields of a row without names are called by their place, from 1.
        string[] names = [.. type.Fields.Select((field, i) => field.Name.Length > 0 ? field.Name : (i + 1).ToString(CultureInfo.InvariantCulture))];
        FieldReader[] readers = [.. names.Select((_, i) => inner(typeof(object), shape.Child(i))!)];
        DictionaryField reader = new(names, readers);
        return target == typeof(Dictionary<string, object?>) ? reader : DynamicShapes.Reader(typeof(ViewedField<>), [target], reader);
    }

    [UnconditionalSuppressMessage("Trimming", "IL2070", Justification = "The type is one that the caller names and uses; a member that was trimmed away is an error by name.")]
    private static FieldReader[]? ByPlace(
        Type target, FieldShape shape, StructType type, Func<Type, FieldShape, FieldReader?> inner, out Func<object?[], object>? make)
    {
        make = null;
        ConstructorInfo? constructor = target.GetConstructors().FirstOrDefault(candidate => candidate.GetParameters().Length == type.Fields.Count);
        if (constructor is null)
            return null;
        make = constructor.Invoke;
        return All([.. constructor.GetParameters().Select((parameter, i) => inner(parameter.ParameterType, shape.Child(i)))]);
    }

    [UnconditionalSuppressMessage("Trimming", "IL2070", Justification = "The type is one that the caller names and uses; a member that was trimmed away is an error by name.")]
    private static FieldReader[]? ByName(
        Type target, FieldShape shape, StructType type, Func<Type, FieldShape, FieldReader?> inner, out Func<object?[], object>? make)
    {
        ConstructorInfo? constructor = target.GetConstructors()
            .Where(candidate => candidate.GetParameters().Length == type.Fields.Count)
            .FirstOrDefault(candidate => candidate.GetParameters().All(parameter => PlaceOf(type, parameter.Name!) >= 0));
        if (constructor is not null)
        {
            ParameterInfo[] parameters = constructor.GetParameters();
            int[] places = [.. parameters.Select(parameter => PlaceOf(type, parameter.Name!))];
            make = values => constructor.Invoke([.. places.Select(place => values[place])]);
            return All([.. type.Fields.Select((_, i) => inner(parameters[Array.IndexOf(places, i)].ParameterType, shape.Child(i)))]);
        }
        PropertyInfo?[] properties =
            [.. type.Fields.Select(field => target.GetProperties().FirstOrDefault(property => property.CanWrite && property.Name.Equals(field.Name, StringComparison.OrdinalIgnoreCase)))];
        ConstructorInfo? empty = target.GetConstructor([]);
        make = values => Filled(empty!.Invoke(null), properties!, values);
        return empty is null || properties.Contains(null) ? null : All([.. properties.Select((property, i) => inner(property!.PropertyType, shape.Child(i)))]);
    }

    private static object Filled(object target, PropertyInfo[] properties, object?[] values)
    {
        for (int i = 0; i < properties.Length; i++)
            properties[i].SetValue(target, values[i]);
        return target;
    }

    private static FieldReader[]? All(FieldReader?[] readers) => readers.Contains(null) ? null : Array.ConvertAll(readers, reader => reader!);

    private static int PlaceOf(StructType type, string name)
    {
        for (int i = 0; i < type.Fields.Count; i++)
            if (type.Fields[i].Name.Equals(name, StringComparison.OrdinalIgnoreCase))
                return i;
        return -1;
    }

    private sealed class DictionaryField(string[] names, FieldReader[] readers) : FieldReader<Dictionary<string, object?>>
    {
        public override Dictionary<string, object?> Read(ArrowArray array, int row)
        {
            Dictionary<string, object?> values = new(names.Length);
            for (int i = 0; i < names.Length; i++)
                values[names[i]] = readers[i].ReadItemObject(array.Child(i), row);
            return values;
        }
    }

    private sealed class RecordField<T>(FieldReader[] readers, Func<object?[], object> make) : FieldReader<T>
    {
        public override T Read(ArrowArray array, int row)
        {
            object?[] values = new object?[readers.Length];
            for (int i = 0; i < readers.Length; i++)
            {
                values[i] = readers[i].ReadItemObject(array.Child(i), row);
                if (values[i] is null && readers[i].ValueType.IsValueType && !readers[i].TakesNull)
                    throw new InvalidCastException($"a NULL is inside, which {readers[i].ValueType} does not have; ask for {readers[i].ValueType}? there");
            }
            return (T)make(values);
        }
    }
}
