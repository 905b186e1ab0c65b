using Microsoft.CodeAnalysis;

namespace Weir.CodeGraph.Symbols;

/// <summary>From what a name is bound to, to what was written once: no type arguments, no accessors, no second halves.</summary>
internal static class SymbolDefinition
{
    /// <summary>The definition of a symbol; null for what nobody declared (anonymous types, discards, errors, lambdas).</summary>
    public static ISymbol? Of(ISymbol? symbol) => symbol switch
    {
        null or IErrorTypeSymbol or IDiscardSymbol or IDynamicTypeSymbol or IArrayTypeSymbol or IPointerTypeSymbol or IFunctionPointerTypeSymbol => null,
        INamespaceSymbol { IsGlobalNamespace: true } => null,
        INamedTypeSymbol { IsAnonymousType: true } or { ContainingType.IsAnonymousType: true } => null,
        INamedTypeSymbol { IsTupleType: true } tuple => tuple.TupleUnderlyingType?.OriginalDefinition ?? tuple.OriginalDefinition,
        IAliasSymbol alias => Of(alias.Target),
        IMethodSymbol method => OfMethod(method),
        IPropertySymbol property => property.OriginalDefinition is var definition ? definition.PartialDefinitionPart ?? definition : null,
        IEventSymbol @event => @event.OriginalDefinition is var definition ? definition.PartialDefinitionPart ?? definition : null,
        IFieldSymbol { AssociatedSymbol: IPropertySymbol or IEventSymbol } field => Of(field.AssociatedSymbol),
        IFieldSymbol { CorrespondingTupleField: { } element } => element.OriginalDefinition,
        IParameterSymbol { IsImplicitlyDeclared: true } => null,
        IParameterSymbol { ContainingSymbol: IMethodSymbol { AssociatedSymbol: IPropertySymbol } } parameter => OfIndexer(parameter),
        _ => symbol.OriginalDefinition,
    };

    private static ISymbol? OfMethod(IMethodSymbol method) => method switch
    {
        { MethodKind: MethodKind.AnonymousFunction or MethodKind.FunctionPointerSignature } => null,
        { ContainingType.IsAnonymousType: true } => null,
        { AssociatedSymbol: { } owner } => Of(owner),
        _ => (method.ReducedFrom ?? method).OriginalDefinition is var definition ? definition.PartialDefinitionPart ?? definition : null,
    };

    // The accessors of an indexer have parameters of their own that stand for the indexer's.
    private static ISymbol? OfIndexer(IParameterSymbol parameter) =>
        ((IMethodSymbol)parameter.ContainingSymbol).AssociatedSymbol is IPropertySymbol property && parameter.Ordinal < property.Parameters.Length
            ? property.OriginalDefinition.Parameters[parameter.Ordinal]
            : null;
}
