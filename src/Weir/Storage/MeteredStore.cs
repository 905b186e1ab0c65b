using System.Diagnostics;
using System.Diagnostics.Metrics;
using System.Runtime.CompilerServices;
using Weir.Diagnostics;

namespace Weir.Storage;

/// <summary>
/// Counts what passes through to another store: <c>weir.storage.operations</c>,
/// <c>weir.storage.duration</c> (seconds) and <c>weir.storage.bytes</c>, each tagged with the
/// <c>operation</c>, the first two also with the <c>outcome</c> (<c>ok</c>, <c>absent</c>,
/// <c>exists</c>, <c>cancelled</c>, or the code of the error).
/// </summary>
internal sealed class MeteredStore : IObjectStore
{
    private static readonly Counter<long> Operations =
        WeirTelemetry.Meter.CreateCounter<long>("weir.storage.operations", "{operation}", "Calls of an object store.");

    private static readonly Histogram<double> Duration =
        WeirTelemetry.Meter.CreateHistogram("weir.storage.duration", "s", "Time that a call of an object store took.", tags: null, WeirTelemetry.Seconds);

    private static readonly Counter<long> Bytes =
        WeirTelemetry.Meter.CreateCounter<long>("weir.storage.bytes", "By", "Content read from or put into an object store.");

    private readonly IObjectStore _inner;
    private readonly TimeProvider _clock;

    public MeteredStore(IObjectStore inner, TimeProvider clock)
    {
        Invariant.Holds(inner is not MeteredStore); // twice would count everything twice
        _inner = inner;
        _clock = clock;
    }

    public string Root => _inner.Root;

    public ValueTask<byte[]> ReadAsync(ObjectPath path, CancellationToken cancellationToken) =>
        MeasureAsync("read", () => _inner.ReadAsync(path, cancellationToken), content => CountBytes("read", content.LongLength));

    public ValueTask<byte[]?> TryReadAsync(ObjectPath path, CancellationToken cancellationToken) =>
        MeasureAsync("read", () => _inner.TryReadAsync(path, cancellationToken),
            content => content is null ? "absent" : CountBytes("read", content.LongLength));

    // The bytes of a stream are its reader's affair; what opens it is counted.
    public ValueTask<Stream?> TryOpenReadAsync(ObjectPath path, CancellationToken cancellationToken) =>
        MeasureAsync("open", () => _inner.TryOpenReadAsync(path, cancellationToken), content => content is null ? "absent" : "ok");

    public ValueTask<byte[]?> TryReadRangeAsync(ObjectPath path, long offset, int length, CancellationToken cancellationToken) =>
        MeasureAsync("read_range", () => _inner.TryReadRangeAsync(path, offset, length, cancellationToken),
            content => content is null ? "absent" : CountBytes("read_range", content.LongLength));

    public ValueTask<ObjectInfo?> HeadAsync(ObjectPath path, CancellationToken cancellationToken) =>
        MeasureAsync("head", () => _inner.HeadAsync(path, cancellationToken), info => info is null ? "absent" : "ok");

    public IAsyncEnumerable<ObjectInfo> ListAsync(ObjectPath folder, string? startAfterName, CancellationToken cancellationToken) =>
        MeasureListAsync("list", _inner.ListAsync(folder, startAfterName, cancellationToken), cancellationToken);

    public IAsyncEnumerable<ObjectInfo> ListTreeAsync(ObjectPath folder, CancellationToken cancellationToken) =>
        MeasureListAsync("list_tree", _inner.ListTreeAsync(folder, cancellationToken), cancellationToken);

    public ValueTask<bool> PutIfAbsentAsync(ObjectPath path, ReadOnlyMemory<byte> content, CancellationToken cancellationToken) =>
        MeasureAsync("put_if_absent", () => _inner.PutIfAbsentAsync(path, content, cancellationToken),
            created => created ? CountBytes("put_if_absent", content.Length) : "exists");

    public async ValueTask PutAsync(ObjectPath path, ReadOnlyMemory<byte> content, CancellationToken cancellationToken) =>
        await MeasureAsync("put", () => DoneAsync(_inner.PutAsync(path, content, cancellationToken)),
            _ => CountBytes("put", content.Length)).ConfigureAwait(false);

    public async ValueTask SyncAsync(ObjectPath path, CancellationToken cancellationToken) =>
        await MeasureAsync("sync", () => DoneAsync(_inner.SyncAsync(path, cancellationToken)), _ => "ok").ConfigureAwait(false);

    public async ValueTask DeleteAsync(ObjectPath path, CancellationToken cancellationToken) =>
        await MeasureAsync("delete", () => DoneAsync(_inner.DeleteAsync(path, cancellationToken)), _ => "ok").ConfigureAwait(false);

    public async ValueTask DeleteEmptyFoldersAsync(ObjectPath folder, Func<string, bool> mayGo, CancellationToken cancellationToken) =>
        await MeasureAsync("delete_empty_folders", () => DoneAsync(_inner.DeleteEmptyFoldersAsync(folder, mayGo, cancellationToken)),
            _ => "ok").ConfigureAwait(false);

    public IObjectStore At(string root) => new MeteredStore(_inner.At(root), _clock);

    public string ToEnginePath(ObjectPath path) => _inner.ToEnginePath(path);

    private static async ValueTask<bool> DoneAsync(ValueTask work)
    {
        await work.ConfigureAwait(false);
        return true;
    }

    private async ValueTask<T> MeasureAsync<T>(string operation, Func<ValueTask<T>> work, Func<T, string> outcomeOf)
    {
        using Activity? activity = Start(operation);
        long start = _clock.GetTimestamp();
        string outcome = "failed";
        try
        {
            T result = await work().ConfigureAwait(false);
            outcome = outcomeOf(result);
            return result;
        }
        catch (Exception error)
        {
            outcome = OutcomeOf(error);
            WeirTelemetry.Fail(activity, error, "storage");
            throw;
        }
        finally
        {
            activity?.SetTag("weir.storage.outcome", outcome);
            Record(operation, outcome, _clock.GetElapsedTime(start));
        }
    }

    private Activity? Start(string operation)
    {
        Activity? activity = WeirTelemetry.Start($"weir.storage.{operation}", ActivityKind.Client);
        return activity?.SetTag("weir.storage.root", Root);
    }

    // The consumer's time between two objects is not the store's: only the moves are measured.
    private async IAsyncEnumerable<ObjectInfo> MeasureListAsync(
        string operation, IAsyncEnumerable<ObjectInfo> listing, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        Activity? caller = Activity.Current;
        using Activity? activity = Start(operation);
        Activity.Current = caller; // the consumer's code runs between two objects
        IAsyncEnumerator<ObjectInfo> moves = listing.GetAsyncEnumerator(cancellationToken);
        string outcome = "ok";
        TimeSpan spent = TimeSpan.Zero;
        try
        {
            while (true)
            {
                long start = _clock.GetTimestamp();
                try
                {
                    if (!await moves.MoveNextAsync().ConfigureAwait(false))
                        break;
                }
                catch (Exception error)
                {
                    outcome = OutcomeOf(error);
                    WeirTelemetry.Fail(activity, error, "storage");
                    throw;
                }
                finally
                {
                    spent += _clock.GetElapsedTime(start);
                }
                yield return moves.Current;
            }
        }
        finally
        {
            await moves.DisposeAsync().ConfigureAwait(false);
            activity?.SetTag("weir.storage.outcome", outcome);
            Record(operation, outcome, spent);
        }
    }

    private static string OutcomeOf(Exception error) => error switch
    {
        WeirException known => known.Code,
        OperationCanceledException => "cancelled",
        _ => "failed",
    };

    private static string CountBytes(string operation, long count)
    {
        Bytes.Tell(count, new TagList { { "operation", operation } });
        return "ok";
    }

    private static void Record(string operation, string outcome, TimeSpan spent)
    {
        TagList tags = new() { { "operation", operation }, { "outcome", outcome } };
        Operations.Tell(1, tags);
        Duration.Tell(spent.TotalSeconds, tags);
    }
}
