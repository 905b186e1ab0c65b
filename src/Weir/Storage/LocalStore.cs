using System.IO.Enumeration;
using System.Runtime.CompilerServices;
using Weir.Diagnostics;

namespace Weir.Storage;

/// <summary>
/// A folder of the local file system (or of a mount that keeps POSIX rules). Holds no state and no
/// lock: safety between processes rests on <see cref="DurableFile"/> alone.
/// </summary>
internal sealed class LocalStore : IObjectStore
{
    // FileSystemInfo.Attributes of what does not exist; what may not be looked at throws.
    private const FileAttributes NoAttributes = (FileAttributes)(-1);

    /// <param name="rootFolder">The folder; it is made by the first put when it does not exist. Symbolic links are followed.</param>
    public LocalStore(string rootFolder)
    {
        ArgumentException.ThrowIfNullOrEmpty(rootFolder);
        Root = Path.TrimEndingDirectorySeparator(Path.GetFullPath(rootFolder));
    }

    public string Root { get; }

    public async ValueTask<byte[]> ReadAsync(ObjectPath path, CancellationToken cancellationToken) =>
        await TryReadAsync(path, cancellationToken).ConfigureAwait(false) ?? throw StorageErrors.NotFound(ToEnginePath(path));

    public async ValueTask<byte[]?> TryReadAsync(ObjectPath path, CancellationToken cancellationToken)
    {
        string file = ToEnginePath(path);
        try
        {
            // What is not there is asked for all the time (the commit after the newest one), and an exception would cost more than a read.
            if (new FileInfo(file).Attributes == NoAttributes)
                return null;
            return await File.ReadAllBytesAsync(file, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception cause) when (cause is FileNotFoundException or DirectoryNotFoundException)
        {
            return null;
        }
        catch (Exception cause) when (IsStorage(cause))
        {
            throw StorageErrors.From(cause, "read", file);
        }
    }

    public ValueTask<Stream?> TryOpenReadAsync(ObjectPath path, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        string file = ToEnginePath(path);
        try
        {
            return ValueTask.FromResult<Stream?>(new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, bufferSize: 0, useAsync: true));
        }
        catch (Exception cause) when (cause is FileNotFoundException or DirectoryNotFoundException)
        {
            return ValueTask.FromResult<Stream?>(null);
        }
        catch (Exception cause) when (IsStorage(cause))
        {
            throw StorageErrors.From(cause, "read", file);
        }
    }

    public async ValueTask<byte[]?> TryReadRangeAsync(ObjectPath path, long offset, int length, CancellationToken cancellationToken)
    {
        Stream? content = await TryOpenReadAsync(path, cancellationToken).ConfigureAwait(false);
        if (content is null)
            return null;
        await using (content.ConfigureAwait(false))
        {
            try
            {
                // What is asked for may be more than there is, or more than there could be.
                byte[] part = new byte[Math.Clamp(content.Length - offset, 0, length)];
                content.Position = offset;
                int read = await content.ReadAtLeastAsync(part, part.Length, throwOnEndOfStream: false, cancellationToken).ConfigureAwait(false);
                return read == part.Length ? part : part[..read];
            }
            catch (Exception cause) when (IsStorage(cause))
            {
                throw StorageErrors.From(cause, "read", ToEnginePath(path));
            }
        }
    }

    public ValueTask<ObjectInfo?> HeadAsync(ObjectPath path, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        FileInfo? file = Target(new FileInfo(ToEnginePath(path)));
        return ValueTask.FromResult(file is null ? null : new ObjectInfo(path, file.Length, file.LastWriteTimeUtc));
    }

    public async IAsyncEnumerable<ObjectInfo> ListAsync(
        ObjectPath folder, string? startAfterName, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        List<ObjectInfo> found = Enumerate(folder, startAfterName, recurse: false, cancellationToken);
        found.Sort((left, right) => left.Path.CompareTo(right.Path));
        foreach (ObjectInfo info in found)
            yield return info;
        await ValueTask.CompletedTask.ConfigureAwait(false);
    }

    public async IAsyncEnumerable<ObjectInfo> ListTreeAsync(
        ObjectPath folder, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        foreach (ObjectInfo info in Enumerate(folder, startAfterName: null, recurse: true, cancellationToken))
            yield return info;
        await ValueTask.CompletedTask.ConfigureAwait(false);
    }

    public ValueTask<bool> PutIfAbsentAsync(ObjectPath path, ReadOnlyMemory<byte> content, CancellationToken cancellationToken) =>
        DurableFile.CreateAsync(ToFile(path), content, cancellationToken);

    public ValueTask PutAsync(ObjectPath path, ReadOnlyMemory<byte> content, CancellationToken cancellationToken) =>
        DurableFile.ReplaceAsync(ToFile(path), content, cancellationToken);

    public ValueTask SyncAsync(ObjectPath path, CancellationToken cancellationToken)
    {
        string file = ToFile(path);
        return new ValueTask(Task.Run(() => Guarded("write", file, () => DurableFile.Sync(file)), cancellationToken));
    }

    public ValueTask DeleteAsync(ObjectPath path, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        string file = ToFile(path);
        if (Path.Exists(Path.GetDirectoryName(file)))
            Guarded("delete", file, () => File.Delete(file));
        return ValueTask.CompletedTask;
    }

    public ValueTask DeleteEmptyFoldersAsync(ObjectPath folder, Func<string, bool> mayGo, CancellationToken cancellationToken)
    {
        string root = ToEnginePath(folder);
        if (Directory.Exists(root))
            Guarded("delete", root, () => DeleteEmptyBelow(root, mayGo, cancellationToken));
        return ValueTask.CompletedTask;
    }

    public IObjectStore At(string root) => new LocalStore(root);

    public string ToEnginePath(ObjectPath path) => path.IsRoot ? Root : Path.Combine(Root, path.Value);

    // The root of the store is a folder, never an object.
    private string ToFile(ObjectPath path) =>
        path.IsRoot ? throw StorageErrors.PathInvalid(Root, "names the root of the store, not a file") : ToEnginePath(path);

    private List<ObjectInfo> Enumerate(ObjectPath folder, string? startAfterName, bool recurse, CancellationToken cancellationToken)
    {
        string root = ToEnginePath(folder);
        EnumerationOptions options = new()
        {
            RecurseSubdirectories = recurse,
            IgnoreInaccessible = false,
            AttributesToSkip = default,
            ReturnSpecialDirectories = false,
        };
        List<ObjectInfo> found = [];
        try
        {
            foreach (FileInfo file in new FileSystemEnumerable<FileInfo>(root, (ref entry) => (FileInfo)entry.ToFileSystemInfo(), options)
            {
                // A symbolic link to a folder reports itself as a folder and is not entered.
                ShouldIncludePredicate = (ref entry) => !entry.IsDirectory &&
                    (startAfterName is null || entry.FileName.CompareTo(startAfterName, StringComparison.Ordinal) > 0),
                ShouldRecursePredicate = (ref entry) => (entry.Attributes & FileAttributes.ReparsePoint) == 0,
            })
            {
                cancellationToken.ThrowIfCancellationRequested();
                if (Target(file) is { } target)
                    found.Add(new ObjectInfo(ToPath(file.FullName), target.Length, target.LastWriteTimeUtc));
            }
        }
        catch (DirectoryNotFoundException)
        {
            return [];
        }
        catch (Exception cause) when (IsStorage(cause))
        {
            throw StorageErrors.From(cause, "list", root);
        }
        return found;
    }

    private ObjectPath ToPath(string fullName)
    {
        string relative = fullName[(Path.EndsInDirectorySeparator(Root) ? Root.Length : Root.Length + 1)..];
        return ObjectPath.Parse(OperatingSystem.IsWindows() ? relative.Replace('\\', '/') : relative);
    }

    // Null for what vanished meanwhile, for a link to nowhere and for folders.
    private static FileInfo? Target(FileInfo file)
    {
        if (!file.Exists)
            return null;
        if ((file.Attributes & FileAttributes.ReparsePoint) == 0)
            return file;
        return file.ResolveLinkTarget(returnFinalTarget: true) is FileInfo { Exists: true } target ? target : null;
    }

    private static void DeleteEmptyBelow(string folder, Func<string, bool> mayGo, CancellationToken cancellationToken)
    {
        foreach (string child in Directory.EnumerateDirectories(folder))
        {
            cancellationToken.ThrowIfCancellationRequested();
            try
            {
                if ((File.GetAttributes(child) & FileAttributes.ReparsePoint) != 0)
                    continue;
                DeleteEmptyBelow(child, mayGo, cancellationToken);
                if (mayGo(Path.GetFileName(child)) && !Directory.EnumerateFileSystemEntries(child).Any())
                    Directory.Delete(child, recursive: false);
            }
            catch (IOException) when (!Directory.Exists(child) || Directory.EnumerateFileSystemEntries(child).Any())
            {
                continue; // another writer removed it, or filled it: both are as promised
            }
        }
    }

    private static void Guarded(string doing, string path, Action work)
    {
        try
        {
            work();
        }
        catch (Exception cause) when (IsStorage(cause))
        {
            throw StorageErrors.From(cause, doing, path);
        }
    }

    private static bool IsStorage(Exception cause) => cause is IOException or UnauthorizedAccessException;
}
