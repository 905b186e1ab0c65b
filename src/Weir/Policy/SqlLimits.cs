namespace Weir;

/// <summary>What one statement may take. A null is no limit of the policy's own; those of the runtime always hold.</summary>
public sealed record SqlLimits
{
    /// <summary>No limits.</summary>
    public static SqlLimits None { get; } = new();

    /// <summary>Most rows of an answer. One row more ends the stream with WEIR5018; <see cref="Query.MaxRows"/> up to this many cuts an answer without an error.</summary>
    public long? RowsMax { get; init; }

    /// <summary>Most time from the start of a statement to the last row that is read of it, in milliseconds. Then the engine is interrupted (WEIR5019),
    /// which it sees between batches and operators: not within one call of a function, and not while it plans.</summary>
    public long? TimeMaxMs { get; init; }

    /// <summary>
    /// Most memory of the engine's buffers, in bytes; a single large value is outside. The engine has one limit for all sessions,
    /// <see cref="WeirOptions.MemoryLimitBytes"/>; a session whose policy wants less than that cannot be made (WEIR5023).
    /// </summary>
    public long? MemoryMaxBytes { get; init; }

    /// <summary>Most characters of a text.</summary>
    public int? TextMaxCharacters { get; init; }

    /// <summary>Most expressions inside one another.</summary>
    public int? NestingMax { get; init; }
}
