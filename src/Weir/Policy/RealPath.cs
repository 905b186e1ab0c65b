namespace Weir.Policies;

/// <summary>Where paths lead to, by the file system as it is now.</summary>
internal static class RealPath
{
    private const int LinksMax = 40;
    private const int EntriesMax = 50_000;

    /// <summary>
    /// The absolute path that a path leads to: links are followed in every part that exists, and <c>..</c> goes up from where
    /// the part before it leads.
    /// </summary>
    /// <exception cref="IOException">Links lead in a circle.</exception>
    public static string Of(string path)
    {
        int links = 0;
        string start = Path.IsPathFullyQualified(path) ? path : Path.Join(Environment.CurrentDirectory, path);
        string root = Path.GetPathRoot(start)!;
        return Follow(root, start[root.Length..], ref links);
    }

    /// <summary>The links below a folder; null when it holds too much to look through.</summary>
    public static IReadOnlyList<string>? LinksBelow(string folder)
    {
        if (!Directory.Exists(folder))
            return [];
        List<string> links = [];
        int entries = 0;
        Stack<string> open = new([folder]);
        while (open.TryPop(out string? current))
        {
            foreach (FileSystemInfo entry in new DirectoryInfo(current).EnumerateFileSystemInfos("*", new EnumerationOptions { AttributesToSkip = FileAttributes.None, IgnoreInaccessible = true }))
            {
                if (++entries > EntriesMax)
                    return null;
                if (entry.LinkTarget is not null)
                    links.Add(entry.FullName);
                else if (entry is DirectoryInfo)
                    open.Push(entry.FullName);
            }
        }
        return links;
    }

    private static string Follow(string current, string rest, ref int links)
    {
        foreach (string part in rest.Split([Path.DirectorySeparatorChar, Path.AltDirectorySeparatorChar], StringSplitOptions.RemoveEmptyEntries))
        {
            if (part == ".")
                continue;
            if (part == "..")
            {
                current = Path.GetDirectoryName(current) ?? current;
                continue;
            }
            string next = Path.Join(current, part);
            FileSystemInfo entry = Directory.Exists(next) ? new DirectoryInfo(next) : new FileInfo(next);
            if (entry.LinkTarget is not { } target)
            {
                current = next;
                continue;
            }
            if (++links > LinksMax)
                throw new IOException($"The links at '{next}' lead in a circle.");
            string root = Path.IsPathFullyQualified(target) ? Path.GetPathRoot(target)! : "";
            current = root.Length > 0 ? Follow(root, target[root.Length..], ref links) : Follow(current, target, ref links);
        }
        return current;
    }
}
