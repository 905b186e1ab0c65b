namespace Weir;

/// <summary>A table as one query saw it. Immutable.</summary>
/// <param name="Name">The name under which it was registered, or the <c>read_delta</c> call.</param>
/// <param name="Location">Where its rows lie; null for a table of a plugin.</param>
/// <param name="Version">The Delta version that the query read; null for other formats and for plugins.</param>
public sealed record TableBinding(string Name, DatasetLocation? Location, long? Version)
{
    /// <summary>What opened it, with its options completed and in canonical form; null for tables and files.</summary>
    public PluginTableSource? Provider { get; init; }

    /// <summary>The state that the query read, as the provider names it; null when it has no such name, and for tables and files.</summary>
    public string? SnapshotId { get; init; }

    /// <summary>Which of its files the query reads; null for other formats than Delta and for plugins.</summary>
    public FilePruning? Files { get; init; }

    /// <summary>
    /// A hash of all that the dataset or table of a plugin says, options among it: equal for equal ones, whatever their name. Null for streams.
    /// </summary>
    public string? Fingerprint { get; init; }

    /// <summary>How the declared columns were made from what the files have; null where none were declared.</summary>
    public SchemaAdaptation? Adaptation { get; init; }

    /// <summary>Whether each row that the query read was held to the dataset's NOT NULL and checks.</summary>
    public bool IsContractEnforced { get; init; }
}
