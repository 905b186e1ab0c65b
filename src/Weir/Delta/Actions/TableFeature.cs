namespace Weir.Delta.Actions;

/// <summary>How far this version can follow a table feature.</summary>
internal enum FeatureSupport
{
    /// <summary>Not at all: a table that lists the feature is refused.</summary>
    None,

    /// <summary>Only while the table does not use it: listing it is harmless, using it is refused.</summary>
    WhileUnused,

    /// <summary>All that the protocol asks for.</summary>
    Full,
}

/// <summary>
/// One row of the table of features ("Table Features", "Valid Feature Names"). The protocol gate
/// reads these rows and nothing else; a new feature is a new row. Writer versions 2 to 6, which bring
/// features without listing them, need no column: use is judged by what metadata and schema say.
/// </summary>
/// <param name="Name">As in the protocol action.</param>
/// <param name="Read">For reading; <c>Full</c> where readers have nothing to do.</param>
/// <param name="Write">For writing, with what the commands of this version do.</param>
/// <param name="IsUsed">
/// Whether metadata and schema show the feature in use. Deletion vectors and v2 checkpoints show in
/// the files of a version, and are refused where these are met.
/// </param>
/// <param name="IsReaderFeature">Whether readers must know it (the others bind writers alone).</param>
internal sealed record TableFeature(
    string Name,
    FeatureSupport Read,
    FeatureSupport Write,
    Func<MetadataAction, DeltaSchema, bool> IsUsed,
    bool IsReaderFeature = false)
{
    private const FeatureSupport None = FeatureSupport.None;
    private const FeatureSupport WhileUnused = FeatureSupport.WhileUnused;
    private const FeatureSupport Full = FeatureSupport.Full;

    /// <summary>All features that this version knows by name; any other is refused by the gate.</summary>
    public static readonly IReadOnlyList<TableFeature> All =
    [
        new("appendOnly", Full, Full, Never),
        new("invariants", Full, WhileUnused, FieldSays("delta.invariants")),
        new("checkConstraints", Full, WhileUnused, (m, _) => Properties(m).Constraints.Any()),
        // Adds and removes say what an append or an overwrite changes: these need no change files.
        new("changeDataFeed", Full, Full, (m, _) => Properties(m).ChangeDataFeed),
        new("generatedColumns", Full, WhileUnused, FieldSays("delta.generationExpression")),
        new("columnMapping", Full, WhileUnused, (m, _) => Properties(m).ColumnMappingMode != "none",
            IsReaderFeature: true),
        new("identityColumns", Full, WhileUnused, FieldSays("delta.identity.step")),
        new("allowColumnDefaults", Full, WhileUnused, FieldSays("CURRENT_DEFAULT")),
        new("deletionVectors", Full, WhileUnused, Never, IsReaderFeature: true),
        new("timestampNtz", Full, Full, Never, IsReaderFeature: true),
        new("v2Checkpoint", Full, WhileUnused, Never, IsReaderFeature: true),
        new("vacuumProtocolCheck", Full, Full, Never, IsReaderFeature: true),
        new("typeWidening", Full, WhileUnused, FieldSays("delta.typeChanges"), IsReaderFeature: true),
        new("typeWidening-preview", Full, WhileUnused, FieldSays("delta.typeChanges"), IsReaderFeature: true),
        new("variantType", Full, WhileUnused, HasVariant, IsReaderFeature: true),
        new("variantType-preview", Full, WhileUnused, HasVariant, IsReaderFeature: true),
        new("variantShredding", Full, WhileUnused, HasVariant, IsReaderFeature: true),
        new("variantShredding-preview", Full, WhileUnused, HasVariant, IsReaderFeature: true),
        new("catalogManaged", None, None, Never, IsReaderFeature: true),
        new("domainMetadata", Full, Full, Never),
        new("inCommitTimestamp", Full, WhileUnused, (m, _) => Properties(m).InCommitTimestamps),
        new("rowTracking", Full, None, Never),
        new("clustering", Full, None, Never),
        new("icebergCompatV1", Full, None, Never),
        new("icebergCompatV2", Full, None, Never),
    ];

    public static TableFeature? Find(string name) => All.FirstOrDefault(feature => feature.Name == name);

    private static TableProperties Properties(MetadataAction metadata) => new(metadata.Configuration);

    private static bool Never(MetadataAction metadata, DeltaSchema schema) => false;

    private static bool HasVariant(MetadataAction metadata, DeltaSchema schema) =>
        schema.Root.SelfAndNested().Contains(DeltaType.Variant);

    private static Func<MetadataAction, DeltaSchema, bool> FieldSays(string member) =>
        (_, schema) => schema.Root.AllFields().Any(field => field.Metadata.Contains(member));
}
