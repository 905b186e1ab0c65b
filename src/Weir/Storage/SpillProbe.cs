namespace Weir.Storage;

/// <summary>Tries whether files can be made in a folder, which is left as it was found: there or not.</summary>
internal static class SpillProbe
{
    /// <summary>Makes the folder where it is missing, a file in it, and takes both away.</summary>
    /// <param name="folder">The folder, as a full path.</param>
    /// <exception cref="IOException">It cannot be made or written.</exception>
    /// <exception cref="UnauthorizedAccessException">As there.</exception>
    public static void Try(string folder)
    {
        List<string> made = [];
        for (string? missing = folder; missing is not null && !Directory.Exists(missing); missing = Path.GetDirectoryName(missing))
            made.Add(missing);
        try
        {
            Directory.CreateDirectory(folder);
            string probe = Path.Combine(folder, $"weir-probe-{Guid.NewGuid():N}");
            File.WriteAllBytes(probe, [0]);
            File.Delete(probe);
        }
        finally
        {
            foreach (string own in made.Where(IsEmpty))
                Directory.Delete(own);
        }
    }

    private static bool IsEmpty(string folder) => Directory.Exists(folder) && !Directory.EnumerateFileSystemEntries(folder).Any();
}
