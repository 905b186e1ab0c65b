using Weir.Delta.Actions;
using Weir.Delta.Log;
using Weir.Diagnostics;
using Weir.Storage;

namespace Weir.Delta.Commands;

/// <summary>
/// The data files of one write between the engine and the commit: what the engine answered is
/// checked against the storage and made durable, and when the write fails, everything is removed
/// that carries its id, answered or not.
/// </summary>
internal sealed class WrittenFiles(IObjectStore store, DataFileRequest request)
{
    private const int Parallelism = 4;

    /// <summary>
    /// The files that become part of the table. Files without rows are deleted instead. What the
    /// writer promised and did not keep is a defect, not an error of the user.
    /// </summary>
    public async Task<IReadOnlyList<AddFile>> SettleAsync(
        IReadOnlyList<AddFile> answered, bool flush, CancellationToken cancellationToken)
    {
        List<AddFile> kept = [];
        foreach (AddFile file in answered)
        {
            Invariant.Holds(FileStatistics.NumRecords(file.Stats) is not null);
            Invariant.Holds(file.PartitionValues.Count == request.PartitionColumns.Count);
            Invariant.Holds(request.PartitionColumns.All(file.PartitionValues.ContainsKey));
            if (FileStatistics.NumRecords(file.Stats) > 0)
                kept.Add(file);
            else
                await store.DeleteAsync(KeyOf(file), cancellationToken).ConfigureAwait(false);
        }
        Invariant.Holds(kept.DistinctBy(file => file.Path).Count() == kept.Count);
        using IEnumerator<AddFile> queue = kept.GetEnumerator();
        await Task.WhenAll(Enumerable.Range(0, Parallelism).Select(_ => CheckNextAsync(queue, flush, cancellationToken)))
            .ConfigureAwait(false);
        return kept;
    }

    /// <summary>Removes every file of the write and the folders that are empty without them.</summary>
    /// <param name="cause">Why; part of the error when removing fails as well.</param>
    /// <exception cref="WeirException">WEIR6008: some files stay; the error names them.</exception>
    public async Task RemoveAsync(Exception cause)
    {
        List<string> staying = [];
        WeirException? failure = null;
        try
        {
            await foreach (ObjectPath stray in FindAsync().ConfigureAwait(false))
            {
                if (await TryDeleteAsync(stray).ConfigureAwait(false) is not { } error)
                    continue;
                staying.Add(store.ToEnginePath(stray));
                failure ??= error;
            }
            await store.DeleteEmptyFoldersAsync(ObjectPath.Root, IsTableFolder, CancellationToken.None).ConfigureAwait(false);
        }
        catch (WeirException error)
        {
            failure ??= error;
        }
        if (failure is not null)
            throw StorageErrors.StraysLeft(store.Root, request.WriteId, staying, cause, failure);
    }

    // Folders of partitions and of the log; others are not ours to judge.
    private static bool IsTableFolder(string name) => name.Contains('=') || name == LogPath.Folder.Value;

    // A shared queue: each worker takes the next file when it is done with its last.
    private async Task CheckNextAsync(IEnumerator<AddFile> queue, bool flush, CancellationToken cancellationToken)
    {
        while (Next(queue) is { } file)
        {
            ObjectPath key = KeyOf(file);
            ObjectInfo found = await store.HeadAsync(key, cancellationToken).ConfigureAwait(false)
                ?? throw StorageErrors.NotFound(store.ToEnginePath(key));
            Invariant.Holds(found.SizeBytes == file.Size);
            if (flush)
                await store.SyncAsync(key, cancellationToken).ConfigureAwait(false);
        }
    }

    private static AddFile? Next(IEnumerator<AddFile> queue)
    {
        lock (queue)
            return queue.MoveNext() ? queue.Current : null;
    }

    // Listed before the first delete: a listing need not survive changes under its feet.
    private async IAsyncEnumerable<ObjectPath> FindAsync()
    {
        List<ObjectPath> strays = [];
        await foreach (ObjectInfo file in store.ListTreeAsync(ObjectPath.Root, CancellationToken.None).ConfigureAwait(false))
        {
            if (file.Path.Name.Contains(request.WriteId, StringComparison.Ordinal))
                strays.Add(file.Path);
        }
        foreach (ObjectPath stray in strays)
            yield return stray;
    }

    private async Task<WeirException?> TryDeleteAsync(ObjectPath stray)
    {
        try
        {
            await store.DeleteAsync(stray, CancellationToken.None).ConfigureAwait(false);
            return null;
        }
        catch (WeirException error)
        {
            return error;
        }
    }

    private ObjectPath KeyOf(AddFile file)
    {
        DataFilePath path = DataFilePath.Parse(file.Path);
        Invariant.Holds(!path.IsAbsolute);
        ObjectPath key = ObjectPath.Parse(path.Text);
        Invariant.Holds(key.Name.Contains(request.WriteId, StringComparison.Ordinal));
        return key;
    }
}
