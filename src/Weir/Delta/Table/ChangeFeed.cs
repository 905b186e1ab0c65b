namespace Weir.Delta.Table;

/// <summary>The row changes of some versions of a table, by the files that hold them. Immutable.</summary>
/// <param name="End">The last version; the rows have its columns.</param>
/// <param name="Groups">The files; a group has at least one.</param>
/// <param name="Times">By version, in milliseconds since the Unix epoch.</param>
internal sealed record ChangeFeed(Snapshot End, IReadOnlyList<ChangeFiles> Groups, IReadOnlyDictionary<long, long> Times)
{
    public const string ChangeTypeName = "_change_type";
    public const string CommitVersionName = "_commit_version";
    public const string CommitTimestampName = "_commit_timestamp";

    /// <summary>The columns that a feed adds, which a table with a feed cannot have.</summary>
    public static IReadOnlyList<string> ColumnNames { get; } = [ChangeTypeName, CommitVersionName, CommitTimestampName];
}
