using System.Text.Json.Serialization;

namespace Weir.Build;

/// <summary>What a view does with its sources; the member <c>kind</c> names which.</summary>
/// <remarks>Immutable.</remarks>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "kind")]
[JsonDerivedType(typeof(NormalizeTransform), "Normalize")]
[JsonDerivedType(typeof(RelateTransform), "Relate")]
[JsonDerivedType(typeof(UnionTransform), "Union")]
[JsonDerivedType(typeof(ProjectTransform), "Project")]
[JsonDerivedType(typeof(FilterTransform), "Filter")]
[JsonDerivedType(typeof(AggregateTransform), "Aggregate")]
[JsonDerivedType(typeof(IncrementalCdfTransform), "IncrementalCdf")]
[JsonDerivedType(typeof(MetadataTransform), "Metadata")]
[JsonDerivedType(typeof(FileManifestTransform), "FileManifest")]
[JsonDerivedType(typeof(CpgEmitTransform), "CpgEmit")]
public abstract record ViewTransform
{
    private protected ViewTransform()
    {
    }
}

/// <summary>
/// All columns of the source, and: <c>entity_id</c>, a stable id over the view's name and the id
/// columns; <c>span</c>, when span columns are given; <c>&lt;column&gt;_normalized</c> for each text column.
/// </summary>
/// <param name="Source">A view or an input.</param>
/// <param name="IdColumns">
/// The columns of the id. One: <c>stable_id</c> of its text, null when it is null. Several:
/// <c>stable_id_parts</c> of all, in this order. None: the id of the source's name.
/// </param>
/// <param name="SpanColumns">Two integer columns: start and end in bytes, the end exclusive.</param>
/// <param name="TextColumns">Text columns to normalise.</param>
public sealed record NormalizeTransform(
    string Source,
    IReadOnlyList<string>? IdColumns = null,
    IReadOnlyList<string>? SpanColumns = null,
    IReadOnlyList<string>? TextColumns = null) : ViewTransform
{
    /// <summary>The columns of the id; never null.</summary>
    public IReadOnlyList<string> IdColumns { get; init; } = IdColumns ?? [];

    /// <summary>Text columns to normalise; never null.</summary>
    public IReadOnlyList<string> TextColumns { get; init; } = TextColumns ?? [];
}

/// <summary>
/// Joins two sources. Keys of one name become one column; any other right column whose name the left
/// side has too is called <c>&lt;name&gt;__right</c>. Semi and Anti keep the left columns.
/// </summary>
/// <param name="Left">A view or an input.</param>
/// <param name="Right">A view or an input.</param>
/// <param name="JoinType">How rows are matched.</param>
/// <param name="JoinKeys">Pairs of columns; at least one.</param>
/// <param name="Containment">
/// Whether the last two pairs are start and end of spans and match when the left span contains the
/// right one, instead of being equal; Inner and Left only. Absent: yes for an Inner or Left join with
/// exactly two pairs named <c>bstart</c> and <c>bend</c> (or ending in <c>_bstart</c> and <c>_bend</c>) on both sides.
/// </param>
public sealed record RelateTransform(
    string Left,
    string Right,
    JoinType JoinType,
    IReadOnlyList<JoinKey> JoinKeys,
    bool? Containment = null) : ViewTransform;

/// <summary>A column of the left side and the column of the right side that it is matched with.</summary>
/// <param name="LeftKey">Column of the left source.</param>
/// <param name="RightKey">Column of the right source.</param>
public sealed record JoinKey(string LeftKey, string RightKey);

/// <summary>
/// The rows of two or more sources. Columns are matched by name and stand in alphabetical order; a
/// column that a source lacks is null in its rows.
/// </summary>
/// <param name="Sources">Two or more views or inputs.</param>
/// <param name="DiscriminatorColumn">A column that gets the name of the source, if one is wanted.</param>
/// <param name="Distinct">Whether equal rows are kept once.</param>
public sealed record UnionTransform(
    IReadOnlyList<string> Sources,
    string? DiscriminatorColumn = null,
    bool Distinct = false) : ViewTransform;

/// <summary>Some columns of the source, in this order, and columns computed from them.</summary>
/// <param name="Source">A view or an input.</param>
/// <param name="Columns">Columns to keep; may be empty when something is computed.</param>
/// <param name="Computed">Columns to compute; they stand behind those that are kept. None when absent.</param>
public sealed record ProjectTransform(
    string Source,
    IReadOnlyList<string> Columns,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] IReadOnlyList<ComputedColumn>? Computed = null) : ViewTransform;

/// <summary>A column made of others of the same row.</summary>
/// <param name="Name">Name of the column.</param>
/// <param name="Expression">One SQL expression over the columns of the source; no subquery, no aggregate.</param>
public sealed record ComputedColumn(string Name, string Expression);

/// <summary>The rows of the source for which a predicate holds.</summary>
/// <param name="Source">A view or an input.</param>
/// <param name="Predicate">One SQL expression over the columns of the source; no subquery.</param>
public sealed record FilterTransform(string Source, string Predicate) : ViewTransform;

/// <summary>One row a group, or one row in all when there is no group column.</summary>
/// <param name="Source">A view or an input.</param>
/// <param name="GroupBy">Group columns, which come first in the result.</param>
/// <param name="Aggregations">What is computed over each group.</param>
public sealed record AggregateTransform(
    string Source,
    IReadOnlyList<string>? GroupBy = null,
    IReadOnlyList<Aggregation>? Aggregations = null) : ViewTransform
{
    /// <summary>Group columns; never null.</summary>
    public IReadOnlyList<string> GroupBy { get; init; } = GroupBy ?? [];

    /// <summary>What is computed; never null.</summary>
    public IReadOnlyList<Aggregation> Aggregations { get; init; } = Aggregations ?? [];
}

/// <summary>One aggregate over one column.</summary>
/// <param name="Column">Column of the source; <c>*</c> for <c>count</c> counts rows.</param>
/// <param name="Function"><c>count</c>, <c>sum</c>, <c>avg</c>, <c>min</c> or <c>max</c>.</param>
/// <param name="Alias">Name of the result column.</param>
public sealed record Aggregation(string Column, string Function, string Alias);

/// <summary>Rows that changed between versions of a Delta table. Not supported by this version.</summary>
/// <param name="Source">An input.</param>
/// <param name="StartingVersion">First version.</param>
/// <param name="EndingVersion">Last version.</param>
/// <param name="StartingTimestamp">First moment.</param>
/// <param name="EndingTimestamp">Last moment.</param>
public sealed record IncrementalCdfTransform(
    string Source,
    long? StartingVersion = null,
    long? EndingVersion = null,
    string? StartingTimestamp = null,
    string? EndingTimestamp = null) : ViewTransform;

/// <summary>The snapshot of a Delta table as rows. Not supported by this version.</summary>
/// <param name="Source">An input.</param>
public sealed record MetadataTransform(string Source) : ViewTransform;

/// <summary>The files of a Delta table as rows. Not supported by this version.</summary>
/// <param name="Source">An input.</param>
public sealed record FileManifestTransform(string Source) : ViewTransform;

/// <summary>
/// A part of the code graph: the one source as it is, or several united by name. Nodes whose sources
/// lack entity_id, path, bstart or bend are made from <c>repo_files_v1</c>: one node a file, from its
/// path and size_bytes. Edges with edge_id, src_id and dst_id become, by source or by target, one row a node: the
/// node's id, edge_count and the list of its edges in the order of their ids. Properties with entity_id, prop_key and
/// prop_value become one row an entity: entity_id and a map of those that are not null.
/// </summary>
/// <param name="OutputKind">Which part.</param>
/// <param name="Sources">At least one view or input.</param>
public sealed record CpgEmitTransform(CpgOutputKind OutputKind, IReadOnlyList<string> Sources) : ViewTransform;
