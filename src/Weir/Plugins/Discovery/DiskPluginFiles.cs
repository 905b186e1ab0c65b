using System.Globalization;

namespace Weir.Plugins.Discovery;

/// <summary>The file system of the machine: the one place of the plugin system that asks whether a file is there.</summary>
internal sealed class DiskPluginFiles : IPluginFiles
{
    public bool HasFile(string path) => File.Exists(path);

    public bool HasFolder(string path) => Directory.Exists(path);

    public IReadOnlyList<string> FilesOf(string folder) => Entries(folder, Directory.EnumerateFiles);

    public IReadOnlyList<string> FoldersOf(string folder) => Entries(folder, Directory.EnumerateDirectories);

    public byte[] Read(string path, int bytesMax)
    {
        using FileStream file = new(path, FileMode.Open, FileAccess.Read, FileShare.Read, bufferSize: 0, FileOptions.SequentialScan);
        long length = file.Length;
        if (length > bytesMax)
            throw new IOException(string.Create(CultureInfo.InvariantCulture, $"it has {length} bytes, at most {bytesMax} are read"));
        byte[] bytes = new byte[length];
        file.ReadExactly(bytes);
        return bytes;
    }

    private static string[] Entries(string folder, Func<string, IEnumerable<string>> enumerate)
    {
        try
        {
            return [.. enumerate(folder).Order(StringComparer.Ordinal)];
        }
        catch (Exception e) when (e is DirectoryNotFoundException or UnauthorizedAccessException)
        {
            return [];
        }
    }
}
