namespace Weir.CodeGraph.Sources;

/// <summary>The files below a folder that people wrote: nothing below <c>bin</c>, <c>obj</c>, <c>node_modules</c> or a name that begins with a dot.</summary>
internal static class FolderFiles
{
    private static readonly EnumerationOptions Plain = new() { AttributesToSkip = FileAttributes.ReparsePoint, IgnoreInaccessible = true };

    /// <summary>Full paths with one of some endings, in ordinal order.</summary>
    public static IReadOnlyList<string> Below(string folder, params ReadOnlySpan<string> endings)
    {
        List<string> found = [];
        string[] wanted = endings.ToArray();
        Stack<string> open = new([folder]);
        while (open.TryPop(out string? next))
        {
            foreach (string file in Directory.EnumerateFiles(next, "*", Plain))
                if (wanted.Any(ending => file.EndsWith(ending, StringComparison.OrdinalIgnoreCase)))
                    found.Add(file);
            foreach (string below in Directory.EnumerateDirectories(next, "*", Plain))
                if (Path.GetFileName(below) is var name && !name.StartsWith('.') && name is not ("bin" or "obj" or "node_modules"))
                    open.Push(below);
        }
        found.Sort(StringComparer.Ordinal);
        return found;
    }

    /// <summary>A path relative to a folder, with slashes.</summary>
    public static string Relative(string folder, string path) => Path.GetRelativePath(folder, path).Replace('\\', '/');
}
