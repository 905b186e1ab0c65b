using Weir.CodeGraph.Symbols;

namespace Weir.CodeGraph.Relations;

/// <summary><c>cs_control_flow</c>: basic blocks, and the branches between them.</summary>
internal static class ControlFlowRelation
{
    public static CodeRelation<FlowRow> Value { get; } = new(
    [
        RelationColumn<FlowRow>.Id("block_id", row => row.IdOf(row.Ordinal)),
        RelationColumn<FlowRow>.Bytes("path", row => row.Document.PathUtf8),
        RelationColumn<FlowRow>.Text("kind", row => row.Kind),
        RelationColumn<FlowRow>.Number("bstart", row => row.Span is { } span ? row.Document.Start(span) : null, isNullable: true),
        RelationColumn<FlowRow>.Number("bend", row => row.Span is { } span ? row.Document.End(span) : null, isNullable: true),
        RelationColumn<FlowRow>.Id("member_id", row => row.Member?.Id ?? row.Document.Id),
        RelationColumn<FlowRow>.Text("member_doc_id", row => row.Member?.DocumentationId, isNullable: true),
        RelationColumn<FlowRow>.Id("body_id", row => row.Owner),
        RelationColumn<FlowRow>.Number("ordinal", row => row.Ordinal),
        RelationColumn<FlowRow>.Truth("is_branch", row => !row.IsBlock),
        RelationColumn<FlowRow>.Id("target_id", row => row.Target is { } target ? row.IdOf(target) : null, isNullable: true),
        RelationColumn<FlowRow>.Number("target_ordinal", row => row.Target, isNullable: true),
        RelationColumn<FlowRow>.Text("condition", row => row.Condition, isNullable: true),
        RelationColumn<FlowRow>.Number("operations", row => row.Operations),
        RelationColumn<FlowRow>.Truth("is_reachable", row => row.IsReachable),
    ],
    row => row.Kind,
    scan => scan.CodeBase.Flow(scan.Document, scan.CancellationToken));
}
