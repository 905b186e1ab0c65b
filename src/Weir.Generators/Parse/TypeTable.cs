using Microsoft.CodeAnalysis;
using Weir.Generators.Model;

namespace Weir.Generators.Parse;

/// <summary>The one table of C# types and their types in SQL.</summary>
internal static class TypeTable
{
    private const string Calls = "global::Weir.Plugins.Loops.ClrValue";
    private const string TimestampArrow = "new TimestampType(TimeUnit.Microsecond)";

    private static readonly Dictionary<string, TypeModel> Rows = new[]
    {
        new TypeModel("bool", "ArrowType.Boolean", Shape.Boolean, ""),
        Number("sbyte", "Int8"),
        Number("byte", "UInt8"),
        Number("short", "Int16"),
        Number("ushort", "UInt16"),
        Number("int", "Int32"),
        Number("uint", "UInt32"),
        Number("long", "Int64"),
        Number("ulong", "UInt64"),
        Number("float", "Float"),
        Number("double", "Double"),
        Calendar("global::System.DateOnly", "ArrowType.Date32", "int", "Date"),
        Calendar("global::System.DateTime", TimestampArrow, "long", "DateTime"),
        Calendar("global::System.DateTimeOffset", "new TimestampType(TimeUnit.Microsecond, \"UTC\")", "long", "Moment"),
        Calendar("global::System.TimeOnly", "new Time64Type(TimeUnit.Microsecond)", "long", "Time"),
        new TypeModel("global::System.TimeSpan", "ArrowType.IntervalMonthDayNano", Shape.Interval, "MonthDayNanoInterval",
            $"{Calls}.ToTimeSpan({{0}})", $"{Calls}.FromTimeSpan({{0}})"),
        new TypeModel("global::Weir.Arrow.MonthDayNanoInterval", "ArrowType.IntervalMonthDayNano", Shape.Interval, "MonthDayNanoInterval"),
        new TypeModel("string", "ArrowType.Utf8", Shape.Text, ""),
        new TypeModel("byte[]", "ArrowType.Binary", Shape.Bytes, ""),
        new TypeModel("global::System.ReadOnlySpan<byte>", "ArrowType.Utf8", Shape.Span, ""),
    }.ToDictionary(row => row.Clr);

    /// <summary>Text that a <c>Utf8Writer</c> puts together.</summary>
    public static TypeModel Written(bool isBinary) =>
        isBinary ? Rows["global::System.ReadOnlySpan<byte>"] with { Arrow = "ArrowType.Binary" } : Rows["global::System.ReadOnlySpan<byte>"];

    /// <summary>The row of a type.</summary>
    /// <param name="type">The type in C#.</param>
    /// <param name="attributes">What stands at the declaration: <c>[Decimal]</c>, <c>[Binary]</c>.</param>
    /// <param name="isNullable">Whether NULL is among its values.</param>
    /// <returns>Null when it has no type in SQL.</returns>
    public static TypeModel? Find(ITypeSymbol type, IEnumerable<AttributeData> attributes, out bool isNullable)
    {
        isNullable = false;
        if (type is INamedTypeSymbol { OriginalDefinition.SpecialType: SpecialType.System_Nullable_T } nullable)
        {
            isNullable = true;
            type = nullable.TypeArguments[0];
        }
        string clr = type.WithNullableAnnotation(NullableAnnotation.NotAnnotated).ToDisplayString(SymbolDisplayFormat.FullyQualifiedFormat);
        if (IsDecimal(type))
            return Decimal(clr, attributes);
        if (!Rows.TryGetValue(clr, out TypeModel row))
            return null;
        isNullable |= row.IsReference && type.NullableAnnotation == NullableAnnotation.Annotated;
        return row.Shape == Shape.Span && attributes.Has("BinaryAttribute") ? row with { Arrow = "ArrowType.Binary" } : row;
    }

    /// <summary>Whether a type needs <c>[Decimal]</c>.</summary>
    public static bool IsDecimal(ITypeSymbol type)
    {
        if (type is INamedTypeSymbol { OriginalDefinition.SpecialType: SpecialType.System_Nullable_T } nullable)
            type = nullable.TypeArguments[0];
        return type.SpecialType == SpecialType.System_Decimal || type.Is("System.Int128");
    }

    private static TypeModel? Decimal(string clr, IEnumerable<AttributeData> attributes)
    {
        if (attributes.Find("DecimalAttribute") is not { ConstructorArguments: [{ Value: int precision }, { Value: int scale }] })
            return null;
        bool isUnscaled = clr != "decimal";
        if (precision < 1 || precision > (isUnscaled ? 38 : 28) || scale < 0 || scale > precision)
            return null;
        TypeModel row = new(clr, $"new DecimalType({precision}, {scale})", Shape.Decimal, "global::System.Int128");
        return isUnscaled
            ? row
            : row with { Read = $"{Calls}.ToDecimal({{0}}, {scale})", Write = $"{Calls}.FromDecimal({{0}}, {precision}, {scale})" };
    }

    private static TypeModel Number(string clr, string arrow) => new(clr, $"ArrowType.{arrow}", Shape.Fixed, clr);

    private static TypeModel Calendar(string clr, string arrow, string storage, string name) =>
        new(clr, arrow, Shape.Fixed, storage, $"{Calls}.To{name}({{0}})", $"{Calls}.From{name}({{0}})");
}
