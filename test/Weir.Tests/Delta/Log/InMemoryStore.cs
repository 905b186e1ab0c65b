using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using Weir.Diagnostics;
using Weir.Storage;

namespace Weir.Tests.Delta.Log;

/// <summary>A store without a disk. Counts its listings and reads, so that tests can hold their number.</summary>
internal sealed class InMemoryStore : IObjectStore
{
    private readonly ConcurrentDictionary<ObjectPath, byte[]> _objects = new();
    private int _listings;
    private int _readsNow;
    private int _readsAtOnceMax;

    public string Root { get; private init; } = "/memory/table";

    public int Listings => _listings;

    public int ReadsAtOnceMax => _readsAtOnceMax;

    /// <summary>Called before each read; a test may throw, delay or delete here.</summary>
    public Func<ObjectPath, Task> BeforeRead { get; set; } = _ => Task.CompletedTask;

    public void Put(string path, ReadOnlySpan<byte> content) => _objects[ObjectPath.Parse(path)] = content.ToArray();

    public byte[] Content(string path) => _objects[ObjectPath.Parse(path)];

    public void Remove(string path) => Assert.True(_objects.TryRemove(ObjectPath.Parse(path), out _), path);

    public async ValueTask<byte[]> ReadAsync(ObjectPath path, CancellationToken cancellationToken) =>
        await TryReadAsync(path, cancellationToken) ?? throw StorageErrors.NotFound(path.Value);

    public async ValueTask<byte[]?> TryReadAsync(ObjectPath path, CancellationToken cancellationToken)
    {
        int now = Interlocked.Increment(ref _readsNow);
        InterlockedMax(ref _readsAtOnceMax, now);
        try
        {
            await BeforeRead(path);
            cancellationToken.ThrowIfCancellationRequested();
            return _objects.GetValueOrDefault(path);
        }
        finally
        {
            Interlocked.Decrement(ref _readsNow);
        }
    }

    public async ValueTask<Stream?> TryOpenReadAsync(ObjectPath path, CancellationToken cancellationToken) =>
        await TryReadAsync(path, cancellationToken) is { } content ? new MemoryStream(content, writable: false) : null;

    public async ValueTask<byte[]?> TryReadRangeAsync(ObjectPath path, long offset, int length, CancellationToken cancellationToken) =>
        await TryReadAsync(path, cancellationToken) is { } content
            ? content[(int)Math.Min(offset, content.Length)..(int)Math.Min(offset + length, content.Length)]
            : null;

    public ValueTask<ObjectInfo?> HeadAsync(ObjectPath path, CancellationToken cancellationToken) =>
        ValueTask.FromResult(_objects.TryGetValue(path, out byte[]? content) ? Info(path, content) : null);

    public async IAsyncEnumerable<ObjectInfo> ListAsync(
        ObjectPath folder, string? startAfterName, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        Interlocked.Increment(ref _listings);
        await Task.Yield();
        foreach ((ObjectPath path, byte[] content) in _objects.OrderBy(entry => entry.Key.Value, StringComparer.Ordinal))
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (path.Folder == folder && string.CompareOrdinal(path.Name, startAfterName) > 0)
                yield return Info(path, content);
        }
    }

    public IAsyncEnumerable<ObjectInfo> ListTreeAsync(ObjectPath folder, CancellationToken cancellationToken) =>
        throw new NotSupportedException("Reading a log lists one folder.");

    public ValueTask<bool> PutIfAbsentAsync(ObjectPath path, ReadOnlyMemory<byte> content, CancellationToken cancellationToken) =>
        ValueTask.FromResult(_objects.TryAdd(path, content.ToArray()));

    public ValueTask PutAsync(ObjectPath path, ReadOnlyMemory<byte> content, CancellationToken cancellationToken)
    {
        _objects[path] = content.ToArray();
        return ValueTask.CompletedTask;
    }

    public ValueTask SyncAsync(ObjectPath path, CancellationToken cancellationToken) => ValueTask.CompletedTask;

    public ValueTask DeleteAsync(ObjectPath path, CancellationToken cancellationToken)
    {
        _objects.TryRemove(path, out _);
        return ValueTask.CompletedTask;
    }

    public ValueTask DeleteEmptyFoldersAsync(ObjectPath folder, Func<string, bool> mayGo, CancellationToken cancellationToken) => ValueTask.CompletedTask;

    public IObjectStore At(string root) => root == Root ? this : new InMemoryStore { Root = root };

    public string ToEnginePath(ObjectPath path) => $"{Root.TrimEnd('/')}/{path.Value}";

    private static ObjectInfo Info(ObjectPath path, byte[] content) => new(path, content.Length, DateTimeOffset.UnixEpoch);

    private static void InterlockedMax(ref int target, int value)
    {
        int seen = Volatile.Read(ref target);
        while (value > seen && Interlocked.CompareExchange(ref target, value, seen) is var found && found != seen)
            seen = found;
    }
}
