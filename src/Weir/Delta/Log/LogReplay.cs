using System.Text;
using Weir.Delta.Actions;
using Weir.Diagnostics;

namespace Weir.Delta.Log;

/// <summary>
/// Reconciles the actions of a log into the state of one version ("Action Reconciliation"). Takes
/// commits newest first, then the checkpoint or the files of an earlier version; so the first action seen for a key wins.
/// </summary>
/// <remarks>
/// While the rows of an earlier version are shared, whoever replays holds <see cref="AddFileTable.Adding"/>.
/// </remarks>
/// <param name="table">Root of the table, for errors.</param>
/// <param name="earlier">The files of the version that the commits follow; null when they follow a checkpoint, or nothing.</param>
internal sealed class LogReplay(string table, FileList? earlier = null) : IActionTarget
{
    private readonly AddFileTable _files = earlier?.Table ?? new AddFileTable();
    private readonly int _firstRow = earlier?.Table.Count ?? 0;
    private readonly Dictionary<UInt128, Seen> _seen = [];
    private readonly HashSet<int> _withdrawn = [];
    private readonly List<(byte[] Path, string? Vector)> _touched = [];
    private readonly Dictionary<string, TransactionAction> _transactions = new(StringComparer.Ordinal);
    private readonly Dictionary<string, DomainMetadata> _domains = new(StringComparer.Ordinal);
    private readonly List<DeltaAction> _others = [];
    private readonly List<SidecarFile> _sidecars = [];
    private int _commit;
    private bool _isCheckpoint;

    private readonly record struct Seen(int Commit, int Row);

    private const int NoRow = -1;

    /// <summary>The newest protocol action; null when none was seen.</summary>
    public ProtocolAction? Protocol { get; private set; }

    /// <summary>The newest metadata action; null when none was seen.</summary>
    public MetadataAction? Metadata { get; private set; }

    /// <summary>Provenance of the newest commit; null when it has none or came from a checkpoint.</summary>
    public CommitInfo? CommitInfo { get; private set; }

    /// <summary>The newest transaction of each application.</summary>
    public IReadOnlyDictionary<string, TransactionAction> Transactions => _transactions;

    /// <summary>The newest state of each domain, without those that were removed.</summary>
    public IReadOnlyDictionary<string, DomainMetadata> Domains =>
        _domains.Where(entry => !entry.Value.Removed).ToDictionary(StringComparer.Ordinal);

    /// <summary>The sidecar files that the checkpoint names, in its order.</summary>
    public IReadOnlyList<SidecarFile> Sidecars => _sidecars;

    /// <summary>Begins a commit. Its actions follow, in the order of the file, then <see cref="EndCommit"/>.</summary>
    public void BeginCommit()
    {
        _commit++;
        _others.Clear();
    }

    /// <summary>Ends a commit.</summary>
    /// <exception cref="WeirException">WEIR2007: two protocol or two metadata actions.</exception>
    public void EndCommit(string file, bool isNewest)
    {
        RequireSingle<ProtocolAction>(file, "protocol");
        RequireSingle<MetadataAction>(file, "metaData");
        if (isNewest)
            CommitInfo = _others.OfType<CommitInfo>().FirstOrDefault();
        // Backwards, so that of two actions on one key (which the protocol forbids) the later wins, as in readers that replay forward.
        for (int i = _others.Count - 1; i >= 0; i--)
            TakeState(_others[i]);
    }

    /// <summary>Begins the checkpoint; from now on every action is one of it.</summary>
    public void BeginCheckpoint() => _isCheckpoint = true;

    /// <summary>Takes an action of the commit, or of the checkpoint.</summary>
    public void Take(in AddEntry add)
    {
        if (_isCheckpoint)
        {
            // Nothing is older than the checkpoint, so its keys need not be remembered.
            if (_seen.Count == 0 || !_seen.ContainsKey(FileKey.Of(add.Path, add.Extras.DeletionVector)))
                _files.Add(add);
            return;
        }
        UInt128 key = FileKey.Of(add.Path, add.Extras.DeletionVector);
        if (!TryTake(key, add.Path, add.Extras.DeletionVector))
            return;
        _seen[key] = new Seen(_commit, _files.Add(add));
    }

    /// <inheritdoc cref="Take(in AddEntry)"/>
    public void Take(DeltaAction action)
    {
        if (_isCheckpoint)
            TakeState(action);
        else if (action is RemoveFile remove)
            Take(remove);
        else
            _others.Add(action);
    }

    /// <summary>
    /// The files of the version. Ends the replay. A checkpoint that names one logical file several times still names one file.
    /// </summary>
    /// <exception cref="WeirException">WEIR2014: a data file is there with two deletion vectors.</exception>
    public FileList Files()
    {
        _seen.Clear();
        _seen.TrimExcess();
        int[] rows = Added();
        FileOrder.Sort(_files, rows);
        rows = Unique(rows);
        return new FileList(_files, earlier is null ? rows : Merge(Kept(earlier), rows));
    }

    /// <summary>Puts what an earlier version knew behind all that was seen.</summary>
    public void Inherit(ProtocolAction protocol, MetadataAction metadata, IEnumerable<TransactionAction> transactions, IEnumerable<DomainMetadata> domains)
    {
        Protocol ??= protocol;
        Metadata ??= metadata;
        foreach (TransactionAction transaction in transactions)
            _transactions.TryAdd(transaction.AppId, transaction);
        foreach (DomainMetadata domain in domains)
            _domains.TryAdd(domain.Domain, domain);
    }

    private void Take(RemoveFile remove)
    {
        byte[] path = Encoding.UTF8.GetBytes(remove.Path);
        UInt128 key = FileKey.Of(path, remove.DeletionVector);
        if (TryTake(key, path, remove.DeletionVector))
            _seen[key] = new Seen(_commit, NoRow);
    }

    // False when a newer commit has spoken of the file. Of two actions of one commit on one file the later wins.
    private bool TryTake(UInt128 key, ReadOnlySpan<byte> path, DeletionVectorDescriptor? vector)
    {
        if (_seen.TryGetValue(key, out Seen seen))
        {
            if (seen.Commit != _commit)
                return false;
            if (seen.Row != NoRow)
                _withdrawn.Add(seen.Row);
            return true;
        }
        if (earlier is not null)
            _touched.Add((FileKey.Canonical(path).ToArray(), vector?.UniqueId));
        return true;
    }

    private void TakeState(DeltaAction action)
    {
        switch (action)
        {
            case ProtocolAction protocol:
                Protocol ??= protocol;
                break;
            case MetadataAction metadata:
                Metadata ??= metadata;
                break;
            case TransactionAction transaction:
                _transactions.TryAdd(transaction.AppId, transaction);
                break;
            case DomainMetadata domain:
                _domains.TryAdd(domain.Domain, domain);
                break;
            case SidecarFile sidecar when _isCheckpoint:
                _sidecars.Add(sidecar);
                break;
            default:
                break; // change files, tombstones and older provenance are no part of a version's state
        }
    }

    private void RequireSingle<T>(string file, string name) where T : DeltaAction
    {
        if (_others.OfType<T>().Skip(1).Any())
            throw DeltaErrors.CommitInvalid(file, $"holds more than one '{name}' action");
    }

    private int[] Unique(int[] sorted)
    {
        int count = 0;
        foreach (int row in sorted)
        {
            if (count > 0 && SamePath(sorted[count - 1], row))
                RequireSameFile(sorted[count - 1], row);
            else
                sorted[count++] = row;
        }
        return count == sorted.Length ? sorted : sorted[..count];
    }

    // The rows that this replay has added and not withdrawn.
    private int[] Added()
    {
        int[] rows = new int[_files.Count - _firstRow - _withdrawn.Count];
        for (int row = _firstRow, place = 0; row < _files.Count; row++)
        {
            if (!_withdrawn.Contains(row))
                rows[place++] = row;
        }
        return rows;
    }

    // The rows of the earlier version that no commit has spoken of.
    private ReadOnlySpan<int> Kept(FileList before)
    {
        ReadOnlySpan<int> rows = before.Rows;
        List<int> gone = [];
        foreach ((byte[] path, string? vector) in _touched)
        {
            int place = FileOrder.LowerBound(_files, rows, path);
            if (place < rows.Length && FileKey.Canonical(_files.Path(rows[place])).SequenceEqual(path) && VectorOf(rows[place]) == vector)
                gone.Add(place);
        }
        if (gone.Count == 0)
            return rows;
        gone.Sort();
        int[] kept = new int[rows.Length - gone.Count];
        int from = 0, to = 0;
        foreach (int place in gone)
        {
            rows[from..place].CopyTo(kept.AsSpan(to));
            to += place - from;
            from = place + 1;
        }
        rows[from..].CopyTo(kept.AsSpan(to));
        return kept;
    }

    private int[] Merge(ReadOnlySpan<int> kept, int[] added)
    {
        int[] merged = new int[kept.Length + added.Length];
        int from = 0, to = 0;
        foreach (int row in added)
        {
            int place = from + FileOrder.LowerBound(_files, kept[from..], FileKey.Canonical(_files.Path(row)));
            kept[from..place].CopyTo(merged.AsSpan(to));
            to += place - from;
            from = place;
            if (place < kept.Length && SamePath(kept[place], row))
                RequireSameFile(kept[place], row);
            merged[to++] = row;
        }
        kept[from..].CopyTo(merged.AsSpan(to));
        return merged;
    }

    private bool SamePath(int left, int right) => FileKey.Canonical(_files.Path(left)).SequenceEqual(FileKey.Canonical(_files.Path(right)));

    private void RequireSameFile(int left, int right)
    {
        if (VectorOf(left) != VectorOf(right))
            throw DeltaErrors.FileTwice(table, Encoding.UTF8.GetString(_files.Path(right)));
    }

    private string? VectorOf(int row) => _files.HasDeletionVector(row) ? _files.Extras(row).DeletionVector?.UniqueId : null;
}
