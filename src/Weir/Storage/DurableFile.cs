using Microsoft.Win32.SafeHandles;
using Weir.Diagnostics;

namespace Weir.Storage;

/// <summary>
/// Writes whole files so that a crash at any moment leaves the old state or the new one, and at
/// most a temporary file beside it: content and its fsync first, then the name, then the fsync of
/// the folder.
/// </summary>
internal static class DurableFile
{
    /// <summary>No reader of Delta logs or of data folders takes a name with this beginning for its own.</summary>
    public const string TemporaryPrefix = "._weir_";

    /// <summary>False when a file (or folder) with that name is there; then nothing was changed.</summary>
    public static async ValueTask<bool> CreateAsync(string path, ReadOnlyMemory<byte> content, CancellationToken cancellationToken)
    {
        if (Path.Exists(path))
            return false;
        bool created = false;
        await WriteThenNameAsync(path, content, temporary => created = GiveName(temporary, path), cancellationToken).ConfigureAwait(false);
        return created;
    }

    public static ValueTask ReplaceAsync(string path, ReadOnlyMemory<byte> content, CancellationToken cancellationToken) =>
        WriteThenNameAsync(path, content, temporary => File.Move(temporary, path, overwrite: true), cancellationToken);

    /// <summary>Flushes a file that is already there, and its name.</summary>
    public static void Sync(string path)
    {
        using (SafeFileHandle handle = File.OpenHandle(path, FileMode.Open, FileAccess.ReadWrite, FileShare.ReadWrite))
            RandomAccess.FlushToDisk(handle);
        SyncFolder(Path.GetDirectoryName(path)!);
    }

    private static async ValueTask WriteThenNameAsync(
        string path, ReadOnlyMemory<byte> content, Action<string> giveName, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        string folder = Path.GetDirectoryName(path)!;
        string temporary = Path.Combine(folder, $"{TemporaryPrefix}{Guid.NewGuid():N}.tmp");
        try
        {
            using (SafeFileHandle handle = OpenInFolder(folder, temporary, out string? known))
            {
                SyncFoldersAbove(folder, known);
                await RandomAccess.WriteAsync(handle, content, 0, cancellationToken).ConfigureAwait(false);
                RandomAccess.FlushToDisk(handle);
            }
            giveName(temporary);
            File.Delete(temporary);
            SyncFolder(folder);
        }
        catch (Exception cause) when (cause is IOException or UnauthorizedAccessException or WeirException)
        {
            throw StorageErrors.From(cause, "write", path, TryDelete(temporary) ? null : temporary);
        }
        catch (OperationCanceledException)
        {
            File.Delete(temporary);
            throw;
        }
    }

    // Another process that tidies up may remove a new folder while it is still empty, so the file is
    // opened at once, and only then the new folders are made durable.
    private static SafeFileHandle OpenInFolder(string folder, string temporary, out string? known)
    {
        const int AttemptsMax = 64;
        for (int attempt = 1; ; attempt++)
        {
            known = folder;
            while (known is not null && !Directory.Exists(known))
                known = Path.GetDirectoryName(known);
            try
            {
                Directory.CreateDirectory(folder);
                return File.OpenHandle(temporary, FileMode.CreateNew, FileAccess.Write, FileShare.None);
            }
            catch (IOException gone) when (gone is (FileNotFoundException or DirectoryNotFoundException) && attempt < AttemptsMax)
            {
                continue;
            }
        }
    }

    // A new folder is durable when the folder that holds it is flushed.
    private static void SyncFoldersAbove(string folder, string? known)
    {
        for (string? made = folder; made is not null && made != known; made = Path.GetDirectoryName(made))
            SyncFolder(Path.GetDirectoryName(made) ?? made);
    }

    // A hard link never replaces, is atomic on every POSIX file system (NFS too) and needs no lock.
    // File systems without hard links mostly know the exclusive rename.
    private static bool GiveName(string temporary, string path)
    {
        if (OperatingSystem.IsWindows())
            return MoveWithoutReplacing(temporary, path);
        int errno = PosixCalls.Link(temporary, path);
        if (errno == 0)
            return true;
        if (errno == PosixCalls.FileExists)
            return false;
        int second = PosixCalls.RenameNoReplace(temporary, path);
        if (second == 0)
            return true;
        if (second == PosixCalls.FileExists)
            return false;
        const int NoSpace = 28;
        throw errno == NoSpace ? Failed(errno, "link", path) : StorageErrors.NoAtomicCreate(path, errno);
    }

    private static bool MoveWithoutReplacing(string temporary, string path)
    {
        try
        {
            File.Move(temporary, path, overwrite: false);
            return true;
        }
        catch (IOException) when (Path.Exists(path))
        {
            return false;
        }
    }

    // Windows has no flush of folders: NTFS journals names by itself.
    private static void SyncFolder(string folder)
    {
        if (OperatingSystem.IsWindows())
            return;
        int errno = PosixCalls.SyncFolder(folder);
        const int NotSupportedHere = 22; // EINVAL: this file system flushes names by itself
        const int NoPermission = 13; // a folder that may be written but not read
        if (errno is not (0 or NotSupportedHere or NoPermission))
            throw Failed(errno, "fsync", folder);
    }

    private static IOException Failed(int errno, string call, string path) => errno == 2
        ? new DirectoryNotFoundException($"{call} of '{path}' found no such folder.")
        : new IOException($"{call} of '{path}' failed with errno {errno}.", errno);

    private static bool TryDelete(string file)
    {
        try
        {
            File.Delete(file);
            return true;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return !Path.Exists(file);
        }
    }
}
