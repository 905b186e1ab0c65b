namespace Weir.Storage;

/// <summary>Whether a path stays in a folder, by its text as the engine tells it: links are not followed.</summary>
internal static class ConfinedPath
{
    public static bool IsInside(string path, string folder)
    {
        string full = Path.GetFullPath(path);
        string root = Path.TrimEndingDirectorySeparator(Path.GetFullPath(folder));
        return full == root || full.StartsWith(Path.EndsInDirectorySeparator(root) ? root : root + Path.DirectorySeparatorChar, StringComparison.Ordinal);
    }
}
