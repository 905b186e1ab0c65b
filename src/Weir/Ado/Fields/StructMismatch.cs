using System.Diagnostics.CodeAnalysis;
using System.Reflection;
using System.Runtime.CompilerServices;
using Weir.Arrow;

namespace Weir.Ado.Fields;

/// <summary>Says why a struct, also one inside lists, is not read as a type that was asked for.</summary>
internal static class StructMismatch
{
    /// <param name="target">What was asked for.</param>
    /// <param name="shape">The column's type.</param>
    /// <returns>Sentences with a space before; empty when no struct is the reason.</returns>
    public static string Of(Type target, FieldShape shape)
    {
        Type bare = Nullable.GetUnderlyingType(target) ?? target;
        if (shape.Type is ListType or LargeListType or FixedSizeListType)
            return ItemOf(bare) is { } item ? Of(item, shape.Child(0)) : "";
        if (shape.Type is not StructType type || bare.IsPrimitive || bare.IsArray || bare == typeof(string))
            return "";
        return bare.IsAssignableTo(typeof(ITuple)) ? Tuple(bare, shape, type) : Named(bare, shape, type);
    }

    private static Type? ItemOf(Type target) => target.IsSZArray ? target.GetElementType()
        : target.IsGenericType && target.GetGenericArguments() is [var item] ? item : null;

    [UnconditionalSuppressMessage("Trimming", "IL2070", Justification = "Members that were trimmed away are not there for the reader either.")]
    private static string Tuple(Type target, FieldShape shape, StructType type)
    {
        int[] counts = [.. target.GetConstructors().Select(constructor => constructor.GetParameters().Length)];
        if (!counts.Contains(type.Fields.Count))
            return $" It has {type.Fields.Count} fields, and {target} takes {string.Join(" or ", counts)}.";
        ParameterInfo[] parameters = target.GetConstructors().Select(constructor => constructor.GetParameters()).First(found => found.Length == type.Fields.Count);
        return Unfit(parameters.Select((parameter, i) => (i, parameter.ParameterType)), shape, type);
    }

    [UnconditionalSuppressMessage("Trimming", "IL2070", Justification = "Members that were trimmed away are not there for the reader either.")]
    private static string Named(Type target, FieldShape shape, StructType type)
    {
        ParameterInfo[]? parameters = target.GetConstructors().Select(constructor => constructor.GetParameters()).MaxBy(found => found.Length);
        bool isByProperties = parameters is null or [];
        if (isByProperties && target.GetConstructor([]) is null)
            return $" {target} has no public constructor.";
        (string Name, Type Type)[] members = isByProperties
            ? [.. target.GetProperties().Where(property => property.CanWrite).Select(property => (property.Name, property.PropertyType))]
            : [.. parameters!.Select(parameter => (parameter.Name!, parameter.ParameterType))];
        string[] untaken = [.. type.Fields.Select(field => field.Name).Where(name => !members.Any(member => Is(member.Name, name)))];
        string[] missing = isByProperties ? [] : [.. members.Select(member => member.Name).Where(name => !type.Fields.Any(field => Is(field.Name, name)))];
        string text = Listed(untaken, $" {target} has no {(isByProperties ? "writable property" : "constructor parameter")} for the field")
            + Listed(missing, " The struct has no field for the constructor parameter");
        return text.Length > 0 ? text : Unfit(
            members.Select(member => (type.Fields.ToList().FindIndex(field => Is(field.Name, member.Name)), member.Type)).Where(pair => pair.Item1 >= 0), shape, type);
    }

    private static string Unfit(IEnumerable<(int Place, Type Type)> members, FieldShape shape, StructType type) => string.Concat(members
        .Where(member => FieldReaders.For(member.Type, shape.Child(member.Place)) is null)
        .Select(member =>
            $" Its field '{type.Fields[member.Place].Name}' ({shape.Child(member.Place).Text}) is not read as {member.Type}.{Of(member.Type, shape.Child(member.Place))}"));

    private static string Listed(string[] names, string what) => names.Length == 0 ? "" : $"{what} {string.Join(", ", names.Select(name => $"'{name}'"))}.";

    private static bool Is(string left, string right) => left.Equals(right, StringComparison.OrdinalIgnoreCase);
}
