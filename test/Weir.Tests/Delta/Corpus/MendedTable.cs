using System.Collections.Concurrent;

namespace Weir.Tests.Delta.Corpus;

/// <summary>
/// Tables whose files bear the marks of their writers' test mode: Spark's tests put <c>test%dv%prefix-</c> before names
/// of deletion vectors, which the log does not say, or leave a place for an absolute path. Such a table is linked,
/// file by file, into a folder of its own where log and names agree.
/// </summary>
internal static class MendedTable
{
    private const string Prefix = "test%dv%prefix-";
    private const string FolderMark = "{{FOLDER_WITH_SPECIAL_CHAR}}";
    private const string FolderName = "folder&with%special char";

    private static readonly TemporaryFolder Folder = new();
    private static readonly ConcurrentDictionary<string, Lazy<string>> Roots = new(StringComparer.Ordinal);

    /// <summary>The root to open.</summary>
    public static string Of(string root)
    {
        if (!Directory.Exists(root) || !Directory.EnumerateFiles(root, $"{Prefix}*", SearchOption.AllDirectories).Any())
            return root;
        return Roots.GetOrAdd(root, from => new Lazy<string>(() => Mend(from))).Value;
    }

    private static string Mend(string root)
    {
        string to = Folder[Guid.NewGuid().ToString("N")];
        foreach (string file in Directory.EnumerateFiles(root, "*", SearchOption.AllDirectories))
        {
            string relative = Path.GetRelativePath(root, file);
            bool isNamedInLog = relative.StartsWith(FolderName, StringComparison.Ordinal);
            string target = Path.Combine(to, isNamedInLog ? relative : relative.Replace(Prefix, "", StringComparison.Ordinal));
            Directory.CreateDirectory(Path.GetDirectoryName(target)!);
            if (relative.StartsWith("_delta_log", StringComparison.Ordinal) && File.ReadAllText(file) is { } log && log.Contains(FolderMark, StringComparison.Ordinal))
                File.WriteAllText(target, log.Replace(FolderMark, Uri.EscapeDataString(Path.Combine(to, FolderName)).Replace("%2F", "/", StringComparison.Ordinal), StringComparison.Ordinal));
            else
                File.CreateSymbolicLink(target, file);
        }
        return to;
    }
}
