using Microsoft.CodeAnalysis;
using Weir.CodeGraph.Symbols;

namespace Weir.CodeGraph.Relations;

/// <summary><c>cs_calls</c>: every call that the compiler could bind.</summary>
internal static class CallsRelation
{
    public static CodeRelation<SymbolCall> Value { get; } = new(
    [
        RelationColumn<SymbolCall>.Id("node_id", row => row.Place.Id),
        RelationColumn<SymbolCall>.Bytes("path", row => row.Place.Document.PathUtf8),
        RelationColumn<SymbolCall>.Text("kind", row => row.Kind),
        RelationColumn<SymbolCall>.Number("bstart", row => row.Place.Start),
        RelationColumn<SymbolCall>.Number("bend", row => row.Place.End),
        RelationColumn<SymbolCall>.Number("line", row => row.Place.Document.Line(row.Place.Span.Start)),
        RelationColumn<SymbolCall>.Id("caller_id", row => row.Caller?.Id ?? row.Place.Document.Id),
        RelationColumn<SymbolCall>.Text("caller_doc_id", row => row.Caller?.DocumentationId, isNullable: true),
        RelationColumn<SymbolCall>.Id("callee_id", row => row.Callee.Id),
        RelationColumn<SymbolCall>.Text("callee_kind", row => row.Callee.Kind),
        RelationColumn<SymbolCall>.Text("callee_name", row => row.Callee.Name),
        RelationColumn<SymbolCall>.Text("callee_doc_id", row => row.Callee.DocumentationId, isNullable: true),
        RelationColumn<SymbolCall>.Text("callee_assembly", row => row.Callee.Assembly),
        RelationColumn<SymbolCall>.Number("arguments", row => row.Arguments),
        RelationColumn<SymbolCall>.Truth("is_source", row => row.Callee.IsSource),
        RelationColumn<SymbolCall>.Truth("is_virtual", row => IsVirtual(row.Callee.Symbol)),
    ],
    row => row.Kind,
    scan => scan.CodeBase.Bodies(scan.Document, scan.CancellationToken).Calls);

    private static bool IsVirtual(ISymbol symbol) => (symbol.IsVirtual || symbol.IsAbstract || symbol.IsOverride) && !symbol.IsSealed;
}
