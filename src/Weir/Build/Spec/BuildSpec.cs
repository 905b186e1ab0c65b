using System.Text.Json;
using System.Text.Json.Serialization;

namespace Weir.Build;

/// <summary>
/// An execution spec, version 4, as it was written: what to read, which views to make of it, which
/// tables to write. Says nothing about whether it makes sense; the check before a build does.
/// </summary>
/// <remarks>
/// Immutable. An absent list is an empty one. The members marked as not supported exist in the
/// grammar of version 4; a spec that gives them a value is refused, an empty value passes.
/// </remarks>
/// <param name="Version">Version of the grammar: 4.</param>
/// <param name="InputRelations">What the build reads; may be empty.</param>
/// <param name="ViewDefinitions">The views, in any order; at least one.</param>
/// <param name="OutputTargets">The tables to write, in the order in which they are written; at least one.</param>
/// <param name="JoinGraph">Not supported: what a view joins stands in its own transform.</param>
/// <param name="RuleIntents">Not supported: the rule pack is chosen by <paramref name="RulepackProfile"/>.</param>
/// <param name="RulepackProfile">Which rules the expressions of the spec must keep; <see cref="RulepackProfile.Default"/>.</param>
/// <param name="TypedParameters">Not supported.</param>
/// <param name="RuleOverlay">Not supported.</param>
/// <param name="Runtime">Settings of the run; all defaults when absent.</param>
/// <param name="RuntimeProfile">Not supported: the request names an engine profile.</param>
/// <param name="CachePolicy">Not supported: the planner decides what a statement materialises.</param>
/// <param name="Maintenance">Not supported.</param>
public sealed record BuildSpec(
    int Version,
    IReadOnlyList<InputRelation> InputRelations,
    IReadOnlyList<ViewDefinition> ViewDefinitions,
    IReadOnlyList<OutputTarget> OutputTargets,
    JsonElement? JoinGraph = null,
    JsonElement? RuleIntents = null,
    RulepackProfile RulepackProfile = RulepackProfile.Default,
    JsonElement? TypedParameters = null,
    JsonElement? RuleOverlay = null,
    RuntimeConfig? Runtime = null,
    JsonElement? RuntimeProfile = null,
    JsonElement? CachePolicy = null,
    JsonElement? Maintenance = null)
{
    /// <summary>The version of the grammar that this version of Weir reads.</summary>
    public const int CurrentVersion = 4;

    /// <summary>Settings of the run; never null.</summary>
    public RuntimeConfig Runtime { get; init; } = Runtime ?? new RuntimeConfig();
}

/// <summary>A named view and how it is made.</summary>
/// <remarks>Immutable.</remarks>
/// <param name="Name">Name of the view; unique among views and inputs, whatever the case of its letters.</param>
/// <param name="ViewKind">A free word for readers; the transform alone says what the view does.</param>
/// <param name="Transform">What the view does with its sources.</param>
/// <param name="ViewDependencies">Views (not inputs) that come first. Sources that are views count as well.</param>
/// <param name="OutputSchema">The columns that the view promises; empty promises nothing.</param>
public sealed record ViewDefinition(
    string Name,
    string ViewKind,
    ViewTransform Transform,
    IReadOnlyList<string>? ViewDependencies = null,
    ViewSchema? OutputSchema = null)
{
    /// <summary>Views that come first; never null.</summary>
    public IReadOnlyList<string> ViewDependencies { get; init; } = ViewDependencies ?? [];

    /// <summary>The columns that the view promises; never null.</summary>
    public ViewSchema OutputSchema { get; init; } = OutputSchema ?? new ViewSchema();
}

/// <summary>What a view promises about its columns.</summary>
/// <remarks>Immutable.</remarks>
/// <param name="Columns">
/// Type by column name. When there is any, the view has exactly these columns. Types are written as
/// in Arrow (<c>Utf8</c>, <c>Int64</c>), Delta (<c>string</c>, <c>long</c>) or SQL (<c>VARCHAR</c>, <c>BIGINT</c>).
/// </param>
public sealed record ViewSchema(IReadOnlyDictionary<string, string>? Columns = null)
{
    /// <summary>Type by column name; never null.</summary>
    public IReadOnlyDictionary<string, string> Columns { get; init; } = Columns ?? new Dictionary<string, string>();
}

/// <summary>A Delta table to write, and the view whose rows it gets.</summary>
/// <remarks>Immutable.</remarks>
/// <param name="TableName">Name of the table in the report; unique among outputs.</param>
/// <param name="SourceView">The view that is written.</param>
/// <param name="DeltaLocation">
/// Root folder of the table; may hold variables, as the location of an <see cref="InputRelation"/>. When
/// absent: a folder with the table's name below the build's output folder.
/// </param>
/// <param name="Columns">The columns to write, in this order; empty writes all.</param>
/// <param name="MaterializationMode">Whether rows are added or replaced; <see cref="MaterializationMode.Overwrite"/>.</param>
/// <param name="PartitionBy">Partition columns of the table, among the columns written.</param>
/// <param name="WriteMetadata">Facts that are kept in the commit beside the build's own.</param>
/// <param name="MaxCommitRetries">How often a commit that lost a race is tried again, 0 or more; 15 when absent.</param>
/// <param name="TableProperties">
/// Properties that the table is made with, <c>delta.enableChangeDataFeed</c> among them; a table that is there must have them. Empty is none.
/// </param>
public sealed record OutputTarget(
    string TableName,
    string SourceView,
    string? DeltaLocation = null,
    IReadOnlyList<string>? Columns = null,
    MaterializationMode MaterializationMode = MaterializationMode.Overwrite,
    IReadOnlyList<string>? PartitionBy = null,
    IReadOnlyDictionary<string, string>? WriteMetadata = null,
    int? MaxCommitRetries = null,
    IReadOnlyDictionary<string, string>? TableProperties = null)
{
    /// <summary>Properties that the table is made with; null when there are none.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyDictionary<string, string>? TableProperties { get; init; } = TableProperties is { Count: > 0 } ? TableProperties : null;

    /// <summary>The columns to write; empty writes all. Never null.</summary>
    public IReadOnlyList<string> Columns { get; init; } = Columns ?? [];

    /// <summary>Partition columns; never null.</summary>
    public IReadOnlyList<string> PartitionBy { get; init; } = PartitionBy ?? [];

    /// <summary>Facts that are kept in the commit; never null.</summary>
    public IReadOnlyDictionary<string, string> WriteMetadata { get; init; } = WriteMetadata ?? new Dictionary<string, string>();
}
