using Weir.Diagnostics;
using Weir.Arrow;
using Weir.Delta.Table;
using Weir.Engine;
using Weir.Engine.Syntax;

namespace Weir.Sessions;

/// <summary>
/// Leaves out files of a Delta table that no row of can meet what one query demands, before any of them is opened. The
/// engine itself compares the files' statistics with the query's values. Used by one query.
/// </summary>
/// <param name="connection">The query's.</param>
/// <param name="cache">What is known of files.</param>
/// <param name="isPure">See <see cref="IsPure"/>.</param>
/// <param name="isMoment">Whether a function tells the moment of the query; null where the query may not be held to one.</param>
/// <param name="arguments">Values of the query's parameters.</param>
/// <param name="cancellationToken">Interrupts the engine.</param>
internal sealed class FilePruner(
    DuckConnection connection, SnapshotBounds cache, Func<string, bool> isPure, Func<string, bool>? isMoment, QueryArguments? arguments, CancellationToken cancellationToken)
{
    private const string RelationName = "the files of a table";

    // One file is opened as fast as it is asked for.
    private const int FilesMin = 2;

    private bool _isPinned;

    /// <summary>Whether a function is the engine's own, scalar, and gives for the same arguments always the same, as far as this query sees.</summary>
    public bool IsPure(string function) => isPure(function) || (_isPinned && isMoment!(function));

    /// <summary>Holds the query to one moment, so that files are asked about the very moment that the query will see.</summary>
    /// <param name="session">The connection, under the name that the session has for it.</param>
    public void Pin(SessionConnection session)
    {
        if (isMoment is null)
            return;
        session.Pin(cancellationToken);
        _isPinned = true;
    }

    /// <summary>Chooses the files.</summary>
    /// <param name="snapshot">The version.</param>
    /// <param name="uses">All places at which the query reads it.</param>
    public FileChoice Prune(Snapshot snapshot, IReadOnlyList<TableUse> uses) =>
        Prune(snapshot.Files.Count, uses, whole =>
        {
            (FileBounds bounds, FilePlaces places) = cache.Of(snapshot);
            return Prune(snapshot, new BoundsCatalog(snapshot, snapshot.Files.Table, bounds, places), uses, whole);
        });

    /// <summary>Chooses the files of a change feed. What is known of them serves this query alone.</summary>
    /// <param name="feed">The feed.</param>
    /// <param name="uses">All places at which the query reads it.</param>
    /// <returns>The feed of the files to read, and the account of it.</returns>
    public (ChangeFeed Feed, FilePruning Report) Prune(ChangeFeed feed, IReadOnlyList<TableUse> uses)
    {
        List<ChangeFiles> left = [];
        FilePruning all = new(0, 0, 0, []);
        foreach (ChangeFiles group in feed.Groups)
        {
            FileChoice choice = Prune(group.Files.Count, uses, whole => Prune(
                feed.End, new BoundsCatalog(feed.End, group.Files.Table, new FileBounds(), new FilePlaces(group.Files)), uses, whole, isShared: false));
            FilePruning report = choice.Report;
            if (choice.Places is not { Length: 0 })
                left.Add(choice.Places is { } places ? group.Select(places) : group);
            all = new FilePruning(all.FilesTotal + report.FilesTotal, all.FilesCandidate + report.FilesCandidate, all.FilesRead + report.FilesRead,
                [.. all.Conditions.Concat(report.Conditions).Distinct()]) { Reason = report.Reason };
        }
        return (feed with { Groups = left }, all);
    }

    private FileChoice Prune(int total, IReadOnlyList<TableUse> uses, Func<FilePruning, FileChoice> prune)
    {
        FilePruning whole = new(total, total, total, []);
        if (uses.Count == 0 || uses.Any(use => use.Conditions.Count == 0))
            return new FileChoice(null, whole with { Reason = "the query reads the table at a place without a condition that is sound for it" });
        if (total < FilesMin)
            return new FileChoice(null, whole with { Reason = "the table has no two files" });
        try
        {
            return prune(whole);
        }
        // A failure ends the transaction that holds the moment, and what was done in it.
        catch (WeirException cause) when (!_isPinned && cause.Code.StartsWith("WEIR4", StringComparison.Ordinal))
        {
            // The query holds the same conditions, and tells what is wrong with them, if anything is.
            return new FileChoice(null, whole with { Reason = Caused.By("the conditions cannot be asked of files", cause) });
        }
    }

    private FileChoice Prune(
        Snapshot snapshot, BoundsCatalog catalog, IReadOnlyList<TableUse> uses, FilePruning whole, bool isShared = true)
    {
        BoundsColumns columns = new(catalog.Find, catalog.Has);
        FileConditions conditions = FileConditions.Read(connection, uses, columns, IsPure, arguments, cancellationToken);
        FilePruning report = whole with
        {
            Conditions = [.. conditions.Notes.Select(note => new PruningCondition(note.Sql, note.IsUsed, note.Obstacle))],
        };
        if (conditions.Sql is null)
            return new FileChoice(null, report);
        FileChoice Ask() => this.Ask(catalog, columns, conditions, report);
        return isShared && !_isPinned && conditions.PartitionArguments is null && conditions.SqlArguments is null
            ? cache.Answer(snapshot, $"{conditions.PartitionSql}\0{conditions.Sql}\0{string.Join('\0', columns.Found.Select(column => catalog.NameOf(column)))}", Ask)
            : Ask();
    }

    private FileChoice Ask(BoundsCatalog catalog, BoundsColumns columns, FileConditions conditions, FilePruning report)
    {
        using IDisposable registration = connection.OpenTable(RelationName, catalog.Relation(columns.Found), out string relation);
        int candidates = conditions.PartitionSql is { } partitions
            ? Places(relation, partitions, conditions.PartitionArguments).Length
            : report.FilesTotal;
        int[] places = Places(relation, conditions.Sql!, conditions.SqlArguments);
        Array.Sort(places);
        report = report with { FilesCandidate = candidates, FilesRead = places.Length };
        return new FileChoice(places.Length == report.FilesTotal ? null : places, report);
    }

    private int[] Places(string relation, string condition, QueryArguments? values)
    {
        List<int> places = [];
        using RecordBatchReader reader = connection.Query(
            $"SELECT {BoundsCatalog.PlaceColumn} FROM ({relation}) AS files WHERE {BoundsCatalog.PlaceColumn} IS NOT NULL AND ({condition})", values, cancellationToken: cancellationToken);
        while (reader.Read(cancellationToken) is { } batch)
        {
            using (batch)
                places.AddRange(batch.Column(0).Values<int>());
        }
        return [.. places];
    }
}
