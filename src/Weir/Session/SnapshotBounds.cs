using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using Weir.Delta.Table;

namespace Weir.Sessions;

/// <summary>What is known of the files of each snapshot in use. Safe for use by many threads.</summary>
internal sealed class SnapshotBounds(SessionCaches caches)
{
    private readonly ConditionalWeakTable<Snapshot, FileBounds> _bounds = [];

    private readonly ConditionalWeakTable<Snapshot, ConcurrentDictionary<string, (int[]? Places, FilePruning Report)>> _answers = [];

    /// <summary>Columns of statistics that are kept now.</summary>
    public long Columns => _bounds.Sum(entry => entry.Value.Count);

    /// <summary>Answers that are kept now.</summary>
    public long Answers => _answers.Sum(entry => entry.Value.Count);

    /// <summary>The files that conditions without parameters leave; asked once a version.</summary>
    /// <param name="snapshot">The version.</param>
    /// <param name="conditions">The conditions as they are asked of files.</param>
    /// <param name="ask">Asks them.</param>
    public (int[]? Places, FilePruning Report) Answer(Snapshot snapshot, string conditions, Func<(int[]? Places, FilePruning Report)> ask)
    {
        ConcurrentDictionary<string, (int[]? Places, FilePruning Report)> known = _answers.GetValue(snapshot, _ => new(StringComparer.Ordinal));
        if (known.TryGetValue(conditions, out (int[]? Places, FilePruning Report) answer))
        {
            caches.Predicate.Hit();
            return answer;
        }
        caches.Predicate.Miss();
        answer = ask();
        if (known.Count >= caches.Options.PredicatesMax)
        {
            caches.Predicate.Evicted(known.Count);
            known.Clear();
        }
        if (caches.Options.PredicatesMax > 0)
            known[conditions] = answer;
        return answer;
    }

    /// <summary>The bounds of a snapshot's files; nothing is read yet.</summary>
    public FileBounds Of(Snapshot snapshot)
    {
        // The value must not keep its key alive.
        WeakReference<Snapshot> weak = new(snapshot);
        return _bounds.GetValue(snapshot, _ => new FileBounds(() => new SnapshotFacts(
            weak.TryGetTarget(out Snapshot? alive) ? alive : throw Weir.Diagnostics.Invariant.Unreachable(weak)),
            isKnown => Count(isKnown)));
    }

    private void Count(bool isKnown)
    {
        if (isKnown)
            caches.Statistics.Hit();
        else
            caches.Statistics.Miss();
    }
}
