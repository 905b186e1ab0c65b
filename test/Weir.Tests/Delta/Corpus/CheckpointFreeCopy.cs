using Weir.Delta.Log;
using Weir.Storage;

namespace Weir.Tests.Delta.Corpus;

/// <summary>A table's commit files alone, linked into a folder of their own.</summary>
internal sealed class CheckpointFreeCopy : IDisposable
{
    private readonly HashSet<long> _versions = [];

    public CheckpointFreeCopy(string root)
    {
        Root = Directory.CreateTempSubdirectory("weir-test-").FullName;
        Directory.CreateDirectory(Path.Combine(Root, "_delta_log"));
        foreach (string file in Directory.EnumerateFiles(Path.Combine(root, "_delta_log")))
        {
            LogPath path = LogPath.Of(ObjectPath.Parse($"_delta_log/{Path.GetFileName(file)}"));
            if (path.Kind != LogFileKind.Commit)
                continue;
            _versions.Add(path.Version);
            File.CreateSymbolicLink(Path.Combine(Root, path.Path.Value), file);
        }
    }

    public string Root { get; }

    public bool HasAllCommits(long upTo) => Enumerable.Range(0, (int)upTo + 1).All(version => _versions.Contains(version));

    public void Dispose() => Directory.Delete(Root, recursive: true);
}
