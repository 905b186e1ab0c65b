using Weir.Delta.Actions;
using Weir.Diagnostics;

namespace Weir.Delta.Log;

/// <summary>
/// Reconciles the actions of a log into the state of one version ("Action Reconciliation"). Takes
/// commits newest first, then the checkpoint; so the first action seen for a key wins.
/// </summary>
/// <param name="table">Root of the table, for errors.</param>
internal sealed class LogReplay(string table)
{
    private readonly HashSet<(DataFilePath Path, string? DeletionVector)> _seen = [];
    private readonly List<AddFile> _files = [];
    private readonly Dictionary<string, TransactionAction> _transactions = new(StringComparer.Ordinal);
    private readonly Dictionary<string, DomainMetadata> _domains = new(StringComparer.Ordinal);

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

    /// <summary>Takes one commit. Commits come newest first, and before the checkpoint.</summary>
    /// <exception cref="WeirException">WEIR2007: two protocol or two metadata actions.</exception>
    public void ApplyCommit(IReadOnlyList<DeltaAction> actions, string file, bool isNewest)
    {
        RequireSingle<ProtocolAction>(actions, file, "protocol");
        RequireSingle<MetadataAction>(actions, file, "metaData");
        // Backwards, so that of two actions on one key (which the protocol forbids) the later wins,
        // as in readers that replay forward.
        for (int i = actions.Count - 1; i >= 0; i--)
        {
            switch (actions[i])
            {
                case AddFile add when _seen.Add(Key(add.Path, add.DeletionVector)):
                    _files.Add(add);
                    break;
                case RemoveFile remove:
                    _seen.Add(Key(remove.Path, remove.DeletionVector));
                    break;
                case CommitInfo info when isNewest:
                    CommitInfo = info;
                    break;
                default:
                    ApplyOther(actions[i]);
                    break;
            }
        }
    }

    /// <summary>Takes one action of the checkpoint.</summary>
    public void ApplyCheckpoint(DeltaAction action)
    {
        // Nothing is older than the checkpoint, so its keys need not be remembered, and its
        // tombstones hide nothing.
        if (action is not AddFile add)
            ApplyOther(action);
        else if (_seen.Count == 0 || !_seen.Contains(Key(add.Path, add.DeletionVector)))
            _files.Add(add);
    }

    /// <summary>
    /// The files of the version, ordered by path. Ends the replay. A checkpoint that names one logical
    /// file several times still names one file.
    /// </summary>
    /// <exception cref="WeirException">WEIR2014: a data file is there with two deletion vectors.</exception>
    public IReadOnlyList<AddFile> Files()
    {
        Dictionary<DataFilePath, string?> vectors = new(_files.Count);
        List<AddFile> unique = new(_files.Count);
        foreach (AddFile file in _files)
        {
            (DataFilePath path, string? vector) = Key(file.Path, file.DeletionVector);
            if (vectors.TryAdd(path, vector))
                unique.Add(file);
            else if (vectors[path] != vector)
                throw DeltaErrors.FileTwice(table, file.Path);
        }
        AddFile[] files = [.. unique];
        Array.Sort(Array.ConvertAll(files, file => file.Path), files, StringComparer.Ordinal);
        return files;
    }

    private void ApplyOther(DeltaAction action)
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
            default:
                break; // change files, tombstones and older provenance are no part of a version's state
        }
    }

    private static void RequireSingle<T>(IReadOnlyList<DeltaAction> actions, string file, string name) where T : DeltaAction
    {
        if (actions.OfType<T>().Skip(1).Any())
            throw DeltaErrors.CommitInvalid(file, $"holds more than one '{name}' action");
    }

    private static (DataFilePath Path, string? DeletionVector) Key(string path, DeletionVectorDescriptor? vector) =>
        (DataFilePath.Parse(path), vector?.UniqueId);
}
