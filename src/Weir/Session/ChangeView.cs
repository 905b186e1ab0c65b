using System.Globalization;
using Weir.Catalog;
using Weir.Delta.Actions;
using Weir.Delta.Log;
using Weir.Delta.Table;
using Weir.Engine;

namespace Weir.Sessions;

/// <summary>A SELECT over the files of a change feed, a scan for each group of files.</summary>
/// <param name="Select">Its text, which holds as long as this object is referred to.</param>
/// <param name="Kept">The rows that the text names.</param>
internal sealed record ChangeView(string Select, IReadOnlyList<KeptRows.Set> Kept)
{
    /// <summary>Writes the SELECT.</summary>
    /// <exception cref="WeirException">As for a scan of a version.</exception>
    public static ChangeView Make(ChangeFeed feed, DuckConnection connection, CancellationToken cancellationToken)
    {
        List<KeptRows.Set> kept = [];
        List<string> selects = [];
        foreach (ChangeFiles group in feed.Groups)
        {
            KeptRows.Set? set = group.LeftOut is null && group.Only is null ? null : KeptRows.Set.Of(
                group.LeftOut is { } leftOut ? [.. leftOut] : new DeletedRows?[group.Files.Count], group.Only is { } only ? [.. only] : null);
            if (set is not null)
                kept.Add(set);
            string[] paths = [.. Enumerable.Range(0, group.Files.Count).Select(place => DeltaViews.Path(feed.End, group.Files, place))];
            selects.Add(new DeltaScan(feed.End, group.Files, paths)
            {
                Facts = DataFileFacts.Of(feed.End, group.Files, paths, connection, cancellationToken),
                Kept = set,
                Extras = Columns(feed, group),
            }.Select());
        }
        if (selects.Count == 0)
            selects.Add(new DeltaScan(feed.End, new FileList(new AddFileTable(), []), []) { Extras = Columns(feed, null) }.Select());
        return new ChangeView(string.Join(" UNION ALL ", selects), kept);
    }

    private static ScanColumn[] Columns(ChangeFeed feed, ChangeFiles? group)
    {
        ScanColumn type = new(ChangeFeed.ChangeTypeName, "VARCHAR");
        string? constant = group?.Kind switch { ChangeKind.Insert => "'insert'", ChangeKind.Delete => "'delete'", _ => null };
        return
        [
            constant is null ? type with { StoredName = ChangeFeed.ChangeTypeName } : type with { OfFile = _ => constant },
            new(ChangeFeed.CommitVersionName, "BIGINT") { OfFile = place => group!.Versions[place].ToString(CultureInfo.InvariantCulture) },
            new(ChangeFeed.CommitTimestampName, "TIMESTAMP WITH TIME ZONE")
            {
                OfFile = place => SqlText.Literal(new PartitionValue(DeltaType.Timestamp, feed.Times[group!.Versions[place]] * 1000).Literal!),
            },
        ];
    }
}
