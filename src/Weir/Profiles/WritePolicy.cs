using Weir.Policies;

namespace Weir;

/// <summary>How Delta tables are written where a write does not say. Immutable.</summary>
public sealed record WritePolicy
{
    /// <summary>Bytes after which another file begins, at least 1 MiB. Null: as <see cref="DeltaWriteOptions.TargetFileBytes"/>.</summary>
    public long? TargetFileSize { get; init; }

    /// <summary>Properties of tables that writes make.</summary>
    public IReadOnlyDictionary<string, string> TableProperties { get; init => field = ValueMap<string>.Of(value); } = ValueMap<string>.Empty;

    /// <summary>Attempts to commit again, 0 or more. Null: as <see cref="DeltaWriteOptions.MaxCommitRetries"/>.</summary>
    public int? MaxCommitRetries { get; init; }

    /// <summary>Columns that rows are clustered by.</summary>
    public IReadOnlyList<string> ZorderBy { get; init => field = ValueList.Of(value); } = ValueList.Empty;

    /// <summary>Columns that statistics are taken of, at most.</summary>
    public int? StatsMaxColumns { get; init; }
}

/// <summary>Which changes of Delta tables are made. Immutable.</summary>
public sealed record DeltaMutationPolicy
{
    /// <summary>Whether a change of a table in S3 needs a provider of locks.</summary>
    public bool RequireLockingProvider { get; init; } = true;

    /// <summary>Whether rows may only be added.</summary>
    public bool AppendOnly { get; init; }
}
