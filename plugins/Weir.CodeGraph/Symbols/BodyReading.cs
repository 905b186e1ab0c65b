using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;
using Weir.CodeGraph.Sources;

namespace Weir.CodeGraph.Symbols;

/// <summary>Binds every name of a file once, in the order of the text. Used by one thread.</summary>
internal sealed class BodyReading
{
    private readonly CodeBase _codeBase;
    private readonly SourceDocument _document;
    private readonly SemanticModel _model;
    private readonly CancellationToken _cancellationToken;
    private readonly Stack<(int End, SymbolEntry? Entry)> _containers = new();
    private readonly Stack<(SimpleNameSyntax Name, IMethodSymbol Method)> _called = new();
    private readonly List<SymbolReference> _references = [];
    private readonly List<SymbolCall> _calls = [];
    private readonly List<DeclaredSymbol> _locals = [];

    private BodyReading(CodeBase codeBase, SourceDocument document, CancellationToken cancellationToken)
    {
        (_codeBase, _document, _cancellationToken) = (codeBase, document, cancellationToken);
        _model = codeBase.Model(document, cancellationToken);
    }

    private SymbolEntry? Container => _containers.TryPeek(out (int End, SymbolEntry? Entry) top) ? top.Entry : null;

    public static BodyFacts Of(CodeBase codeBase, SourceDocument document, CancellationToken cancellationToken)
    {
        BodyReading reading = new(codeBase, document, cancellationToken);
        reading.Read();
        return new BodyFacts([.. reading._references], [.. reading._calls], [.. reading._locals]);
    }

    private void Read()
    {
        foreach (SyntaxNode node in _model.SyntaxTree.GetRoot(_cancellationToken).DescendantNodesAndSelf())
        {
            while (_containers.TryPeek(out (int End, SymbolEntry? Entry) top) && node.SpanStart >= top.End && node.Span.Length > 0)
                _containers.Pop();
            if (MemberContainers.Of(node, _model, _cancellationToken) is { } container)
            {
                _containers.Push((node.Span.End, _codeBase.Symbols.Of(container)));
                if (node.HasStructuredTrivia)
                    Documentation(node);
            }
            if (node is SimpleNameSyntax name)
                Name(name);
            else
                Other(node);
        }
    }

    private void Other(SyntaxNode node)
    {
        switch (node)
        {
            case InvocationExpressionSyntax invocation:
                Invocation(invocation);
                break;
            case BaseObjectCreationExpressionSyntax creation:
                Construct(creation, creation is ObjectCreationExpressionSyntax { Type: var type } ? LastName(type) : creation.NewKeyword.Span, creation.ArgumentList, "construct");
                break;
            case ConstructorInitializerSyntax initializer:
                Construct(initializer, initializer.ThisOrBaseKeyword.Span, initializer.ArgumentList, "initializer");
                break;
            case PrimaryConstructorBaseTypeSyntax basis:
                Construct(basis, LastName(basis.Type), basis.ArgumentList, "initializer");
                break;
            case ElementAccessExpressionSyntax or ElementBindingExpressionSyntax or ImplicitElementAccessSyntax:
                Indexer(node);
                break;
            case BinaryExpressionSyntax { RawKind: not ((int)SyntaxKind.CoalesceExpression or (int)SyntaxKind.IsExpression or (int)SyntaxKind.AsExpression) } binary:
                Operator(binary, binary.OperatorToken.Span);
                break;
            case AssignmentExpressionSyntax assignment when !assignment.IsKind(SyntaxKind.SimpleAssignmentExpression):
                Operator(assignment, assignment.OperatorToken.Span);
                break;
            case PrefixUnaryExpressionSyntax unary:
                Operator(unary, unary.OperatorToken.Span);
                break;
            case PostfixUnaryExpressionSyntax unary when !unary.IsKind(SyntaxKind.SuppressNullableWarningExpression):
                Operator(unary, unary.OperatorToken.Span);
                break;
            case CastExpressionSyntax cast:
                Operator(cast, cast.Type.Span);
                break;
            default:
                if (DeclaredName.IsLocal(node))
                    Local(node);
                break;
        }
    }

    private void Name(SimpleNameSyntax name)
    {
        if (IsDeclaration(name) || (name is IdentifierNameSyntax { IsVar: true } && name.Parent is VariableDeclarationSyntax or DeclarationExpressionSyntax or ForEachStatementSyntax or RefTypeSyntax))
            return;
        if (_called.TryPeek(out (SimpleNameSyntax Name, IMethodSymbol Method) called) && called.Name == name)
        {
            _called.Pop();
            if (SymbolDefinition.Of(called.Method) is { } method)
                Add(method, name, name.Identifier.Span, ReferenceKinds.Of(name, method), isCandidate: false);
            return;
        }
        SymbolInfo info = _model.GetSymbolInfo(name, _cancellationToken);
        bool isCandidate = info.Symbol is null;
        if ((info.Symbol ?? info.CandidateSymbols.FirstOrDefault()) is not { } symbol)
            return;
        if (IsAttributeName(name) && symbol is IMethodSymbol { ContainingType: { } attribute })
        {
            Add(attribute, name, name.Identifier.Span, "attribute", isCandidate);
            Add(symbol, name, name.Identifier.Span, "constructor", isCandidate);
            return;
        }
        if (SymbolDefinition.Of(symbol) is { } definition)
            Add(definition, name, name.Identifier.Span, ReferenceKinds.Of(name, definition), isCandidate);
    }

    private void Local(SyntaxNode node)
    {
        if (_model.GetDeclaredSymbol(node, _cancellationToken) is { } symbol && _codeBase.Symbols.Of(symbol) is { } entry)
            _locals.Add(DeclaredSymbol.At(_codeBase.Symbols, entry, _document, node));
    }

    private void Documentation(SyntaxNode node)
    {
        foreach (SyntaxTrivia trivia in node.GetLeadingTrivia())
        {
            if (trivia.GetStructure() is not DocumentationCommentTriviaSyntax comment)
                continue;
            foreach (SyntaxNode inside in comment.DescendantNodes())
                if (inside is SimpleNameSyntax name && inside.FirstAncestorOrSelf<SyntaxNode>(at => at is CrefSyntax or XmlNameAttributeSyntax) is not null
                    && _model.GetSymbolInfo(name, _cancellationToken) is var info && (info.Symbol ?? info.CandidateSymbols.FirstOrDefault()) is { } symbol)
                    Add(symbol, name, name.Identifier.Span, "cref", info.Symbol is null);
        }
    }

    private void Construct(SyntaxNode node, TextSpan span, ArgumentListSyntax? arguments, string kind)
    {
        SymbolInfo info = _model.GetSymbolInfo(node, _cancellationToken);
        if ((info.Symbol ?? info.CandidateSymbols.FirstOrDefault()) is IMethodSymbol { MethodKind: MethodKind.Constructor } constructor)
            Add(constructor, node, span, "constructor", info.Symbol is null);
        Call(node, info.Symbol as IMethodSymbol, arguments?.Arguments.Count ?? 0, kind);
    }

    // Of a.B().C() the name B is met before C, and the arguments of a call behind its name: what was called last is named
    // first. To ask for the name itself would bind all that stands before it once more.
    private void Invocation(InvocationExpressionSyntax node)
    {
        IMethodSymbol? method = _model.GetSymbolInfo(node, _cancellationToken).Symbol as IMethodSymbol;
        Call(node, method, node.ArgumentList.Arguments.Count, "call");
        SimpleNameSyntax? name = node.Expression switch
        {
            SimpleNameSyntax simple => simple,
            MemberAccessExpressionSyntax access => access.Name,
            MemberBindingExpressionSyntax binding => binding.Name,
            _ => null,
        };
        if (name is not null && method is { MethodKind: not MethodKind.DelegateInvoke } && method.Name == name.Identifier.ValueText)
            _called.Push((name, method));
    }

    private void Indexer(SyntaxNode node)
    {
        SymbolInfo info = _model.GetSymbolInfo(node, _cancellationToken);
        TextSpan span = node is ElementAccessExpressionSyntax access ? access.ArgumentList.OpenBracketToken.Span : node.GetFirstToken().Span;
        if ((info.Symbol ?? info.CandidateSymbols.FirstOrDefault()) is IPropertySymbol property)
            Add(property, node, span, ReferenceKinds.Of(node, property), info.Symbol is null);
    }

    // Built-in operators are nobody's symbols.
    private void Operator(SyntaxNode node, TextSpan span)
    {
        if (_model.GetSymbolInfo(node, _cancellationToken).Symbol is IMethodSymbol { MethodKind: MethodKind.UserDefinedOperator or MethodKind.Conversion } method
            && _codeBase.Symbols.Of(method) is { } callee)
        {
            Add(method, node, span, "operator", isCandidate: false);
            _calls.Add(new SymbolCall(callee, Container, NodePlace.Of(_document, node), "operator", method.Parameters.Length));
        }
    }

    private void Call(SyntaxNode node, IMethodSymbol? method, int arguments, string kind)
    {
        if (method is null || _codeBase.Symbols.Of(method) is not { } callee)
            return;
        string how = method.MethodKind == MethodKind.DelegateInvoke ? "delegate" : kind;
        _calls.Add(new SymbolCall(callee, Container, NodePlace.Of(_document, node), how, arguments));
    }

    private void Add(ISymbol symbol, SyntaxNode node, TextSpan span, string kind, bool isCandidate)
    {
        if (_codeBase.Symbols.Of(symbol) is { } target)
            _references.Add(new SymbolReference(target, Container, NodePlace.Of(_document, node), span, kind, isCandidate));
    }

    private static TextSpan LastName(TypeSyntax type) => type switch
    {
        QualifiedNameSyntax qualified => qualified.Right.Identifier.Span,
        AliasQualifiedNameSyntax qualified => qualified.Name.Identifier.Span,
        SimpleNameSyntax simple => simple.Identifier.Span,
        _ => type.Span,
    };

    private static bool IsAttributeName(SimpleNameSyntax name) =>
        name.Parent is AttributeSyntax || (name.Parent is QualifiedNameSyntax { Parent: AttributeSyntax } qualified && qualified.Right == name);

    // Names that bring something into being: namespaces, aliases, members of anonymous objects and of tuples.
    private static bool IsDeclaration(SimpleNameSyntax name)
    {
        if (name.Parent is NameEqualsSyntax { Parent: UsingDirectiveSyntax or AnonymousObjectMemberDeclaratorSyntax } or NameColonSyntax { Parent: ArgumentSyntax { Parent: TupleExpressionSyntax } })
            return true;
        SyntaxNode at = name;
        while (at.Parent is QualifiedNameSyntax)
            at = at.Parent;
        return at.Parent is BaseNamespaceDeclarationSyntax;
    }
}
