using Weir.Delta.Log;

namespace Weir.Delta.Table;

/// <summary>What the files of a group say about rows.</summary>
internal enum ChangeKind
{
    /// <summary>Their rows came into the table.</summary>
    Insert,

    /// <summary>Their rows went out of it.</summary>
    Delete,

    /// <summary>Each row says in a column of its own what happened to it.</summary>
    Written,
}

/// <summary>Files of several versions whose rows are changes of one kind.</summary>
/// <param name="Kind">The kind.</param>
/// <param name="Files">The files, in the order of their versions.</param>
/// <param name="Versions">The version of each file.</param>
internal sealed record ChangeFiles(ChangeKind Kind, FileList Files, IReadOnlyList<long> Versions)
{
    /// <summary>By file the rows that are no changes; null where all are.</summary>
    public IReadOnlyList<DeletedRows?>? LeftOut { get; init; }

    /// <summary>Some of these files, given by their places in ascending order.</summary>
    public ChangeFiles Select(int[] places) => this with
    {
        Files = Files.Select(places),
        Versions = [.. places.Select(place => Versions[place])],
        LeftOut = LeftOut is null ? null : [.. places.Select(place => LeftOut[place])],
        Only = Only is null ? null : [.. places.Select(place => Only[place])],
    };

    /// <summary>By file the rows that alone are changes; null where that holds of no file.</summary>
    public IReadOnlyList<DeletedRows>? Only { get; init; }
}
