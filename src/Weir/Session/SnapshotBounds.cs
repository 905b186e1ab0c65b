using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using Weir.Delta.Log;
using Weir.Delta.Table;

namespace Weir.Sessions;

/// <summary>What is known of the files of the tables in use. Safe for use by many threads.</summary>
/// <param name="caches">Limits and counts.</param>
/// <param name="kept">The versions that are kept: what is known of others goes with the query that reads them, and is counted nowhere.</param>
/// <param name="clock">The time.</param>
internal sealed class SnapshotBounds(SessionCaches caches, Func<IEnumerable<Snapshot>> kept, TimeProvider clock)
{
    // Versions that come of one another by a refresh share the table of their actions, and so what is known of their files.
    private readonly ConditionalWeakTable<AddFileTable, FileBounds> _bounds = [];

    private readonly ConditionalWeakTable<Snapshot, FilePlaces> _places = [];

    private readonly ConditionalWeakTable<Snapshot, Known> _answers = [];

    private sealed class Known
    {
        public readonly ConcurrentDictionary<string, FileChoice> Answers = new(StringComparer.Ordinal);
        public long Bytes;
    }

    /// <summary>Columns of statistics that are kept now.</summary>
    public long Columns => kept().Select(version => version.Files.Table).Distinct<AddFileTable>(ReferenceEqualityComparer.Instance)
        .Sum(table => _bounds.TryGetValue(table, out FileBounds? bounds) ? bounds.Count : 0);

    /// <summary>Files whose facts were read out of the log, of all tables that are in use now.</summary>
    public long FilesRead => _bounds.Sum(entry => entry.Value.FilesRead);

    /// <summary>Answers that are kept now.</summary>
    public long Answers => kept().Sum(version => _answers.TryGetValue(version, out Known? known) ? known.Answers.Count : 0);

    /// <summary>The files that conditions without parameters leave; asked once a version.</summary>
    /// <param name="snapshot">The version.</param>
    /// <param name="conditions">The conditions as they are asked of files.</param>
    /// <param name="ask">Asks them.</param>
    public FileChoice Answer(Snapshot snapshot, string conditions, Func<FileChoice> ask)
    {
        Known known = _answers.GetValue(snapshot, _ => new());
        if (known.Answers.TryGetValue(conditions, out FileChoice? answer))
        {
            caches.Predicate.Hit();
            return answer;
        }
        caches.Predicate.Miss();
        long started = clock.GetTimestamp();
        answer = ask();
        caches.Predicate.Made(clock.GetElapsedTime(started));
        lock (known)
            Keep(known, conditions, answer);
        return answer;
    }

    /// <summary>What is known of a snapshot's files; nothing is read yet.</summary>
    public (FileBounds Bounds, FilePlaces Places) Of(Snapshot snapshot) => (
        _bounds.GetValue(snapshot.Files.Table, _ => new FileBounds(Count)),
        _places.GetValue(snapshot, known => new FilePlaces(known.Files)));

    private void Keep(Known known, string conditions, FileChoice answer)
    {
        long bytesMax = caches.Options.PredicateBytesMax ?? long.MaxValue;
        long bytes = sizeof(char) * (long)conditions.Length + sizeof(int) * (long)(answer.Places?.Length ?? 0)
            + (answer.Places is { Length: 1 } ? FileChoice.ScanBytes : 0);
        int count = known.Answers.Count;
        if (count > 0 && (count >= caches.Options.PredicatesMax || known.Bytes + bytes > bytesMax))
        {
            caches.Predicate.Evicted(count);
            known.Answers.Clear();
            known.Bytes = 0;
        }
        if (caches.Options.PredicatesMax == 0 || bytes > bytesMax)
            return;
        // Two that asked at once have one answer, which counts once.
        if (known.Answers.TryAdd(conditions, answer))
            known.Bytes += bytes;
    }

    private void Count(bool isKnown)
    {
        if (isKnown)
            caches.Statistics.Hit();
        else
            caches.Statistics.Miss();
    }
}
