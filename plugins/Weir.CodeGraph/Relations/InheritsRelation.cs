using Weir.CodeGraph.Symbols;

namespace Weir.CodeGraph.Relations;

/// <summary><c>cs_inherits</c>: which types and members build on which. The path is that of the type's first declaration.</summary>
internal static class InheritsRelation
{
    public static CodeRelation<SymbolLink> Value { get; } = new(
    [
        RelationColumn<SymbolLink>.Id("symbol_id", row => row.From.Id),
        RelationColumn<SymbolLink>.Text("symbol_doc_id", row => row.From.DocumentationId, isNullable: true),
        RelationColumn<SymbolLink>.Bytes("path", row => row.Document.PathUtf8),
        RelationColumn<SymbolLink>.Text("kind", row => row.Kind),
        RelationColumn<SymbolLink>.Number("bstart", row => row.Document.Start(row.Span)),
        RelationColumn<SymbolLink>.Number("bend", row => row.Document.End(row.Span)),
        RelationColumn<SymbolLink>.Id("base_id", row => row.To.Id),
        RelationColumn<SymbolLink>.Text("base_kind", row => row.To.Kind),
        RelationColumn<SymbolLink>.Text("base_name", row => row.To.Name),
        RelationColumn<SymbolLink>.Text("base_doc_id", row => row.To.DocumentationId, isNullable: true),
        RelationColumn<SymbolLink>.Text("base_assembly", row => row.To.Assembly),
        RelationColumn<SymbolLink>.Truth("is_direct", row => row.IsDirect),
        RelationColumn<SymbolLink>.Truth("is_source", row => row.To.IsSource),
    ],
    row => row.Kind,
    scan => scan.CodeBase.Links(scan.Document, scan.CancellationToken));
}
