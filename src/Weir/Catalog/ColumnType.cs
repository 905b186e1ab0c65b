using System.Globalization;

namespace Weir.Catalog;

/// <summary>
/// A type as SQL writes it, taken apart. Its text is what the engine prints, names quoted where they have to be, so
/// that it can stand in a statement whatever a user wrote.
/// </summary>
/// <param name="Name">The engine's name: <c>INTEGER</c>, <c>DECIMAL</c>, <c>STRUCT</c>, <c>LIST</c>, ...</param>
internal sealed record ColumnType(string Name)
{
    public const string List = "LIST";
    public const string Array = "ARRAY";
    public const string Struct = "STRUCT";
    public const string Map = "MAP";
    public const string Union = "UNION";
    public const string Enum = "ENUM";
    public const string Decimal = "DECIMAL";

    /// <summary>Digits of a decimal: all, and those behind the point; the length of an array.</summary>
    public IReadOnlyList<int> Sizes { get; init; } = [];

    /// <summary>Fields of a structure or union; element of a list or array; key and value of a map, without names.</summary>
    public IReadOnlyList<(string Name, ColumnType Type)> Parts { get; init; } = [];

    /// <summary>Values of an enumeration.</summary>
    public IReadOnlyList<string> Values { get; init; } = [];

    /// <summary>The same type, and parts in the same order under the same names.</summary>
    public bool Is(ColumnType other) => ToString() == other.ToString();

    /// <summary>The text.</summary>
    public override string ToString() => Name switch
    {
        List => $"{Parts[0].Type}[]",
        Array => string.Create(CultureInfo.InvariantCulture, $"{Parts[0].Type}[{Sizes[0]}]"),
        Struct or Union => $"{Name}({string.Join(", ", Parts.Select(part => $"{SqlText.PlainName(part.Name)} {part.Type}"))})",
        Map => $"MAP({Parts[0].Type}, {Parts[1].Type})",
        Enum => $"ENUM({string.Join(", ", Values.Select(SqlText.Quote))})",
        Decimal => string.Create(CultureInfo.InvariantCulture, $"DECIMAL({Sizes[0]},{Sizes[1]})"),
        _ => Name,
    };
}
