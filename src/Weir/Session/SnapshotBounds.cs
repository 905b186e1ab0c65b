using System.Runtime.CompilerServices;
using Weir.Delta.Table;

namespace Weir.Sessions;

/// <summary>What is known of the files of each snapshot in use. Safe for use by many threads.</summary>
internal sealed class SnapshotBounds
{
    private readonly ConditionalWeakTable<Snapshot, FileBounds> _bounds = [];

    /// <summary>The bounds of a snapshot's files; nothing is read yet.</summary>
    public FileBounds Of(Snapshot snapshot)
    {
        // The value must not keep its key alive.
        WeakReference<Snapshot> weak = new(snapshot);
        return _bounds.GetValue(snapshot, _ => new FileBounds(() => new SnapshotFacts(
            weak.TryGetTarget(out Snapshot? alive) ? alive : throw Weir.Diagnostics.Invariant.Unreachable(weak))));
    }
}
