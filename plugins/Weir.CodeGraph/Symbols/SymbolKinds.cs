using Microsoft.CodeAnalysis;

namespace Weir.CodeGraph.Symbols;

/// <summary>The word for what a symbol is, in the columns <c>kind</c> and <c>symbol_kind</c>.</summary>
internal static class SymbolKinds
{
    /// <summary>Kinds that are declared in bodies: to find them, bodies must be bound.</summary>
    public static readonly IReadOnlySet<string> Local = new HashSet<string> { "local", "local_function", "range_variable", "label", "lambda_parameter" };

    public static string Of(ISymbol symbol) => symbol switch
    {
        INamespaceSymbol => "namespace",
        INamedTypeSymbol type => OfType(type),
        IMethodSymbol method => OfMethod(method),
        IFieldSymbol { ContainingType.TypeKind: TypeKind.Enum } => "enum_member",
        IFieldSymbol { IsConst: true } => "constant",
        IFieldSymbol => "field",
        IPropertySymbol property => property.IsIndexer ? "indexer" : "property",
        IEventSymbol => "event",
        IParameterSymbol parameter => IsOfLambda(parameter) ? "lambda_parameter" : "parameter",
        ITypeParameterSymbol => "type_parameter",
        ILocalSymbol => "local",
        IRangeVariableSymbol => "range_variable",
        ILabelSymbol => "label",
        _ => "other",
    };

    private static string OfType(INamedTypeSymbol type) => type.TypeKind switch
    {
        TypeKind.Class => type.IsRecord ? "record" : "class",
        TypeKind.Struct => type.IsRecord ? "record_struct" : "struct",
        TypeKind.Interface => "interface",
        TypeKind.Enum => "enum",
        TypeKind.Delegate => "delegate",
        TypeKind.Extension => "extension",
        _ => "type",
    };

    private static string OfMethod(IMethodSymbol method) => method.MethodKind switch
    {
        MethodKind.Constructor or MethodKind.StaticConstructor => "constructor",
        MethodKind.Destructor => "destructor",
        MethodKind.UserDefinedOperator or MethodKind.BuiltinOperator => "operator",
        MethodKind.Conversion => "conversion",
        MethodKind.LocalFunction => "local_function",
        _ => "method",
    };

    private static bool IsOfLambda(IParameterSymbol parameter) =>
        parameter.ContainingSymbol is IMethodSymbol { MethodKind: MethodKind.AnonymousFunction or MethodKind.LocalFunction };
}
