using Weir.Diagnostics;

namespace Weir.Catalog;

/// <summary>Which files a location of plain files means.</summary>
/// <param name="Patterns">Absolute paths as the engine reads them: globs, literal characters escaped.</param>
/// <param name="Folder">Absolute folder that all files lie in, with a separator at its end.</param>
/// <param name="IsGlob">True when the engine, not this class, will look which files there are.</param>
internal sealed record FilePattern(IReadOnlyList<string> Patterns, string Folder, bool IsGlob)
{
    /// <summary>Looks what stands at the location.</summary>
    /// <exception cref="WeirException">WEIR8004: nothing is there; WEIR8005: a folder without files of the format.</exception>
    public static FilePattern Of(DatasetLocation location)
    {
        string path = Path.GetFullPath(location.Path);
        if (location.Files.Count > 0)
            return OfFiles(path, location);
        if (File.Exists(path))
            return new FilePattern([SqlText.EscapeGlob(path)], WithSeparator(Path.GetDirectoryName(path)!), IsGlob: false);
        if (Directory.Exists(path))
            return OfFolder(path, location);
        return SqlText.IsGlob(path)
            ? new FilePattern([path], FixedFolder(path), IsGlob: true)
            : throw ConfigurationErrors.DatasetMissing(location.Path, path);
    }

    private static FilePattern OfFiles(string folder, DatasetLocation location)
    {
        string[] files = [.. location.Files.Select(file => Path.GetFullPath(file, folder))];
        return files.FirstOrDefault(file => !File.Exists(file)) is { } missing
            ? throw ConfigurationErrors.DatasetMissing(missing, missing)
            : new FilePattern([.. files.Select(SqlText.EscapeGlob)], WithSeparator(folder), IsGlob: false);
    }

    private static FilePattern OfFolder(string folder, DatasetLocation location)
    {
        string? ending = location.Options.GetValueOrDefault(DatasetOption.FileExtension);
        bool isFlat = bool.TryParse(location.Options.GetValueOrDefault(DatasetOption.IgnoreSubdirectory), out bool ignores) && ignores;
        EnumerationOptions plain = new() { AttributesToSkip = FileAttributes.None, IgnoreInaccessible = false };
        List<string> files = [];
        Stack<string> open = new([folder]);
        while (open.TryPop(out string? current))
        {
            foreach (string inner in Directory.EnumerateDirectories(current, "*", plain))
            {
                if (!isFlat && !IsHidden(inner, location.Format) && (File.GetAttributes(inner) & FileAttributes.ReparsePoint) == 0)
                    open.Push(inner);
            }
            files.AddRange(Directory.EnumerateFiles(current, "*", plain)
                .Where(file => !IsHidden(file, location.Format) && (ending is null
                    ? FormatDetection.Matches(file, location.Format)
                    : file.EndsWith(ending, StringComparison.OrdinalIgnoreCase))));
        }
        if (files.Count == 0)
            throw ConfigurationErrors.DatasetEmpty(location.Path, location.Format.ToString());
        files.Sort(StringComparer.Ordinal);
        return new FilePattern([.. files.Select(SqlText.EscapeGlob)], WithSeparator(folder), IsGlob: false);
    }

    // Other writers keep logs and temporary files under names with '_'; in source text such names are ordinary.
    private static bool IsHidden(string path, DatasetFormat format) =>
        Path.GetFileName(path)[0] is '.' || (format != DatasetFormat.Text && Path.GetFileName(path)[0] is '_');

    private static string FixedFolder(string glob)
    {
        int wildcard = glob.AsSpan().IndexOfAny('[', '*', '?');
        return glob[..(glob.AsSpan(0, wildcard).LastIndexOf(Path.DirectorySeparatorChar) + 1)];
    }

    private static string WithSeparator(string folder) =>
        Path.EndsInDirectorySeparator(folder) ? folder : folder + Path.DirectorySeparatorChar;
}
