using Weir.Delta.Log;
using Weir.Storage;

namespace Weir.Tests.Delta.Corpus;

/// <summary>A table's commit files alone, linked into a folder of their own.</summary>
internal sealed class CheckpointFreeCopy : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly HashSet<long> _versions = [];

    public CheckpointFreeCopy(string root)
    {
        Directory.CreateDirectory(_folder["_delta_log"]);
        foreach (string file in Directory.EnumerateFiles(Path.Combine(root, "_delta_log")))
        {
            LogPath path = LogPath.Of(ObjectPath.Parse($"_delta_log/{Path.GetFileName(file)}"));
            if (path.Kind != LogFileKind.Commit)
                continue;
            _versions.Add(path.Version);
            File.CreateSymbolicLink(_folder[path.Path.Value], file);
        }
    }

    public string Root => _folder.Path;

    public bool HasAllCommits(long upTo) => Enumerable.Range(0, (int)upTo + 1).All(version => _versions.Contains(version));

    public void Dispose() => _folder.Dispose();
}
