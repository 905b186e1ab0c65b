using System.Text;
using Weir.Delta.Actions;
using Weir.Delta.Log;

namespace Weir.Delta.Table;

/// <summary>The actions of one commit that matter to a change feed.</summary>
internal sealed class ChangeCommit : IActionTarget
{
    private readonly List<AddFile> _adds = [];
    private readonly Dictionary<string, RemoveFile> _removes = new(StringComparer.Ordinal);

    /// <summary>Files with row changes; where there are any, only these count ("Reader Requirements for AddCDCFile").</summary>
    public List<AddCdcFile> Changes { get; } = [];

    public ProtocolAction? Protocol { get; private set; }

    public MetadataAction? Metadata { get; private set; }

    public void Take(in AddEntry add)
    {
        if (add.DataChange)
            _adds.Add(add.ToAddFile());
    }

    public void Take(DeltaAction action)
    {
        switch (action)
        {
            case AddCdcFile change:
                Changes.Add(change);
                break;
            case RemoveFile { DataChange: true } remove:
                _removes[Key(remove.Path)] = remove;
                break;
            case ProtocolAction protocol:
                Protocol = protocol;
                break;
            case MetadataAction metadata:
                Metadata = metadata;
                break;
            default:
                break; // provenance, transactions and domains change no row
        }
    }

    /// <summary>Files that came, that went, and that stayed with other deleted rows.</summary>
    public (List<AddFile> Added, List<RemoveFile> Removed, List<(RemoveFile Before, AddFile After)> Kept) Pair()
    {
        List<AddFile> added = [];
        List<(RemoveFile, AddFile)> kept = [];
        Dictionary<string, RemoveFile> removes = new(_removes, StringComparer.Ordinal);
        foreach (AddFile add in _adds)
        {
            if (removes.Remove(Key(add.Path), out RemoveFile? before))
                kept.Add((before, add));
            else
                added.Add(add);
        }
        return (added, [.. removes.Values], kept);
    }

    private static string Key(string path) => Encoding.UTF8.GetString(FileKey.Canonical(Encoding.UTF8.GetBytes(path)));
}
