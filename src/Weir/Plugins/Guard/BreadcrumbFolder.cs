using Microsoft.Extensions.Logging;
using Weir.Diagnostics;

namespace Weir.Plugins.Guard;

/// <summary>
/// Where the hosts of a user keep their breadcrumb files, one for each plugin of a process. It is made with its first
/// file. That a file cannot be kept is told once and is no error: nothing that a plugin does depends on it.
/// </summary>
/// <param name="stateFolder">The user's folder; null when nothing is kept.</param>
/// <param name="time">The clock.</param>
/// <param name="log">Told when a file cannot be kept.</param>
/// <remarks>Safe for use by many threads and processes. A host holds its files locked, so that others see that it lives.</remarks>
internal sealed class BreadcrumbFolder(string? stateFolder, TimeProvider time, ILogger log)
{
    private const string Pattern = "*.crumbs";
    private const int FilesMax = 64;
    private const int NameLengthMax = 64;

    private static readonly TimeSpan Kept = TimeSpan.FromDays(7);

    private readonly string? _folder = In(stateFolder);
    private int _isTidy;
    private int _isTold;

    /// <summary>Begins the file of a plugin; null when none can be kept.</summary>
    public BreadcrumbFile? Begin(PluginDescription plugin, GuardedName[] exports, int slots)
    {
        if (_folder is null)
            return null;
        try
        {
            Directory.CreateDirectory(_folder);
            if (Interlocked.Exchange(ref _isTidy, 1) == 0)
                Tidy(_folder);
            return BreadcrumbFile.Begin(NewFile(_folder, plugin.Name), plugin, exports, slots, time.GetUtcNow());
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            Tell(e);
            return null;
        }
    }

    /// <summary>Ends a file that <see cref="Begin"/> gave: the host closes in order.</summary>
    public void End(BreadcrumbFile file)
    {
        try
        {
            // While it is still locked, so that nobody takes it for one of a host that died.
            File.Delete(file.Path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            Tell(e);
        }
        file.Dispose();
    }

    /// <summary>The files whose hosts are gone, newest first.</summary>
    public static IReadOnlyList<string> OfEndedHosts(string? stateFolder) => In(stateFolder) is { } folder && Directory.Exists(folder)
        ? [.. Files(folder).Select(file => file.FullName).Where(file => !IsHeld(file))]
        : [];

    private static string? In(string? stateFolder) => stateFolder is null ? null : Path.Combine(stateFolder, "breadcrumbs");

    private static IEnumerable<FileInfo> Files(string folder) =>
        new DirectoryInfo(folder).EnumerateFiles(Pattern).OrderByDescending(file => file.LastWriteTimeUtc).ThenBy(file => file.Name, StringComparer.Ordinal);

    // A program that crashes again and again must not fill the folder.
    private void Tidy(string folder)
    {
        DateTime oldest = (time.GetUtcNow() - Kept).UtcDateTime;
        foreach ((int place, FileInfo file) in Files(folder).Index())
            if ((place >= FilesMax || file.LastWriteTimeUtc < oldest) && !IsHeld(file.FullName))
                file.Delete();
    }

    private static bool IsHeld(string path)
    {
        try
        {
            using FileStream file = new(path, FileMode.Open, FileAccess.ReadWrite, FileShare.None);
            return false;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // Locked by its host, gone meanwhile, or of another user: none of it is for this process.
            return true;
        }
    }

    // The number of a process comes again, and a process may have a plugin of one name in two runtimes.
    private static FileStream NewFile(string folder, string plugin)
    {
        string name = string.Concat(plugin.Take(NameLengthMax).Select(letter => char.IsAsciiLetterOrDigit(letter) ? letter : '_'));
        for (int number = 1; ; number++)
        {
            string path = Path.Combine(folder, $"{name}-{Environment.ProcessId}-{number}.crumbs");
            if (File.Exists(path))
                continue;
            try
            {
                return new FileStream(path, FileMode.CreateNew, FileAccess.ReadWrite, FileShare.ReadWrite | FileShare.Delete);
            }
            catch (IOException) when (File.Exists(path))
            {
                continue;
            }
        }
    }

    private void Tell(Exception e)
    {
        if (Interlocked.Exchange(ref _isTold, 1) == 0)
            LogMessages.BreadcrumbsNotKept(log, _folder!, e.Message);
    }
}
