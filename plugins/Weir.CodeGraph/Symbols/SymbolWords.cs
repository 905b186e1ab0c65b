using System.Text;
using Microsoft.CodeAnalysis;

namespace Weir.CodeGraph.Symbols;

/// <summary>What a declaration says about a symbol, in the words of the language.</summary>
internal static class SymbolWords
{
    private static readonly SymbolDisplayFormat SignatureFormat = SymbolDisplayFormat.CSharpErrorMessageFormat
        .WithMemberOptions(SymbolDisplayMemberOptions.IncludeParameters | SymbolDisplayMemberOptions.IncludeType | SymbolDisplayMemberOptions.IncludeRef | SymbolDisplayMemberOptions.IncludeExplicitInterface)
        .WithParameterOptions(SymbolDisplayParameterOptions.IncludeType | SymbolDisplayParameterOptions.IncludeName | SymbolDisplayParameterOptions.IncludeParamsRefOut | SymbolDisplayParameterOptions.IncludeDefaultValue | SymbolDisplayParameterOptions.IncludeExtensionThis)
        .WithGenericsOptions(SymbolDisplayGenericsOptions.IncludeTypeParameters | SymbolDisplayGenericsOptions.IncludeVariance);

    /// <summary><c>public</c>, <c>protected internal</c>; null for what has none.</summary>
    public static string? Accessibility(ISymbol symbol) => symbol is INamespaceSymbol or ILocalSymbol or IParameterSymbol or ITypeParameterSymbol or IRangeVariableSymbol or ILabelSymbol
        ? null
        : symbol.DeclaredAccessibility switch
        {
            Microsoft.CodeAnalysis.Accessibility.Public => "public",
            Microsoft.CodeAnalysis.Accessibility.Internal => "internal",
            Microsoft.CodeAnalysis.Accessibility.Private => "private",
            Microsoft.CodeAnalysis.Accessibility.Protected => "protected",
            Microsoft.CodeAnalysis.Accessibility.ProtectedOrInternal => "protected internal",
            Microsoft.CodeAnalysis.Accessibility.ProtectedAndInternal => "private protected",
            _ => null,
        };

    /// <summary>The other modifiers, separated by spaces; empty when there are none.</summary>
    public static string Modifiers(ISymbol symbol)
    {
        StringBuilder text = new();
        bool isOfInterface = symbol.ContainingType?.TypeKind == TypeKind.Interface;
        bool isConstant = symbol is IFieldSymbol { IsConst: true } or ILocalSymbol { IsConst: true };
        Add(text, "const", isConstant && symbol.ContainingType?.TypeKind != TypeKind.Enum);
        Add(text, "static", symbol.IsStatic && !isConstant && symbol is not INamespaceSymbol && symbol is not INamedTypeSymbol { TypeKind: TypeKind.Enum });
        Add(text, "extern", symbol.IsExtern);
        Add(text, "abstract", symbol.IsAbstract && !isOfInterface && symbol is not INamedTypeSymbol { TypeKind: TypeKind.Interface });
        Add(text, "sealed", symbol.IsSealed && symbol is not INamedTypeSymbol { TypeKind: not TypeKind.Class });
        Add(text, "virtual", symbol.IsVirtual && !isOfInterface);
        Add(text, "override", symbol.IsOverride);
        Add(text, "readonly", symbol is IFieldSymbol { IsReadOnly: true } or INamedTypeSymbol { IsReadOnly: true, TypeKind: TypeKind.Struct } or IMethodSymbol { IsReadOnly: true, ContainingType.IsReadOnly: false });
        Add(text, "volatile", symbol is IFieldSymbol { IsVolatile: true });
        Add(text, "required", symbol is IFieldSymbol { IsRequired: true } or IPropertySymbol { IsRequired: true });
        Add(text, "async", symbol is IMethodSymbol { IsAsync: true });
        Add(text, "partial", symbol is IMethodSymbol { IsPartialDefinition: true } or IPropertySymbol { IsPartialDefinition: true });
        Add(text, "ref", symbol is IParameterSymbol { RefKind: RefKind.Ref } or ILocalSymbol { RefKind: RefKind.Ref } or INamedTypeSymbol { IsRefLikeType: true });
        Add(text, "out", symbol is IParameterSymbol { RefKind: RefKind.Out });
        Add(text, "in", symbol is IParameterSymbol { RefKind: RefKind.In });
        Add(text, "params", symbol is IParameterSymbol { IsParams: true });
        Add(text, "this", symbol is IParameterSymbol { Ordinal: 0, ContainingSymbol: IMethodSymbol { IsExtensionMethod: true } });
        return text.ToString();
    }

    /// <summary>The declaration in one line, types by their names.</summary>
    public static string Signature(ISymbol symbol) => symbol is INamespaceSymbol ? symbol.ToDisplayString() : symbol.ToDisplayString(SignatureFormat);

    /// <summary>The type of what has one; null for namespaces, types and labels.</summary>
    public static string? Type(ISymbol symbol) => (symbol switch
    {
        IMethodSymbol { MethodKind: MethodKind.Constructor or MethodKind.StaticConstructor or MethodKind.Destructor } => null,
        IMethodSymbol method => method.ReturnType,
        IPropertySymbol property => property.Type,
        IFieldSymbol { ContainingType.TypeKind: TypeKind.Enum } => null,
        IFieldSymbol field => field.Type,
        IEventSymbol @event => @event.Type,
        IParameterSymbol parameter => parameter.Type,
        ILocalSymbol local => local.Type,
        _ => null,
    })?.ToDisplayString(SymbolDisplayFormat.CSharpErrorMessageFormat);

    private static void Add(StringBuilder text, string word, bool isThere)
    {
        if (isThere)
            text.Append(text.Length > 0 ? " " : "").Append(word);
    }
}
