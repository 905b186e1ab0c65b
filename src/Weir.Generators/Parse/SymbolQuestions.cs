using System.Text;
using Microsoft.CodeAnalysis;

namespace Weir.Generators.Parse;

/// <summary>What the parser asks symbols.</summary>
internal static class SymbolQuestions
{
    private const string Attributes = "Weir.Plugins.";

    public static bool Is(this ITypeSymbol type, string name) => type.OriginalDefinition.ToDisplayString() == name;

    /// <summary>An attribute of the contract, by its class without the namespace; generic ones too.</summary>
    public static AttributeData? Find(this IEnumerable<AttributeData> attributes, string name) =>
        attributes.FirstOrDefault(attribute => attribute.AttributeClass is { } type
            && type.Name == name && type.ContainingNamespace.ToDisplayString() + "." == Attributes);

    public static bool Has(this IEnumerable<AttributeData> attributes, string name) => attributes.Find(name) is not null;

    /// <summary>The value of a named argument of an attribute.</summary>
    public static T? Named<T>(this AttributeData attribute, string name) =>
        attribute.NamedArguments.FirstOrDefault(argument => argument.Key == name).Value is { Kind: not TypedConstantKind.Array, Value: T value }
            ? value
            : default;

    public static string[] NamedTexts(this AttributeData attribute, string name) =>
        attribute.NamedArguments.FirstOrDefault(argument => argument.Key == name).Value is { Kind: TypedConstantKind.Array, IsNull: false } list
            ? [.. list.Values.Select(value => value.Value as string ?? "")]
            : [];

    /// <summary>The first argument of an attribute's constructor, when it is a text.</summary>
    public static string? FirstText(this AttributeData attribute) =>
        attribute.ConstructorArguments is [{ Value: string text }, ..] ? text : null;

    /// <summary>Whether generated code in the same assembly can name a declaration.</summary>
    public static bool IsReachable(this ISymbol symbol)
    {
        for (ISymbol? at = symbol; at is not null and not INamespaceSymbol; at = at.ContainingSymbol)
        {
            if (at.DeclaredAccessibility is Accessibility.Private or Accessibility.Protected or Accessibility.ProtectedAndInternal)
                return false;
            if (at is INamedTypeSymbol { IsFileLocal: true } or INamedTypeSymbol { TypeParameters.Length: > 0 })
                return false;
        }
        return true;
    }

    public static string FullName(this ITypeSymbol type) => type.ToDisplayString(SymbolDisplayFormat.FullyQualifiedFormat);

    public static string FullName(this IMethodSymbol method) => $"{method.ContainingType.FullName()}.@{method.Name}";

    public static bool IsDisposable(this ITypeSymbol type) =>
        type.AllInterfaces.Any(face => face.SpecialType == SpecialType.System_IDisposable);

    /// <summary><c>RowGap</c> as <c>row_gap</c>.</summary>
    public static string SnakeCase(string name)
    {
        StringBuilder text = new();
        for (int i = 0; i < name.Length; i++)
        {
            bool isHump = char.IsUpper(name[i]) && i > 0 && name[i - 1] != '_'
                && (!char.IsUpper(name[i - 1]) || (i + 1 < name.Length && char.IsLower(name[i + 1])));
            if (isHump)
                text.Append('_');
            text.Append(char.ToLowerInvariant(name[i]));
        }
        return text.ToString();
    }
}
