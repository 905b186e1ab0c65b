using Weir.Delta.Actions;

namespace Weir.Delta.Commands;

/// <summary>Why a winner's commit contradicts ours, named as other Delta writers name it.</summary>
internal enum ConflictKind
{
    /// <summary>The winner made the table that ours wanted to make.</summary>
    TableCreated,

    ProtocolChanged,
    MetadataChanged,

    /// <summary>The winner added rows that ours, which replaces all rows, has not seen.</summary>
    ConcurrentAppend,

    /// <summary>The winner removed files whose rows ours has read or removes as well.</summary>
    ConcurrentDelete,
}

/// <summary>What a commit rests on, as far as others' commits can touch it.</summary>
/// <param name="CreatesTable">It is version 0 or nothing.</param>
/// <param name="ReplacesAllRows">It removes every file of the version it read.</param>
/// <param name="WriteSerializable">
/// The table allows what a serial order of the writes explains: rows appended meanwhile count as
/// appended afterwards. Otherwise the order of the versions must explain it (Serializable).
/// </param>
internal readonly record struct WriteBasis(bool CreatesTable, bool ReplacesAllRows, bool WriteSerializable);

/// <summary>
/// The decision table of concurrent writes for commits that only add files (blind appends) or
/// replace all: whether ours may follow a winner unchanged. Blind appends read nothing, so rows that
/// come and go do not matter to them; they were made for a protocol and a schema, so those do.
/// </summary>
internal static class ConflictCheck
{
    /// <summary>Null: ours may follow the winner.</summary>
    public static ConflictKind? Judge(WriteBasis ours, IReadOnlyList<DeltaAction> winner)
    {
        if (ours.CreatesTable)
            return ConflictKind.TableCreated;
        if (winner.OfType<ProtocolAction>().Any())
            return ConflictKind.ProtocolChanged;
        if (winner.OfType<MetadataAction>().Any())
            return ConflictKind.MetadataChanged;
        if (!ours.ReplacesAllRows)
            return null;
        if (winner.OfType<RemoveFile>().Any())
            return ConflictKind.ConcurrentDelete;
        return winner.OfType<AddFile>().Any() && !(ours.WriteSerializable && IsBlindAppend(winner))
            ? ConflictKind.ConcurrentAppend
            : null;
    }

    /// <summary>For the message: what the winner did.</summary>
    public static string Explain(ConflictKind kind) => kind switch
    {
        ConflictKind.TableCreated => "made the table meanwhile",
        ConflictKind.ProtocolChanged => "changed the table's protocol",
        ConflictKind.MetadataChanged => "changed the table's schema or properties",
        ConflictKind.ConcurrentAppend => "added rows that this overwrite has not seen",
        ConflictKind.ConcurrentDelete => "removed files that this overwrite removes as well",
        _ => throw Diagnostics.Invariant.Unreachable(kind),
    };

    // What the winner says of itself counts only together with what it did.
    private static bool IsBlindAppend(IReadOnlyList<DeltaAction> winner) =>
        winner.OfType<CommitInfo>().Any(info => info.IsBlindAppend == true)
        && winner.All(action => action is AddFile or CommitInfo or TransactionAction);
}
