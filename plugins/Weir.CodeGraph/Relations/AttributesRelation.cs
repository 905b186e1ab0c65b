using Weir.CodeGraph.Symbols;

namespace Weir.CodeGraph.Relations;

/// <summary><c>cs_attributes</c>: which attributes stand where. The kind is that of what they stand on.</summary>
internal static class AttributesRelation
{
    public static CodeRelation<AttributeUse> Value { get; } = new(
    [
        RelationColumn<AttributeUse>.Id("node_id", row => row.Place.Id),
        RelationColumn<AttributeUse>.Bytes("path", row => row.Place.Document.PathUtf8),
        RelationColumn<AttributeUse>.Text("kind", row => row.Kind),
        RelationColumn<AttributeUse>.Number("bstart", row => row.Place.Start),
        RelationColumn<AttributeUse>.Number("bend", row => row.Place.End),
        RelationColumn<AttributeUse>.Number("line", row => row.Place.Document.Line(row.Place.Span.Start)),
        RelationColumn<AttributeUse>.Id("target_id", row => row.Target?.Id ?? row.Place.Document.Id),
        RelationColumn<AttributeUse>.Text("target_doc_id", row => row.Target?.DocumentationId, isNullable: true),
        RelationColumn<AttributeUse>.Id("attribute_id", row => row.Attribute.Id),
        RelationColumn<AttributeUse>.Text("attribute_name", row => row.Attribute.Name),
        RelationColumn<AttributeUse>.Text("attribute_doc_id", row => row.Attribute.DocumentationId, isNullable: true),
        RelationColumn<AttributeUse>.Text("attribute_assembly", row => row.Attribute.Assembly),
        RelationColumn<AttributeUse>.Text("arguments", row => row.Arguments),
        RelationColumn<AttributeUse>.Truth("is_source", row => row.Attribute.IsSource),
    ],
    row => row.Kind,
    scan => AttributeUse.Of(scan.CodeBase, scan.Document, scan.CancellationToken));
}
