using Weir.CodeGraph.Symbols;

namespace Weir.CodeGraph.Relations;

/// <summary><c>cs_references</c>: every name that stands for a symbol.</summary>
internal static class ReferencesRelation
{
    public static CodeRelation<SymbolReference> Value { get; } = new(
    [
        RelationColumn<SymbolReference>.Id("node_id", row => row.Place.Id),
        RelationColumn<SymbolReference>.Bytes("path", row => row.Place.Document.PathUtf8),
        RelationColumn<SymbolReference>.Text("kind", row => row.Kind),
        RelationColumn<SymbolReference>.Number("bstart", row => row.Place.Document.Start(row.Span)),
        RelationColumn<SymbolReference>.Number("bend", row => row.Place.Document.End(row.Span)),
        RelationColumn<SymbolReference>.Number("line", row => row.Place.Document.Line(row.Span.Start)),
        RelationColumn<SymbolReference>.Id("symbol_id", row => row.Target.Id),
        RelationColumn<SymbolReference>.Text("symbol_kind", row => row.Target.Kind),
        RelationColumn<SymbolReference>.Text("symbol_name", row => row.Target.Name),
        RelationColumn<SymbolReference>.Text("symbol_doc_id", row => row.Target.DocumentationId, isNullable: true),
        RelationColumn<SymbolReference>.Text("symbol_assembly", row => row.Target.Assembly),
        RelationColumn<SymbolReference>.Id("container_id", row => row.Container?.Id ?? row.Place.Document.Id),
        RelationColumn<SymbolReference>.Text("container_doc_id", row => row.Container?.DocumentationId, isNullable: true),
        RelationColumn<SymbolReference>.Truth("is_source", row => row.Target.IsSource),
        RelationColumn<SymbolReference>.Truth("is_candidate", row => row.IsCandidate),
    ],
    row => row.Kind,
    scan => scan.CodeBase.Bodies(scan.Document, scan.CancellationToken).References);
}
