using System.Text;
using Weir.Plugins.Discovery;

namespace Weir.Tests.Plugins.Discovery;

/// <summary>Files of one test in memory, and which of them were asked for.</summary>
internal sealed class MemoryFiles : IPluginFiles
{
    private readonly SortedDictionary<string, byte[]> _files = new(StringComparer.Ordinal);

    public List<string> WasRead { get; } = [];

    public MemoryFiles Add(string path, byte[] bytes)
    {
        _files[path] = bytes;
        return this;
    }

    public MemoryFiles Add(string path, string text) => Add(path, Encoding.UTF8.GetBytes(text));

    public bool HasFile(string path) => _files.ContainsKey(path);

    public bool HasFolder(string path) => _files.Keys.Any(file => file.StartsWith(path.TrimEnd('/') + "/", StringComparison.Ordinal));

    public IReadOnlyList<string> FilesOf(string folder) =>
        [.. _files.Keys.Where(file => Path.GetDirectoryName(file) == folder).Order(StringComparer.Ordinal)];

    public IReadOnlyList<string> FoldersOf(string folder) =>
    [
        .. _files.Keys.Where(file => file.StartsWith(folder.TrimEnd('/') + "/", StringComparison.Ordinal))
            .Select(file => file[(folder.TrimEnd('/').Length + 1)..]).Where(rest => rest.Contains('/', StringComparison.Ordinal))
            .Select(rest => $"{folder.TrimEnd('/')}/{rest.Split('/')[0]}").Distinct().Order(StringComparer.Ordinal),
    ];

    public byte[] Read(string path, int bytesMax)
    {
        WasRead.Add(path);
        byte[] bytes = _files.GetValueOrDefault(path) ?? throw new FileNotFoundException("there is no such file", path);
        return bytes.Length <= bytesMax ? bytes : throw new IOException("it is too long");
    }
}
