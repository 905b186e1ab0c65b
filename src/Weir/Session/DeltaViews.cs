using System.Runtime.CompilerServices;
using System.Text;
using Weir.Catalog;
using Weir.Delta.Actions;
using Weir.Delta.Log;
using Weir.Delta.Table;
using Weir.Engine;

namespace Weir.Sessions;

/// <summary>The SELECT for each snapshot in use; made once a snapshot. Safe for use by many threads.</summary>
/// <param name="caches">Limits and counts.</param>
/// <param name="kept">The versions that are kept: what is known of others goes with the query that reads them, and is counted nowhere.</param>
/// <param name="clock">The time.</param>
internal sealed class DeltaViews(SessionCaches caches, Func<IEnumerable<Snapshot>> kept, TimeProvider clock)
{
    // The engine gives a thread a row group, and makes row groups of about so many rows.
    private const long RowsMin = 122_880;

    private readonly Lock _lock = new();
    private readonly ConditionalWeakTable<Snapshot, DeltaView> _views = [];

    /// <summary>Scans that are kept now.</summary>
    public long Count => Kept().Count();

    /// <summary>The SELECT over the files of a version that a query needs.</summary>
    /// <param name="snapshot">The version.</param>
    /// <param name="choice">Which these are; null for all.</param>
    /// <param name="files">The files.</param>
    /// <param name="connection">Asked about footers, where that is needed.</param>
    /// <param name="cancellationToken">Interrupts the engine.</param>
    public DeltaView ViewOf(Snapshot snapshot, FileChoice? choice, FileList files, DuckConnection connection, CancellationToken cancellationToken) =>
        choice?.Places is null
            ? ViewOf(snapshot, connection, cancellationToken)
            : choice.Scanned(always => Make(snapshot, files, [], connection, cancellationToken, always ? 0 : RowsMin));

    private DeltaView ViewOf(Snapshot snapshot, DuckConnection connection, CancellationToken cancellationToken)
    {
        if (_views.TryGetValue(snapshot, out DeltaView? known))
        {
            caches.Metadata.Hit();
            return known;
        }
        caches.Metadata.Miss();
        long started = clock.GetTimestamp();
        DeltaView view = Make(snapshot, snapshot.Files, [], connection, cancellationToken);
        caches.Metadata.Made(clock.GetElapsedTime(started));
        lock (_lock)
            Keep(snapshot, view);
        return view;
    }

    private void Keep(Snapshot snapshot, DeltaView view)
    {
        if (!kept().Any(version => ReferenceEquals(version, snapshot)))
            return;
        long bytesMax = caches.Options.ScanBytesMax ?? long.MaxValue;
        DeltaView[] all = [.. Kept()];
        if (all.Length > 0 && (all.Length >= caches.Options.ScansMax || all.Sum(BytesOf) + BytesOf(view) > bytesMax))
        {
            caches.Metadata.Evicted(all.Length);
            _views.Clear();
        }
        if (caches.Options.ScansMax > 0 && BytesOf(view) <= bytesMax)
            _views.AddOrUpdate(snapshot, view);
    }

    private IEnumerable<DeltaView> Kept() => kept().Select(version => _views.TryGetValue(version, out DeltaView? view) ? view : null).OfType<DeltaView>();

    private static long BytesOf(DeltaView view) => sizeof(char) * (long)view.Select.Length;

    /// <summary>The SELECT over some files of a version, with more columns than the table has.</summary>
    public static DeltaView Make(
        Snapshot snapshot, FileList files, IReadOnlyList<ScanColumn> extras, DuckConnection connection, CancellationToken cancellationToken,
        long plainRowsMin = RowsMin)
    {
        string[] paths = [.. Enumerable.Range(0, files.Count).Select(place => Path(snapshot, files, place))];
        DataFileFacts facts = DataFileFacts.Of(snapshot, files, paths, connection, cancellationToken);
        KeptRows.Set? kept = null;
        if (Enumerable.Range(0, files.Count).Any(files.HasDeletionVector))
            kept = KeptRows.Set.Of(snapshot.DeletionVectors.ReadAsync(files, cancellationToken).GetAwaiter().GetResult());
        DeltaScan scan = new(snapshot, files, paths)
        {
            IsPlainFile = extras.All(extra => extra.IsOfFile) && IsPlainFile(snapshot, files, plainRowsMin, connection, cancellationToken),
            Facts = facts,
            Kept = kept,
            Extras = extras,
        };
        return new DeltaView(scan.Select(), kept);
    }

    // The engine spells types as DeltaSqlType does, but quotes nested names only where it must; a
    // nested type with a name that needs quotes is taken for different, which costs speed and nothing else.
    private static bool IsPlainFile(Snapshot snapshot, FileList files, long rowsMin, DuckConnection connection, CancellationToken cancellationToken)
    {
        // A file of few rows is read by one thread either way, and asking costs what is gained when it is read once.
        if (files.Count != 1 || FileStatistics.NumRecords(files.StatisticsUtf8(0, new())) < rowsMin)
            return false;
        if (snapshot.Mapping.Mode != ColumnMappingMode.None || snapshot.Schema.Root.SelfAndNested().Contains(DeltaType.Variant))
            return false;
        Dictionary<string, string> inFile = EngineRows.Pairs(connection,
            $"SELECT column_name, column_type FROM (DESCRIBE SELECT * FROM read_parquet([{Path(snapshot, files, 0)}], hive_partitioning = false))", cancellationToken)
            .ToDictionary(column => column.First, column => column.Second, StringComparer.Ordinal);
        return DeltaScan.StoredColumns(snapshot).All(column =>
            inFile.TryGetValue(column.Name, out string? type)
            && type == column.SqlType.Replace("\"", "", StringComparison.Ordinal));
    }

    /// <summary>Where the engine finds a file, as SQL.</summary>
    public static string Path(Snapshot snapshot, FileList files, int place) =>
        SqlText.Literal(SqlText.EscapeGlob(snapshot.EnginePath(Encoding.UTF8.GetString(files.PathUtf8(place)))));
}
