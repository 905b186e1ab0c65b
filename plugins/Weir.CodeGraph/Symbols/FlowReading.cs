using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.FlowAnalysis;
using Microsoft.CodeAnalysis.Text;
using Weir.CodeGraph.Sources;

namespace Weir.CodeGraph.Symbols;

/// <summary>The control flow of the members of a file, and of the functions inside them.</summary>
internal sealed class FlowReading(CodeBase codeBase, SourceDocument document, CancellationToken cancellationToken)
{
    private readonly SemanticModel _model = codeBase.Model(document, cancellationToken);

    /// <summary>Blocks and branches, a body after the other in the order of the text.</summary>
    public IEnumerable<FlowRow> Read()
    {
        foreach (SyntaxNode node in _model.SyntaxTree.GetRoot(cancellationToken).DescendantNodes())
        {
            if (Body(node) is not { } body)
                continue;
            cancellationToken.ThrowIfCancellationRequested();
            if (Graph(body) is { } graph)
                foreach (FlowRow row in Rows(graph, codeBase.Symbols.Of(Member(node)), body))
                    yield return row;
        }
    }

    // What the compiler can make a graph of; a function inside another comes with the outer one's graph.
    private static SyntaxNode? Body(SyntaxNode node) => node switch
    {
        BaseMethodDeclarationSyntax { Body: null, ExpressionBody: null } => null,
        BaseMethodDeclarationSyntax => node,
        AccessorDeclarationSyntax { Body: null, ExpressionBody: null } => null,
        AccessorDeclarationSyntax => node,
        PropertyDeclarationSyntax { ExpressionBody: { } expression } => expression,
        IndexerDeclarationSyntax { ExpressionBody: { } expression } => expression,
        EqualsValueClauseSyntax { Parent: VariableDeclaratorSyntax { Parent.Parent: BaseFieldDeclarationSyntax } } => node,
        EqualsValueClauseSyntax { Parent: PropertyDeclarationSyntax } => node,
        CompilationUnitSyntax unit when unit.Members.Any(SyntaxKind.GlobalStatement) => node,
        _ => null,
    };

    private ISymbol? Member(SyntaxNode node) => node is EqualsValueClauseSyntax
        ? _model.GetDeclaredSymbol(node.Parent!, cancellationToken)
        : _model.GetDeclaredSymbol(node, cancellationToken);

    private ControlFlowGraph? Graph(SyntaxNode body) => _model.GetOperation(body, cancellationToken) switch
    {
        Microsoft.CodeAnalysis.Operations.IMethodBodyOperation operation => ControlFlowGraph.Create(operation, cancellationToken),
        Microsoft.CodeAnalysis.Operations.IConstructorBodyOperation operation => ControlFlowGraph.Create(operation, cancellationToken),
        Microsoft.CodeAnalysis.Operations.IBlockOperation { Parent: null } operation => ControlFlowGraph.Create(operation, cancellationToken),
        Microsoft.CodeAnalysis.Operations.IFieldInitializerOperation operation => ControlFlowGraph.Create(operation, cancellationToken),
        Microsoft.CodeAnalysis.Operations.IPropertyInitializerOperation operation => ControlFlowGraph.Create(operation, cancellationToken),
        _ => null,
    };

    private IEnumerable<FlowRow> Rows(ControlFlowGraph graph, SymbolEntry? member, SyntaxNode body)
    {
        NodeId owner = document.IdOf(body);
        foreach (BasicBlock block in graph.Blocks)
        {
            yield return new FlowRow(document, member, owner, Kind(block), block.Ordinal, null, null, block.Operations.Length, block.IsReachable, Text(block));
            if (block.ConditionalSuccessor is { } conditional)
                yield return Branch(conditional, block.ConditionKind == ControlFlowConditionKind.WhenTrue ? "when_true" : "when_false", block, member, owner);
            if (block.FallThroughSuccessor is { } next)
                yield return Branch(next, block.ConditionKind switch { ControlFlowConditionKind.WhenTrue => "when_false", ControlFlowConditionKind.WhenFalse => "when_true", _ => null }, block, member, owner);
        }
        foreach (IMethodSymbol function in graph.LocalFunctions)
            if (function.DeclaringSyntaxReferences is [var place, ..])
                foreach (FlowRow row in Rows(graph.GetLocalFunctionControlFlowGraph(function, cancellationToken), codeBase.Symbols.Of(function), place.GetSyntax(cancellationToken)))
                    yield return row;
        foreach (IFlowAnonymousFunctionOperation function in graph.Blocks.SelectMany(Operations).OfType<IFlowAnonymousFunctionOperation>())
            foreach (FlowRow row in Rows(graph.GetAnonymousFunctionControlFlowGraph(function, cancellationToken), member, function.Syntax))
                yield return row;
    }

    private static IEnumerable<IOperation> Operations(BasicBlock block) =>
        block.Operations.Concat(block.BranchValue is { } value ? [value] : []).SelectMany(OperationExtensionsDescend);

    private static IEnumerable<IOperation> OperationExtensionsDescend(IOperation operation) =>
        Microsoft.CodeAnalysis.Operations.OperationExtensions.DescendantsAndSelf(operation);

    private FlowRow Branch(ControlFlowBranch branch, string? condition, BasicBlock source, SymbolEntry? member, NodeId owner)
    {
        TextSpan? span = condition is not null && source.BranchValue is { } value ? value.Syntax.Span : null;
        return new FlowRow(document, member, owner, Words(branch.Semantics), source.Ordinal, branch.Destination?.Ordinal, condition, 0, source.IsReachable, span);
    }

    private static string Kind(BasicBlock block) => block.Kind switch { BasicBlockKind.Entry => "entry", BasicBlockKind.Exit => "exit", _ => "block" };

    private static string Words(ControlFlowBranchSemantics semantics) => semantics switch
    {
        ControlFlowBranchSemantics.Regular => "regular",
        ControlFlowBranchSemantics.Return => "return",
        ControlFlowBranchSemantics.StructuredExceptionHandling => "exception_handling",
        ControlFlowBranchSemantics.ProgramTermination => "termination",
        ControlFlowBranchSemantics.Throw => "throw",
        ControlFlowBranchSemantics.Rethrow => "rethrow",
        ControlFlowBranchSemantics.Error => "error",
        _ => "none",
    };

    private static TextSpan? Text(BasicBlock block)
    {
        TextSpan? all = null;
        foreach (IOperation operation in block.Operations.Concat(block.BranchValue is { } value ? [value] : []))
            all = all is { } known
                ? TextSpan.FromBounds(Math.Min(known.Start, operation.Syntax.SpanStart), Math.Max(known.End, operation.Syntax.Span.End))
                : operation.Syntax.Span;
        return all;
    }
}
