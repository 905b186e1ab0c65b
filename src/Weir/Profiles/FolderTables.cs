using Weir.Catalog;

namespace Weir.Profiles;

/// <summary>The tables that lie directly in a folder, each with the name that a session gives it.</summary>
internal static class FolderTables
{
    /// <exception cref="WeirException">WEIR8004: there is no such folder.</exception>
    public static IEnumerable<(string Name, DatasetLocation Location)> Of(string folder, DatasetFormat format)
    {
        string root = Path.GetFullPath(folder);
        if (!Directory.Exists(root))
            throw Diagnostics.ConfigurationErrors.DatasetMissing(folder, root);
        IEnumerable<string> found = format == DatasetFormat.Delta
            ? Directory.EnumerateDirectories(root).Where(table => Directory.Exists(Path.Combine(table, "_delta_log")))
            : Directory.EnumerateFiles(root).Where(file => FormatDetection.Matches(file, format));
        return found.Where(path => Path.GetFileName(path)[0] is not ('.' or '_'))
            .Order(StringComparer.Ordinal)
            .Select(path => (format == DatasetFormat.Delta ? Path.GetFileName(path) : Path.GetFileName(path).Split('.')[0], new DatasetLocation(path, format)));
    }
}
