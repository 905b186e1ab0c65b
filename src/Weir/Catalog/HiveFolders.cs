namespace Weir.Catalog;

/// <summary>Folders <c>name=value</c>, whose names are values of their files' rows. Looks at names only.</summary>
internal static class HiveFolders
{
    /// <summary>The names of the folders that a file lies in, from the root on.</summary>
    public static IEnumerable<string> Of(string file) =>
        (Path.GetDirectoryName(file) ?? "").Split(Path.DirectorySeparatorChar, Path.AltDirectorySeparatorChar).Where(IsOne).Select(NameOf);

    /// <summary>Whether a folder has such a name.</summary>
    public static bool IsOne(string folder) => folder.IndexOf('=', StringComparison.Ordinal) > 0;

    /// <summary>The files of a folder and of those below it that have such names.</summary>
    public static IEnumerable<string> Files(string folder) => Directory.EnumerateFiles(folder).Concat(In(folder).SelectMany(Files));

    /// <summary>The folders of a folder that have such names; links are left out, as they are when files are looked for.</summary>
    public static IEnumerable<string> In(string folder) => Directory.EnumerateDirectories(folder)
        .Where(inner => Path.GetFileName(inner)[0] is not ('.' or '_') && IsOne(Path.GetFileName(inner)) && (File.GetAttributes(inner) & FileAttributes.ReparsePoint) == 0);

    private static string NameOf(string folder) => Uri.UnescapeDataString(folder[..folder.IndexOf('=', StringComparison.Ordinal)]);
}
