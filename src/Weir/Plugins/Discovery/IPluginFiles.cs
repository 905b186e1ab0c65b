namespace Weir.Plugins.Discovery;

/// <summary>What the search for plugins needs of a file system. Full paths only; a path that is not there is no error.</summary>
internal interface IPluginFiles
{
    /// <summary>Whether a file is there; links are followed.</summary>
    bool HasFile(string path);

    /// <summary>Whether a folder is there; links are followed.</summary>
    bool HasFolder(string path);

    /// <summary>Full paths of the files of a folder, in ordinal order; empty when there is no such folder.</summary>
    IReadOnlyList<string> FilesOf(string folder);

    /// <summary>Full paths of the folders of a folder, in ordinal order; empty when there is no such folder.</summary>
    IReadOnlyList<string> FoldersOf(string folder);

    /// <summary>All bytes of a file, read once.</summary>
    /// <exception cref="IOException">It cannot be read, or is longer than <paramref name="bytesMax"/>.</exception>
    /// <exception cref="UnauthorizedAccessException">It may not be read.</exception>
    byte[] Read(string path, int bytesMax);
}
