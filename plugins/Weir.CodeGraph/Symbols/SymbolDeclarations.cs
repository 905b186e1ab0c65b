using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Weir.CodeGraph.Sources;

namespace Weir.CodeGraph.Symbols;

/// <summary>What a file declares outside bodies: namespaces, types, members, parameters. Binds signatures only.</summary>
internal sealed class SymbolDeclarations(CodeBase codeBase, SourceDocument document, SemanticModel model, CancellationToken cancellationToken)
{
    /// <summary>The symbols whose first declaration is in the file, in the order of the text.</summary>
    public IEnumerable<DeclaredSymbol> Read()
    {
        SyntaxNode root = model.SyntaxTree.GetRoot(cancellationToken);
        if (root is CompilationUnitSyntax unit && unit.Members.Any(member => member.IsKind(SyntaxKind.GlobalStatement)))
            foreach (DeclaredSymbol symbol in EntryPoint(unit))
                yield return symbol;
        foreach (SyntaxNode node in root.DescendantNodes(IsOutsideBodies))
        {
            if (node is BaseNamespaceDeclarationSyntax @namespace)
            {
                foreach (DeclaredSymbol declared in Namespaces(@namespace))
                    yield return declared;
                continue;
            }
            if (!Declares(node) || model.GetDeclaredSymbol(node, cancellationToken) is not { } symbol)
                continue;
            if (At(symbol, node) is { } found)
                yield return found;
            if (symbol is INamedTypeSymbol type && IsFirst(type, node))
                foreach (DeclaredSymbol member in Implied(type, node))
                    yield return member;
        }
    }

    /// <summary>Whether code can name a member that nobody wrote.</summary>
    public static bool IsNamed(ISymbol member) => member is IPropertySymbol or IMethodSymbol { MethodKind: MethodKind.Constructor or MethodKind.UserDefinedOperator }
        or IMethodSymbol { MethodKind: MethodKind.Ordinary, CanBeReferencedByName: true };

    private static bool IsOutsideBodies(SyntaxNode node) => node is not (BlockSyntax or ArrowExpressionClauseSyntax or EqualsValueClauseSyntax or AccessorListSyntax
        or AttributeListSyntax or GlobalStatementSyntax or BaseListSyntax or ConstructorInitializerSyntax);

    private static bool Declares(SyntaxNode node) => node is BaseTypeDeclarationSyntax or DelegateDeclarationSyntax
        or BaseMethodDeclarationSyntax or BasePropertyDeclarationSyntax or EnumMemberDeclarationSyntax or ParameterSyntax or TypeParameterSyntax
        or VariableDeclaratorSyntax;

    private DeclaredSymbol? At(ISymbol symbol, SyntaxNode node) => IsFirst(symbol, node) && codeBase.Symbols.Of(symbol) is { } entry
        ? DeclaredSymbol.At(codeBase.Symbols, entry, document, node)
        : null;

    // One declaration of a name with dots declares a namespace a step; the row of each stands where it is met first.
    private Stack<DeclaredSymbol> Namespaces(BaseNamespaceDeclarationSyntax node)
    {
        INamespaceSymbol? symbol = model.GetDeclaredSymbol(node, cancellationToken) as INamespaceSymbol;
        SyntaxNode place = node;
        Stack<DeclaredSymbol> found = [];
        for (NameSyntax? name = node.Name; name is not null && symbol is not null; name = (name as QualifiedNameSyntax)?.Left)
        {
            if (codeBase.Symbols.Of(symbol) is { } entry && codeBase.Namespaces.First(entry.DocumentationId!) is { } first && first.Document == document && first.Start == place.SpanStart)
                found.Push(DeclaredSymbol.At(codeBase.Symbols, entry, document, place));
            symbol = symbol.ContainingNamespace;
            place = ((name as QualifiedNameSyntax)?.Left ?? (SyntaxNode)name);
        }
        return found;
    }

    // The second half of a partial member has the first one's row.
    private bool IsFirst(ISymbol symbol, SyntaxNode node)
    {
        if (SymbolDefinition.Of(symbol) is not { } definition || !SymbolEqualityComparer.Default.Equals(definition, symbol) || IsOfSecondHalf(symbol))
            return false;
        return codeBase.Symbols.Declarations(symbol) is [var first, ..] && first.Document == document && first.Place.Span == node.Span;
    }

    private static bool IsOfSecondHalf(ISymbol symbol) =>
        symbol is IParameterSymbol or ITypeParameterSymbol
        && symbol.ContainingSymbol is { } owner && SymbolDefinition.Of(owner) is { } definition && !SymbolEqualityComparer.Default.Equals(definition, owner);

    private IEnumerable<DeclaredSymbol> EntryPoint(CompilationUnitSyntax unit)
    {
        if (model.GetDeclaredSymbol(unit, cancellationToken) is not { } method || codeBase.Symbols.Of(method) is not { } entry)
            yield break;
        if (codeBase.Symbols.Declarations(method.ContainingType) is [var first, ..] && first.Document == document && first.Place.GetSyntax(cancellationToken) == unit
            && codeBase.Symbols.Of(method.ContainingType) is { } type)
        {
            yield return DeclaredSymbol.At(codeBase.Symbols, type, document, unit);
            foreach (DeclaredSymbol member in Implied(method.ContainingType, unit))
                yield return member;
        }
        yield return DeclaredSymbol.At(codeBase.Symbols, entry, document, unit);
    }

    // Constructors and what a record brings stand where their type stands.
    private IEnumerable<DeclaredSymbol> Implied(INamedTypeSymbol type, SyntaxNode node)
    {
        foreach (ISymbol member in type.GetMembers())
        {
            bool isPositional = member is IPropertySymbol && member.DeclaringSyntaxReferences is [var place] && place.GetSyntax(cancellationToken) is ParameterSyntax;
            bool isPrimary = member is IMethodSymbol { MethodKind: MethodKind.Constructor } && member.DeclaringSyntaxReferences is [var at] && at.GetSyntax(cancellationToken) is TypeDeclarationSyntax;
            bool isUnwritten = member.IsImplicitlyDeclared && IsNamed(member);
            if ((isPositional || isPrimary || isUnwritten) && codeBase.Symbols.Of(member) is { } entry)
                yield return DeclaredSymbol.At(codeBase.Symbols, entry, document, node);
        }
    }
}
