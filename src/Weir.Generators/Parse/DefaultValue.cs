using System.Globalization;
using Microsoft.CodeAnalysis;
using Weir.Generators.Emit;
using Weir.Generators.Model;

namespace Weir.Generators.Parse;

/// <summary>The default of a parameter, from C# or from <c>[Default]</c>, as a JSON scalar.</summary>
internal static class DefaultValue
{
    private static readonly Dictionary<string, (decimal Least, decimal Most)> Ranges = new()
    {
        ["sbyte"] = (sbyte.MinValue, sbyte.MaxValue),
        ["byte"] = (byte.MinValue, byte.MaxValue),
        ["short"] = (short.MinValue, short.MaxValue),
        ["ushort"] = (ushort.MinValue, ushort.MaxValue),
        ["int"] = (int.MinValue, int.MaxValue),
        ["uint"] = (uint.MinValue, uint.MaxValue),
        ["long"] = (long.MinValue, long.MaxValue),
        ["ulong"] = (ulong.MinValue, ulong.MaxValue),
    };

    /// <summary>Reads a default.</summary>
    /// <returns>Null when the parameter has none, or one that does not fit, which is found.</returns>
    public static string? Read(IParameterSymbol parameter, TypeModel type, bool isNullable, FindingList findings)
    {
        AttributeData? attribute = parameter.GetAttributes().Find("DefaultAttribute");
        if (attribute is null && !parameter.HasExplicitDefaultValue)
            return null;
        object? value = attribute is null ? parameter.ExplicitDefaultValue : attribute.ConstructorArguments[0].Value;
        string? json = Json(value, type, isNullable);
        if (json is null)
            findings.Add(DiagnosticTable.DefaultDoesNotFit, parameter, value is null ? "null" : $"'{value}'", parameter.Name, parameter.Type.ToDisplayString());
        return json;
    }

    private static string? Json(object? value, TypeModel type, bool isNullable) => value switch
    {
        null => isNullable ? "null" : null,
        bool truth => type.Shape == Shape.Boolean ? (truth ? "true" : "false") : null,
        string text => IsTextual(type) ? JsonText.Quote(text) : null,
        double or float => Real(Convert.ToDouble(value, CultureInfo.InvariantCulture), type),
        char => null,
        IConvertible number => Integer(number, type),
        _ => null,
    };

    // Dates and times are given as SQL writes them.
    private static bool IsTextual(TypeModel type) => type.Shape is Shape.Text or Shape.Span || (type.Shape == Shape.Fixed && type.Storage != type.Clr);

    private static string? Real(double value, TypeModel type) =>
        type.Clr is "double" or "float" && !double.IsNaN(value) && !double.IsInfinity(value)
            ? value.ToString("R", CultureInfo.InvariantCulture)
            : null;

    private static string? Integer(IConvertible value, TypeModel type)
    {
        decimal number = value.ToDecimal(CultureInfo.InvariantCulture);
        string text = number.ToString(CultureInfo.InvariantCulture);
        if (type.Clr is "double" or "float" or "decimal")
            return text;
        return Ranges.TryGetValue(type.Clr, out (decimal Least, decimal Most) range)
            && number >= range.Least && number <= range.Most && decimal.Truncate(number) == number ? text : null;
    }
}
