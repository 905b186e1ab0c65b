using System.Collections.Concurrent;
using System.Text.Json;

namespace Weir.Tests.Delta.Corpus;

/// <summary>
/// A table whose commit files have the times that their commits say, which copies of a table lose: data files are linked
/// into a folder of its own, the log is copied.
/// </summary>
internal static class DatedTable
{
    private static readonly TemporaryFolder Folder = new();
    private static readonly ConcurrentDictionary<string, Lazy<string>> Roots = new(StringComparer.Ordinal);

    /// <summary>The root to open.</summary>
    public static string Of(string root) => Roots.GetOrAdd(root, from => new Lazy<string>(() => Date(from))).Value;

    private static string Date(string root)
    {
        string to = Folder[Guid.NewGuid().ToString("N")];
        foreach (string file in Directory.EnumerateFiles(root, "*", SearchOption.AllDirectories))
        {
            string target = Path.Combine(to, Path.GetRelativePath(root, file));
            Directory.CreateDirectory(Path.GetDirectoryName(target)!);
            if (!file.Contains("_delta_log", StringComparison.Ordinal))
            {
                File.CreateSymbolicLink(target, file);
                continue;
            }
            File.Copy(file, target);
            if (TimeOf(file) is { } time)
                File.SetLastWriteTimeUtc(target, DateTimeOffset.FromUnixTimeMilliseconds(time).UtcDateTime);
        }
        return to;
    }

    private static long? TimeOf(string file)
    {
        if (!file.EndsWith(".json", StringComparison.Ordinal))
            return null;
        foreach (string line in File.ReadLines(file).Where(line => line.Contains("\"commitInfo\"", StringComparison.Ordinal)))
        {
            using JsonDocument action = JsonDocument.Parse(line);
            if (action.RootElement.GetProperty("commitInfo").TryGetProperty("timestamp", out JsonElement time) && time.TryGetInt64(out long milliseconds))
                return milliseconds;
        }
        return null;
    }
}
