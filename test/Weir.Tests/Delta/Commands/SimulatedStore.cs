using System.Runtime.CompilerServices;
using Weir.Diagnostics;
using Weir.Storage;

namespace Weir.Tests.Delta.Commands;

/// <summary>How often, from 0 to 1, a call of a <see cref="SimulatedStore"/> goes wrong.</summary>
internal sealed record Faults
{
    /// <summary>A put fails and nothing was put.</summary>
    public double PutFailsBefore { get; init; }

    /// <summary>A put has been done, but its answer is a failure.</summary>
    public double PutFailsAfter { get; init; }

    /// <summary>A put has been done, but a repeated request of the network says "already there".</summary>
    public double PutDoneButDenied { get; init; }

    public double ReadFails { get; init; }

    /// <summary>A call takes some more turns, so that others overtake it.</summary>
    public double Slow { get; init; }
}

/// <summary>Objects in memory behind a store that keeps its contract under faults. Not for more than one thread.</summary>
internal sealed class SimulatedStore(Func<double> chance) : IObjectStore
{
    private readonly SortedDictionary<ObjectPath, byte[]> _objects = [];

    public Faults Faults { get; set; } = new();

    /// <summary>Awaited before each call.</summary>
    public Func<Task> Turn { get; set; } = () => Task.CompletedTask;

    /// <summary>A test may throw here: before a put (path), or a delete (path), has any effect.</summary>
    public Action<string, ObjectPath> Before { get; set; } = (_, _) => { };

    /// <summary>A test may throw here, when the call has had its effect.</summary>
    public Action<string, ObjectPath> After { get; set; } = (_, _) => { };

    public List<string> Calls { get; } = [];

    public string Root => "/simulated/table";

    public IReadOnlyDictionary<ObjectPath, byte[]> Objects => _objects;

    public static WeirException Failure(string what = "simulated failure") =>
        StorageErrors.From(new IOException(what), "write", "/simulated/table/x");

    public async ValueTask<byte[]> ReadAsync(ObjectPath path, CancellationToken cancellationToken) =>
        await TryReadAsync(path, cancellationToken) ?? throw StorageErrors.NotFound(ToEnginePath(path));

    public async ValueTask<byte[]?> TryReadAsync(ObjectPath path, CancellationToken cancellationToken)
    {
        await StepAsync("read", path, cancellationToken);
        if (chance() < Faults.ReadFails)
            throw Failure();
        return _objects.GetValueOrDefault(path);
    }

    public async ValueTask<Stream?> TryOpenReadAsync(ObjectPath path, CancellationToken cancellationToken) =>
        await TryReadAsync(path, cancellationToken) is { } content ? new MemoryStream(content, writable: false) : null;

    public async ValueTask<byte[]?> TryReadRangeAsync(ObjectPath path, long offset, int length, CancellationToken cancellationToken) =>
        await TryReadAsync(path, cancellationToken) is { } content
            ? content[(int)Math.Min(offset, content.Length)..(int)Math.Min(offset + length, content.Length)]
            : null;

    public async ValueTask<ObjectInfo?> HeadAsync(ObjectPath path, CancellationToken cancellationToken)
    {
        await StepAsync("head", path, cancellationToken);
        return _objects.TryGetValue(path, out byte[]? content) ? Info(path, content) : null;
    }

    public async IAsyncEnumerable<ObjectInfo> ListAsync(
        ObjectPath folder, string? startAfterName, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await StepAsync("list", folder, cancellationToken);
        foreach ((ObjectPath path, byte[] content) in _objects.ToArray())
        {
            if (path.Folder == folder && (startAfterName is null || string.CompareOrdinal(path.Name, startAfterName) > 0))
                yield return Info(path, content);
        }
    }

    public async IAsyncEnumerable<ObjectInfo> ListTreeAsync(
        ObjectPath folder, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await StepAsync("list_tree", folder, cancellationToken);
        foreach ((ObjectPath path, byte[] content) in _objects.ToArray())
        {
            if (folder.IsRoot || path.Value.StartsWith(folder.Value + "/", StringComparison.Ordinal))
                yield return Info(path, content);
        }
    }

    public async ValueTask<bool> PutIfAbsentAsync(ObjectPath path, ReadOnlyMemory<byte> content, CancellationToken cancellationToken)
    {
        await StepAsync("put_if_absent", path, cancellationToken);
        if (chance() < Faults.PutFailsBefore)
            throw Failure();
        bool done = _objects.TryAdd(path, content.ToArray());
        After("put_if_absent", path);
        if (done && chance() < Faults.PutFailsAfter)
            throw Failure();
        return done && chance() >= Faults.PutDoneButDenied;
    }

    public async ValueTask PutAsync(ObjectPath path, ReadOnlyMemory<byte> content, CancellationToken cancellationToken)
    {
        await StepAsync("put", path, cancellationToken);
        if (chance() < Faults.PutFailsBefore)
            throw Failure();
        _objects[path] = content.ToArray();
        if (chance() < Faults.PutFailsAfter)
            throw Failure();
    }

    public async ValueTask SyncAsync(ObjectPath path, CancellationToken cancellationToken)
    {
        await StepAsync("sync", path, cancellationToken);
        if (!_objects.ContainsKey(path))
            throw StorageErrors.NotFound(ToEnginePath(path));
    }

    public async ValueTask DeleteAsync(ObjectPath path, CancellationToken cancellationToken)
    {
        await StepAsync("delete", path, cancellationToken);
        _objects.Remove(path);
    }

    public ValueTask DeleteEmptyFoldersAsync(ObjectPath folder, Func<string, bool> mayGo, CancellationToken cancellationToken) => ValueTask.CompletedTask;

    public IObjectStore At(string root) => throw new NotSupportedException("Nothing lies outside the root.");

    public string ToEnginePath(ObjectPath path) => $"{Root}/{path.Value}";

    /// <summary>As another program would, without turns and faults.</summary>
    public void Place(ObjectPath path, ReadOnlySpan<byte> content) => _objects.Add(path, content.ToArray());

    private async ValueTask StepAsync(string call, ObjectPath path, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        await Turn();
        while (chance() < Faults.Slow)
            await Turn();
        Calls.Add($"{call} {path}");
        Before(call, path);
    }

    private static ObjectInfo Info(ObjectPath path, byte[] content) => new(path, content.Length, DateTimeOffset.UnixEpoch);
}
