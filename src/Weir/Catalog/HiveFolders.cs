namespace Weir.Catalog;

/// <summary>The folders <c>name=value</c> of a path. Pure.</summary>
internal static class HiveFolders
{
    /// <summary>The names of the folders that a file lies in, from the root on.</summary>
    public static IEnumerable<string> Of(string file) =>
        (Path.GetDirectoryName(file) ?? "").Split(Path.DirectorySeparatorChar, Path.AltDirectorySeparatorChar).Where(IsOne).Select(NameOf);

    /// <summary>Whether a folder has such a name.</summary>
    public static bool IsOne(string folder) => folder.IndexOf('=', StringComparison.Ordinal) > 0;

    private static string NameOf(string folder) => Uri.UnescapeDataString(folder[..folder.IndexOf('=', StringComparison.Ordinal)]);
}
